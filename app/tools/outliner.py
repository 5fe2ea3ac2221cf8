"""Outlines that take several presses: corners are clicked, lines drawn, until they close.

Tools differ in the way from one corner to the next: straight, or along the image's edges.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from app.language import QT_TR_NOOP
from app.state.draft import Draft
from app.state.edits import Edit
from app.state.rect import Rect
from app.state.regions import Region
from app.tools.outlines import enclosed
from app.tools.tool import Point, Pointer, ToolContext, told
from fcn_core.imaging.pixels import RGB

CORNERS = 3
"""Fewer surround nothing."""

Way = Callable[[Point, Point, float], tuple[Point, ...]]
"""From a point to another: the points after the first, the second being the last. The number is
`ToolContext.near`."""


class Outliner:
    """Gives the current label to what an outline surrounds.

    A click adds a corner and the way to it, a drag a line as it was drawn. The outline closes where
    it began, or by `close`. `ways` makes the way on an image (uint8 H, W, 3) once one begins.
    """

    pointer = Pointer.CROSS

    def __init__(self, id: str, title: str, ways: Callable[[RGB], Way]) -> None:
        self.id, self.title, self._ways = id, title, ways
        self._clear()

    def _clear(self) -> None:
        self._points: list[Point] = []
        self._corners = 0
        """Points that were clicked or drawn: bends of the ways between them surround nothing."""
        self._steps: list[tuple[int, int]] = []
        """How many points and corners there were before each press."""
        self._begun: ToolContext | None = None
        self._way: Way = straight
        self._near = 0.0
        self._pressed: Point | None = None
        self._is_drawn = self._closes = False

    @property
    def outline(self) -> tuple[Point, ...]:
        return tuple(self._points)

    @property
    def can_close(self) -> bool:
        return self._corners >= CORNERS

    def lead(self, at: Point, ctx: ToolContext) -> tuple[Point, ...]:
        if self._pressed is not None:
            return (at,)
        return self._way_back(ctx.near) if self._is_closing(at, ctx) else self._way_on(at, ctx)

    def press(self, at: Point, ctx: ToolContext) -> None:
        if self._begun is None:
            self._begin(ctx)
        self._pressed, self._is_drawn, self._near = at, False, ctx.near
        self._closes = self._is_closing(at, ctx)
        self._steps.append((len(self._points), self._corners))
        if not self._closes:
            self._points += self._way_on(at, ctx)
            self._corners += 1

    def move(self, at: Point, ctx: ToolContext) -> None:
        """A hand that clicks may shake: a line begins only where it has gone some way."""
        if self._pressed is None:
            return
        self._is_drawn = self._is_drawn or not _near(at, self._pressed, ctx)
        if self._is_drawn and _distance(at, self._points[-1]) >= 1:
            self._points.append(at)
            self._corners += 1

    def release(self, at: Point, ctx: ToolContext) -> Edit | None:
        was_pressed, self._pressed = self._pressed is not None, None
        if not was_pressed:
            return None
        is_back = self._is_drawn and _near(at, self._points[0], ctx)
        if self._closes or (is_back and self.can_close):
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
        begun, points = self._begun, self._points
        if begun is None or not self.can_close:
            self._clear()
            return None
        points += self._way_back(self._near)
        self._clear()
        document, session = begun.document, begun.session
        area = enclosed([(point.x, point.y) for point in points], Rect.of_shape(document.shape))
        if not area.inside_HW.any():
            return None
        region = Region(label=session.label, rect=area.rect, inside_HW=area.inside_HW)
        edit = document.paint(self.title, region, session.label, session.limits)
        return told(edit, session)

    def step_back(self) -> None:
        """Take back the last corner, or the last line that was drawn."""
        if self._steps:
            kept, self._corners = self._steps.pop()
            del self._points[kept:]
        if not self._points:
            self._clear()

    @property
    def draft(self) -> Draft | None:
        if self._begun is None:
            return None
        return Draft(
            tool=self.id,
            label=self._begun.session.label,
            points=tuple((point.x, point.y) for point in self._points),
            corners=self._corners,
            steps=tuple(self._steps),
        )

    def resume(self, draft: Draft, ctx: ToolContext) -> None:
        self._clear()
        self._begin(ctx)
        self._near, self._corners = ctx.near, draft.corners
        self._points, self._steps = [Point(x, y) for x, y in draft.points], list(draft.steps)

    def line_from(self, ctx: ToolContext) -> Point | None:
        return None

    def label_at(self, at: Point, ctx: ToolContext) -> int | None:
        return ctx.session.label

    def _begin(self, ctx: ToolContext) -> None:
        self._begun, self._way = ctx, self._ways(ctx.document.image_HWC)

    def _way_on(self, to: Point, ctx: ToolContext) -> tuple[Point, ...]:
        """From the last point, if there is one; with Shift straight on."""
        is_straight = ctx.shift or not self._points
        return (to,) if is_straight else self._way(self._points[-1], to, ctx.near)

    def _way_back(self, near: float) -> tuple[Point, ...]:
        """From the last point to the first."""
        return self._way(self._points[-1], self._points[0], near)

    def _is_closing(self, at: Point, ctx: ToolContext) -> bool:
        return self.can_close and _near(at, self._points[0], ctx)


def straight(start: Point, to: Point, near: float) -> tuple[Point, ...]:
    """The way of a polygon."""
    return (to,)


def polygon() -> Outliner:
    """Straight from corner to corner."""
    return Outliner("polygon", QT_TR_NOOP("Polygon"), lambda image_HWC: straight)


def _near(a: Point, b: Point, ctx: ToolContext) -> bool:
    return _distance(a, b) <= ctx.near


def _distance(a: Point, b: Point) -> float:
    return math.hypot(a.x - b.x, a.y - b.y)
