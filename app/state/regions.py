"""Connected regions of one label in a mask: what a click means to fill, flip and accept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from fcn_core.masks import Mask

# Pixels looked at to each side at first, and how much further next time.
FIRST_REACH, GROWTH = 256, 4
FLOOD_FLAGS = 4 | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE | 1 << 8


@dataclass(frozen=True, kw_only=True)
class Region:
    """4-connected pixels of one value: `inside_HW` (bool) has the size of `rect`."""

    label: int
    rect: Rect
    inside_HW: NDArray[np.bool_]


def region_in(
    look: Callable[[Rect], Mask], shape: tuple[int, int], x: int, y: int
) -> Region | None:
    """The region that holds pixel (x, y) of a mask of `shape` (H, W), of which `look` shows parts.

    Looks around the pixel, and further where the region goes on: small regions of large images
    cost what they measure. None outside the mask.
    """
    whole, reach = Rect.of_shape(shape), FIRST_REACH
    if not whole.contains(x, y):
        return None
    while True:
        seen = Rect(x - reach, y - reach, 2 * reach, 2 * reach).intersected(whole)
        found = region_at(look(seen), x - seen.x, y - seen.y)
        if found is None or seen == whole:
            return found
        rect = found.rect.moved(seen.x, seen.y)
        if _is_inside(rect, seen, whole):
            return replace(found, rect=rect)
        reach *= GROWTH


def _is_inside(rect: Rect, seen: Rect, whole: Rect) -> bool:
    """True if `rect` ends within `seen`, or where the whole does."""
    return (
        (rect.x > seen.x or seen.x == whole.x)
        and (rect.y > seen.y or seen.y == whole.y)
        and (rect.right < seen.right or seen.right == whole.right)
        and (rect.bottom < seen.bottom or seen.bottom == whole.bottom)
    )


def region_at(mask_HW: Mask, x: int, y: int) -> Region | None:
    """The region of `mask_HW` (uint8) that holds pixel (x, y); None outside the mask."""
    height, width = mask_HW.shape
    if not (0 <= x < width and 0 <= y < height):
        return None
    if not (mask_HW.flags.writeable and mask_HW.flags.c_contiguous):
        # OpenCV insists, though it writes into `flooded` alone.
        mask_HW = mask_HW.copy()
    flooded = np.zeros((height + 2, width + 2), np.uint8)
    _, _, _, box = cv2.floodFill(mask_HW, flooded, (x, y), (0,), (0,), (0,), FLOOD_FLAGS)
    rect = Rect(*(int(side) for side in box))
    # OpenCV's mask has a border of one pixel around the image.
    inside = flooded[rect.moved(1, 1).slices].astype(np.bool_)
    return Region(label=int(mask_HW[y, x]), rect=rect, inside_HW=inside)
