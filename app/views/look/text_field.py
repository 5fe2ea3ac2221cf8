"""A field for text in the window, which leaves the window's shortcuts to the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

Standard = QKeySequence.StandardKey
LEFT_TO_THE_WINDOW = (Standard.MoveToEndOfLine, Standard.DeleteCompleteLine)
"""Emacs' Ctrl+E and Ctrl+U, which some desktops give to fields: few know them, and who presses
Ctrl+E wants to export. Copy, paste, undo and the like stay the field's."""


class TextField(QLineEdit):
    """Where the window has no use for such a key, it still does what the desktop says."""

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and any(map(event.matches, LEFT_TO_THE_WINDOW))
        ):
            event.ignore()
            return False
        return super().event(event)
