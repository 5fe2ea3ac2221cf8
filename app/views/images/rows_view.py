"""A list of very many rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QListView


class RowsView(QListView):
    """A list whose rows keep their height, so that a change of data is a repaint.

    Qt would lay out every row anew: 200 ms for 100,000 of them, at each thumbnail that comes.
    """

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        self.viewport().update(self.visualRect(first).united(self.visualRect(last)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button selects, unless the row is among those selected, and opens nothing."""
        if event.button() is not Qt.MouseButton.RightButton:
            super().mousePressEvent(event)
            return
        index = self.indexAt(event.position().toPoint())
        selected = self.selectionModel()
        if index.isValid() and not selected.isSelected(index):
            selected.select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
