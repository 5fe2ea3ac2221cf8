"""Objects of an image: how many each label has, and a colour for each, as other programs show them.

An object is a connected region of a label, corners included, as exports count them. Its colour
hangs on where it begins, at the leftmost pixel of its top row: so it stays while others change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from fcn_core.cancelling import Cancelled
from fcn_core.interchange.regions import CORNERS, Numbers, numbered
from fcn_core.labels import BACKGROUND
from fcn_core.masks import UNTOUCHED, VOID, Mask

COLORS = 120
"""Colours for objects, from 1 on: more could not be told apart."""
SCATTER, SHIFT = 2654435761, 16
"""Knuth's multiplier: beginnings that lie close together get colours that do not."""
AT_ONCE = 1 << 18
"""Changes of more pixels, or of more objects than the next, are left to whoever numbers them."""
FEW = 256


@dataclass(frozen=True, kw_only=True)
class Objects:
    """What was counted. `colors_HW` is None if nobody asked for colours, else it holds colours of
    objects (1 to `COLORS`) where there are any, VOID, UNTOUCHED, and BACKGROUND elsewhere.
    """

    counts: Mapping[int, int]
    """Objects of each label that has any."""
    colors_HW: Mask | None = None


def find_objects(
    shown_HW: Mask, stopped: Cancelled, *, hidden: frozenset[int] | None = None
) -> Objects:
    """Count, and colour where `hidden` labels are given. For a thread; it may stop half-way."""
    counts = {}
    colors = None if hidden is None else _ground(shown_HW, hidden)
    for label, found, numbers in numbered(shown_HW):
        if stopped():
            break
        counts[label] = found
        if colors is not None and hidden is not None and label not in hidden:
            own = _by_place(numbers, found).take(numbers)
            np.copyto(colors, own, where=numbers > 0)
    return Objects(counts=counts, colors_HW=colors)


def color_anew(
    colors_HW: Mask, shown: Callable[[Rect], Mask], rect: Rect, hidden: frozenset[int]
) -> None:
    """Colour a part in which something was painted: what hangs together with a neighbour outside
    is of its colour. Whether two objects became one, or one two, only `find_objects` can tell.
    """
    whole = Rect.of_shape(colors_HW.shape)
    around = Rect(rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2).intersected(whole)
    if rect.width * rect.height > AT_ONCE:
        return
    mask, before = shown(around), colors_HW[around.slices]
    after, is_outside = _ground(mask, hidden), np.ones(mask.shape, np.bool_)
    inner = rect.moved(-around.x, -around.y).slices
    is_outside[inner] = False
    for label in np.unique(mask[(mask != BACKGROUND) & (mask < UNTOUCHED)]).tolist():
        if label in hidden:
            continue
        where = (mask == label).view(np.uint8)
        found, numbers, boxes, _ = cv2.connectedComponentsWithStats(where, connectivity=CORNERS)
        if found > FEW:
            return
        for number in range(1, found):
            x, y, width, height = (int(side) for side in boxes[number, :4])
            box = Rect(x, y, width, height).slices
            inside = numbers[box] == number
            known = before[box][inside & is_outside[box]]
            after[box][inside] = (
                _own(known)
                or _own(before[box][inside])
                or _color_at((around.y + y) * whole.width + around.x + x + int(inside[0].argmax()))
            )
    before[inner] = after[inner]


def _own(colors: NDArray[np.uint8]) -> int:
    """The colour that most of an object's pixels have; 0 for none."""
    times = np.bincount(colors, minlength=COLORS + 1)[: COLORS + 1]
    times[BACKGROUND] = 0
    return int(times.argmax())


def _ground(shown_HW: Mask, hidden: frozenset[int]) -> Mask:
    """Where no object is: background, void, untouched; hidden labels are not to be seen."""
    table = np.zeros(256, np.uint8)
    table[VOID], table[UNTOUCHED] = VOID, UNTOUCHED
    table[list(hidden)] = UNTOUCHED
    return table[shown_HW]


def _by_place(numbers_HW: Numbers, count: int) -> NDArray[np.uint8]:
    """The colour of each number: 0 of 0."""
    flat = numbers_HW.ravel()
    begins = np.concatenate([[0], np.flatnonzero(flat[1:] != flat[:-1]) + 1])
    first = np.zeros(count + 1, np.int64)
    first[flat[begins][::-1]] = begins[::-1]  # the first one comes last, and stays
    colors = (1 + (first * SCATTER >> SHIFT) % COLORS).astype(np.uint8)
    colors[0] = BACKGROUND
    return colors


def _color_at(index: int) -> int:
    """The colour of an object that begins at a pixel (a flat index)."""
    return 1 + (index * SCATTER >> SHIFT) % COLORS
