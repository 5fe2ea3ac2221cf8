"""Polygon and lasso in one: corners that are clicked, lines that are drawn, until they close."""

from __future__ import annotations

import math

from app.state.edits import Edit
from app.state.regions import Region
from app.state.tiles import Rect
from app.tools.outlines import enclosed
from app.tools.tool import Point, Pointer, ToolContext

CORNERS = 3
"""Fewer surround nothing."""


class Polygon:
    """Gives the current label to what an outline surrounds.

    A click adds a corner, a drag a line as it was drawn. The outline closes where it began, or by
    `close`.
    """

    id, title, pointer = "polygon", "Polygon", Pointer.CROSS

    def __init__(self) -> None:
        self._points: list[Point] = []
        self._steps: list[int] = []
        """How many points there were before each press."""
        self._begun: ToolContext | None = None
        self._pressed: Point | None = None
        self._is_drawn = self._closes = False

    @property
    def outline(self) -> tuple[Point, ...]:
        return tuple(self._points)

    def press(self, at: Point, ctx: ToolContext) -> None:
        self._begun = self._begun or ctx
        self._pressed, self._is_drawn = at, False
        self._closes = len(self._points) >= CORNERS and _near(at, self._points[0], ctx)
        self._steps.append(len(self._points))
        if not self._closes:
            self._points.append(at)

    def move(self, at: Point, ctx: ToolContext) -> None:
        """A hand that clicks may shake: a line begins only where it has gone some way."""
        if self._pressed is None:
            return
        self._is_drawn = self._is_drawn or not _near(at, self._pressed, ctx)
        if self._is_drawn and _distance(at, self._points[-1]) >= 1:
            self._points.append(at)

    def release(self, at: Point, ctx: ToolContext) -> Edit | None:
        was_pressed, self._pressed = self._pressed is not None, None
        if not was_pressed:
            return None
        is_back = self._is_drawn and _near(at, self._points[0], ctx)
        if self._closes or (is_back and len(self._points) >= CORNERS):
            return self.close()
        return None

    def cancel(self, ctx: ToolContext) -> None:
        """What a press under way has added, or all of the outline."""
        if self._pressed is None:
            self._clear()
        else:
            self._pressed = None
            self.step_back()

    def close(self) -> Edit | None:
        """Label what the outline surrounds, as far as it goes; an edit, if anything changed."""
        begun, corners = self._begun, [(point.x, point.y) for point in self._points]
        self._clear()
        if begun is None:
            return None
        document, session = begun.document, begun.session
        area = enclosed(corners, Rect.of_shape(document.shape))
        if not area.inside_HW.any():
            return None
        region = Region(label=session.label, rect=area.rect, inside_HW=area.inside_HW)
        return document.paint(self.title, region, session.label, session.limits)

    def step_back(self) -> None:
        """Take back the last corner, or the last line that was drawn."""
        if self._steps:
            del self._points[self._steps.pop() :]
        if not self._points:
            self._clear()

    def line_from(self, ctx: ToolContext) -> Point | None:
        return None

    def label_at(self, at: Point, ctx: ToolContext) -> int | None:
        return ctx.session.label

    def _clear(self) -> None:
        self._points, self._steps = [], []
        self._begun = self._pressed = None
        self._is_drawn = self._closes = False


def _near(a: Point, b: Point, ctx: ToolContext) -> bool:
    return _distance(a, b) <= ctx.near


def _distance(a: Point, b: Point) -> float:
    return math.hypot(a.x - b.x, a.y - b.y)
