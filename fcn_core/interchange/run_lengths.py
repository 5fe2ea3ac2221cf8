"""Run lengths: how many zeros, ones, zeros, ... a mask holds, COCO's down its columns.

Packed ones are text; pycocotools packs them. They are unpacked here, since counts that do not
fill the mask have to be found before anybody reads beyond them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as packing

from fcn_core.imaging.pixels import Size
from fcn_core.interchange.shapes import FAR
from fcn_core.sentences import said

Counts = NDArray[np.int64]
BITS, FIRST_CHARACTER = 5, 48
LEAST_NUMBERS = 6
"""Of a polygon: three corners."""


def counts_of(inside_hw: NDArray[np.bool_], x: int, y: int, size: Size) -> Counts:
    """The run lengths of a mask of `size` (H, W) whose ones are `inside_hw`, at (y, x)."""
    height, width = size
    columns = np.zeros((inside_hw.shape[1], height), np.bool_)
    columns[:, y : y + inside_hw.shape[0]] = inside_hw.T
    return _counts(columns, x * height, height * width)


def along_rows(inside_hw: NDArray[np.bool_]) -> Counts:
    """The run lengths of a mask along its rows, as CVAT counts them."""
    return _counts(inside_hw, 0, inside_hw.size)


def _counts(inside: NDArray[np.bool_], start: int, length: int) -> Counts:
    """The run lengths of `length` pixels that are zero but for `inside`, from `start` on."""
    flat = np.concatenate([[False], inside.ravel(), [False]])
    changes = np.flatnonzero(flat[1:] != flat[:-1])
    counts = np.diff(np.concatenate([[0], changes + start, [length]]))
    return counts if counts[-1] else counts[:-1]


def packed(counts: Counts, size: Size) -> str:
    """Run lengths as COCO's text."""
    plain: Any = {"size": list(size), "counts": counts.tolist()}
    found: Any = packing.frPyObjects(plain, *size)
    return bytes(found["counts"]).decode("ascii")


def unpacked(text: str) -> Counts:
    """COCO's text as run lengths. Raises `ValueError` for one that ends too early."""
    counts: list[int] = []
    value = shift = 0
    for character in text.encode("ascii"):
        piece = character - FIRST_CHARACTER
        if not 0 <= piece < 64:
            raise ValueError(said("its run lengths are no text of COCO's"))
        value |= (piece & 0x1F) << shift
        shift += BITS
        if piece & 0x20:
            continue
        if piece & 0x10:
            value -= 1 << shift
        counts.append(value + (counts[-2] if len(counts) > 2 else 0))
        value = shift = 0
    if shift:
        raise ValueError(said("its run lengths end in the middle of a number"))
    return np.array(counts, np.int64)


def checked(counts: Counts | Sequence[int], size: Size) -> Counts:
    """The counts. Raises `ValueError` unless they fill a mask of `size` (H, W)."""
    found = np.asarray(counts, np.int64)
    if found.ndim != 1 or (found < 0).any() or int(found.sum()) != size[0] * size[1]:
        raise ValueError(
            said(
                "its run lengths do not fill {width} x {height} pixels",
                width=size[1],
                height=size[0],
            )
        )
    return found


def area(counts: Counts) -> int:
    """How many ones there are."""
    return int(counts[1::2].sum())


def fill(flat: NDArray[np.uint8], counts: Counts, value: int) -> None:
    """Give the ones a value in a mask whose columns or rows lie behind each other, uint8 (n,)."""
    ends = np.cumsum(counts)
    for start, end in zip(ends[:-1:2], ends[1::2], strict=False):
        flat[start:end] = value


def of_polygons(polygons: Sequence[Sequence[float]], size: Size) -> Counts:
    """Run lengths of polygons (x1, y1, x2, y2, ...), as COCO, CVAT and datumaro fill them.

    Raises `ValueError`. All is checked here: pycocotools crashes on what no polygon can be.
    """
    for polygon in polygons:
        if len(polygon) < LEAST_NUMBERS or len(polygon) % 2:
            raise ValueError(said("a polygon has fewer than three corners"))
        if any(not math.fabs(value) <= FAR * max(size) for value in polygon):
            raise ValueError(said("a corner is nowhere near the image"))
    corners: Any = [[float(value) for value in polygon] for polygon in polygons]
    parts = packing.merge(packing.frPyObjects(corners, *size))
    return checked(unpacked(bytes(parts["counts"]).decode("ascii")), size)  # type: ignore[arg-type]
