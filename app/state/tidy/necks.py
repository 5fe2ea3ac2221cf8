"""Where a part of a mask is several things that touch: it is cut where it is narrow.

Depth is the distance to the outline (Euclidean, pixels). From the deepest pixels on, depth by depth
down to the outline, things appear, grow and meet. Those that meet are two if the neck between
them is narrow beside the smaller of them; else that one was but a bulge. Each pixel belongs to the
thing nearest to it; of each thing that is measured from what was deep enough to be it alone.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.tidy.outline import AROUND, distances
from fcn_core.masks import Mask

NARROW = 0.8
"""A neck has at most this part of the width of the smaller thing ..."""
LEAST = 1.0
"""... and is at least this much less deep (pixels): outlines are rough."""
STEP = 0.9
"""From one depth to the next."""
REACH = 3.0
"""How far from its core a thing goes as a rule, beside the core's depth."""
FAR = 1e9
BEYOND = np.ones((5, 5), np.uint8)
"""What lies beyond a line of one pixel."""
DENT = 4
"""Where a part lacks fewer pixels of its convex hull there is no dent: outlines have steps."""
ROUNDS = 3
"""So often crumbs are looked for: to move one may cut off another."""

Names = NDArray[np.int32]
Floats = NDArray[np.float32]


def necks(inside_HW: Mask, step: Callable[[], object]) -> Names:
    """Where to part what touches: lines one pixel wide, int32 (H, W), 0 elsewhere.

    The line between two things has a number of its own, from 1 on. `inside_HW` is uint8, 0 or 1,
    and one connected part; what lies beyond its sides is no outline. `step` is called now and
    then, and may raise to give up.
    """
    nothing = np.zeros(inside_HW.shape, np.int32)
    if inside_HW.all() or not inside_HW.any():
        return nothing
    depths = distances(inside_HW)
    if depths.max() < 1 + LEAST or _is_convex(inside_HW):
        return nothing
    things = _Things(depths)
    depth = float(depths.max())
    while depth > 0:
        step()
        depth = depth * STEP if depth * STEP > 1 else 0.0
        things.grow_to(depth)
    if len(things.names) < 2:
        return nothing
    return _parted(_nearest(things, inside_HW != 0, step), things.deepest)


def _is_convex(inside_HW: Mask) -> bool:
    """Whether a part is, but for steps of its outline: then it has no neck."""
    rows, columns = np.nonzero(inside_HW)
    hull = np.zeros_like(inside_HW)
    cv2.fillConvexPoly(hull, cv2.convexHull(np.stack([columns, rows], 1).astype(np.int32)), 1)
    _, _, stats, _ = cv2.connectedComponentsWithStats(hull - inside_HW, connectivity=8)
    return bool((stats[1:, cv2.CC_STAT_AREA] < DENT).all())


class _Things:
    """Things that are being told apart."""

    def __init__(self, depths_HW: Floats) -> None:
        self.depths_HW = depths_HW
        self.cores_HW: Names = np.zeros(depths_HW.shape, np.int32)
        """By name, from 1 on, what is a thing's alone: deeper than where it met another one."""
        self.names: Names = np.zeros(0, np.int32)
        self.deepest = np.zeros(0, np.int64)
        """The pixel (a flat index) at which each thing is deepest."""
        self.alone_to: Floats = np.zeros(0, np.float32)
        """The depth of each one's core."""

    def grow_to(self, depth: float) -> None:
        """Look at what is deeper than this."""
        pieces, count = _pieces(self.depths_HW > depth)
        self._unite(pieces, count, depth)
        self._begin(pieces, count)
        where = pieces.ravel()[self.deepest]
        is_alone = np.bincount(where, minlength=count)[where] == 1
        core = np.zeros(count, np.int32)
        core[where[is_alone]] = self.names[is_alone]
        self.cores_HW = np.maximum(self.cores_HW, core[pieces])
        self.alone_to[is_alone] = depth

    def _unite(self, pieces: Names, count: int, depth: float) -> None:
        """Of those that meet now, what is but a bulge goes to the deepest thing in its piece."""
        where = pieces.ravel()[self.deepest]
        peaks = self.depths_HW.ravel()[self.deepest]
        largest = np.zeros(count, np.int32)
        order = np.argsort(peaks, kind="stable")
        largest[where[order]] = self.names[order]  # the last one, and deepest, stays
        is_neck = (depth <= NARROW * peaks) & (peaks - depth >= LEAST)
        goes = (largest[where] != self.names) & ~is_neck
        if goes.any():
            becomes = np.arange(int(self.names.max()) + 1, dtype=np.int32)
            becomes[self.names[goes]] = largest[where[goes]]
            self.cores_HW = becomes[self.cores_HW]
            self.names, self.deepest = self.names[~goes], self.deepest[~goes]
            self.alone_to = self.alone_to[~goes]

    def _begin(self, pieces: Names, count: int) -> None:
        """A thing of its own for each piece in which there is none."""
        is_new = np.bincount(pieces.ravel()[self.deepest], minlength=count) == 0
        is_new[0] = False
        pixels = np.flatnonzero(is_new[pieces])
        deepest = np.full(count, -1, np.int64)
        order = np.argsort(self.depths_HW.ravel()[pixels], kind="stable")
        deepest[pieces.ravel()[pixels[order]]] = pixels[order]
        new = deepest[deepest >= 0]
        first = int(self.cores_HW.max()) + 1
        self.names = np.concatenate(
            [self.names, np.arange(first, first + len(new), dtype=np.int32)]
        )
        self.deepest = np.concatenate([self.deepest, new])
        self.alone_to = np.concatenate([self.alone_to, np.zeros(len(new), np.float32)])


def _nearest(things: _Things, inside_HW: NDArray[np.bool_], step: Callable[[], object]) -> Names:
    """The thing that each pixel inside is nearest to: to its core, less how deep that is.

    Each thing is connected: what lies behind another one belongs to whom it lies beside.
    """
    names, nearest = np.zeros(inside_HW.shape, np.int32), np.full(inside_HW.shape, FAR, np.float32)
    boxes = _boxes(things)
    for name, depth, box in zip(things.names, things.alone_to, boxes, strict=True):
        step()
        away = distances((things.cores_HW[box] != name).view(np.uint8)) - depth
        is_nearer = inside_HW[box] & (away < nearest[box])
        names[box][is_nearer], nearest[box][is_nearer] = name, away[is_nearer]
    deepest = np.unravel_index(things.deepest, inside_HW.shape)
    for name, box, y, x in zip(things.names, boxes, *deepest, strict=True):
        step()
        pieces, _ = _pieces(names[box] == name)
        apart = pieces != pieces[y - box[0].start, x - box[1].start]
        names[box][(pieces > 0) & apart] = 0
    return _shared_out(names, inside_HW)


def _shared_out(names_HW: Names, inside_HW: NDArray[np.bool_]) -> Names:
    """Each piece inside that has no name yet gets that which most of its neighbours have."""
    is_left = inside_HW & (names_HW == 0)
    if not is_left.any():
        return names_HW
    pieces, count = _pieces(is_left)
    beside = cv2.dilate(names_HW.astype(np.float64), AROUND).astype(np.int32)
    rim = is_left & (beside > 0)
    pairs, times = np.unique(np.stack([pieces[rim], beside[rim]]), axis=1, return_counts=True)
    order = np.argsort(times, kind="stable")  # the most frequent one comes last, and stays
    becomes = np.zeros(count, np.int32)
    becomes[pairs[0][order]] = pairs[1][order]
    return np.where(is_left, becomes[pieces], names_HW)


def _parted(names_HW: Names, deepest: NDArray[np.int64]) -> Names:
    """The lines between things, numbered. Crumbs that a line cuts off go to the thing beyond it."""
    for _ in range(ROUNDS):
        lines = _lines(names_HW)
        pieces, count = _pieces((names_HW > 0) & (lines == 0))
        is_crumb = np.ones(count, np.bool_)
        is_crumb[[0, *pieces.ravel()[deepest]]] = False
        if not is_crumb.any():
            break
        crumbs = np.where(is_crumb[pieces], pieces, 0)
        goes_to = np.full(count, np.iinfo(np.int32).max)
        np.minimum.at(goes_to, crumbs, _least_within(names_HW, BEYOND))
        # With them what cut them off.
        around = cv2.dilate(crumbs.astype(np.float64), AROUND).astype(np.int32)
        moved = (crumbs > 0) | ((around > 0) & (lines > 0))
        names_HW = np.where(moved, goes_to[around], names_HW).astype(np.int32)
    lines = _lines(names_HW)
    is_line = lines > 0
    sides = np.stack([lines[is_line], _least_within(names_HW, AROUND)[is_line]])
    _, numbers = np.unique(sides, axis=1, return_inverse=True)
    numbered = np.zeros(names_HW.shape, np.int32)
    numbered[is_line] = numbers.ravel() + 1
    return numbered


def _lines(names_HW: Names) -> Names:
    """Where a thing lies beside one of a smaller name: its own name; 0 elsewhere."""
    return np.where(_least_within(names_HW, AROUND) < names_HW, names_HW, 0)


def _least_within(names_HW: Names, reach: Mask) -> Names:
    """The smallest name around each pixel; the largest number there is where there is none."""
    others = np.where(names_HW > 0, names_HW, np.iinfo(np.int32).max).astype(np.float64)
    return (
        cv2.erode(others, reach, borderValue=np.inf)
        .clip(max=np.iinfo(np.int32).max)
        .astype(np.int32)
    )


def _pieces(inside_HW: NDArray[np.bool_]) -> tuple[Names, int]:
    """Connected pieces by number, corners included, and how many numbers there are with 0."""
    count, pieces = cv2.connectedComponents(
        inside_HW.view(np.uint8), connectivity=8, ltype=cv2.CV_32S
    )
    return np.asarray(pieces, np.int32), count


def _boxes(things: _Things) -> list[tuple[slice, slice]]:
    """Around each core, and as far as its thing reaches as a rule."""
    rows, columns = np.nonzero(things.cores_HW)
    order = np.argsort(things.cores_HW[rows, columns], kind="stable")
    rows, columns = rows[order], columns[order]
    firsts = np.searchsorted(things.cores_HW[rows, columns], things.names)
    reach = (REACH * things.alone_to).astype(np.int64) + 2
    top = np.maximum(np.minimum.reduceat(rows, firsts) - reach, 0).tolist()
    left = np.maximum(np.minimum.reduceat(columns, firsts) - reach, 0).tolist()
    bottom = (np.maximum.reduceat(rows, firsts) + reach + 1).tolist()
    right = (np.maximum.reduceat(columns, firsts) + reach + 1).tolist()
    downwards = [slice(*ends) for ends in zip(top, bottom, strict=True)]
    across = [slice(*ends) for ends in zip(left, right, strict=True)]
    return list(zip(downwards, across, strict=True))
