"""YOLO's outlines: a line of a class and corners for each object, as Ultralytics fills them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import Size
from fcn_core.labels import BACKGROUND
from fcn_core.masks import Mask
from fcn_core.sentences import said

BOX_NUMBERS = 4
"""Behind the class, of an object that has a box alone."""
LEAST_NUMBERS = 6
TOLERANCE = 0.01
"""How far a share may be beyond 0 and 1; Ultralytics allows as much."""
OUTLINE = re.compile(r"\s*\d+(\.0+)?(\s+-?[\d.]+([eE][-+]?\d+)?){4}")
LONGEST = 200
"""Characters of a line that tell whether it is one."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """An object: its class, and its corners (n, 2), as shares of width and height.

    One without corners has a box alone, which says of no pixel that it is meant.
    """

    line: int
    number: int
    shares: NDArray[np.float64]


def read_outlines(path: Path) -> tuple[Outline, ...]:
    """The objects of a file. Raises `FcnError` naming the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FcnError(
            "{path} cannot be read ({reason}).", "Restore it.", path=path, reason=error
        ) from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_outline(number, line.split()))
            except ValueError as error:
                raise FcnError(
                    "Line {number} of {path}: {reason}.",
                    "Write class x1 y1 x2 y2 x3 y3 ..., as shares of width and height from 0 to 1.",
                    number=number,
                    path=path,
                    reason=error,
                ) from error
    return tuple(found)


def begins_with_outline(line: str) -> bool:
    """Whether the first characters of a line, `LONGEST` at most, are those of an object."""
    return bool(OUTLINE.match(line))


def mask_of(outlines: Sequence[Outline], ids: Mapping[int, int], path: Path, size: Size) -> Mask:
    """The mask (uint8, H x W) that outlines make, the smaller on top; where none is, it is 0.

    `ids` are the labels' by their classes, `path` is for words alone. Raises `FcnError` for a
    class that is not among `ids`.
    """
    filled = []
    for outline in (each for each in outlines if len(each.shares)):
        if outline.number not in ids:
            raise FcnError(
                "Line {number} of {path} is of the class {value}, which has no name.",
                "Add it to the names in data.yaml, or delete the line.",
                number=outline.line,
                path=path,
                value=outline.number,
            )
        corners = (outline.shares * (size[1], size[0])).astype(np.int32)
        filled.append((_area(corners), ids[outline.number], corners))
    mask = np.full(size, BACKGROUND, np.uint8)
    for _, value, corners in sorted(filled, key=lambda each: -each[0]):
        cv2.fillPoly(mask, [corners], value)
    return mask


def _outline(line: int, words: Sequence[str]) -> Outline:
    number, *values = (float(word) for word in words)
    if not number.is_integer() or number < 0:
        raise ValueError(said("{word!r} is no class", word=words[0]))
    if len(values) == BOX_NUMBERS:
        return Outline(line=line, number=int(number), shares=np.empty((0, 2)))
    if len(values) < LEAST_NUMBERS or len(values) % 2:
        raise ValueError(said("{count} numbers are no outline", count=len(values)))
    strange = [v for v in values if not -TOLERANCE <= v <= 1 + TOLERANCE]
    if strange:
        raise ValueError(said("{value:g} is no share of the image", value=strange[0]))
    return Outline(line=line, number=int(number), shares=np.array(values).reshape(-1, 2))


def _area(corners: NDArray[np.int32]) -> int:
    """How many pixels an outline fills."""
    low = corners.min(0)
    width, height = (corners.max(0) - low + 1).tolist()
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [corners - low], 1)
    return int(np.count_nonzero(inside))
