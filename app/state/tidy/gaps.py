"""Gaps between things of one label that touch: each becomes a region of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.state.tidy.found import Found
from app.state.tidy.necks import necks
from app.state.tidy.outline import replaced
from app.state.tidy.parts import CORNERS, Ids, Parts, bands_of
from app.state.tidy.scene import Scene
from app.state.tiles import Rect
from fcn_core.masks import Mask

SMALLEST = 16
"""Parts of fewer pixels are one thing."""
LOOKED_AT = 1 << 24
"""Parts in boxes of more pixels are looked at shrunk: their gaps are some pixels wide."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Gaps:
    """Pixels by row and column, the number of the gap that each is in, and what it becomes."""

    rows: Ids
    columns: Ids
    numbers: Ids
    values: Mask


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
    numbers = _numbered(scene, part)
    rows, columns = np.nonzero(numbers)
    values = np.zeros(0, np.uint8)
    if rows.size:
        values = replaced(scene.shown(around), scene.label, numbers > 0)[rows, columns]
    return _Gaps(
        rows=rows + around.y,
        columns=columns + around.x,
        numbers=numbers[rows, columns].astype(np.int64),
        values=values,
    )


def _numbered(scene: Scene, part_HW: Mask) -> NDArray[np.int32]:
    """Gaps of a part by number, int32 (H, W), 0 elsewhere."""
    by = math.ceil(math.sqrt(part_HW.size / LOOKED_AT))
    small = np.ascontiguousarray(part_HW[::by, ::by])
    numbers = necks(small, scene.seen.next_step)
    if by == 1:
        return numbers
    height, width = part_HW.shape
    large = np.repeat(np.repeat(numbers, by, 0), by, 1)[:height, :width]
    return large * part_HW


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
