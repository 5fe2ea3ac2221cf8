"""Before | after: two masks of one image beside each other, with a line between them to drag.

While it is shown the whole canvas moves the line; tools rest, for what they would paint on is
not what is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QTabletEvent

from app.language import tr
from app.state.document import Document
from app.state.rect import NOWHERE, Rect
from app.views.canvas.cursor import DARK, LIGHT, TAG_FILL, draw_pill, pill_size
from app.views.canvas.overlay import Layers
from fcn_core.masks import Mask

if TYPE_CHECKING:
    from app.views.canvas.canvas import Canvas

# Logical pixels.
GRIP, MARGIN = 9.0, 12.0


class Halves:
    """One mask of two: columns left of `column` show what was before, the others what is now."""

    def __init__(self, before_HW: Mask) -> None:
        self.before_HW = before_HW
        self.column = before_HW.shape[1] // 2
        self._after_HW: Mask | None = None
        self._joined_HW = before_HW

    def joined(self, after_HW: Mask) -> Mask:
        """Both. The array changes with `move`, and is another one for another `after_HW`."""
        if after_HW is not self._after_HW:
            self._after_HW, self._joined_HW = after_HW, after_HW.copy()
            self._joined_HW[:, : self.column] = self.before_HW[:, : self.column]
        return self._joined_HW

    def move(self, column: int) -> Rect:
        """Put the line elsewhere. Returns the image rectangle that changed."""
        height, width = self.before_HW.shape
        old, self.column = self.column, max(0, min(width, column))
        first, beyond = sorted((old, self.column))
        if self._after_HW is None or first == beyond:
            return NOWHERE
        source = self.before_HW if self.column > old else self._after_HW
        self._joined_HW[:, first:beyond] = source[:, first:beyond]
        return Rect(first, 0, beyond - first, height)


class Swipe(QObject):
    """The line on one canvas: an event filter that takes the mouse while there are two masks."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._is_held = False
        self.halves: Halves | None = None
        canvas.installEventFilter(self)

    def compare_with(self, before_HW: Mask | None) -> None:
        """Show this mask left of the line, or no line."""
        self.halves = None if before_HW is None else Halves(before_HW)
        self._is_held = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.halves is None or self._canvas.is_panning:
            return False
        if isinstance(event, QTabletEvent):
            # Not taken, so that Qt makes a mouse event of it.
            event.ignore()
            return True
        return isinstance(event, QMouseEvent) and self._mouse(event)

    def layers(self, document: Document | None) -> Layers:
        """What is shown of a document: the two masks, or its prediction under its corrections."""
        if document is None:
            return Layers()
        corrections, prediction = document.corrections.values_HW, document.prediction
        if self.halves is not None and prediction is not None:
            return Layers(prediction=self.halves.joined(prediction), reference=corrections)
        return Layers(prediction=prediction, corrections=corrections, doubt=document.doubt)

    def draw(self, painter: QPainter) -> None:
        """The line with its grip, and which side is which; in device pixels."""
        viewport, ratio = self._canvas.viewport, self._canvas.pixel_ratio
        if viewport is None or self.halves is None:
            return
        x = round(viewport.to_screen(self.halves.column, 0)[0])
        height = viewport.view_height
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, width in ((DARK, 4 * ratio), (LIGHT, 2 * ratio)):
            painter.setPen(QPen(color, width))
            painter.drawLine(QLineF(x, 0, x, height))
        _draw_grip(painter, QPointF(x, height / 2), ratio)
        font, margin = self._canvas.font(), round(MARGIN * ratio)
        for text, is_left in ((tr("Before"), True), (tr("After"), False)):
            width, height = pill_size(text, font, ratio)
            left = x - margin - width if is_left else x + margin
            draw_pill(painter, Rect(left, margin, width, height), text, font, ratio)

    def _mouse(self, event: QMouseEvent) -> bool:
        """Whether the line has used the event."""
        kind, is_left = event.type(), event.button() == Qt.MouseButton.LeftButton
        if is_left and kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._is_held = True
        elif kind == QEvent.Type.MouseButtonRelease and is_left:
            self._is_held = False
            return True
        if self._is_held:
            self._move(event.position())
        return self._is_held

    def _move(self, at: QPointF) -> None:
        if self.halves is not None:
            changed = self.halves.move(round(self._canvas.image_point(at)[0]))
            if not changed.is_empty:
                self._canvas.overlay_changed(changed)
            # Line, grip and names stand beside what changed.
            self._canvas.update()


def _draw_grip(painter: QPainter, at: QPointF, ratio: float) -> None:
    painter.setPen(QPen(DARK, ratio))
    painter.setBrush(QColor(LIGHT))
    painter.drawEllipse(at, GRIP * ratio, GRIP * ratio)
    painter.setPen(QPen(QColor(TAG_FILL), 1.5 * ratio))
    for side in (-1, 1):
        tip = at + QPointF(side * 5 * ratio, 0)
        for down in (-1, 1):
            painter.drawLine(tip, at + QPointF(side * 2.2 * ratio, down * 2.8 * ratio))
