"""A square with roads, and what is built on already."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from fcn_core.data.synthetic.aerial.boxes import Box, heading
from fcn_core.data.synthetic.aerial.road import Roads, drawn_roads
from fcn_core.data.synthetic.shapes import Outline, Rng
from fcn_core.masks import Mask

MOST = 260
"""Buildings in one image, and cars, and trees."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where things may be put, so that nothing stands on anything else. Lengths are in metres."""

    size: int
    """Pixels a side."""
    metre: float
    """Pixels."""
    roads: Roads
    taken: Mask
    """1 where no room is left; changes as things are put."""

    @classmethod
    def of(cls, size: int, metre: float, roads: Roads, beside: float) -> Site:
        """Roads alone, with so many metres kept free beside them."""
        taken = drawn_roads(size, metre, roads, beside)
        return cls(size=size, metre=metre, roads=roads, taken=taken)

    @property
    def side(self) -> float:
        """Metres."""
        return self.size / self.metre

    def take_roads(self, roads: Roads) -> None:
        """Keep these free as well."""
        np.maximum(self.taken, drawn_roads(self.size, self.metre, roads, 2), out=self.taken)

    def take(self, outline: Outline) -> None:
        """Keep an outline free, whatever is there."""
        cv2.fillPoly(self.taken, [np.round(outline * self.metre).astype(np.int32)], 1)

    def takes(self, box: Box) -> bool:
        """Take the place of a box if it is free, and say whether it was."""
        corners = np.round(box.corners * self.metre).astype(np.int32)
        (left, top), (right, bottom) = corners.min(0), corners.max(0) + 1
        left, top = max(0, left), max(0, top)
        window = self.taken[top : max(0, bottom), left : max(0, right)]
        if not window.size:
            return False
        covered = np.zeros_like(window)
        cv2.fillPoly(covered, [corners - (left, top)], 1)
        if (covered & window).any():
            return False
        window |= covered
        return True

    def turn(self, rng: Rng) -> float:
        """The direction of some road."""
        if not self.roads:
            return float(rng.uniform(0, np.pi))
        path = self.roads[int(rng.integers(len(self.roads)))].path
        return heading(path[0], path[-1])
