"""H held down: the photo without its labels. An event filter, so that any pane has it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.state.session import Session


class Peek(QObject):
    """Hides the overlay while the key is held over one widget."""

    def __init__(self, session: Session, watched: QWidget) -> None:
        super().__init__(watched)
        self._session = session
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            # The key's release will go elsewhere.
            self._session.set_overlay_hidden(False)
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_H or event.modifiers():
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._session.set_overlay_hidden(True)
        elif event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
            self._session.set_overlay_hidden(False)
        return False
