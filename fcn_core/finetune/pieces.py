"""Large images as lessons: the pieces of them in which something is confirmed.

A net that sees images at their own size could not take an orthophoto whole while it learns. Pieces
are as large as the tiles by which it predicts, so it learns from what it will see.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from fcn_core.data.dataset import Sample
from fcn_core.labels import BACKGROUND
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.split import spread_evenly
from fcn_core.tiling import Window, tiles

SIDE = 1024
"""Pixels of a piece's longer side."""
WHOLE = 1280
"""Images up to this side stay whole: a tile with its margins is no smaller."""
GLIMPSE = 512
"""Pixels of a piece that is looked at once."""
IN_ALL = 128
"""Pieces that a run learns from, unless it has more images: half a gigabyte."""


def pieces(sample: Sample, most: int) -> list[Sample]:
    """The sample (at working size), or at most so many pieces of it, spread evenly over those in
    which something is confirmed; of one in which nothing is, over all.

    Pieces are copies: the large image need not be kept.
    """
    if max(sample.mask.shape) <= WHOLE:
        return [sample]
    return [
        replace(sample, image=sample.image[at].copy(), mask=sample.mask[at].copy())
        for at in windows(sample.mask, most)
    ]


def windows(mask: Mask, most: int) -> list[Window]:
    """Where such pieces lie."""
    size = (mask.shape[0], mask.shape[1])
    if max(size) <= WHOLE:
        return [(slice(0, size[0]), slice(0, size[1]))]
    return _windows(mask, most, SIDE)


def _windows(mask: Mask, most: int, side: int) -> list[Window]:
    everywhere = [tile.inner for tile in tiles((mask.shape[0], mask.shape[1]), side, 0)]
    told = [window for window in everywhere if (mask[window] < UNTOUCHED).any()] or everywhere
    return [told[place] for place in spread_evenly(len(told), most)]


def for_each(images: int) -> int:
    """How many pieces each of so many images gives at most."""
    return max(1, IN_ALL // max(1, images))


def fullest(sample: Sample) -> Sample:
    """The sample, or of a large one the piece in which most is confirmed; else one in its midst."""
    found = windows(sample.mask, sample.mask.size)
    return _fullest_of(sample, found, sample.mask < UNTOUCHED)


def glimpse(sample: Sample) -> Sample:
    """A piece of `GLIMPSE` pixels a side: where most things are confirmed, for who knows these."""
    found = _windows(sample.mask, sample.mask.size, GLIMPSE)
    told = sample.mask < UNTOUCHED
    things = told & (sample.mask != BACKGROUND)
    return _fullest_of(sample, found, things if things.any() else told)


def _fullest_of(sample: Sample, found: list[Window], counted_HW: NDArray[np.bool_]) -> Sample:
    counts = [int(np.count_nonzero(counted_HW[window])) for window in found]
    at = found[int(np.argmax(counts)) if any(counts) else len(found) // 2]
    return replace(sample, image=sample.image[at].copy(), mask=sample.mask[at].copy())
