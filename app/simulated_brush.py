"""A person who brushes specks away, with real mouse events on the real canvas."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.state.session import Session
from app.views.canvas import Canvas
from fcn_core.masks import UNTOUCHED, Mask

# A region is a speck below this share of the image.
SPECK_SHARE = 0.01
MOST_STROKES = 6


@dataclass(frozen=True, kw_only=True)
class Speck:
    """A small region: pixel positions from one end to the other, its size, what is around it."""

    path: tuple[tuple[float, float], ...]
    size: int
    around: int


def paint_specks(canvas: Canvas, session: Session) -> int:
    """Paint every small region over with what surrounds it. Returns the number of strokes."""
    document = canvas.document
    if document is None:
        return 0
    found = sorted(specks(document.composite()), key=lambda speck: -speck.size)[:MOST_STROKES]
    session.set_tool("brush")
    for speck in found:
        session.set_label(speck.around)
        session.set_brush_size(speck.size)
        drag(canvas, speck.path)
    return len(found)


def specks(mask_HW: Mask) -> Iterator[Speck]:
    """Regions that are too small to be meant."""
    limit = SPECK_SHARE * mask_HW.size
    for label in np.unique(mask_HW[mask_HW < UNTOUCHED]):
        count, regions, stats, _ = cv2.connectedComponentsWithStats(
            (mask_HW == label).view(np.uint8)
        )
        for index in range(1, count):
            x, y, width, height, area = (int(value) for value in stats[index])
            if area > limit:
                continue
            inside = (regions == index).astype(np.uint8)
            ring = cv2.dilate(inside, np.ones((3, 3), np.uint8)).astype(bool) & (inside == 0)
            values = mask_HW[ring]
            if values.size:
                middle_y, middle_x = y + height / 2, x + width / 2
                ends = ((float(x), middle_y), (float(x + width), middle_y))
                if height > width:
                    ends = ((middle_x, float(y)), (middle_x, float(y + height)))
                yield Speck(
                    path=ends,
                    size=min(width, height) + 2,
                    around=int(np.bincount(values).argmax()),
                )


def drag(canvas: Canvas, image_points: Sequence[tuple[float, float]], steps: int = 12) -> None:
    """Press the left button at the first point, move through all, let go at the last."""
    corners = [_on_widget(canvas, x, y) for x, y in image_points]
    path = [corners[0]]
    for start, end in itertools.pairwise(corners):
        path += [start + (end - start) * (i / steps) for i in range(1, steps + 1)]
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    _send(canvas, QEvent.Type.MouseButtonPress, path[0], left, left)
    for point in path[1:]:
        _send(canvas, QEvent.Type.MouseMove, point, none, left)
    _send(canvas, QEvent.Type.MouseButtonRelease, path[-1], left, none)


def _on_widget(canvas: Canvas, x: float, y: float) -> QPointF:
    """Where an image point lies on the widget."""
    if canvas.viewport is None:
        raise ValueError("there is no image on the canvas")
    left, top = canvas.viewport.to_screen(x, y)
    return QPointF(left, top) / canvas.pixel_ratio


def _send(
    canvas: Canvas,
    kind: QEvent.Type,
    at: QPointF,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
) -> None:
    event = QMouseEvent(
        kind,
        at,
        QPointF(canvas.mapToGlobal(at)),
        button,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(canvas, event)
