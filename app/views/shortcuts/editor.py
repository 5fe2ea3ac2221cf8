"""The keys of one command: taken away, added by pressing them, put back; and what stands against.

It asks and the owner of the keys decides: what it shows is what `show_row` says.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.actions.keys import named
from app.language import tr
from app.views.look.icons import IconLabel, Tone
from app.views.look.kit import GRID, column, icon_button, push_button, row, set_role, text_label
from app.views.shortcuts.key_recorder import KeyRecorder
from app.views.values import ShortcutRow

WIDTH = 84 * GRID


class ShortcutEditor(QWidget):
    """Beside the list, about its current line."""

    keys_wanted = Signal(str, tuple)
    """A command, and the keys that it shall have, if nothing stands against it."""
    keys_taken = Signal(str, tuple)
    """The same, also from the commands that have them now."""

    def __init__(self, after: QWidget) -> None:
        """`after`: what has the keyboard before, when one goes around with Tab."""
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._after = after
        self._row: ShortcutRow | None = None
        self._asked: tuple[str, ...] = ()
        self._title = text_label("", "heading", wrap=True)
        self._about = text_label("", "muted", wrap=True)
        self._caps = QWidget()
        self.recorder = KeyRecorder()
        self.recorder.recorded.connect(self._add)
        self.reset = push_button("", self._reset, "roll-back")
        self.take = push_button(tr("Take it away"), self._take, role="primary")
        self.leave = push_button(tr("Cancel"), self.drop_question)
        self._words = text_label("", wrap=True)
        self.message = self._message()
        self._layout = column(
            self._title, self._about, self._caps, self.recorder, self.reset, self.message, None,
            gap=3 * GRID,
        )  # fmt: skip
        self.setLayout(self._layout)

    def show_row(self, shown: ShortcutRow | None) -> None:
        """Be about this line of the list, or about none."""
        self.drop_question()
        self._row = shown
        self._title.setText(shown.title if shown else "")
        self._about.setText(shown.about if shown else "")
        self._show_caps(shown)
        is_command = bool(shown and shown.id)
        self.recorder.setVisible(is_command)
        self.reset.setVisible(is_command)
        self.reset.setEnabled(bool(shown and shown.is_changed))
        back = tr("Back to default: {keys}").format(keys=_list(shown.default)) if shown else ""
        self.reset.setText(back)
        add = tr("Add keys for {command}").format(command=shown.title) if shown else ""
        self.recorder.setAccessibleName(add)

    def record(self) -> None:
        """Take the keys that are pressed next, as if the button had been pressed."""
        if self._row and self._row.id:
            self.drop_question()
            self.recorder.start()

    def refuse(self, reason: str) -> None:
        """Say why these keys cannot be had."""
        self._say(reason, "error")

    def ask(self, words: str, keys: Sequence[str]) -> None:
        """Others have some of these keys: shall they be taken from them?"""
        self._asked = tuple(keys)
        self._say(words, "warning")
        self.take.setFocus()

    @property
    def is_asking(self) -> bool:
        """An answer is waited for."""
        return bool(self._asked)

    def drop_question(self) -> None:
        """Everything stays with whom it is, and nothing is said."""
        self._asked = ()
        if self.take.hasFocus() or self.leave.hasFocus():
            self.recorder.setFocus()
        self.message.hide()

    # --- inside ---------------------------------------------------------------------------------

    def _message(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "banner")
        self._picture = IconLabel("warning", Tone.WARNING)
        said = row(self._picture, self._words)
        said.setStretch(1, 1)
        layout = column(said, row(None, self.leave, self.take))
        layout.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        frame.setLayout(layout)
        return frame

    def _say(self, words: str, kind: str) -> None:
        self._words.setText(words)
        self._picture.set_icon(kind, Tone.DANGER if kind == "error" else Tone.WARNING)
        self.message.setAccessibleName(words)
        self.message.setProperty("kind", kind)
        set_role(self.message, "")
        set_role(self.message, "banner")
        for button in (self.take, self.leave):
            button.setVisible(self.is_asking)
        self.take.setAccessibleDescription(words)
        self.message.show()

    def _show_caps(self, shown: ShortcutRow | None) -> None:
        before, self._caps = self._caps, QWidget()
        lines = [self._cap(key) for key in shown.keys] if shown else []
        none = text_label(tr("No keys"), "muted")
        self._caps.setLayout(column(*lines, gap=GRID) if lines else column(none))
        self._layout.replaceWidget(before, self._caps)
        self._caps.setVisible(shown is not None)
        before.hide()
        before.deleteLater()
        last = self._after
        for button in self._caps.findChildren(QToolButton):
            QWidget.setTabOrder(last, button)
            last = button

    def _cap(self, key: str) -> QHBoxLayout:
        line = row(text_label(named(key), "key"), None)
        if self._row and self._row.id:
            tip = tr("Take {key} away").format(key=named(key))
            line.addWidget(icon_button("close", tip, lambda: self._remove(key)))
        return line

    def _add(self, key: str) -> None:
        if self._row and key not in self._row.keys:
            self._want((*self._row.keys, key))

    def _remove(self, key: str) -> None:
        if self._row:
            self.recorder.setFocus()  # the button under the finger goes away
            self._want(tuple(each for each in self._row.keys if each != key))

    def _reset(self) -> None:
        if self._row:
            self._want(self._row.default)

    def _want(self, keys: tuple[str, ...]) -> None:
        if self._row:
            self.drop_question()
            self.keys_wanted.emit(self._row.id, keys)

    def _take(self) -> None:
        if self._row:
            self.keys_taken.emit(self._row.id, self._asked)


def _list(keys: Sequence[str]) -> str:
    return ", ".join(map(named, keys)) or tr("no keys")
