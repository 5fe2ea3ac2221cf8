"""A list of very many rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QListView


class RowsView(QListView):
    """A list whose rows keep their height, so that a change of data is a repaint.

    Qt would lay out every row anew: 200 ms for 100,000 of them, at each thumbnail that comes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        self.viewport().update(self.visualRect(first).united(self.visualRect(last)))

    def place(self) -> int:
        """How far it is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def go_back(self, place: int) -> None:
        """Scroll there again, after all rows were replaced."""
        if place:
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(place)

    def select_also(self, rows: Iterable[QModelIndex]) -> None:
        """Select these, too, without going to any of them."""
        for row in rows:
            self.selectionModel().select(row, QItemSelectionModel.SelectionFlag.Select)

    def select_all(self) -> None:
        """Select every row, and take the keys: what is done next is done with these."""
        self.selectAll()
        self.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button selects, unless the row is among those selected, and opens nothing."""
        if event.button() is not Qt.MouseButton.RightButton:
            super().mousePressEvent(event)
            return
        index = self.indexAt(event.position().toPoint())
        selected = self.selectionModel()
        if index.isValid() and not selected.isSelected(index):
            selected.select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
