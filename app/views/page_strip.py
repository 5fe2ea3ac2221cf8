"""A strip under the picture: through the pages of the open file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSlider

from app.language import tr
from app.views.look.kit import GRID, icon_button, row, text_label

FEW = 20
"""Of so many pages each has a mark of its own."""


class PageStrip(QFrame):
    """Hidden while the open file has one page. `page_wanted` carries a page, counted from 1."""

    page_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Page"))
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.before = icon_button("previous", tr("Previous page"), lambda: self._step(-1))
        self.after = icon_button("next", tr("Next page"), lambda: self._step(1))
        self.words = text_label("", "muted")
        layout = row(self.before, self.slider, self.after, self.words)
        layout.setStretch(1, 1)
        layout.setContentsMargins(2 * GRID, GRID, 3 * GRID, GRID)
        self.setLayout(layout)
        self.slider.valueChanged.connect(self._moved)
        self.hide()

    def set_place(self, page: int, pages: int) -> None:
        """The page that is shown, of so many."""
        self.slider.blockSignals(True)
        self.slider.setRange(1, pages)
        self.slider.setPageStep(max(1, pages // 10))
        self.slider.setTickInterval(1 if pages <= FEW else pages)
        if not self.slider.isSliderDown():  # the hand is ahead of what is read
            self.slider.setValue(page)
        self.slider.blockSignals(False)
        self._show(self.slider.value())
        self.setVisible(pages > 1)

    def _moved(self, page: int) -> None:
        self._show(page)
        self.page_wanted.emit(page)

    def _step(self, by: int) -> None:
        self.slider.setValue(self.slider.value() + by)

    def _show(self, page: int) -> None:
        pages = self.slider.maximum()
        self.words.setText(tr("Page {page:,} of {pages:,}").format(page=page, pages=pages))
        self.before.setEnabled(page > 1)
        self.after.setEnabled(page < pages)
