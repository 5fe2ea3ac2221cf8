"""The last page of the export dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.views.look.icons import IconLabel, Tone
from app.views.look.kit import GRID, column, row, text_label


class ExportOutcome(QWidget):
    """What became of an export: a picture, a sentence, and what there is to know of it."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = IconLabel("check", side=6 * GRID)
        self.verdict = text_label("", "heading", wrap=True)
        self.detail = text_label("", "muted", wrap=True)
        for label in (self.verdict, self.detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(
            column(None, row(None, self._picture, None), self.verdict, self.detail, None)
        )

    def tell(self, picture: str, tone: Tone, verdict: str, detail: str) -> None:
        """Say it."""
        self._picture.set_icon(picture, tone)
        self.verdict.setText(verdict)
        self.detail.setText(detail)
