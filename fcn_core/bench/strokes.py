"""Brush strokes that a person would make to fill a region, and the pixels they cover.

A stroke keeps inside its region: its centre line runs where the distance to the outside leaves
room for the brush, in the middle of the region and from end to end. Thick brushes fill more but
leave the hand less room; `strokes_for` offers several, and the hand's laws decide between them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.bench.ways import Cell, end_to_end

Inside: TypeAlias = NDArray[np.bool_]
Distances: TypeAlias = NDArray[np.float32]
Window = tuple[slice, slice]

LARGEST_BRUSH = 499
"""Pixels across; the window's brush goes to 500, and simulated ones are odd."""
FILLS = (0.9, 0.6, 0.35)
"""Brush radii that are tried, relative to the largest that fits."""


@dataclass(frozen=True, kw_only=True)
class Stroke:
    """A round brush of `size` pixels drawn through `points` (x, y), all centres of pixels.

    `room`: how many pixels wide the spot is on which the hand may start; `steering`: the sum of
    the pieces' lengths over the width that is free for the brush's centre.
    """

    label: int
    size: int
    points: tuple[tuple[float, float], ...]
    room: float
    steering: float

    @property
    def length(self) -> float:
        """Pixels that the brush travels."""
        return sum(math.dist(a, b) for a, b in itertools.pairwise(self.points))

    def reversed(self) -> Stroke:
        """The same, drawn from the other end."""
        return replace(self, points=self.points[::-1])


def covered(stroke: Stroke, shape: tuple[int, ...]) -> tuple[Window, Inside]:
    """The pixels of an image of `shape` under a stroke: a window and bool values within it.

    A pixel is covered if its centre lies at most half the brush from the line.
    """
    points, radius = np.array(stroke.points), stroke.size / 2
    low = np.maximum(np.floor(points.min(0) - radius), 0).astype(int)
    high = np.minimum(np.ceil(points.max(0) + radius), shape[1::-1]).astype(int)
    inside = np.zeros((high[1] - low[1], high[0] - low[0]), np.bool_)
    corners = stroke.points if len(stroke.points) > 1 else stroke.points * 2
    for start, end in itertools.pairwise(corners):
        _sweep(inside, low, np.array(start), np.array(end), radius)
    return (slice(low[1], high[1]), slice(low[0], high[0])), inside


def _sweep(
    inside: Inside,
    origin: NDArray[np.int_],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    radius: float,
) -> None:
    """Mark what a disc covers on a straight way."""
    left, top = np.maximum(np.floor(np.minimum(start, end) - radius).astype(int) - origin, 0)
    right, bottom = np.ceil(np.maximum(start, end) + radius).astype(int) - origin
    part = inside[top:bottom, left:right]
    x = np.arange(part.shape[1])[None, :] + (left + origin[0] + 0.5 - start[0])
    y = np.arange(part.shape[0])[:, None] + (top + origin[1] + 0.5 - start[1])
    way = end - start
    along = np.clip((x * way[0] + y * way[1]) / max(float(way @ way), 1e-12), 0, 1)
    part |= (x - along * way[0]) ** 2 + (y - along * way[1]) ** 2 <= radius * radius + 1e-9


def depths(region_HW: Inside) -> Distances:
    """Each pixel's distance to the nearest pixel outside the region; beyond the image is free."""
    raster = np.ascontiguousarray(region_HW).view(np.uint8)
    found = cv2.distanceTransform(raster, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    most = np.float32(max(region_HW.shape))  # what has no outside is infinitely far from it
    # Squares of distances between pixels are whole numbers; OpenCV's roots differ in the last bits.
    exact: Distances = np.sqrt(np.rint(np.minimum(found, most) ** 2), dtype=np.float32)
    return exact


def strokes_for(
    depth_HW: Distances, label: int, origin: tuple[int, int] = (0, 0)
) -> Iterator[Stroke]:
    """Strokes inside the region whose `depths` these are, and one dab where it is thickest.

    Where a depth is set to 0, the brush may cover the pixel but not be centred on it.
    `origin` (row, column) is where the region's raster lies in the image.
    """
    middle = np.unravel_index(int(depth_HW.argmax()), depth_HW.shape)
    centre = int(middle[0]), int(middle[1])
    deepest = float(depth_HW[centre])
    yield _stroke([centre], depth_HW, _odd_below(deepest), label, origin)
    tried = set()
    for fill in FILLS:
        size = _odd_below(fill * deepest)
        if size not in tried:
            tried.add(size)
            path = _end_to_end(depth_HW, centre, size / 2)
            if len(path) > 1:
                yield _stroke(path, depth_HW, size, label, origin)


def _odd_below(radius: float) -> int:
    """The largest odd brush whose radius is less than this; at least one pixel."""
    return min(LARGEST_BRUSH, 2 * max(0, math.ceil(radius - 0.5) - 1) + 1)


def _stroke(
    path: list[Cell], depth_HW: Distances, size: int, label: int, origin: tuple[int, int]
) -> Stroke:
    """The stroke through these pixels. The brush's centre is free by twice what depth leaves."""
    free = {cell: max(1.0, 2 * (float(depth_HW[cell]) - size / 2) + 1) for cell in path}
    steering = sum(math.dist(a, b) / min(free[a], free[b]) for a, b in itertools.pairwise(path))
    points = [(x + origin[1] + 0.5, y + origin[0] + 0.5) for y, x in _corners(path)]
    return Stroke(
        label=label, size=size, points=tuple(points), room=free[path[0]], steering=steering
    )


def _corners(path: list[Cell]) -> list[Cell]:
    """The path without the points between which it runs straight on."""
    kept = [
        here
        for before, here, after in zip(path, path[1:], path[2:], strict=False)
        if (here[0] - before[0], here[1] - before[1]) != (after[0] - here[0], after[1] - here[1])
    ]
    return [path[0], *kept, *path[1:][-1:]]


def _end_to_end(depth_HW: Distances, centre: Cell, radius: float) -> list[Cell]:
    """The way for a brush through the region around `centre`, between its farthest ends.

    On a grid as coarse as the brush allows. Between neighbours, at most `step` * sqrt 2 apart,
    the swept band stays within sqrt(radius² + step² / 2) of one of them: where the depth is
    more than that, no pixel outside is touched.
    """
    step = max(1, int(radius / 2))
    top, left = centre[0] % step, centre[1] % step
    depth = depth_HW[top::step, left::step]
    free = depth**2 > radius**2 + step**2 / 2
    start = (centre[0] // step, centre[1] // step)
    if not free[start]:
        return []
    way = end_to_end(free, depth - np.float32(radius - 0.5), start)
    return [(y * step + top, x * step + left) for y, x in way]
