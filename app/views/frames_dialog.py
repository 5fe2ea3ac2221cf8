"""Which frames of a video become images, and how far their taking is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QTimeEdit,
    QWidget,
)

from app.language import count, tr
from app.views.look.kit import GRID, column, push_button, row, set_role, text_label
from app.views.words import clock, memory
from fcn_core.frames import FramesWish, Poster, planned

POSTER = 60 * GRID
"""Pixels that the first frame is wide."""
HOUR = 3600
LONGEST = 24 * HOUR - 1


class FramesDialog(QDialog):
    """Emits what is chosen; taking the frames is somebody else's work."""

    take_requested = Signal(Path, FramesWish)
    """A folder, and which frames go there."""
    stop_requested = Signal()

    def __init__(
        self,
        video: Path,
        poster: Poster,
        folder: Path,
        wish: FramesWish,
        parent: QWidget | None = None,
    ) -> None:
        """`folder` and `wish` are what is offered."""
        super().__init__(parent)
        self.setWindowTitle(tr("Images from a video"))
        self._poster, self._is_taking = poster, False
        self._make_fields(folder, wish)
        self.outcome = text_label("", "muted", wrap=True)
        self._make_progress()
        self.cancel = push_button(tr("Cancel"), self.reject)
        self.take = push_button(tr("Take and open"), self._take, "open-video", "primary")
        self.take.setDefault(True)
        self._lay_out(video)
        self._show()

    def choice(self) -> FramesWish:
        """What is chosen now."""
        first, last = self._times()
        return FramesWish(
            every=self.every.value(),
            first=first,
            last=None if self.last.time() == self.last.maximumTime() else max(first, last),
            changing=self.changing.isChecked(),
        )

    def show_progress(self, seconds: float, taken: int) -> None:
        """So far it is."""
        first, last = self._times()
        is_known = bool(self._poster.header.seconds)
        self.bar.setRange(0, max(1, round(last - first)) if is_known else 0)  # 0 to 0: it moves
        self.bar.setValue(round(seconds - first))
        images = count(taken, tr("image"), tr("images"))
        text = tr("{images} so far; at {time}")
        if is_known:
            text = tr("{images} so far; at {time} of {end}")
        self.doing.setText(text.format(images=images, time=clock(seconds), end=clock(last)))

    def show_failure(self, problem: str) -> None:
        """Something went wrong; another choice may do."""
        self._set_taking(False)
        set_role(self.outcome, "bad")
        self.outcome.setText(problem)

    def finish(self) -> None:
        """All is taken."""
        self._is_taking = False
        self.accept()

    # --- inside ---------------------------------------------------------------------------------

    def _make_fields(self, folder: Path, wish: FramesWish) -> None:
        self.every = QDoubleSpinBox(
            minimum=0, maximum=HOUR, decimals=2, singleStep=0.5, suffix=" s", value=wish.every
        )
        self.every.setSpecialValueText(tr("all frames"))
        self.every.setAccessibleName(tr("Seconds between two images"))
        end = min(self._poster.header.seconds or LONGEST, LONGEST)
        self.first, self.last = (_time_field(end, at) for at in (0.0, end))
        self.first.setAccessibleName(tr("From"))
        self.last.setAccessibleName(tr("To"))
        self.changing = QCheckBox(tr("Leave out what hardly differs from the image before"))
        self.changing.setToolTip(tr("As while a robot or a camera stands still"))
        self.changing.setChecked(wish.changing)
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName(tr("Folder to write into"))
        self.every.valueChanged.connect(self._show)
        for field in (self.first, self.last):
            field.timeChanged.connect(self._show)
        self.folder.textChanged.connect(self._show)

    def _make_progress(self) -> None:
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(tr("Images from a video"))
        self.doing = text_label("", "muted")

    def _lay_out(self, video: Path) -> None:
        header = self._poster.header
        size = f"{header.width} × {header.height}"
        length = clock(header.seconds) if header.seconds else tr("of unknown length")
        facts = column(
            text_label(video.name, "strong", wrap=True),
            text_label(f"{size}, {length}", "muted"),
            None,
        )
        self.fields = QWidget()
        form = QFormLayout(self.fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(4 * GRID)
        form.setVerticalSpacing(2 * GRID)
        form.addRow(text_label(tr("An image every"), "muted"), row(self.every, None))
        between = row(self.first, text_label(tr("to"), "muted"), self.last, None)
        form.addRow(text_label(tr("From"), "muted"), between)
        form.addRow("", self.changing)
        browse = push_button(tr("Choose…"), self._browse, "folder", tip=tr("Choose a folder"))
        form.addRow(text_label(tr("Into"), "muted"), row(self.folder, browse))
        working = QWidget()
        working.setLayout(column(self.bar, self.doing, None))
        choosing = QWidget()
        choosing.setLayout(column(self.outcome, None))
        self._pages = QStackedWidget()
        for page in (choosing, working):
            self._pages.addWidget(page)
        head = row(_picture(self._poster.image), facts, gap=4 * GRID)
        layout = column(
            head, self.fields, self._pages, row(None, self.cancel, self.take), gap=4 * GRID
        )
        layout.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 4 * GRID)
        self.setLayout(layout)
        self.setMinimumWidth(130 * GRID)

    def _show(self) -> None:
        """What the choice comes to."""
        set_role(self.outcome, "muted")
        number = planned(self._poster.header, self.choice())
        is_some = number is None or number > 0
        self.take.setEnabled(is_some and bool(self.folder.text().strip()))
        if number is None and self.every.value():
            text = tr("The video does not say how long it is, so not how many images there are.")
        elif number is None:
            text = tr("Every frame becomes an image: a second of video has some 25 to 60 of them.")
        elif not number:
            text = tr("There is nothing between these times.")
        else:
            images = count(number, tr("image"), tr("images"))
            size = memory(round(number * self._poster.size / 1e6))
            text = tr("About {images}, {size}. Those that are there already stay as they are.")
            text = text.format(images=images, size=size)
        self.outcome.setText(text)

    def _take(self) -> None:
        self._set_taking(True)
        self.show_progress(self._times()[0], 0)
        self.take_requested.emit(Path(self.folder.text().strip()), self.choice())

    def _set_taking(self, taking: bool) -> None:
        self._is_taking = taking
        self.fields.setEnabled(not taking)
        self.take.setEnabled(not taking)
        self.cancel.setText(tr("Stop") if taking else tr("Cancel"))
        self.cancel.setToolTip(tr("What was taken so far is kept") if taking else "")
        self._pages.setCurrentIndex(int(taking))

    def _times(self) -> tuple[float, float]:
        """In seconds, from where to where."""
        return _seconds(self.first.time()), _seconds(self.last.time())

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Images into"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    def reject(self) -> None:
        """Escape, Cancel and the window's close button; what runs is stopped, and then heard of."""
        if self._is_taking:
            self.cancel.setEnabled(False)
            self.stop_requested.emit()
        else:
            super().reject()


def _time_field(end: float, at: float) -> QTimeEdit:
    field = QTimeEdit()
    field.setDisplayFormat("H:mm:ss" if end >= HOUR else "m:ss")
    field.setTimeRange(QTime(0, 0), _time(end))
    field.setTime(_time(at))
    return field


def _time(seconds: float) -> QTime:
    return QTime.fromMSecsSinceStartOfDay(int(seconds * 1000))


def _seconds(time: QTime) -> float:
    return time.msecsSinceStartOfDay() / 1000


def _picture(image_HW3: NDArray[np.uint8]) -> QLabel:
    """The first frame; drawn small, as sharp as the screen."""
    height, width = image_HW3.shape[:2]
    shown = QImage(image_HW3.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    label = QLabel()
    ratio = label.devicePixelRatio()
    smooth = Qt.TransformationMode.SmoothTransformation
    aspect = Qt.AspectRatioMode.KeepAspectRatio
    small = shown.scaled(round(POSTER * ratio), round(POSTER * 9 / 16 * ratio), aspect, smooth)
    small.setDevicePixelRatio(ratio)
    label.setPixmap(QPixmap.fromImage(small))
    return label
