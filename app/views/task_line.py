"""A task that goes on for long, in the status bar: how far it is, and the way to end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.views.look.kit import GRID, icon_button, row, text_label


class TaskLine(QWidget):
    """Hidden while nothing is under way."""

    stop_requested = Signal()

    def __init__(self, stop_tip: str) -> None:
        super().__init__()
        self.words = text_label("", "muted")
        self.stop = icon_button("stop", stop_tip, self.stop_requested.emit)
        layout = row(self.words, self.stop, gap=GRID)
        layout.setContentsMargins(0, 0, GRID, 0)
        self.setLayout(layout)
        self.hide()

    def say(self, text: str, tip: str = "") -> None:
        """Show how far it is; an empty text: it is over."""
        self.words.setText(text)
        self.setToolTip(tip)
        self.setVisible(bool(text))
