"""How large things are in the world: by what an image's file says of its pixels, or a person."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.flows.flow import Flow
from app.flows.opening import Opening
from app.state.project import Project
from fcn_core.errors import FcnError
from fcn_core.imaging.pixel_size import PixelSize

SETTING = "pixel_size"


def usual_pixel(project: Project | None) -> PixelSize | None:
    """What a person said of the images of a project; of no use where an image says it itself."""
    kept = None if project is None else project.setting(SETTING)
    try:
        return PixelSize.parse(kept) if isinstance(kept, str) else None
    except FcnError:  # written by no version of this program
        return None


class Measuring(Flow):
    """Follows the open image."""

    changed = Signal(object)
    """PixelSize of the open image, or None."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._opening = opening
        opening.document_changed.connect(lambda _: self.changed.emit(self.pixel))

    @property
    def own(self) -> PixelSize | None:
        """What the open image's file says."""
        document = self._opening.document
        return None if document is None else document.pixel

    @property
    def usual(self) -> PixelSize | None:
        """What a person said of all images that do not say it."""
        return usual_pixel(self._opening.project)

    @property
    def pixel(self) -> PixelSize | None:
        """What counts for the open image."""
        return None if self._opening.document is None else self.own or self.usual

    def choose(self, size: PixelSize | None) -> None:
        """Say it of all images of the project that do not say it themselves; None: nobody knows."""
        project = self._opening.project
        if project is None:
            return
        kept = None if size is None else str(size)
        if self.attempt(lambda: project.set_setting(SETTING, kept)):
            self.changed.emit(self.pixel)
