"""How large a pixel is: a known length, such as a scale bar's, and how many pixels it has.

These may have been counted by the ruler.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from app.language import figure, tr
from app.views.look.kit import GRID, column, push_button, row, set_role, text_label
from app.views.words import measured
from fcn_core.imaging.pixel_size import MICROMETRES, UNITS, PixelSize


class PixelSizeDialog(QDialog):
    """`chosen` carries a `PixelSize`, or None for what nobody knows any more."""

    chosen = Signal(object)

    def __init__(
        self,
        own: PixelSize | None,
        usual: PixelSize | None,
        shape: tuple[int, int],
        ruled: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Pixel size"))
        self._own, self._shape, self._is_ruled = own, shape, ruled is not None
        pixels = 1.0 if ruled is None else round(ruled, 1)
        self.pixels, self.length = _field(_number(pixels), tr("Pixels")), _field("", tr("Length"))
        self.unit = QComboBox()
        self.unit.addItems(UNITS)
        self.unit.setCurrentText(MICROMETRES if usual is None else usual.unit)
        self.unit.setAccessibleName(tr("Unit"))
        if usual is not None:
            self.length.setText(_number(pixels * usual.width))
        self.outcome = text_label("", wrap=True)
        self.take = push_button(tr("Use it"), self._agree, role="primary")
        self.take.setDefault(True)
        self.forget = push_button(tr("Not known"), lambda: self._end(None))
        self.forget.setEnabled(usual is not None)
        self._lay_out()
        for field in (self.pixels, self.length):
            field.textChanged.connect(self._show)
        self.unit.currentIndexChanged.connect(self._show)
        self._show()
        self.length.setFocus()
        self.length.selectAll()

    def choice(self) -> PixelSize | None:
        """What is entered; None where it is no length."""
        pixels, length = (_value(field) for field in (self.pixels, self.length))
        side = length / pixels if pixels > 0 else 0.0
        try:
            return PixelSize(width=side, height=side, unit=self.unit.currentText())
        except ValueError:
            return None

    def _lay_out(self) -> None:
        asked = row(
            self.pixels, text_label(tr("pixels are")), self.length, self.unit,
            text_label(tr("long.")), None,
        )  # fmt: skip
        note = text_label(
            tr(
                "For all images of this project whose files do not say it, as TIFFs of microscopes "
                "and maps do. The ruler, the list of labels and the tables of an export then "
                "measure in it."
            ),
            "muted",
            wrap=True,
        )
        cancel = push_button(tr("Cancel"), self.reject)
        buttons = row(self.forget, None, cancel, self.take)
        layout = column(note, asked, self.outcome, buttons, gap=4 * GRID)
        layout.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 4 * GRID)
        self.setLayout(layout)
        self.setMinimumWidth(110 * GRID)

    def _show(self) -> None:
        choice = self.choice()
        self.take.setEnabled(choice is not None)
        is_wrong = choice is None and bool(self.length.text().strip())
        set_role(self.outcome, "warning" if self._own or is_wrong else "muted")
        if is_wrong:
            text = tr("Both are numbers above 0, written as {example}.")
            self.outcome.setText(text.format(example=_number(0.325)))
        elif self._own is not None:
            text = tr("The file of the open image says {size} itself, and that counts for it.")
            self.outcome.setText(text.format(size=measured(self._own)))
        elif choice is None:
            self.outcome.setText(
                tr("So many pixels were measured with the ruler. How long is that in reality?")
                if self._is_ruled
                else tr(
                    "A scale bar of 236 pixels, for example, is 100 µm long. Measure it with the "
                    "ruler first, and its pixels are filled in."
                )
            )
        else:
            height, width = (figure(side * choice.width, ".4g") for side in self._shape)
            text = tr("One pixel: {size}. The open image: {width} x {height} {unit}.")
            self.outcome.setText(
                text.format(size=measured(choice), width=width, height=height, unit=choice.unit)
            )

    def _agree(self) -> None:
        self._end(self.choice())

    def _end(self, size: PixelSize | None) -> None:
        self.accept()
        self.chosen.emit(size)


def _field(text: str, name: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setFixedWidth(22 * GRID)
    return field


def _numbers() -> QLocale:
    """How the language writes numbers, without groups: "0.325" would be 325 in German."""
    found = QLocale()
    options = QLocale.NumberOption
    found.setNumberOptions(options.OmitGroupSeparator | options.RejectGroupSeparator)
    return found


def _number(value: float) -> str:
    return _numbers().toString(value, "g", 6)


def _value(field: QLineEdit) -> float:
    """The number in a field, as the language writes it; 0 for what is none."""
    value, is_number = _numbers().toDouble(field.text().strip())
    return value if is_number else 0.0
