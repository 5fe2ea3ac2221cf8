"""The edits of the open image, oldest first; a click goes back or forward to any of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.language import tr
from app.views import theme
from app.views.kit import GRID, EmptyState, column


class HistoryPanel(QWidget):
    """`steps_requested(n)`: undo -n times, or redo n times."""

    steps_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[Sequence[str], Sequence[str]] = ((), ())
        self._done = 0
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setAccessibleName(tr("History of edits"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = EmptyState("history", tr("Strokes appear here. Click one to go back to it."))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._none)
        self._pages.addWidget(self.list)
        layout = column(self._pages)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        self.setLayout(layout)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)

    def set_history(self, done: Sequence[str], undone: Sequence[str]) -> None:
        """Titles in the order of `History.done` and `History.undone`."""
        self._titles, self._done = (done, undone), len(done)
        titles = [tr("Opened"), *done, *reversed(undone)]
        self._pages.setCurrentWidget(self.list if len(titles) > 1 else self._none)
        faint = QColor(theme.current().text_disabled)
        for at, title in enumerate(titles):
            item = self.list.item(at) or QListWidgetItem(self.list)
            item.setText(title)
            item.setToolTip(title)
            item.setData(Qt.ItemDataRole.ForegroundRole, faint if at > self._done else None)
        while self.list.count() > len(titles):
            self.list.takeItem(self.list.count() - 1)
        self.list.setCurrentRow(self._done)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.set_history(*self._titles)

    def _go(self, item: QListWidgetItem) -> None:
        steps = self.list.row(item) - self._done
        if steps:
            self.steps_requested.emit(steps)
