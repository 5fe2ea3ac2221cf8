"""An outline over the picture: where the place is that is being asked about."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.state.rect import Rect
from app.views.canvas import Canvas

# White on black shows on any photo, under any label's colour.
LINES = ((Qt.GlobalColor.black, 4.0), (Qt.GlobalColor.white, 2.0))


class PlaceMarker(QWidget):
    """Lies over the canvas, takes no clicks, and follows its zoom; hidden while there is none."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._outline = QPainterPath()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        canvas.installEventFilter(self)
        canvas.view_changed.connect(self.update)
        self.hide()

    def mark(self, rect: Rect, inside_HW: NDArray[np.bool_]) -> None:
        """Outline pixels of the image: `inside_HW` (bool) has the size of `rect`."""
        self._outline = outline(rect, inside_HW)
        self.setGeometry(self._canvas.rect())
        self.show()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._canvas.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        view, ratio = self._canvas.viewport, self.devicePixelRatioF()
        if view is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(view.left / ratio, view.top / ratio)
            painter.scale(view.zoom / ratio, view.zoom / ratio)
            for color, width in LINES:
                pen = QPen(color, width)
                pen.setCosmetic(True)
                painter.setPen(pen)
                painter.drawPath(self._outline)


def outline(rect: Rect, inside_HW: NDArray[np.bool_]) -> QPainterPath:
    """The edge of a set of pixels as a path in image coordinates, holes included."""
    # Twice as large, contours run within half a pixel of the pixels' edges.
    large = np.pad(inside_HW.astype(np.uint8), 1).repeat(2, axis=0).repeat(2, axis=1)
    contours, _ = cv2.findContours(large, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    path = QPainterPath()
    for contour in contours:
        points = (contour[:, 0, :] + 0.5) / 2 - 1
        shape = QPolygonF([QPointF(rect.x + x, rect.y + y) for x, y in points.tolist()])
        path.addPolygon(shape)
        path.closeSubpath()
    return path
