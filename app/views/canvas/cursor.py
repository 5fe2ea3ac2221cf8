"""The brush on the screen: its true outline, and the label it gives beside it.

Two lines, dark around light, can be seen on any photo. Positions are device pixels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.state.rect import NOWHERE, Rect
from app.state.session import BrushShape
from app.tools.stamps import Spot, Stamp
from app.views.canvas.viewport import Viewport

DARK, LIGHT = QColor(0, 0, 0, 150), QColor(255, 255, 255, 235)
# From this zoom on the outline follows the pixels, for stamps up to a size.
PIXELS_FROM, PIXELS_UP_TO = 3.0, 40
# Below this diameter on the screen (logical pixels) a cross helps to find the brush.
SMALL = 7.0
CROSS = 7.0
# Larger outlines (logical pixels) are drawn without antialiasing, three times as fast.
SMOOTH_UP_TO = 500.0
TAG_FILL, TAG_TEXT = QColor(22, 24, 29, 225), QColor(244, 245, 247)
TAG_HEIGHT, TAG_PADDING, SWATCH, TAG_GAP = 22.0, 7.0, 10.0, 10.0
TAG_FONT_SIZE = 12
PILL_PADDING = 9.0
# Of its text (logical pixels): in longer names the middle goes.
TAG_WIDTH = 240.0


@dataclass(frozen=True)
class Tag:
    """What the brush gives: a name and a colour; no colour for what takes labels away."""

    text: str
    color: tuple[int, int, int] | None


def outline_rect(viewport: Viewport, stamp: Stamp, spot: Spot, ratio: float) -> Rect:
    """The device pixels that the outline of a stamp may touch."""
    x, y = viewport.to_screen(spot.x, spot.y)
    reach = math.ceil(max(stamp.size / 2 * viewport.zoom, CROSS * ratio) + 3 * ratio)
    left, top = math.floor(x) - reach, math.floor(y) - reach
    return Rect(left, top, 2 * reach + 1, 2 * reach + 1)


def draw_outline(
    painter: QPainter, viewport: Viewport, stamp: Stamp, spot: Spot, ratio: float
) -> None:
    """Draw the border of what a stamp at `spot` (image) would paint.

    Lines of one device pixel beside each other: Qt draws those at least ten times faster than
    a wide one, and a large brush is redrawn with each move.
    """
    x, y = viewport.to_screen(spot.x, spot.y)
    follows = viewport.zoom >= PIXELS_FROM and stamp.size <= PIXELS_UP_TO
    is_small = stamp.size * viewport.zoom < SMOOTH_UP_TO * ratio
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_small and not follows)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = max(1, round(ratio))
    for color, first in ((DARK, -width), (LIGHT, 0), (DARK, width)):
        painter.setPen(QPen(color, 1))
        for grown in range(first, first + width):
            if follows:
                painter.drawPolygon(_polygon(x, y, stamp, viewport.zoom, grown))
            else:
                _draw_shape(painter, x, y, stamp, stamp.size / 2 * viewport.zoom + grown)
    if stamp.size * viewport.zoom < SMALL * ratio:
        for color, wide in ((DARK, 3 * width), (LIGHT, width)):
            painter.setPen(QPen(color, wide))
            radius = stamp.size / 2 * viewport.zoom
            far = radius + (2 + CROSS / 2) * ratio
            painter.drawLines(cross_lines(x, y, radius + 2 * ratio, far))


def _polygon(x: float, y: float, stamp: Stamp, zoom: float, grown: int) -> QPolygonF:
    return QPolygonF(
        [
            QPointF(x + a * zoom + math.copysign(grown, a), y + b * zoom + math.copysign(grown, b))
            for a, b in _corners(stamp)
        ]
    )


def _draw_shape(painter: QPainter, x: float, y: float, stamp: Stamp, radius: float) -> None:
    if radius <= 0:
        return
    if stamp.shape == BrushShape.ROUND:
        painter.drawEllipse(QPointF(x, y), radius, radius)
    else:
        painter.drawRect(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))


def draw_path(painter: QPainter, viewport: Viewport, path: Sequence[Spot], ratio: float) -> None:
    """Draw a line from spot to spot."""
    points = QPolygonF([QPointF(*viewport.to_screen(spot.x, spot.y)) for spot in path])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for color, width in ((DARK, 3 * ratio), (LIGHT, ratio)):
        painter.setPen(QPen(color, width))
        painter.drawPolyline(points)


def path_rect(viewport: Viewport, path: Sequence[Spot], reach: float) -> Rect:
    """The device pixels that a path, and what reaches so far beside it, may touch."""
    if not path:
        return NOWHERE
    xs, ys = zip(*(viewport.to_screen(spot.x, spot.y) for spot in path), strict=True)
    left, top = math.floor(min(xs) - reach), math.floor(min(ys) - reach)
    right, bottom = math.ceil(max(xs) + reach), math.ceil(max(ys) + reach)
    return Rect(left, top, right - left, bottom - top)


def tag_rect(
    viewport: Viewport, tag: Tag, at: Spot, reach: float, font: QFont, ratio: float
) -> Rect:
    """Where the tag stands for a pointer at image point `at` whose outline reaches so far.

    Right below the pointer, on its other sides where the view ends.
    """
    x, y = viewport.to_screen(at.x, at.y)
    away = min(reach * math.sqrt(0.5), 140 * ratio) + TAG_GAP * ratio
    metrics = QFontMetricsF(_sized(font, ratio))
    text = metrics.horizontalAdvance(_fitting(tag, metrics, ratio))
    width = math.ceil((2 * TAG_PADDING + SWATCH + 6) * ratio + text)
    height = math.ceil(TAG_HEIGHT * ratio)
    left, top = x + away, y + away
    if left + width > viewport.view_width:
        left = x - away - width
    if top + height > viewport.view_height:
        top = y - away - height
    return Rect(math.floor(left), math.floor(top), width, height)


def draw_tag(painter: QPainter, rect: Rect, tag: Tag, font: QFont, ratio: float) -> None:
    """Draw a tag into the rectangle that `tag_rect` gave."""
    box = _draw_ground(painter, rect, ratio)
    side = SWATCH * ratio
    swatch = QRectF(box.x() + TAG_PADDING * ratio, box.center().y() - side / 2, side, side)
    painter.setPen(QPen(QColor(255, 255, 255, 170), ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush if tag.color is None else QColor(*tag.color))
    painter.drawRoundedRect(swatch, 2.5 * ratio, 2.5 * ratio)
    if tag.color is None:
        painter.drawLine(swatch.bottomLeft(), swatch.topRight())
    sized = _sized(font, ratio)
    painter.setFont(sized)
    painter.setPen(TAG_TEXT)
    text = box.adjusted(swatch.right() + 6 * ratio - box.x(), 0, 0, 0)
    fitting = _fitting(tag, QFontMetricsF(sized), ratio)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, fitting)


def pill_size(text: str, font: QFont, ratio: float) -> tuple[int, int]:
    """How wide and high words on their dark ground are."""
    wide = QFontMetricsF(_sized(font, ratio)).horizontalAdvance(text)
    return math.ceil(wide + 2 * PILL_PADDING * ratio), math.ceil(TAG_HEIGHT * ratio)


def draw_pill(painter: QPainter, rect: Rect, text: str, font: QFont, ratio: float) -> None:
    """Draw words into a rectangle of that size."""
    box = _draw_ground(painter, rect, ratio)
    painter.setFont(_sized(font, ratio))
    painter.setPen(TAG_TEXT)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _draw_ground(painter: QPainter, rect: Rect, ratio: float) -> QRectF:
    box = QRectF(rect.x, rect.y, rect.width, rect.height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(TAG_FILL)
    painter.drawRoundedRect(box, 5 * ratio, 5 * ratio)
    return box


def _fitting(tag: Tag, metrics: QFontMetricsF, ratio: float) -> str:
    return metrics.elidedText(tag.text, Qt.TextElideMode.ElideMiddle, TAG_WIDTH * ratio)


def _sized(font: QFont, ratio: float) -> QFont:
    sized = QFont(font)
    # Drawn in device pixels: the painter's scale is undone.
    sized.setPixelSize(max(1, round(TAG_FONT_SIZE * ratio)))
    return sized


def cross_lines(x: float, y: float, near: float, far: float) -> list[QLineF]:
    """A cross that is open in the middle: each arm from `near` to `far`."""
    return [
        QLineF(x - far, y, x - near, y),
        QLineF(x + near, y, x + far, y),
        QLineF(x, y - far, x, y - near),
        QLineF(x, y + near, x, y + far),
    ]


@lru_cache(maxsize=64)
def _corners(stamp: Stamp) -> tuple[tuple[float, float], ...]:
    """The border of a stamp along its pixels' edges, relative to its centre, all the way round."""
    if stamp.size > PIXELS_UP_TO:
        return ()
    spot = stamp.spot(0.0, 0.0)
    reach = stamp.size + 2
    area = stamp.sweep(spot, spot, Rect(-reach, -reach, 2 * reach, 2 * reach))
    right_side: list[tuple[float, float]] = []
    left_side: list[tuple[float, float]] = []
    for row, covered in enumerate(area.inside_HW):
        if covered.any():
            top = area.rect.y + row - spot.y
            first = int(covered.argmax()) + area.rect.x - spot.x
            beyond = first + int(covered.sum())
            right_side += [(beyond, top), (beyond, top + 1)]
            left_side += [(first, top), (first, top + 1)]
    return (*right_side, *reversed(left_side))
