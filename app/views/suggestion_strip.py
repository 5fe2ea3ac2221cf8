"""A slim strip above the picture: why this image was suggested, and the way past it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.language import tr
from app.views.look.icons import IconLabel, Tone
from app.views.look.kit import GRID, ElidedLabel, column, icon_button, push_button, row, text_label


class SuggestionStrip(QFrame):
    """Hidden while the open image is no suggestion, or something more urgent is said."""

    skip_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setProperty("kind", "info")
        self.words = text_label("", wrap=True)
        self.basis = ElidedLabel(role="muted")
        self.skip = push_button(tr("Skip"), self.skip_requested.emit)
        self.close_button = icon_button("close", tr("Hide the reason"), self.take_back)
        layout = row(
            IconLabel("next-useful", Tone.CHECKED),
            column(self.words, self.basis, gap=0),
            self.skip,
            self.close_button,
        )
        layout.setStretch(1, 1)
        layout.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        self.setLayout(layout)
        self._has_reason = self._is_covered = False
        self.hide()

    def show_reason(self, words: str, basis: str = "") -> None:
        """Say why; `basis` is what the image was chosen from."""
        self.words.setText(words)
        self.basis.set_full_text(basis)
        self.basis.setVisible(bool(basis))
        self.setAccessibleName(tr("Suggested image: {why}").format(why=words))
        self._has_reason = True
        self._show_or_hide()

    def take_back(self) -> None:
        """The open image is no suggestion, or nobody wants to know."""
        self._has_reason = False
        self._show_or_hide()

    def set_covered(self, covered: bool) -> None:
        """Wait while the banner says something: one strip above the picture is enough."""
        self._is_covered = covered
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(self._has_reason and not self._is_covered)
