"""Brush and eraser: a stamp dragged over the corrections, without gaps, as one edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.language import QT_TR_NOOP
from app.state.corrections import PaintLimits
from app.state.edits import Edit
from app.state.painting import Painting
from app.state.rect import Rect
from app.state.session import Session
from app.tools.snap import StartRegion
from app.tools.stamps import Area, Spot, Stamp
from app.tools.tool import Point, Pointer, ToolContext, told
from fcn_core.masks import UNTOUCHED


class Brush:
    """Paints the session's label, or a fixed one, within the session's limits.

    If the session says so, it stays in the region of the net's mask in which a stroke starts.
    """

    pointer = Pointer.BRUSH

    def __init__(self, id: str, title: str, paints: int | None = None) -> None:
        self.id, self.title, self._paints = id, title, paints
        self._painting: Painting | None = None
        self._region: StartRegion | None = None
        self._spot = Spot(0.0, 0.0)
        self._last: Point | None = None
        self._last_image = Path()

    def press(self, at: Point, ctx: ToolContext) -> None:
        """Start a stroke; with Shift by a straight line from where the last one ended."""
        start = self.line_from(ctx) if ctx.shift else None
        self._painting = ctx.document.begin_stroke(self.title)
        self._region = _region_at(start or at, ctx)
        stamp = stamp_of(ctx.session, at.pressure)
        self._spot = stamp.spot(at.x, at.y)
        self._sweep(self._spot if start is None else stamp.spot(start.x, start.y), stamp, ctx)
        self._remember(at, ctx)

    def move(self, at: Point, ctx: ToolContext) -> None:
        if self._painting is None:
            return
        stamp = stamp_of(ctx.session, at.pressure)
        start, self._spot = self._spot, stamp.spot(at.x, at.y)
        if start != self._spot:
            self._sweep(start, stamp, ctx)
        self._remember(at, ctx)

    def release(self, at: Point, ctx: ToolContext) -> Edit | None:
        # The pressure of a stylus that leaves the tablet is no wish to paint thinly.
        return None if self._painting is None else told(self._finish(), ctx.session)

    def cancel(self, ctx: ToolContext) -> None:
        if self._painting is not None:
            painting, self._painting, self._region = self._painting, None, None
            painting.cancel()
            self._last = None

    def line_from(self, ctx: ToolContext) -> Point | None:
        """Where the last stroke on this image ended."""
        return self._last if self._last_image == ctx.document.path else None

    def label_at(self, at: Point, ctx: ToolContext) -> int | None:
        return self._label(ctx)

    def _finish(self) -> Edit | None:
        painting, self._painting, self._region = self._painting, None, None
        return None if painting is None else painting.finish()

    def _remember(self, at: Point, ctx: ToolContext) -> None:
        self._last, self._last_image = at, ctx.document.path

    def _sweep(self, start: Spot, stamp: Stamp, ctx: ToolContext) -> None:
        if self._painting is None:
            return
        area = stamp.sweep(start, self._spot, Rect.of_shape(ctx.document.shape))
        if not area.rect.is_empty:
            within = area if self._region is None else self._region.part(area)
            self._cover(within, self._painting, ctx)

    def _cover(self, area: Area, painting: Painting, ctx: ToolContext) -> None:
        painting.paint(area.rect, area.inside_HW, self._label(ctx), self._limits(ctx))

    def _label(self, ctx: ToolContext) -> int:
        return ctx.session.label if self._paints is None else self._paints

    def _limits(self, ctx: ToolContext) -> PaintLimits:
        limits = ctx.session.limits
        # To erase only what is untouched already would be to do nothing.
        return replace(limits, only_untouched=False) if self._paints == UNTOUCHED else limits


def _region_at(at: Point, ctx: ToolContext) -> StartRegion | None:
    """Where a stroke from this point, or the pixel of the image nearest to it, shall stay."""
    net = ctx.document.prediction
    if net is None or not ctx.session.stays_in_region:
        return None
    (x, y), (height, width) = at.pixel, net.shape
    return StartRegion(net, min(max(x, 0), width - 1), min(max(y, 0), height - 1))


def stamp_of(session: Session, pressure: float = 1.0) -> Stamp:
    """The session's brush, pressed with `pressure` (0-1)."""
    return Stamp(max(1, round(session.brush_size * pressure)), session.brush_shape)


def brush() -> Brush:
    """Paints the current label."""
    return Brush("brush", QT_TR_NOOP("Brush"))


def eraser() -> Brush:
    """Back to untouched: the prediction shows again."""
    return Brush("eraser", QT_TR_NOOP("Eraser"), UNTOUCHED)
