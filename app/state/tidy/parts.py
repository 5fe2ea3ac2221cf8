"""The connected parts of a mask, found band by band: memory is what one band needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from fcn_core.masks import Mask

REMEMBERED = 8
"""Bands."""
CORNERS, SIDES = 8, 4
"""Parts may hold together at corners, or at sides alone."""
FAR = 1 << 40
"""Right of and below every pixel."""
Ids = NDArray[np.int64]


class Parts:
    """Parts have ids from 1, not all of which are in use; 0 is what lies outside.

    `inside` shows a band of the mask (uint8, 0 or 1); `connectivity` is `CORNERS` or `SIDES`.
    `areas` (pixels) and `at_edge` (whether a part reaches the edge of all bands) go by id.
    """

    def __init__(
        self, inside: Callable[[Rect], Mask], bands: Sequence[Rect], connectivity: int
    ) -> None:
        self._inside, self._connectivity = inside, connectivity
        self.bands = tuple(bands)
        self._last: dict[Rect, tuple[NDArray[np.int32], NDArray[np.int32]]] = {}
        """Pieces of the bands looked at last: a part may lie in several."""
        self._firsts: dict[Rect, int] = {}
        """The number of a band's first piece: its pieces are numbered one after the other."""
        self._find()

    def of(self, band: Rect) -> tuple[NDArray[np.int32], Ids]:
        """The pieces of a band, int32 (H, W), and by piece the id of the part it belongs to."""
        pieces, stats = self._pieces(band)
        first = self._firsts[band]
        return pieces, np.concatenate([[0], self._ids[first : first + len(stats)]])

    @cached_property
    def _boxes(self) -> Ids:
        """(left, top, right, bottom) of each part, by id."""
        found = np.tile(np.array([FAR, FAR, 0, 0], np.int64), (len(self._ids), 1))
        of_pieces = np.concatenate(self._piece_boxes)
        np.minimum.at(found[:, :2], self._ids, of_pieces[:, :2])
        np.maximum.at(found[:, 2:], self._ids, of_pieces[:, 2:])
        return found

    def mask(self, part: int) -> tuple[Rect, Mask]:
        """The box around a part, and where in it the part is, uint8 0 or 1."""
        left, top, right, bottom = (int(side) for side in self._boxes[part])
        box = Rect(left, top, right - left, bottom - top)
        found = np.zeros((box.height, box.width), np.uint8)
        for band in self.bands:
            shared = band.intersected(box)
            if not shared.is_empty:
                pieces, ids = self.of(band)
                shown = ids[pieces[shared.moved(-band.x, -band.y).slices]]
                found[shared.moved(-box.x, -box.y).slices] = shown == part
        return box, found

    def _pieces(self, band: Rect) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Pieces as `of` gives them, and what OpenCV says of each, from the first on."""
        if band not in self._last:
            if len(self._last) == REMEMBERED:
                del self._last[next(iter(self._last))]
            _, found, stats, _ = cv2.connectedComponentsWithStats(
                self._inside(band), connectivity=self._connectivity, ltype=cv2.CV_32S
            )
            self._last[band] = np.asarray(found, np.int32), np.asarray(stats[1:], np.int32)
        return self._last[band]

    def _find(self) -> None:
        total, above = 1, np.zeros(0, np.int64)
        areas, edges = [np.zeros(1, np.int64)], []
        boxes = [np.zeros((1, 4), np.int64)]
        links: list[tuple[int, int]] = []
        for band in self.bands:
            pieces, stats = self._pieces(band)
            count = len(stats)
            self._firsts[band] = total
            areas.append(stats[:, cv2.CC_STAT_AREA].astype(np.int64))
            boxes.append(_boxes(stats, band))
            numbers = np.concatenate([[0], np.arange(total, total + count)])
            top = numbers[pieces[0]]
            if above.size:
                links += _seam(above, top, self._connectivity)
            edges += [numbers[pieces[:, side]] for side in (0, -1)]
            edges += [] if above.size else [top]
            above, total = numbers[pieces[-1]], total + count
        self._ids = _united(total, links)
        self.areas = np.bincount(self._ids, np.concatenate(areas), total).astype(np.int64)
        self._piece_boxes = boxes
        self.at_edge = np.zeros(total, np.bool_)
        self.at_edge[self._ids[np.concatenate([*edges, above])]] = True
        self.at_edge[0] = False


def _boxes(stats: NDArray[np.int32], band: Rect) -> Ids:
    """(left, top, right, bottom) of pieces in a band, as the image has them."""
    left, top = stats[:, cv2.CC_STAT_LEFT] + band.x, stats[:, cv2.CC_STAT_TOP] + band.y
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    return np.stack([left, top, left + width, top + height], 1).astype(np.int64)


def _seam(above: Ids, below: Ids, connectivity: int) -> list[tuple[int, int]]:
    """The pieces that touch across a seam between two rows, each pair once."""
    shifts = (-1, 0, 1) if connectivity == CORNERS else (0,)
    pairs = []
    for shift in shifts:
        upper = above[max(shift, 0) : len(above) + min(shift, 0)]
        lower = below[max(-shift, 0) : len(below) + min(-shift, 0)]
        pairs.append(np.stack([upper, lower], 1)[(upper > 0) & (lower > 0)])
    found = np.unique(np.concatenate(pairs), axis=0)
    return [(int(upper), int(lower)) for upper, lower in found]


def _united(total: int, links: Iterable[tuple[int, int]]) -> Ids:
    """For each number the least of those that it is linked with, over any number of links."""
    least: dict[int, int] = {}

    def root(number: int) -> int:
        while (below := least.get(number, number)) != number:
            least[number] = least.get(below, below)
            number = below
        return number

    for one, other in links:
        low, high = sorted((root(one), root(other)))
        least[high] = low
    ids = np.arange(total)
    for number in least:
        ids[number] = root(number)
    return ids
