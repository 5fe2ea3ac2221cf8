"""Every shortcut on one page: found by its words, and changed by pressing other keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.actions.keys import named
from app.language import count, tr
from app.views.look.icons import Tone, icon
from app.views.look.kit import GRID, column, push_button, question_box, row, text_label
from app.views.shortcuts.editor import ShortcutEditor
from app.views.shortcuts.list import ShortcutList, mark
from app.views.values import ShortcutRow

SIZE = 256 * GRID, 152 * GRID
INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ShortcutPage(QDialog):
    """A list with a filter, and beside it the keys of its current line. It decides nothing: it
    is told the rows anew when something has changed.
    """

    reset_all_asked = Signal()

    def __init__(self, rows: Sequence[ShortcutRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.resize(*SIZE)
        self._rows: tuple[ShortcutRow, ...] = ()
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(tr("Find a shortcut by its words or keys, or “changed”"))
        self.search.setAccessibleName(tr("Find a shortcut"))
        self.search.addAction(
            icon("search", Tone.SECONDARY), QLineEdit.ActionPosition.LeadingPosition
        )
        self.list = ShortcutList()
        self.editor = ShortcutEditor(after=self.list)
        self._none = text_label(tr("No shortcut matches these words."), "muted")
        self.reset_all = push_button(tr("All back to default…"), self._ask_to_reset, "roll-back")
        self.close_button = push_button(tr("Close"), self.accept)
        self._lay_out()
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self.list.row_chosen.connect(lambda: self.editor.show_row(self.list.current_row()))
        self.list.record_asked.connect(self.editor.record)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[ShortcutRow]) -> None:
        """All commands with the keys that they have now."""
        self._rows = tuple(rows)
        self.reset_all.setEnabled(any(each.is_changed for each in rows))
        self._show()

    def shown(self) -> list[ShortcutRow]:
        """The rows that the filter lets through."""
        words = self.search.text().casefold().split()
        return [each for each in self._rows if all(word in _haystack(each) for word in words)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Return go from the field into the list."""
        key = event if isinstance(event, QKeyEvent) else None
        if key is not None and key.type() == QEvent.Type.KeyPress and key.key() in INTO_LIST:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.editor.is_asking:
            self.editor.drop_question()
        else:
            super().keyPressEvent(event)

    # --- inside ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        middle = row(column(self.list, self._none, gap=0), self.editor, gap=5 * GRID)
        middle.setStretch(0, 1)
        layout = column(
            self.search, middle, row(self.reset_all, None, self.close_button), gap=4 * GRID
        )
        layout.setStretch(1, 1)
        layout.setContentsMargins(5 * GRID, 5 * GRID, 5 * GRID, 4 * GRID)
        self.setLayout(layout)

    def _show(self) -> None:
        rows = self.shown()
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self.list.set_rows(rows)
        self.editor.show_row(self.list.current_row())

    def _ask_to_reset(self) -> None:
        number = sum(each.is_changed for each in self._rows)
        changed = count(number, tr("command"), tr("commands"))
        box = question_box(
            tr("All keys back to default"),
            tr("Give {commands} the default keys again?").format(commands=changed),
            tr("The keys that you chose are forgotten."),
            tr("Back to default"),
            self,
        )
        box.accepted.connect(self.reset_all_asked)
        box.open()


def _haystack(each: ShortcutRow) -> str:
    """Keys are found as they are shown, and as they are written everywhere."""
    keys = map(named, each.keys)
    return " ".join([each.group, each.title, *keys, *each.keys, mark(each)]).casefold()
