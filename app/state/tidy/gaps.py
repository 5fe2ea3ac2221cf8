"""Gaps between things of one label that touch: each becomes a region of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from app.state.tidy.found import Found
from app.state.tidy.necks import necks
from app.state.tidy.outline import replaced
from app.state.tidy.parts import CORNERS, Ids, Parts, bands_of
from app.state.tidy.scene import Scene
from app.state.tiles import Rect
from fcn_core.masks import Mask

SMALLEST = 16
"""Parts of fewer pixels are one thing."""
LOOKED_AT = 1 << 22
"""Parts in boxes of more pixels are looked at shrunk: their gaps are some pixels wide."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Gaps:
    """Pixels by row and column, the number of the gap that each is in, and what it becomes."""

    rows: Ids
    columns: Ids
    numbers: Ids
    values: Mask

    def box(self, number: int) -> Rect:
        """Around one gap, and as far from it as it is long: there all that it parts is near."""
        rows, columns = self.rows[self.numbers == number], self.columns[self.numbers == number]
        top, left = int(rows.min()), int(columns.min())
        height, width = int(rows.max()) + 1 - top, int(columns.max()) + 1 - left
        wide = max(height, width) + 1
        return Rect(left - wide, top - wide, width + 2 * wide, height + 2 * wide)


def separate(scene: Scene, found: Found) -> None:
    """Part what touches, in the whole subject."""
    parts = Parts(scene.inside, bands_of(scene.extent), CORNERS)
    made = [
        _gaps(scene, *parts.mask(part)) for part in np.flatnonzero(parts.areas >= SMALLEST).tolist()
    ]
    gaps = _together([each for each in made if each.rows.size])
    for band in parts.bands:
        here = (gaps.rows >= band.y) & (gaps.rows < band.bottom)
        if not here.any():
            continue
        at = gaps.rows[here] - band.y, gaps.columns[here] - band.x
        shown = scene.shown(band)
        after = shown.copy()
        after[at] = gaps.values[here]
        changed = found.add(scene, band, shown, after)
        found.parts.update(gaps.numbers[here][changed[at]].tolist())


def _gaps(scene: Scene, box: Rect, inside_HW: Mask) -> _Gaps:
    """Those of one part, which `inside_HW` shows in its box; numbers from 1 on."""
    around = Rect(box.x - 1, box.y - 1, box.width + 2, box.height + 2)
    around = around.intersected(scene.seen.whole)
    part = np.zeros((around.height, around.width), np.uint8)
    part[box.moved(-around.x, -around.y).slices] = inside_HW
    rows, columns, numbers = _numbered(scene, part)
    gaps = _Gaps(
        rows=rows + around.y,
        columns=columns + around.x,
        numbers=numbers,
        values=np.zeros(len(rows), np.uint8),
    )
    for number in range(1, int(numbers.max(initial=0)) + 1):
        _find_values(scene, gaps, number)
    return gaps


def _numbered(scene: Scene, part_HW: Mask) -> tuple[Ids, Ids, Ids]:
    """Rows, columns and numbers of the pixels of a part's gaps."""
    by = math.ceil(math.sqrt(part_HW.size / LOOKED_AT))
    small = part_HW
    if by > 1:  # the largest of each block: what holds things together by a pixel stays
        block = np.ones((by, by), np.uint8)
        small = np.ascontiguousarray(cv2.dilate(part_HW, block, anchor=(0, 0))[::by, ::by])
    found = necks(small, scene.seen.next_step)
    rows, columns = np.nonzero(found)
    numbers = found[rows, columns].astype(np.int64)
    if by > 1:
        down, across = (each.ravel() for each in np.indices((by, by)))
        rows = (rows[:, None] * by + down).ravel()
        columns = (columns[:, None] * by + across).ravel()
        numbers = np.repeat(numbers, by * by)
        height, width = part_HW.shape
        is_there = (rows < height) & (columns < width)
        is_there[is_there] = part_HW[rows[is_there], columns[is_there]] != 0
        rows, columns, numbers = rows[is_there], columns[is_there], numbers[is_there]
    return rows, columns, numbers


def _find_values(scene: Scene, gaps: _Gaps, number: int) -> None:
    """What the pixels of one gap become: the nearest other value."""
    of_gap = gaps.numbers == number
    if not of_gap.any():
        return
    around = gaps.box(number).intersected(scene.seen.whole)
    at = gaps.rows[of_gap] - around.y, gaps.columns[of_gap] - around.x
    lost = np.zeros((around.height, around.width), np.bool_)
    lost[at] = True
    gaps.values[of_gap] = replaced(scene.shown(around), scene.label, lost)[at]


def _together(gaps: list[_Gaps]) -> _Gaps:
    """All of them; no two have one number."""
    counts = [int(each.numbers.max()) for each in gaps]
    firsts = np.cumsum([0, *counts])
    empty = np.zeros(0, np.int64)
    return _Gaps(
        rows=np.concatenate([empty, *(each.rows for each in gaps)]),
        columns=np.concatenate([empty, *(each.columns for each in gaps)]),
        numbers=np.concatenate(
            [empty, *(e.numbers + first for e, first in zip(gaps, firsts, strict=False))]
        ),
        values=np.concatenate([np.zeros(0, np.uint8), *(each.values for each in gaps)]),
    )
