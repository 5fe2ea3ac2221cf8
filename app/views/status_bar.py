"""The line at the bottom: position, label under the cursor, saved, zoom, net and device."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QStyle, QStyleOption, QToolButton, QWidget

from app.language import figure, tr
from app.views.look.icons import IconLabel, Tone, icon
from app.views.look.kit import (
    GRID,
    SWATCH,
    ElidedLabel,
    row,
    set_role,
    swatch_icon,
    text_label,
)
from app.views.task_line import TaskLine

SMALL = QSize(20, 14)
# What the words for a device contain when it is not the processor.
GPU_NAMES = ("NVIDIA", "CUDA", "AMD", "Apple", "GPU")


class SavedKind(StrEnum):
    """Whether what was drawn is on disk."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


SAVED_ICONS = {
    SavedKind.SAVED: ("check", Tone.SUCCESS),
    SavedKind.SAVING: ("save", Tone.SECONDARY),
    SavedKind.FAILED: ("error", Tone.DANGER),
}
SAVED_ROLES = {SavedKind.SAVED: "muted", SavedKind.SAVING: "muted", SavedKind.FAILED: "bad"}


class StatusBar(QStatusBar):
    """Widths are fixed where numbers change, so that nothing jumps under a moving cursor."""

    channels_clicked = Signal()
    zoom_clicked = Signal()
    engine_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._position = text_label("", "muted")
        self._position.setFixedWidth(self.fontMetrics().horizontalAdvance("x 00000  y 00000") + 8)
        self._swatch, self._label = QLabel(), ElidedLabel()
        self._swatch.setFixedWidth(SWATCH)
        self._saved_icon, self._saved = IconLabel("check", side=14), text_label("", "muted")
        self._channels = self._button(
            tr("Which channels you and the net see (click: choose others)"), self.channels_clicked
        )
        self._zoom = self._button(tr("Zoom (click: fit to window)"), self.zoom_clicked)
        self._engine = self._button(
            tr("Net and device (click: the nets of this project)"), self.engine_clicked
        )
        self._engine.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addWidget(self._box(self._position, self._swatch, self._label), 1)
        self.task = TaskLine(tr("Stop predicting all images"))
        self._permanent = self._box(self.task, self._saved_icon, self._saved)
        self.addPermanentWidget(self._permanent)
        self.addPermanentWidget(self._channels)
        self.addPermanentWidget(self._zoom)
        self.addPermanentWidget(self._engine)
        self.clear_position()
        self.clear_zoom()
        self.set_channels("")
        self.set_saved("")
        self.set_engine("", busy=False)

    def set_position(
        self, x: int, y: int, label: str = "", color: tuple[int, int, int] | None = None
    ) -> None:
        """Show the pixel under the cursor, the label it has and that label's colour."""
        self._position.setText(f"x {x}  y {y}")
        self._label.set_full_text(label)
        self._swatch.setVisible(color is not None)
        if color is not None:
            self._swatch.setPixmap(swatch_icon(color).pixmap(SWATCH, SWATCH))

    def clear_position(self) -> None:
        """The cursor has left the picture."""
        self._position.setText("")
        self._label.set_full_text("")
        self._swatch.hide()

    def set_channels(self, text: str) -> None:
        """Which channels are seen ("Channel 4 of 6"); empty where none are to choose."""
        self._channels.setText(text)
        self._channels.setVisible(bool(text))

    def set_zoom(self, zoom: float) -> None:
        """Screen pixels an image pixel (1.0 = 100 %)."""
        percent = 100 * zoom
        self._zoom.setText(f"{figure(percent, '.0f' if percent >= 10 else '.1f')} %")
        self._zoom.show()

    def clear_zoom(self) -> None:
        """No image is open."""
        self._zoom.hide()

    def set_engine(self, text: str, busy: bool = False, structure: str = "") -> None:
        """Which net runs where ("Nuclei net · CPU"), and whether it is at work; the tip says more
        ("FCN-8s · CPU, 1 thread").
        """
        tip = tr("Net and device (click: the nets of this project)")
        self._engine.setToolTip(f"{structure}\n{tip}".strip())
        self._engine.setText(text or tr("No net loaded"))
        self._engine.setIcon(
            icon(
                "dots" if busy else "gpu" if any(name in text for name in GPU_NAMES) else "cpu",
                Tone.SECONDARY,
            )
        )

    def set_saved(self, text: str, kind: SavedKind = SavedKind.SAVED) -> None:
        """Whether all is on disk ("Saved 14:02"). Empty text shows nothing."""
        self._saved.setText(text)
        set_role(self._saved, SAVED_ROLES[kind])
        self._saved_icon.setVisible(bool(text))
        self._saved_icon.set_icon(*SAVED_ICONS[kind])

    def show_message(self, text: str, seconds: float = 4.0) -> None:
        """One passing sentence in place of position and label; 0: until the next one."""
        self.showMessage(text, round(1000 * seconds))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A message ends in an ellipsis where it does not fit; it is whole in the tip."""
        message = self.currentMessage()
        room = self._permanent.x() - 4 * GRID
        shown = self.fontMetrics().elidedText(message, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(message if shown != message else "")
        if shown == message:
            super().paintEvent(event)
            return
        option = QStyleOption()
        option.initFrom(self)
        with QPainter(self) as painter:
            panel = QStyle.PrimitiveElement.PE_PanelStatusBar
            self.style().drawPrimitive(panel, option, painter, self)
            painter.setPen(self.palette().windowText().color())
            box = self.rect().adjusted(2 * GRID, 0, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _button(self, tip: str, clicked: object) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setIconSize(SMALL)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMinimumWidth(14 * GRID)
        button.clicked.connect(clicked)
        return button

    def _box(self, *parts: QWidget) -> QWidget:
        box = QWidget()
        layout = row(*parts)
        layout.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        layout.setStretch(len(parts) - 1, 1)
        box.setLayout(layout)
        return box
