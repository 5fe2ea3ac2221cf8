"""Real input events for canvas tests, with buttons held as a person holds them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

At = tuple[float, float]
LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: At,
    button: Qt.MouseButton = NO_BUTTON,
    held: Qt.MouseButton = NO_BUTTON,
    keys: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    """Send one mouse event at a widget position."""
    point = QPointF(*at)
    event = QMouseEvent(kind, point, widget.mapToGlobal(point), button, held, keys)
    QApplication.sendEvent(widget, event)


def press(
    widget: QWidget, at: At, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEYS
) -> None:
    mouse(widget, QEvent.Type.MouseButtonPress, at, button, button, keys)


def move(widget: QWidget, at: At, held: Qt.MouseButton = NO_BUTTON) -> None:
    mouse(widget, QEvent.Type.MouseMove, at, NO_BUTTON, held)


def release(widget: QWidget, at: At, button: Qt.MouseButton = LEFT) -> None:
    mouse(widget, QEvent.Type.MouseButtonRelease, at, button)


def drag(
    widget: QWidget,
    path: Sequence[At],
    button: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    """Press at the first point, move over the others, let go at the last."""
    press(widget, path[0], button, keys)
    for at in path[1:]:
        move(widget, at, button)
    release(widget, path[-1], button)


def wheel(
    widget: QWidget,
    at: At,
    notches: float,
    keys: Qt.KeyboardModifier = NO_KEYS,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
    pixels: QPoint | None = None,
) -> None:
    point = QPointF(*at)
    event = QWheelEvent(
        point,
        widget.mapToGlobal(point),
        pixels or QPoint(),
        QPoint(0, round(notches * 120)),
        NO_BUTTON,
        keys,
        phase,
        False,
    )
    QApplication.sendEvent(widget, event)


def key(widget: QWidget, code: Qt.Key, *, down: bool, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    kind = QEvent.Type.KeyPress if down else QEvent.Type.KeyRelease
    QApplication.sendEvent(widget, QKeyEvent(kind, code, keys))


def tablet(
    widget: QWidget,
    kind: QEvent.Type,
    at: At,
    pressure: float,
    pointer: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen,
) -> None:
    """One event of a stylus."""
    point, device = QPointF(*at), _stylus(pointer)
    held = NO_BUTTON if kind == QEvent.Type.TabletRelease else LEFT
    button = NO_BUTTON if kind == QEvent.Type.TabletMove else LEFT
    event = QTabletEvent(
        kind,
        device,
        point,
        widget.mapToGlobal(point),
        pressure,
        0,
        0,
        0,
        0,
        0,
        NO_KEYS,
        button,
        held,
    )
    QApplication.sendEvent(widget, event)


_STYLUSES: dict[QPointingDevice.PointerType, QPointingDevice] = {}


def _stylus(pointer: QPointingDevice.PointerType) -> QPointingDevice:
    if pointer not in _STYLUSES:
        _STYLUSES[pointer] = QPointingDevice(
            "stylus",
            len(_STYLUSES) + 1000,
            QPointingDevice.DeviceType.Stylus,
            pointer,
            QPointingDevice.Capability.Pressure | QPointingDevice.Capability.Position,
            1,
            1,
        )
    return _STYLUSES[pointer]
