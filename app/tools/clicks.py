"""Tools that do their work where one clicks: fill, pick, accept, flip.

They act on release, so a press can still be cancelled or moved to the right place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.language import QT_TR_NOOP
from app.state.edits import Edit
from app.state.rect import Rect
from app.tools.tool import Point, Pointer, ToolContext, told
from fcn_core.masks import UNTOUCHED

Deed = Callable[[int, int, ToolContext], Edit | None]
Naming = Callable[[int, int, ToolContext], int | None]


class Click:
    """A tool that does `deed` to the pixel under the pointer; `naming` says with which label."""

    pointer = Pointer.CROSS

    def __init__(self, id: str, title: str, deed: Deed, naming: Naming) -> None:
        self.id, self.title = id, title
        self._deed, self._naming = deed, naming
        self._is_pressed = False

    def press(self, at: Point, ctx: ToolContext) -> None:
        self._is_pressed = True

    def move(self, at: Point, ctx: ToolContext) -> None:
        """Nothing: what counts is where the button is let go."""

    def release(self, at: Point, ctx: ToolContext) -> Edit | None:
        was_pressed, self._is_pressed = self._is_pressed, False
        return self._deed(*at.pixel, ctx) if was_pressed and _holds(at, ctx) else None

    def cancel(self, ctx: ToolContext) -> None:
        self._is_pressed = False

    def line_from(self, ctx: ToolContext) -> Point | None:
        return None

    def label_at(self, at: Point, ctx: ToolContext) -> int | None:
        return self._naming(*at.pixel, ctx) if _holds(at, ctx) else None


def fill() -> Click:
    """The region that is shown gets the current label."""
    return Click("fill", QT_TR_NOOP("Fill"), _fill, _current_label)


def pick() -> Click:
    """The label under the pointer becomes the current one."""
    return Click("pick", QT_TR_NOOP("Pick label"), _pick, _label_under)


def accept_region() -> Click:
    """What the net says about a region is confirmed."""
    return Click("accept", QT_TR_NOOP("Accept region"), _accept, _label_under)


def flip() -> Click:
    """A whole region of the net gets the current label; what a person painted in it stays."""
    return Click("flip", QT_TR_NOOP("Flip region"), _flip, _current_label)


def _holds(at: Point, ctx: ToolContext) -> bool:
    height, width = ctx.document.shape
    return 0 <= at.x < width and 0 <= at.y < height


def _current_label(x: int, y: int, ctx: ToolContext) -> int | None:
    return ctx.session.label


def _label_under(x: int, y: int, ctx: ToolContext) -> int | None:
    label = int(ctx.document.composite(Rect(x, y, 1, 1))[0, 0])
    return None if label == UNTOUCHED else label


def _fill(x: int, y: int, ctx: ToolContext) -> Edit | None:
    session = ctx.session
    return told(ctx.document.fill(x, y, session.label, session.limits), session)


def _pick(x: int, y: int, ctx: ToolContext) -> Edit | None:
    label = _label_under(x, y, ctx)
    if label is not None:
        ctx.session.set_label(label)
    return None


def _accept(x: int, y: int, ctx: ToolContext) -> Edit | None:
    return ctx.document.accept_region(x, y)


def _flip(x: int, y: int, ctx: ToolContext) -> Edit | None:
    document, session = ctx.document, ctx.session
    stride = document.predictions.stride
    region = None if stride is None else document.region_at(x, y, stride)
    # Within the region only pixels that still show the net's label: corrections are not undone.
    if region is None or session.limits.only_over not in (None, region.label):
        return None
    limits = replace(session.limits, only_over=region.label)
    return document.paint(QT_TR_NOOP("Flip region"), region, session.label, limits)
