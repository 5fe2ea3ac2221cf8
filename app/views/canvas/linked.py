"""A pane of the stride view: one stride output, or the mask, with a cursor that all panes share."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget

from app.state.rect import NOWHERE, Rect
from app.views.canvas.cursor import DARK, LIGHT, cross_lines
from app.views.canvas.pane import ImagePane

# Logical pixels: the cross of the shared cursor.
CROSS, GAP = 14.0, 4.0


class LinkedPane(ImagePane):
    """Dragging pans it, a click without a drag is `clicked` (image column and row)."""

    clicked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cursor: tuple[int, int] | None = None
        self._pressed_at: QPointF | None = None
        self._dragged_from: QPointF | None = None
        self.show_pointer()

    def set_cursor(self, x: int, y: int) -> None:
        """Show where the pointer is in another pane; (-1, -1) for nowhere."""
        cursor = None if x < 0 or y < 0 else (x, y)
        if cursor != self._cursor:
            self.update_device(self._cursor_rect())
            self._cursor = cursor
            self.update_device(self._cursor_rect())

    def show_pointer(self) -> None:
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paint_above(self, painter: QPainter) -> None:
        if self._cursor is None or self.viewport is None:
            return
        x, y = self.viewport.to_screen(self._cursor[0] + 0.5, self._cursor[1] + 0.5)
        ratio = self.pixel_ratio
        lines = cross_lines(x, y, GAP * ratio, CROSS * ratio)
        for color, width in ((DARK, 3.5 * ratio), (LIGHT, 1.5 * ratio)):
            painter.setPen(QPen(color, width, c=Qt.PenCapStyle.RoundCap))
            painter.drawLines(lines)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = self._dragged_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, far = event.position(), QApplication.startDragDistance()
        if self._pressed_at is not None and (at - self._pressed_at).manhattanLength() >= far:
            self._pressed_at = None
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged_from is not None and self._pressed_at is None and self.viewport:
            moved, self._dragged_from = at - self._dragged_from, at
            ratio = self.pixel_ratio
            self.set_viewport(self.viewport.panned(moved.x() * ratio, moved.y() * ratio))
        self.hover(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        was_click, self._pressed_at, self._dragged_from = self._pressed_at is not None, None, None
        self.show_pointer()
        x, y = self.image_point(event.position())
        if was_click and self.viewport is not None and self.viewport.holds(x, y):
            self.clicked.emit(math.floor(x), math.floor(y))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pressed_at = self._dragged_from = None

    def _cursor_rect(self) -> Rect:
        if self._cursor is None or self.viewport is None:
            return NOWHERE
        x, y = self.viewport.to_screen(self._cursor[0] + 0.5, self._cursor[1] + 0.5)
        reach = math.ceil((CROSS + 3) * self.pixel_ratio)
        return Rect(math.floor(x) - reach, math.floor(y) - reach, 2 * reach + 1, 2 * reach + 1)
