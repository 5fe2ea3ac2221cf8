"""Which pixels a brush covers, standing or drawn along a line.

A pixel is covered if its centre lies in the stamp, or in the area that the stamp sweeps. Both are
convex, so one interval a row says it all: no gaps however fast the pointer moves, and the cost
of a segment does not depend on how many stamps would fit into it.

Stamps are centred on pixel centres (odd sizes) or corners (even ones), so they are symmetrical.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.state.rect import NOWHERE, Rect
from app.state.session import BrushShape

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Spot:
    """The centre of a stamp, in image coordinates."""

    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Area:
    """Covered pixels: `inside_HW` (bool) has the size of `rect`, which may leave the image."""

    rect: Rect
    inside_HW: NDArray[np.bool_]


NOTHING = Area(rect=NOWHERE, inside_HW=np.zeros((0, 0), np.bool_))


@dataclass(frozen=True)
class Stamp:
    """A brush of `size` pixels (diameter or side, at least 1)."""

    size: int
    shape: BrushShape

    def spot(self, x: float, y: float) -> Spot:
        """Where the stamp for image point (x, y) stands: the nearest place that fits the grid."""
        if self.size % 2:
            return Spot(math.floor(x) + 0.5, math.floor(y) + 0.5)
        return Spot(math.floor(x + 0.5), math.floor(y + 0.5))

    def sweep(self, start: Spot, end: Spot, within: Rect) -> Area:
        """What the stamp covers on its way from `start` to `end`, rows limited to `within`."""
        radius = self.size / 2
        top = max(math.floor(min(start.y, end.y) - radius), within.y)
        bottom = min(math.ceil(max(start.y, end.y) + radius), within.bottom)
        if bottom <= top:
            return NOTHING
        rows: Floats = np.arange(top, bottom, dtype=np.float64) + 0.5
        sides = _round_sides if self.shape == BrushShape.ROUND else _square_sides
        low, high = sides(start, end, radius, rows)
        x = max(math.floor(min(start.x, end.x) - radius), within.x)
        right = min(math.ceil(max(start.x, end.x) + radius), within.right)
        columns = np.arange(x, max(x, right))
        first, last = _whole(low), _whole(high, up=False)
        inside = (columns >= first[:, None]) & (columns <= last[:, None])
        return Area(rect=Rect(x, top, len(columns), bottom - top), inside_HW=inside)


# A centre this near to the edge counts as inside, whatever rounding did on the way.
EDGE = 1e-9
NEVER = 1e9


def _whole(sides: Floats, *, up: bool = True) -> NDArray[np.int64]:
    """The first (or last) column whose centre is inside."""
    edge = np.ceil(sides - 0.5 - EDGE) if up else np.floor(sides - 0.5 + EDGE)
    return edge.astype(np.int64)


def _round_sides(start: Spot, end: Spot, radius: float, rows: Floats) -> tuple[Floats, Floats]:
    """Left and right side of a disc moved along a segment, at the heights `rows`.

    The area is the union of both end discs and of the band between them; each row's sides are
    the outermost ones of the three.
    """
    low, high = np.full(rows.shape, NEVER), np.full(rows.shape, -NEVER)
    for spot in (start, end):
        squared = radius * radius - (rows - spot.y) ** 2
        half = np.sqrt(np.maximum(squared, 0.0))
        hit = squared >= 0
        low[hit] = np.minimum(low, spot.x - half)[hit]
        high[hit] = np.maximum(high, spot.x + half)[hit]
    dx, dy = end.x - start.x, end.y - start.y
    if dy == 0:
        return low, high
    length = math.hypot(dx, dy)
    # The normal that points right.
    across, down = abs(dy) / length * radius, -math.copysign(1.0, dy) * dx / length * radius
    for side, sign in ((low, -1), (high, 1)):
        along = (rows - start.y - sign * down) / dy
        hit = (along >= 0) & (along <= 1)
        x = start.x + sign * across + along * dx
        side[hit] = (np.minimum if sign < 0 else np.maximum)(side, x)[hit]
    return low, high


def _square_sides(start: Spot, end: Spot, radius: float, rows: Floats) -> tuple[Floats, Floats]:
    """Left and right side of a square moved along a segment, at the heights `rows`."""
    dx, dy = end.x - start.x, end.y - start.y
    if dy == 0:
        first, last = np.zeros(rows.shape), np.ones(rows.shape)
    else:
        # The part of the way on which the square reaches the row.
        times = np.stack([(rows - start.y - radius) / dy, (rows - start.y + radius) / dy])
        first, last = np.clip(times.min(0), 0, 1), np.clip(times.max(0), 0, 1)
    x_first, x_last = start.x + first * dx, start.x + last * dx
    low, high = np.minimum(x_first, x_last) - radius, np.maximum(x_first, x_last) + radius
    return low, high
