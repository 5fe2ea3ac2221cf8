"""The line that a tool measures with: drawn over the image, its length beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from app.state.rect import NOWHERE, Rect
from app.tools.stamps import Spot
from app.tools.tool import Point, Spanning
from app.views.canvas.cursor import draw_path, draw_pill, path_rect, pill_size
from app.views.canvas.viewport import Viewport
from app.views.words import length
from fcn_core.imaging.pixel_size import PixelSize

if TYPE_CHECKING:
    from app.views.canvas.canvas import Canvas

# Logical pixels: half of the bar across each end, and from an end to the words.
BAR, GAP = 6.0, 12.0
# Degrees from the line's direction to the words: the first at which they are in view.
TURNS = (0, 45, -45, 90, -90, 135, -135)
# A slanted way is made longer, so that a box's corner keeps off the line as its sides do.
SLANT = 1.3


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What is drawn, and where (device pixels)."""

    path: tuple[Spot, ...] = ()
    path_box: Rect = NOWHERE
    words: str = ""
    words_box: Rect = NOWHERE

    @property
    def boxes(self) -> tuple[Rect, Rect]:
        return self.path_box, self.words_box


class RulerLine:
    """Of one canvas's tool, if that measures; while two nets are compared it waits."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._pixel: PixelSize | None = None
        self._drawn = Drawn()

    @property
    def span(self) -> tuple[Point, Point] | None:
        """The ends of the line that is shown."""
        tool = self._canvas.tool
        if self._canvas.is_comparing or not isinstance(tool, Spanning):
            return None
        return tool.span

    @property
    def pixels(self) -> float | None:
        """How many pixels long it is. Those that are no squares have no length to be counted in."""
        is_known = self._pixel is None or self._pixel.width == self._pixel.height
        return math.hypot(*_legs(self.span)) if self.span is not None and is_known else None

    def set_pixel(self, pixel: PixelSize | None) -> None:
        """How large a pixel is, if anybody knows."""
        self._pixel = pixel
        self.refresh()

    def refresh(self) -> None:
        """The line, the view or the pixel's size may have changed."""
        old, self._drawn = self._drawn, self._described()
        if old != self._drawn:
            for box in (*old.boxes, *self._drawn.boxes):
                self._canvas.update_device(box)

    def draw(self, painter: QPainter) -> None:
        viewport, ratio, drawn = self._canvas.viewport, self._canvas.pixel_ratio, self._drawn
        if viewport is None or not drawn.path:
            return
        draw_path(painter, viewport, drawn.path, ratio)
        draw_pill(painter, drawn.words_box, drawn.words, self._canvas.font(), ratio)

    def _described(self) -> Drawn:
        viewport, ratio, span = self._canvas.viewport, self._canvas.pixel_ratio, self.span
        if viewport is None or span is None:
            return Drawn()
        path = _barred(span, BAR * ratio / viewport.zoom)
        path_box = path_rect(viewport, path, 3 * ratio)
        if path_box.clipped(viewport.view_width, viewport.view_height).is_empty:
            return Drawn()
        words = length(*_legs(span), self._pixel)
        size = pill_size(words, self._canvas.font(), ratio)
        words_box = _beside(viewport, span, size, GAP * ratio)
        return Drawn(path=path, path_box=path_box, words=words, words_box=words_box)


def _legs(span: tuple[Point, Point]) -> tuple[float, float]:
    """How far the line goes right and down."""
    start, end = span
    return end.x - start.x, end.y - start.y


def _barred(span: tuple[Point, Point], half: float) -> tuple[Spot, ...]:
    """The line with a bar across each end, in one go."""
    right, down = _legs(span)
    scale = half / math.hypot(right, down)
    x, y = -down * scale, right * scale
    return tuple(
        Spot(point.x + side * x, point.y + side * y)
        for point, sides in zip(span, ((-1, 1, 0), (0, -1, 1)), strict=True)
        for side in sides
    )


def _beside(
    viewport: Viewport, span: tuple[Point, Point], size: tuple[int, int], gap: float
) -> Rect:
    """Where a box stands: further on from the line's end, or beside it where the view ends.

    It stays in the view when the end does not.
    """
    x, y = viewport.to_screen(span[1].x, span[1].y)
    right, down = _legs(span)
    ahead = math.atan2(down, right)
    view = Rect(0, 0, viewport.view_width, viewport.view_height)
    boxes = [_box(x, y, ahead + math.radians(turn), size, gap) for turn in TURNS]
    box = next((box for box in boxes if view.intersected(box) == box), boxes[0])
    left = max(0, min(box.x, view.width - box.width))
    top = max(0, min(box.y, view.height - box.height))
    return Rect(left, top, box.width, box.height)


def _box(x: float, y: float, direction: float, size: tuple[int, int], gap: float) -> Rect:
    """A box so far from a point in a direction (radians, clockwise)."""
    width, height = size
    ways = math.cos(direction), math.sin(direction)
    right, down = (max(-1.0, min(1.0, SLANT * way)) for way in ways)
    middle_x, middle_y = x + right * (gap + width / 2), y + down * (gap + height / 2)
    return Rect(round(middle_x - width / 2), round(middle_y - height / 2), width, height)
