"""The connected regions of a mask: the objects of formats that know objects alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.labels import BACKGROUND
from fcn_core.masks import Mask


@dataclass(frozen=True, kw_only=True)
class Region:
    """Pixels of one label that hang together, corners included: bool (h, w) at (y, x)."""

    label: int
    x: int
    y: int
    inside: NDArray[np.bool_]


def regions(mask: Mask, labels: int) -> Iterator[Region]:
    """The connected regions of all labels but the background, in the order of their labels."""
    for label in range(BACKGROUND + 1, labels):
        where = (mask == label).view(np.uint8)
        count, numbers, boxes, _ = cv2.connectedComponentsWithStats(where, connectivity=8)
        for number in range(1, count):
            x, y, width, height = (int(value) for value in boxes[number, :4])
            inside = numbers[y : y + height, x : x + width] == number
            yield Region(label=label, x=x, y=y, inside=inside)
