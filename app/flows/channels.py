"""Channels: which of a TIFF's are seen, by people and nets alike, in all images of the project.

The images are the same, and so are their corrections: only what nets said of them is forgotten.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.flows.flow import Flow
from app.flows.opening import Opening
from app.state.document import Document
from app.state.project import Project
from fcn_core.imaging.channels import Channels, ImageChannels


class SeenChannels(Flow):
    """The choice of the open project."""

    hidden = Signal(object)
    """ImageChannels of which some are not seen; said once for each project that is opened."""
    changed = Signal()
    """Images are seen otherwise."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._opening, self._is_said = opening, False
        opening.project_changed.connect(self._begin)
        opening.document_changed.connect(self._look)

    @property
    def there(self) -> ImageChannels | None:
        """Those of the open image; None where nothing is to choose."""
        document = self._opening.document
        return None if document is None else document.channels

    def choose(self, channels: Channels | None) -> None:
        """See all images that have these channels through them; None: each as it is usual.

        Those in memory are saved and read anew.
        """
        project, document = self._opening.project, self._opening.document
        if project is None or document is None or channels == project.channels:
            return
        self._is_said = True
        if not self._opening.let_go():
            return
        if self.attempt(lambda: project.see_through(channels)):
            self.changed.emit()
        self._opening.show(document.image_id)

    def _begin(self, project: Project | None) -> None:
        self._is_said = project is None or project.channels is not None

    def _look(self, document: Document | None) -> None:
        found = None if document is None else document.channels
        if found is not None and found.hidden and not self._is_said:
            self._is_said = True
            self.hidden.emit(found)
