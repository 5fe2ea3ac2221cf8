"""The form of an object: how long its outline is, how round it is, how long, wide and turned."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
NEIGHBOURS = np.array([[10, 2, 10], [2, 1, 2], [10, 2, 10]], np.float32)
"""A pixel of the outline, its neighbours at sides and those at corners, told apart in one sum."""
LENGTHS = np.zeros(64)
LENGTHS[[5, 7, 15, 17, 25, 27]] = 1
LENGTHS[[21, 33]] = math.sqrt(2)
LENGTHS[[13, 23]] = (1 + math.sqrt(2)) / 2


@dataclass(frozen=True, kw_only=True)
class Form:
    """`perimeter`, `major_axis` and `minor_axis` in pixels.

    The axes are those of the ellipse with the same second moments, `angle` that of the longer one,
    in degrees counter-clockwise from the right, 0 to 180. `circularity` is 4 pi area / perimeter²,
    which is 1 for a circle, and for specks, whose outline is too short to tell.
    """

    perimeter: float
    circularity: float
    major_axis: float
    minor_axis: float
    angle: float


def form_of(inside: NDArray[np.bool_]) -> Form:
    """The form of an object, bool (H, W), of at least one pixel."""
    pixels = inside.view(np.uint8)
    moments = cv2.moments(pixels, binaryImage=True)
    area = moments["m00"]
    xx, xy, yy = (moments[name] / area for name in ("mu20", "mu11", "mu02"))
    mean, apart = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
    perimeter = _perimeter(pixels)
    round_ = 4 * math.pi * area / perimeter**2 if perimeter else 1.0
    return Form(
        perimeter=perimeter,
        circularity=min(1.0, round_),
        major_axis=4 * math.sqrt(mean + apart),
        minor_axis=4 * math.sqrt(max(0.0, mean - apart)),
        angle=-math.degrees(math.atan2(2 * xy, xx - yy) / 2) % 180,  # rows count downwards
    )


def _perimeter(pixels_HW: NDArray[np.uint8]) -> float:
    """Of the outline through the centres of the outermost pixels, holes' included.

    As scikit-image has it, by Benkrid, Crookes and Benkrid, "Design and FPGA implementation of a
    perimeter estimator", 2000.
    """
    framed = np.pad(pixels_HW, 1)
    border = framed - cv2.erode(framed, CROSS)
    sums = cv2.filter2D(border.astype(np.float32), -1, NEIGHBOURS, borderType=cv2.BORDER_CONSTANT)
    return float(LENGTHS @ np.bincount(sums.astype(np.int64).ravel(), minlength=64)[:64])
