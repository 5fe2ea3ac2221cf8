"""The widths that a user gave to the panels beside the picture come back after a narrow moment."""

from __future__ import annotations

import logging

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow

log = logging.getLogger(__name__)
WIDEST = 4000


class Widths(QObject):
    """Follows the docks at the left and the right edge, in this order.

    A window that becomes too narrow squeezes its docks, and Qt leaves them so. A width is a user's
    wish if it changes while the mouse is pressed, which is how the border between docks is dragged.
    """

    def __init__(self, window: QMainWindow, docks: tuple[QDockWidget, QDockWidget]) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        self._wished = [dock.width() for dock in docks]
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.restore)
        window.installEventFilter(self)
        for dock in docks:
            dock.installEventFilter(self)

    def wish(self, left: int, right: int) -> None:
        """These are the widths to come back to, in pixels."""
        self._wished = [left, right]

    def restore(self) -> None:
        """Give the docks the widths that were wished for, as far as there is room."""
        self._window.resizeDocks(list(self._docks), self._wished, Qt.Orientation.Horizontal)

    def as_bytes(self) -> bytes:
        """The wishes as `take` reads them."""
        return b" ".join(b"%d" % width for width in self._wished)

    def take(self, remembered: bytes) -> None:
        """Wishes of an earlier time. What is no pair of widths is left out, with a log entry."""
        parts = remembered.split()
        if len(parts) == len(self._docks) and all(part.isdigit() for part in parts):
            self._wished = [min(int(part), WIDEST) for part in parts]
        elif remembered:
            log.warning("no widths of panels: %r", remembered[:40])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            if watched is self._window:
                self._later.start()
            elif QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
                self._heed(watched)
        return super().eventFilter(watched, event)

    def _heed(self, watched: QObject) -> None:
        for place, dock in enumerate(self._docks):
            if dock is watched and not dock.isFloating() and not self._later.isActive():
                self._wished[place] = dock.width()
