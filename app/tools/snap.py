"""The region of the net's mask that a stroke starts in, known as far as the stroke has come."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from app.tools.stamps import Area
from fcn_core.masks import Mask

REACH = 512
"""Pixels looked at beyond what a stroke covers. A way round that is longer is not followed."""


class StartRegion:
    """4-connected pixels of one value of a mask, around the pixel (x, y) inside it.

    Only windows around the stroke are looked at, so that no press waits for a large image: what
    is known to be inside never leaves the region, and grows where the stroke goes.
    """

    def __init__(self, mask_HW: Mask, x: int, y: int) -> None:
        self._mask, self._value = mask_HW, mask_HW[y, x]
        # Zeros that nobody has written to take no memory.
        self._known = np.zeros(mask_HW.shape, np.bool_)
        self._known[y, x] = True
        self._looked = Rect(x, y, 0, 0)

    def part(self, area: Area) -> Area:
        """What of an area (inside the mask) belongs to the region."""
        return Area(rect=area.rect, inside_HW=area.inside_HW & self.inside(area.rect))

    def inside(self, rect: Rect) -> NDArray[np.bool_]:
        """Which pixels of `rect` (inside the mask) belong to the region, bool (H, W)."""
        if self._looked.united(rect) != self._looked:
            self._look(rect)
        return self._known[rect.slices]

    def _look(self, rect: Rect) -> None:
        wide = Rect(rect.x - REACH, rect.y - REACH, rect.width + 2 * REACH, rect.height + 2 * REACH)
        self._looked = wide.intersected(Rect.of_shape(self._mask.shape))
        known = self._known[self._looked.slices]
        same = (self._mask[self._looked.slices] == self._value).view(np.uint8)
        count, pieces = cv2.connectedComponents(same, connectivity=4, ltype=cv2.CV_32S)
        joined = np.zeros(count, np.bool_)
        joined[pieces[known]] = True
        np.copyto(known, joined[pieces])
