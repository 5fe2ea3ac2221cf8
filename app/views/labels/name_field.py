"""The field in which a new label is named, and the reason why a name is refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.language import tr
from app.views.look.icons import Tone, icon
from app.views.look.kit import GRID, column, row, set_role, text_label
from app.views.look.text_field import TextField


class NameField(QWidget):
    """`is_free` refuses names that are taken; the field itself stays as it was then."""

    named = Signal(str)

    def __init__(self, beside: QWidget, taken: Callable[[str], bool]) -> None:
        super().__init__()
        self._taken = taken
        self.edit = TextField(placeholderText=tr("Add a label"), maxLength=80)
        self.edit.setAccessibleName(tr("Name of a new label"))
        self.edit.addAction(icon("add", Tone.SECONDARY), QLineEdit.ActionPosition.LeadingPosition)
        self.refusal = text_label("", "bad", wrap=True)
        self.refusal.hide()
        self.edit.returnPressed.connect(self._add)
        self.edit.textEdited.connect(lambda: self._refuse(""))
        layout = column(row(self.edit, beside, gap=GRID), self.refusal, gap=GRID)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self.setLayout(layout)

    def is_free(self, name: str, taken: bool) -> bool:
        """Say so if a name is taken."""
        why = tr("There is a label {name!r} already.").format(name=name)
        self._refuse(why if taken else "")
        return not taken

    def _add(self) -> None:
        name = self.edit.text().strip()
        if name and self.is_free(name, self._taken(name)):
            self.edit.clear()
            self.named.emit(name)

    def _refuse(self, why: str) -> None:
        self.refusal.setText(why)
        self.refusal.setVisible(bool(why))
        self.edit.setProperty("invalid", "true" if why else "false")
        set_role(self.edit, "refused" if why else "plain")
