"""Which pixels a closed line surrounds."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from app.state.rect import Rect
from app.tools.stamps import NOTHING, Area

Corner = tuple[float, float]


def enclosed(corners: Sequence[Corner], within: Rect) -> Area:
    """Pixels of `within` whose centres lie inside; the last corner is joined to the first.

    Where the line crosses itself, all that it goes round counts (nonzero winding).
    """
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    if not corners:
        return NOTHING
    left, right = max(math.floor(min(xs)), within.x), min(math.ceil(max(xs)), within.right)
    top, bottom = max(math.floor(min(ys)), within.y), min(math.ceil(max(ys)), within.bottom)
    if left >= right or top >= bottom:
        return NOTHING
    rect = Rect(left, top, right - left, bottom - top)
    # +1 where an edge that goes down is passed from left to right, -1 where one that goes up is.
    turns = np.zeros((rect.height, rect.width + 1), np.int32)
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        low, high = min(y1, y2), max(y1, y2)
        rows = np.arange(max(math.ceil(low - 0.5), top), min(math.ceil(high - 0.5), bottom))
        if len(rows):
            crossed = x1 + (rows + 0.5 - y1) * (x2 - x1) / (y2 - y1)
            columns = np.clip(np.ceil(crossed - 0.5).astype(np.int64) - left, 0, rect.width)
            turns[rows - top, columns] += 1 if y2 > y1 else -1
    return Area(rect=rect, inside_HW=turns.cumsum(1)[:, :-1] != 0)
