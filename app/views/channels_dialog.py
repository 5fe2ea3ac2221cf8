"""Channels: which of an image's are red, green and blue, or one of them alone in grey."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QWidget

from app.language import QT_TR_NOOP, tr
from app.views.look.kit import (
    GRID,
    SWATCH,
    column,
    push_button,
    row,
    set_role,
    swatch_icon,
    text_label,
)
from fcn_core.imaging.channels import COLORS, NOTHING, Channels, ImageChannels

PREVIEW = QSize(72 * GRID, 54 * GRID)
TITLES = (QT_TR_NOOP("Red"), QT_TR_NOOP("Green"), QT_TR_NOOP("Blue"))
SWATCHES = ((220, 60, 60), (60, 170, 80), (70, 110, 230))
OWN = "own"
"""What the first box says while the colours are none of its presets."""
NOTE = QT_TR_NOOP(
    "For all images of this project that have these channels. The net sees what you see and "
    "predicts anew; your corrections stay."
)


class ChannelsDialog(QDialog):
    """`chosen` carries `Channels` when it is agreed to; `preview_wanted` each choice on the way."""

    chosen = Signal(object)
    preview_wanted = Signal(object)

    def __init__(self, there: ImageChannels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Channels"))
        self._names = there.names
        self.preset = QComboBox()
        self.preset.setAccessibleName(tr("Show"))
        self.colors = tuple(self._color_box(title) for title in TITLES)
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(PREVIEW)
        self.problem = text_label("", "bad", wrap=True)
        self.problem.hide()
        self.show_button = push_button(tr("Show these"), self._agree, role="primary")
        self.show_button.setDefault(True)
        self._fill_presets(there.usual)
        self._lay_out()
        self._set(there.shown)
        self.preset.activated.connect(self._take_preset)
        for box in self.colors:
            box.activated.connect(self._changed)

    def choice(self) -> Channels:
        """What is chosen now. Three times the same is that one alone. Raises `ValueError`."""
        shown = tuple(int(box.currentData()) for box in self.colors)
        return Channels(shown[:1] if len(set(shown)) == 1 else shown)

    def set_preview(self, picture: QImage) -> None:
        """What a choice that was asked about looks like."""
        ratio = self.devicePixelRatioF()
        room = QSize(round(PREVIEW.width() * ratio), round(PREVIEW.height() * ratio))
        keeping = Qt.AspectRatioMode.KeepAspectRatio
        smooth = Qt.TransformationMode.SmoothTransformation
        shown = QPixmap.fromImage(picture.scaled(room, keeping, smooth))
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)

    def _color_box(self, title: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(tr(title))
        for number, _ in enumerate(self._names, start=1):
            box.addItem(self._called(number), number)
        box.addItem(tr("None"), NOTHING)
        return box

    def _fill_presets(self, usual: Channels) -> None:
        if len(usual.shown) == COLORS:
            words = tr("{channels} as red, green and blue")
            listed = ", ".join(str(number) for number in usual.shown if number != NOTHING)
            self.preset.addItem(words.format(channels=listed), usual.shown)
        for number in range(1, len(self._names) + 1):
            alone = tr("{channel} alone, grey").format(channel=self._called(number))
            self.preset.addItem(alone, (number,) * COLORS)
        self.preset.addItem(tr("As chosen below"), OWN)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(4 * GRID)
        form.setVerticalSpacing(2 * GRID)
        form.addRow(tr("Show"), self.preset)
        for title, color, box in zip(TITLES, SWATCHES, self.colors, strict=True):
            swatch = QLabel(pixmap=swatch_icon(color).pixmap(SWATCH))
            name = QWidget()
            name.setLayout(row(swatch, text_label(tr(title))))
            form.addRow(name, box)
        note = text_label(tr(NOTE), wrap=True)
        set_role(note, "muted")
        fields = column(form, self.problem, None)
        top = row(fields, self.picture, gap=6 * GRID)
        top.setStretch(0, 1)
        cancel = push_button(tr("Cancel"), self.reject)
        layout = column(top, note, row(None, cancel, self.show_button), gap=4 * GRID)
        layout.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 4 * GRID)
        self.setLayout(layout)
        self.setMinimumWidth(160 * GRID)

    def _called(self, number: int) -> str:
        name = self._names[number - 1]
        return f"{number} · {name}" if name else tr("Channel {number}").format(number=number)

    def _set(self, channels: Channels) -> None:
        shown = channels.shown if len(channels.shown) == COLORS else channels.shown * COLORS
        for box, number in zip(self.colors, shown, strict=True):
            box.setCurrentIndex(box.findData(number))
        self._show_preset(shown)

    def _take_preset(self) -> None:
        shown = self.preset.currentData()
        if shown != OWN:
            self._set(Channels(tuple(shown)))
        self._tell()

    def _changed(self) -> None:
        self._show_preset(tuple(int(box.currentData()) for box in self.colors))
        self._tell()

    def _show_preset(self, shown: tuple[int, ...]) -> None:
        places = range(self.preset.count() - 1)
        is_preset = (p for p in places if tuple(self.preset.itemData(p)) == shown)
        self.preset.setCurrentIndex(next(is_preset, self.preset.count() - 1))

    def _tell(self) -> None:
        is_something = any(box.currentData() != NOTHING for box in self.colors)
        self.show_button.setEnabled(is_something)
        self.problem.setText("" if is_something else tr("Choose at least one channel."))
        self.problem.setVisible(not is_something)
        if is_something:
            self.preview_wanted.emit(self.choice())

    def _agree(self) -> None:
        self.chosen.emit(self.choice())
        self.accept()
