"""The table of labels that previews and reports share: a name, two numbers, and a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
)

from app.views.look.kit import GRID, SWATCH

NAME, BAR = 0, 3
LEAST_NAME, WIDEST_NAME = 18 * GRID, 50 * GRID
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BarTable(QTableWidget):
    """Calm: no grid, no row numbers, 28 px rows. Words stand left, numbers right."""

    def __init__(self, titles: Sequence[str], bar: QStyledItemDelegate, least: int) -> None:
        """Columns of these four titles; the last one, which `bar` paints, keeps `least` pixels."""
        super().__init__(0, len(titles))
        self._least = least
        bar.setParent(self)
        self.setItemDelegateForColumn(BAR, bar)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(7 * GRID)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setIconSize(QSize(SWATCH, SWATCH))
        self.setShowGrid(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for at, title in enumerate(titles):
            item = number_item(title)
            if at == NAME:
                item.setTextAlignment(LEFT)
            self.setHorizontalHeaderItem(at, item)
        for at in range(NAME + 1, BAR):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(BAR, QHeaderView.ResizeMode.Stretch)

    def fit_names(self) -> None:
        """Give the first column the width that its names need, as far as the bar keeps its own."""
        header = self.horizontalHeader()
        numbers = (
            max(self.sizeHintForColumn(at), header.sectionSizeHint(at))
            for at in range(NAME + 1, BAR)
        )
        room = self.viewport().width() - sum(numbers) - self._least
        wanted = min(self.sizeHintForColumn(NAME) + 2 * GRID, WIDEST_NAME)
        self.setColumnWidth(NAME, max(min(wanted, room), LEAST_NAME))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_names()

    def show_all_rows(self) -> None:
        """As high as its rows, for a page that scrolls itself: a part that scrolls in another that
        does leaves slices of both.
        """
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + self.verticalHeader().length() + 2 * self.frameWidth())


def number_item(text: str) -> QTableWidgetItem:
    """A right-aligned cell."""
    item = QTableWidgetItem(text)
    item.setTextAlignment(RIGHT)
    return item
