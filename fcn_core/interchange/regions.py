"""The connected regions of a mask: the objects of formats that know objects alone, and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.labels import BACKGROUND
from fcn_core.masks import UNTOUCHED, Mask, value_counts

CORNERS = 8
"""Pixels that touch at a corner alone hang together, too."""
Numbers = NDArray[np.int32]


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
        count, numbers, boxes, _ = cv2.connectedComponentsWithStats(where, connectivity=CORNERS)
        for number in range(1, count):
            x, y, width, height = (int(value) for value in boxes[number, :4])
            inside = numbers[y : y + height, x : x + width] == number
            yield Region(label=label, x=x, y=y, inside=inside)


def numbered(mask: Mask) -> Iterator[tuple[int, int, Numbers]]:
    """Each label but the background that a mask shows, how many regions it has, and their numbers.

    The numbers (int32, H x W) run from 1 on; 0 is what is not of the label.
    """
    counts = value_counts(mask)
    for label in counts[BACKGROUND + 1 : UNTOUCHED].nonzero()[0] + BACKGROUND + 1:
        where = (mask == label).view(np.uint8)
        found, numbers = cv2.connectedComponents(where, connectivity=CORNERS, ltype=cv2.CV_32S)
        yield int(label), found - 1, np.asarray(numbers, np.int32)
