"""Lines of background that nothing confirmed lies beside: gaps, from which no net should learn.

Where things touch, a line a pixel wide makes each a region of its own. It is there to count and to
export things; no output is fine enough to say it. With nothing confirmed beside it a run would
learn that such things are background, for that is all that anybody said about them.
"""

from __future__ import annotations

import cv2
import numpy as np

from fcn_core.labels import BACKGROUND
from fcn_core.masks import UNTOUCHED, Mask

WIDEST = 2
"""Pixels across such a line, at most: at its corners."""
CORNERS = 0.5
"""Share of its pixels that lie in squares of two by two, at most. What a brush of two pixels paints
lies in such squares all over."""
AROUND = np.ones((3, 3), np.uint8)


def without_lone_lines(mask_HW: Mask) -> Mask:
    """The mask, in which lines of background amid untouched pixels are untouched, too."""
    ground = (mask_HW == BACKGROUND).astype(np.uint8)
    wide = _squares(ground, WIDEST + 1)
    if np.array_equal(wide, ground):
        return mask_HW
    count, parts = cv2.connectedComponents(ground, connectivity=8)
    beside = cv2.dilate(((mask_HW != UNTOUCHED) & (ground == 0)).astype(np.uint8), AROUND)
    corners = np.bincount(parts[_squares(ground, 2) != 0], minlength=count)
    is_lone = corners <= CORNERS * np.bincount(parts.ravel(), minlength=count)
    is_lone[0] = False
    is_lone[np.unique(parts[(wide != 0) | (beside != 0)])] = False
    return np.where(is_lone[parts], np.uint8(UNTOUCHED), mask_HW)


def _squares(ground_HW: Mask, side: int) -> Mask:
    """What of it squares of so many pixels fill."""
    square = np.ones((side, side), np.uint8)
    corners = cv2.erode(
        ground_HW, square, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT, borderValue=0
    )
    return np.asarray(cv2.dilate(corners, square, anchor=(side - 1, side - 1)), np.uint8)
