"""Every command by its words: type, choose, Return."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QFrame, QHeaderView, QLayout, QLineEdit, QTreeView, QWidget

from app.actions.keys import named
from app.language import tr
from app.views.look.icons import Tone, icon
from app.views.look.kit import GRID, ICON, column, swatch_icon, text_label
from app.views.values import CommandRow

WIDTH, TALLEST = 140 * GRID, 82 * GRID
"""Of the list."""
ID_ROLE = Qt.ItemDataRole.UserRole
TITLE, WHERE = range(2)
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QDialog):
    """A field, and under it the commands that fit what is in it."""

    chosen = Signal(str)
    """Id of a command, once the palette is closed."""

    def __init__(self, rows: Sequence[CommandRow], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setWindowTitle(tr("Commands"))
        self._rows = tuple(rows)
        self.search = QLineEdit(placeholderText=tr("What do you want to do?"))
        self.search.setAccessibleName(tr("Find a command"))
        self.search.addAction(
            icon("command", Tone.SECONDARY), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(self._show)
        self.search.returnPressed.connect(self._choose)
        self.search.installEventFilter(self)
        self._model = QStandardItemModel(self)
        # Titles line up, with an icon or without.
        blank = QPixmap(ICON)
        blank.fill(Qt.GlobalColor.transparent)
        self._blank = QIcon(blank)
        self.list = self._list()
        self._none = text_label(tr("No command matches these words."), "muted")
        self._none.setContentsMargins(3 * GRID, GRID, 3 * GRID, 3 * GRID)
        self.search.setFixedWidth(WIDTH)
        layout = column(self.search, self.list, self._none, gap=2 * GRID)
        # It covers no more of the window than it has to say.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.setLayout(layout)
        self._show()

    def shown(self) -> list[str]:
        """Ids of the commands that fit, best first."""
        return [row.id for row in ranked(self._rows, self.search.text())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field go through the list."""
        key = event if isinstance(event, QKeyEvent) else None
        if key is not None and key.type() == QEvent.Type.KeyPress and key.key() in MOVES:
            self.list.keyPressEvent(key)
            return True
        return super().eventFilter(watched, event)

    def _list(self) -> QTreeView:
        view = QTreeView()
        view.setModel(self._model)
        view.setHeaderHidden(True)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it stays in the field
        view.setAccessibleName(tr("Commands"))
        view.clicked.connect(self._choose)
        view.setFixedWidth(WIDTH)
        return view

    def _show(self) -> None:
        self._model.clear()
        for row in ranked(self._rows, self.search.text()):
            title = QStandardItem(self._picture(row), row.title)
            title.setData(row.id, ID_ROLE)
            state = [tr("on")] if row.checked else []
            where = QStandardItem(" · ".join([*state, row.group, *map(named, row.keys[:1])]))
            where.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._model.appendRow([title, where])
        self.list.setVisible(self._model.rowCount() > 0)
        self._none.setVisible(self._model.rowCount() == 0)
        if self._model.rowCount():
            header = self.list.header()
            header.setStretchLastSection(False)
            header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
            header.setSectionResizeMode(WHERE, QHeaderView.ResizeMode.ResizeToContents)
            self.list.setCurrentIndex(self._model.index(0, TITLE))
            rows = self._model.rowCount() * self.list.sizeHintForRow(0)
            self.list.setFixedHeight(min(rows + 2 * GRID, TALLEST))

    def _picture(self, row: CommandRow) -> QIcon:
        if row.color is not None:
            return swatch_icon(row.color)
        return icon(row.icon) if row.icon else self._blank

    def _choose(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            found = str(index.siblingAtColumn(TITLE).data(ID_ROLE))
            self.accept()
            self.chosen.emit(found)


def ranked(rows: Sequence[CommandRow], query: str) -> list[CommandRow]:
    """The commands with all words of a query in their titles or as their menu's name, or whose
    words begin with its letters.

    First those whose title begins with it, the shortest first; then those of which a word does.
    Last come those that have its words in what their tips say, or in other words for them.
    """
    wanted = query.casefold().split()
    if not wanted:
        return list(rows)
    found = []
    for row in rows:
        title, menu = row.title.casefold(), row.group.casefold()
        words = title.split()
        initials = "".join(word[0] for word in words)
        if all(word in title or word == menu for word in wanted):
            begins = all(any(w.startswith(word) for w in words) for word in wanted)
            rank = 0 if title.startswith(query.casefold()) else 1 if begins else 2
            found.append(((rank, len(title)), row))
        elif len(wanted) == 1 and initials.startswith(wanted[0]):
            found.append(((2, len(title)), row))
        elif all(word in f"{title} {row.about} {row.keywords}".casefold() for word in wanted):
            found.append(((3, len(title)), row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]
