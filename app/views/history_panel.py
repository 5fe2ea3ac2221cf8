"""The edits of the open image, oldest first; a click goes back or forward to any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.language import tr
from app.views.look import theme
from app.views.look.kit import GRID, EmptyState, column


class HistoryPanel(QWidget):
    """`steps_requested(n)`: undo -n times, or redo n times."""

    steps_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[object, bool]] = []
        """Each row's edit (None: there was none yet), and whether it was taken back."""
        self._done = 0
        self._words: Callable[[Any], str] = str
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setAccessibleName(tr("History of edits"))
        # How many pixels it changed stands last.
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
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

    def set_history(
        self,
        done: Sequence[object],
        undone: Sequence[object],
        words: Callable[[Any], str] = str,
    ) -> None:
        """Edits in the order of `History.done` and `History.undone`, and how one is told."""
        self._done, self._words = len(done), words
        rows = [(edit, at > self._done) for at, edit in enumerate((None, *done, *reversed(undone)))]
        before, self._rows = self._rows, rows
        self._pages.setCurrentWidget(self.list if len(rows) > 1 else self._none)
        # After a stroke one row is another, however many there are.
        for at, (edit, is_undone) in enumerate(rows):
            if at >= len(before) or before[at][0] is not edit or before[at][1] != is_undone:
                self._show(at)
        while self.list.count() > len(rows):
            self.list.takeItem(self.list.count() - 1)
        self.list.setCurrentRow(self._done)

    def retell(self) -> None:
        """Labels have other names, or colours are others."""
        for at in range(len(self._rows)):
            self._show(at)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.retell()

    def _show(self, at: int) -> None:
        edit, is_undone = self._rows[at]
        title = tr("Opened") if edit is None else self._words(edit)
        item = self.list.item(at) or QListWidgetItem(self.list)
        item.setText(title)
        item.setToolTip(title)
        faint = QColor(theme.current().text_disabled) if is_undone else None
        item.setData(Qt.ItemDataRole.ForegroundRole, faint)

    def _go(self, item: QListWidgetItem) -> None:
        steps = self.list.row(item) - self._done
        if steps:
            self.steps_requested.emit(steps)
