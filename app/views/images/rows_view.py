"""A list of very many rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
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
