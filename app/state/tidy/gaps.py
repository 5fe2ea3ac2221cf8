"""Gaps between things of one label that touch: each becomes a region of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from app.state.rect import Rect
from app.state.tidy.found import Found
from app.state.tidy.necks import necks
from app.state.tidy.outline import replaced
from app.state.tidy.parts import CORNERS, Ids, Parts
from app.state.tidy.scene import Scene
from app.state.tiles import bands_of
from fcn_core.masks import Mask

SMALLEST = 16
"""Parts of fewer pixels are one thing."""
LOOKED_AT = 1 << 22
"""Parts in boxes of more pixels are looked at shrunk: their gaps are some pixels wide."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Gap:
    """Pixels between two things, by row and column, and what they become."""

    rows: Ids
    columns: Ids
    values: Mask


def separate(scene: Scene, found: Found) -> None:
    """Part what touches, in the whole subject."""
    parts = Parts(scene.inside, bands_of(scene.extent), CORNERS)
    large = np.flatnonzero(parts.areas >= SMALLEST).tolist()
    gaps = [gap for part in large for gap in _gaps(scene, *parts.mask(part))]
    if not gaps:
        return
    rows = np.concatenate([gap.rows for gap in gaps])
    columns = np.concatenate([gap.columns for gap in gaps])
    values = np.concatenate([gap.values for gap in gaps])
    numbers = np.repeat(np.arange(len(gaps)), [len(gap.rows) for gap in gaps])
    for band in parts.bands:
        here = (rows >= band.y) & (rows < band.bottom)
        if not here.any():
            continue
        at = rows[here] - band.y, columns[here] - band.x
        shown = scene.shown(band)
        after = shown.copy()
        after[at] = values[here]
        changed = found.add(scene, band, shown, after)
        found.parts.update(numbers[here][changed[at]].tolist())


def _gaps(scene: Scene, box: Rect, inside_HW: Mask) -> Iterator[_Gap]:
    """Those of one part, which `inside_HW` shows in its box."""
    around = Rect(box.x - 1, box.y - 1, box.width + 2, box.height + 2)
    around = around.intersected(scene.seen.whole)
    part = np.zeros((around.height, around.width), np.uint8)
    part[box.moved(-around.x, -around.y).slices] = inside_HW
    rows, columns, numbers = _numbered(scene, part)
    order = np.argsort(numbers, kind="stable")
    firsts = np.flatnonzero(np.diff(numbers[order])) + 1
    for gap in np.split(order, firsts) if order.size else ():
        yield _gap(scene, rows[gap] + around.y, columns[gap] + around.x)


def _gap(scene: Scene, rows: Ids, columns: Ids) -> _Gap:
    """Its pixels become the nearest other value, which lies no further away than it is long."""
    top, left = int(rows.min()), int(columns.min())
    height, width = int(rows.max()) + 1 - top, int(columns.max()) + 1 - left
    wide = max(height, width) + 1
    around = Rect(left - wide, top - wide, width + 2 * wide, height + 2 * wide)
    around = around.intersected(scene.seen.whole)
    at = rows - around.y, columns - around.x
    lost = np.zeros((around.height, around.width), np.bool_)
    lost[at] = True
    values = replaced(scene.shown(around), scene.label, lost)[at]
    return _Gap(rows=rows, columns=columns, values=values)


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
