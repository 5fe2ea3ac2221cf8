"""Zooming and panning by wheel, touchpad, pinch, Space + drag and middle drag.

An event filter, so that any pane can be navigated and none needs to know how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)

if TYPE_CHECKING:
    from app.views.canvas.pane import ImagePane

# One notch of a wheel (120 eighths of a degree) zooms by a quarter.
ZOOM_PER_NOTCH = 1.25
NOTCH = 120.0
# Touchpads that zoom by Ctrl + scrolling send pixels; this many double the zoom, roughly.
PIXELS_PER_NOTCH = 60.0


class Navigator(QObject):
    """Turns input on a pane into viewports. Consumes what it uses."""

    def __init__(self, pane: ImagePane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._is_space_held = False
        self._dragged_from: QPointF | None = None
        pane.installEventFilter(self)

    @property
    def is_active(self) -> bool:
        """True while the pointer pans, or would if pressed."""
        return self._is_space_held or self._dragged_from is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._pane.viewport is None:
            return False
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QNativeGestureEvent):
            return self._gesture(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            return self._space(event)
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate):
            self._stop()
        return False

    def _wheel(self, event: QWheelEvent) -> bool:
        pixels, angle = event.pixelDelta(), event.angleDelta()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if _is_touchpad(event) and not ctrl:
            moved = QPointF(pixels) if not pixels.isNull() else QPointF(angle) / 2
            self._pan(moved)
        elif shift and not ctrl:
            self._pan(QPointF(angle.y() or angle.x(), 0) / 2)
        else:
            notches = angle.y() / NOTCH if angle.y() else pixels.y() / PIXELS_PER_NOTCH
            self._zoom(ZOOM_PER_NOTCH**notches, event.position(), stops=abs(notches) >= 1)
        event.accept()
        return True

    def _gesture(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom(1 + event.value(), event.position(), stops=False)
            return True
        if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self._pane.fit()
            return True
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, button = event.type(), event.button()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            middle = button == Qt.MouseButton.MiddleButton
            if middle or (self._is_space_held and button == Qt.MouseButton.LeftButton):
                self._dragged_from = event.position()
                self._pane.setCursor(Qt.CursorShape.ClosedHandCursor)
                return True
        elif kind == QEvent.Type.MouseMove and self._dragged_from is not None:
            moved, self._dragged_from = event.position() - self._dragged_from, event.position()
            self._pan(moved)
            return True
        elif kind == QEvent.Type.MouseButtonRelease and self._dragged_from is not None:
            self._dragged_from = None
            self._show_pointer()
            return True
        return False

    def _space(self, event: QKeyEvent) -> bool:
        if not event.isAutoRepeat():
            self._is_space_held = event.type() == QEvent.Type.KeyPress
            self._show_pointer()
        return True

    def _stop(self) -> None:
        if self.is_active:
            self._is_space_held, self._dragged_from = False, None
            self._show_pointer()

    def _show_pointer(self) -> None:
        if self._dragged_from is not None:
            self._pane.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._is_space_held:
            self._pane.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self._pane.show_pointer()

    def _pan(self, moved: QPointF) -> None:
        viewport, ratio = self._pane.viewport, self._pane.pixel_ratio
        if viewport is not None:
            self._pane.set_viewport(viewport.panned(moved.x() * ratio, moved.y() * ratio))

    def _zoom(self, factor: float, at: QPointF, *, stops: bool) -> None:
        viewport, point = self._pane.viewport, self._pane.device_point(at)
        if viewport is None or factor <= 0:
            return
        if stops:
            self._pane.set_viewport(viewport.wheeled(factor, point))
        else:
            self._pane.set_viewport(viewport.zoomed(viewport.zoom * factor, point))


def _is_touchpad(event: QWheelEvent) -> bool:
    device = event.device()
    is_pad = device is not None and device.type() == QInputDevice.DeviceType.TouchPad
    return is_pad or event.phase() != Qt.ScrollPhase.NoScrollPhase
