"""What values of masks mean that nobody has named: one line each, with a guess to be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QWidget,
)

from app.language import QT_TR_NOOP, tr
from app.state.foreign import ForeignValue, Meaning
from app.views.look.kit import GRID, column, push_button, row, swatch_icon, text_label
from app.views.words import percent
from fcn_core.labels import Label
from fcn_core.masks import UNTOUCHED, VOID

AWAY = {
    VOID: QT_TR_NOOP("Void: does not count"),
    UNTOUCHED: QT_TR_NOOP("Leave out: stays untouched"),
}
"""What is no label."""
VALUE, SHARE, ARROW, MEANING = range(4)
LONGEST = 80


class ValuesDialog(QDialog):
    """Emits `accepted` once every value has a meaning; `meanings` says which."""

    def __init__(
        self,
        text: str,
        more: str,
        values: Sequence[ForeignValue],
        labels: Sequence[Label],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import masks"))
        self.setMinimumSize(140 * GRID, 110 * GRID)
        self._values, self._labels = tuple(values), tuple(labels)
        self.boxes = [self._box(value) for value in self._values]
        said = text_label(
            tr(
                "Nothing names the values in these masks. Say what each becomes: choose a label, "
                "or type the name of a new one."
            ),
            "muted",
            wrap=True,
        )
        self._more = text_label(more, "caption", wrap=True)
        self._more.setVisible(bool(more))
        self.take = push_button(tr("Import"), self.accept, "", "primary")
        self.take.setDefault(True)
        cancel = push_button(tr("Cancel"), self.reject)
        layout = column(
            text_label(text, "heading", wrap=True), said, self._table(), self._more,
            row(None, cancel, self.take), gap=3 * GRID,
        )  # fmt: skip
        layout.setContentsMargins(5 * GRID, 5 * GRID, 5 * GRID, 4 * GRID)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._check()

    def meanings(self) -> dict[int, Meaning]:
        """What each value is to become."""
        return {
            value.value: _meaning(box) for value, box in zip(self._values, self.boxes, strict=True)
        }

    def _table(self) -> QScrollArea:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 2 * GRID, 0)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        heads = {VALUE: tr("Value"), SHARE: tr("Pixels"), MEANING: tr("Becomes")}
        for place, head in heads.items():
            grid.addWidget(text_label(head, "caption"), 0, place)
        for line, (value, box) in enumerate(zip(self._values, self.boxes, strict=True), start=1):
            share = text_label(_share(value.share), "muted")
            share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(_name(value), line, VALUE)
            grid.addWidget(share, line, SHARE)
            grid.addWidget(text_label("→", "muted"), line, ARROW)
            grid.addWidget(box, line, MEANING)
        grid.setColumnStretch(MEANING, 1)
        grid.setRowStretch(len(self._values) + 1, 1)
        inside = QWidget()
        inside.setLayout(grid)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        return area

    def _box(self, value: ForeignValue) -> QComboBox:
        box = QComboBox(editable=True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for label in self._labels:
            box.addItem(swatch_icon(label.color), label.name, label.name)
        for meaning, words in AWAY.items():
            box.addItem(tr(words), meaning)
        at = box.findData(value.guess)
        box.setCurrentIndex(at)
        if at < 0:
            box.setEditText(str(value.guess))
        # Names that are offered while one types would take their place, or the click that follows:
        # all of them are in the list.
        box.setCompleter(None)  # type: ignore[arg-type]  # Qt takes it, the stub does not say so
        field = box.lineEdit()
        assert field is not None  # it is editable
        field.setMaxLength(LONGEST)
        field.setPlaceholderText(tr("Name of a new label"))
        box.setAccessibleName(tr("What the value {value} becomes").format(value=value.value))
        box.editTextChanged.connect(lambda: self._heed(box))
        return box

    def _heed(self, box: QComboBox) -> None:
        """A new name has no label's colour before it."""
        at, field = _known(box), box.lineEdit()
        if at != box.currentIndex() and field is not None:
            text, cursor = box.currentText(), field.cursorPosition()
            with QSignalBlocker(box):
                box.setCurrentIndex(at)
                box.setEditText(text)
            field.setCursorPosition(cursor)
        self._check()

    def _check(self) -> None:
        """Every value has to become something."""
        self.take.setEnabled(all(box.currentText().strip() for box in self.boxes))


def _known(box: QComboBox) -> int:
    """The line of what is chosen, or typed as it is called there; -1 for a new name."""
    exactly = Qt.MatchFlag.MatchFixedString | Qt.MatchFlag.MatchCaseSensitive
    return box.findText(box.currentText().strip(), exactly)


def _meaning(box: QComboBox) -> Meaning:
    """What a line stands for; what is none is a new label."""
    at = _known(box)
    known: Meaning = box.currentText().strip() if at < 0 else box.itemData(at)
    return known


def _share(share: float) -> str:
    return tr("under 0.1 %") if 0 < share < 0.001 else percent(share)


def _name(value: ForeignValue) -> QWidget:
    """A value, and its colour in the files if they show one."""
    words = text_label(str(value.value))
    if value.color is None:
        return words
    picture = QLabel()
    picture.setPixmap(swatch_icon(value.color).pixmap(4 * GRID, 4 * GRID))
    picture.setToolTip(QColor(*value.color).name())
    both = QWidget()
    line = row(picture, words, None, gap=2 * GRID)
    line.setContentsMargins(0, 0, 0, 0)
    both.setLayout(line)
    return both
