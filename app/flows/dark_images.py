"""Noticing that an image is too dark for eyes, which else take it for an empty one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.flows.opening import Opening
from app.state.document import Document
from app.state.lighting import AS_IT_IS
from app.state.session import Session
from fcn_core.imaging.greys import is_dark


class DarkImages(QObject):
    """Says `found` at most once for each project that is opened, unless images are lit already."""

    found = Signal()
    left = Signal()
    """Another image is shown than the one it was said of."""

    def __init__(self, opening: Opening, session: Session) -> None:
        super().__init__(opening)
        self._session, self._is_settled = session, False
        opening.project_changed.connect(self._begin)
        opening.document_changed.connect(self._look)

    def _begin(self, _project: object) -> None:
        self._is_settled = False

    def _look(self, document: Document | None) -> None:
        self.left.emit()
        if document is None or self._is_settled or self._session.lighting != AS_IT_IS:
            return
        if is_dark(document.image_HWC):
            self._is_settled = True
            self.found.emit()
