"""Every shortcut, by group, in columns that fit one screen; a field finds one by its words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.views.icons import Tone, icon
from app.views.kit import GRID, column, row, text_label
from app.views.values import ShortcutRow

COLUMNS = 3


class ShortcutPage(QDialog):
    """A page to read, with a filter. Keys are shown as caps."""

    def __init__(self, rows: Sequence[ShortcutRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.resize(230 * GRID, 150 * GRID)
        self._rows = tuple(rows)
        self.search = QLineEdit(placeholderText="Find a shortcut", clearButtonEnabled=True)
        self.search.setAccessibleName("Find a shortcut")
        self.search.addAction(
            icon("search", Tone.SECONDARY), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(self._show)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = column(self.search, self._scroll, gap=4 * GRID)
        layout.setContentsMargins(5 * GRID, 5 * GRID, 2 * GRID, 4 * GRID)
        self.setLayout(layout)
        self._show()

    def shown(self) -> list[ShortcutRow]:
        """The rows that the filter lets through."""
        words = self.search.text().casefold().split()
        return [
            each
            for each in self._rows
            if all(word in f"{each.group} {each.title} {each.keys}".casefold() for word in words)
        ]

    def _show(self) -> None:
        rows = self.shown()
        groups: dict[str, list[ShortcutRow]] = {}
        for each in rows:
            groups.setdefault(each.group, []).append(each)
        columns = [QVBoxLayout() for _ in range(COLUMNS)]
        heights = [0] * COLUMNS
        for title, members in groups.items():
            at = heights.index(min(heights))
            heights[at] += len(members) + 2
            columns[at].addLayout(_group(title, members))
            columns[at].addSpacing(4 * GRID)
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 3 * GRID, 0)
        layout.setSpacing(8 * GRID)
        for each_column in columns:
            each_column.addStretch(1)
            layout.addLayout(each_column, 1)
        if not rows:
            page = QWidget()
            none = text_label("No shortcut matches these words.", "muted")
            page.setLayout(column(none, None))
        self._scroll.setWidget(page)


def _group(title: str, members: Sequence[ShortcutRow]) -> QVBoxLayout:
    return column(text_label(title, "strong"), *(_line(each) for each in members), gap=GRID + 2)


def _line(each: ShortcutRow) -> QHBoxLayout:
    """A title, which gets the room that its keys leave, and the keys as caps."""
    caps = [text_label(key, "key") for key in each.keys]
    line = row(text_label(each.title, "muted", wrap=True), *caps, gap=GRID)
    line.setStretch(0, 1)
    for cap in caps:
        line.setAlignment(cap, Qt.AlignmentFlag.AlignTop)
    return line
