"""Ruler: how long something is, from a press to where it is let go. Changes nothing."""

from __future__ import annotations

import math

from app.language import QT_TR_NOOP
from app.state.edits import Edit
from app.tools.tool import Point, Pointer, ToolContext

STEP = math.pi / 4
"""Between the directions that Shift holds a line to."""


class Ruler:
    """The line stays until the next press, or until it is cancelled."""

    id = "ruler"
    title = QT_TR_NOOP("Ruler")
    pointer = Pointer.CROSS

    def __init__(self) -> None:
        self.span: tuple[Point, Point] | None = None
        self._start: Point | None = None

    def press(self, at: Point, ctx: ToolContext) -> None:
        self._start, self.span = at, None

    def move(self, at: Point, ctx: ToolContext) -> None:
        """A hand that clicks may shake: what it leaves is no line."""
        if self._start is None:
            return
        to = straightened(self._start, at) if ctx.shift else at
        length = math.hypot(to.x - self._start.x, to.y - self._start.y)
        self.span = (self._start, to) if length > ctx.near / 2 else None

    def release(self, at: Point, ctx: ToolContext) -> Edit | None:
        self.move(at, ctx)
        self._start = None
        return None

    def cancel(self, ctx: ToolContext) -> None:
        self._start = self.span = None

    def line_from(self, ctx: ToolContext) -> Point | None:
        return None

    def label_at(self, at: Point, ctx: ToolContext) -> int | None:
        return None


def straightened(start: Point, to: Point) -> Point:
    """The point nearest to `to` that lies across, down or slanted from `start`."""
    right, down = to.x - start.x, to.y - start.y
    turn = round(math.atan2(down, right) / STEP) * STEP
    x, y = round(math.cos(turn)), round(math.sin(turn))
    along = (right * x + down * y) / (x * x + y * y)
    return Point(start.x + along * x, start.y + along * y)
