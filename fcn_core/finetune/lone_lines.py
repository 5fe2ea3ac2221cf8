"""Lines of background that nothing confirmed lies beside: gaps, from which no net should learn.

Where things touch, a line a pixel or so wide makes each a region of its own. It is there to count
and to export things; no output is fine enough to say it. With nothing confirmed beside it a run
would learn that such things are background, for that is all that anybody said about them.
"""

from __future__ import annotations

import cv2
import numpy as np

from fcn_core.labels import BACKGROUND
from fcn_core.masks import UNTOUCHED, Mask

WIDEST = 2
"""Pixels across such a line, at most."""
AROUND = np.ones((3, 3), np.uint8)


def without_lone_lines(mask_HW: Mask) -> Mask:
    """The mask, in which lines of background amid untouched pixels are untouched, too."""
    ground = (mask_HW == BACKGROUND).astype(np.uint8)
    wide = cv2.morphologyEx(ground, cv2.MORPH_OPEN, np.ones((WIDEST + 1, WIDEST + 1), np.uint8))
    if np.array_equal(wide, ground):
        return mask_HW
    count, parts = cv2.connectedComponents(ground, connectivity=8)
    beside = cv2.dilate(((mask_HW != UNTOUCHED) & (ground == 0)).astype(np.uint8), AROUND)
    is_lone = np.ones(count, np.bool_)
    is_lone[0] = False
    is_lone[np.unique(parts[(wide != 0) | (beside != 0)])] = False
    return np.where(is_lone[parts], np.uint8(UNTOUCHED), mask_HW)
