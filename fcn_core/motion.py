"""Where the things of one image are in the next one: dense optical flow, and what of it to trust.

The flow is DIS (Kroeger et al., 2016), looked for from the later image to the earlier one and back:
a pixel is found again where both ways agree and what is around it looks the same, but for its
light. What went out of sight, or behind something, is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.imaging.pixels import RGB

LONGEST, SHORTEST = 1024, 64
"""Pixels a side at which is looked: no longer side has more, no shorter one less."""
AGREEING = 3.0
"""Pixels of that scale by which the way there and back may miss its start."""
PATCH, LIKE, NOISE = 9, 0.7, 4.0
"""Pixels a side that are compared, the correlation of what looks the same, and the variance that is
taken for noise: even ground looks like even ground.
"""
VOTING = 15
"""Pixels a side of which most decide: no specks, and no holes."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Look:
    """What is kept of an image to find its things in another: grey (h, w), and the image's size."""

    grey_HW: NDArray[np.uint8]
    shape: tuple[int, int]

    @classmethod
    def of(cls, image_HWC: RGB) -> Look:
        """Of an image (uint8 RGB), smaller where it is large."""
        height, width = image_HWC.shape[:2]
        scale = LONGEST / max(height, width, LONGEST)
        size = (max(SHORTEST, round(width * scale)), max(SHORTEST, round(height * scale)))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        small = cv2.resize(image_HWC, size, interpolation=way)
        return cls(
            grey_HW=np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)), shape=(height, width)
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Motion:
    """From where in an earlier image of this `shape` the pixels of a later one came.

    `back_HW2` is the way there, columns and rows, float32 in pixels of its own scale; `found_HW`
    where it is to be trusted.
    """

    back_HW2: NDArray[np.float32]
    found_HW: NDArray[np.bool_]
    shape: tuple[int, int]

    @classmethod
    def between(cls, before: Look, after: Look) -> Motion:
        """Raises `ValueError` for images of different sizes."""
        if before.shape != after.shape:
            raise ValueError("images of different sizes")
        back, forth = _flow(after, before), _flow(before, after)
        cols, rows = _came_from(back)
        returned = cv2.remap(forth, cols, rows, cv2.INTER_LINEAR)
        height, width = before.grey_HW.shape
        seen = (cols >= -0.5) & (cols < width - 0.5) & (rows >= -0.5) & (rows < height - 0.5)
        found = seen & (np.hypot(*np.moveaxis(back + returned, 2, 0)) < AGREEING)
        edge = cv2.BORDER_REPLICATE
        carried = cv2.remap(before.grey_HW, cols, rows, cv2.INTER_LINEAR, borderMode=edge)
        found &= _likeness(np.asarray(carried, np.uint8), after.grey_HW) > LIKE
        found = seen & (cv2.medianBlur(found.view(np.uint8), VOTING) > 0)
        return cls(back_HW2=back, found_HW=found, shape=before.shape)

    def came_from(self, rows: slice, cols: slice) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Rows and columns in the earlier image of a part of the later one; -1 if not found."""
        y, x = np.ogrid[rows, cols]
        scales = [self.back_HW2.shape[axis] / self.shape[axis] for axis in (0, 1)]
        there = tuple(
            ((place + 0.5) * scale).astype(np.intp)
            for place, scale in zip((y, x), scales, strict=True)
        )
        back = self.back_HW2[there]
        from_rows = np.rint(y + back[..., 1] / scales[0]).astype(np.intp)
        from_cols = np.rint(x + back[..., 0] / scales[1]).astype(np.intp)
        found = self.found_HW[there] & (from_rows >= 0) & (from_rows < self.shape[0])
        found &= (from_cols >= 0) & (from_cols < self.shape[1])
        return np.where(found, from_rows, -1), np.where(found, from_cols, -1)


def _flow(start: Look, end: Look) -> NDArray[np.float32]:
    """How far each pixel of `start` is from its place in `end`: (h, w, 2), columns and rows."""
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    nothing_known = np.zeros((*start.grey_HW.shape, 2), np.float32)
    return np.asarray(flow.calc(start.grey_HW, end.grey_HW, nothing_known), np.float32)


def _likeness(one_HW: NDArray[np.uint8], other_HW: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The correlation of the patches around each pixel, -1 to 1."""
    one, other = one_HW.astype(np.float32), other_HW.astype(np.float32)
    mean_one, mean_other = _mean(one), _mean(other)
    varies_one = _mean(one * one) - mean_one**2 + NOISE
    varies_other = _mean(other * other) - mean_other**2 + NOISE
    together = _mean(one * other) - mean_one * mean_other + NOISE
    varies = np.maximum(varies_one, NOISE) * np.maximum(varies_other, NOISE)
    return np.asarray(together / np.sqrt(varies), np.float32)


def _mean(values_HW: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.blur(values_HW, (PATCH, PATCH)), np.float32)


def _came_from(
    back_HW2: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    height, width = back_HW2.shape[:2]
    rows, cols = np.mgrid[:height, :width].astype(np.float32)
    return cols + back_HW2[..., 0], rows + back_HW2[..., 1]
