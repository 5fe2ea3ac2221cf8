"""CVAT's shapes as a mask: run lengths, polygons and ellipses, the later and higher on top."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import Size
from fcn_core.interchange import run_lengths
from fcn_core.interchange.cvat_file import Attributes, CvatImage
from fcn_core.interchange.shapes import UNREADABLE
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES
from fcn_core.masks import Mask
from fcn_core.sentences import said

ELLIPSE_CORNERS = 180


def mask_of(image: CvatImage, ids: Mapping[str, int], path: Path, size: Size) -> Mask:
    """The mask (uint8, H x W) of all shapes; where there is none, it is 0.

    `ids` are the labels' by name; `size` is for an image whose own the file does not say; `path`
    is for words alone. Raises `FcnError` for a shape that can't be drawn.
    """
    height, width = image.size or size
    known = {**ids, **dict.fromkeys(BACKGROUND_NAMES, BACKGROUND)}
    mask = np.full((width, height), BACKGROUND, np.uint8).T  # columns behind each other
    for number, (kind, shape) in enumerate(image.shapes, start=1):
        try:
            _draw(mask, kind, shape, known[shape["label"]])
        except (*UNREADABLE, MemoryError) as error:
            raise FcnError(
                "Shape {number} of {image} in {path} ({shape}, {label}) cannot be drawn: {reason}.",
                "Mend or delete it in CVAT, then export again.",
                number=number,
                image=image.name,
                path=path,
                shape=kind,
                label=shape.get("label"),
                reason=error,
            ) from error
    return np.ascontiguousarray(mask)


def _draw(mask: Mask, kind: str, shape: Attributes, value: int) -> None:
    """Raises `ValueError` or `KeyError` for what lacks something."""
    if kind == "mask":
        _draw_mask(mask, shape, value)
        return
    corners = _ellipse(shape) if kind == "ellipse" else _corners(shape["points"])
    counts = run_lengths.of_polygons([corners], (mask.shape[0], mask.shape[1]))
    run_lengths.fill(mask.T.reshape(-1), counts, value)


def _draw_mask(mask: Mask, shape: Attributes, value: int) -> None:
    """Run lengths along the rows of a box."""
    left, top, width, height = (int(shape[key]) for key in ("left", "top", "width", "height"))
    part = mask[max(top, 0) : top + height, max(left, 0) : left + width]
    if min(width, height) < 1 or part.shape != (height, width):
        raise ValueError(said("its box does not lie in the image"))
    counts = [int(count) for count in shape["rle"].split(",")]
    inside = np.zeros(width * height, np.uint8)
    run_lengths.fill(inside, run_lengths.checked(counts, (height, width)), 1)
    part[inside.reshape(height, width) > 0] = value


def _corners(points: str) -> list[float]:
    return [float(value) for point in points.split(";") for value in point.split(",")]


def _ellipse(shape: Attributes) -> list[float]:
    """As a polygon; CVAT turns it clockwise, in degrees."""
    x, y, across, down = (float(shape[key]) for key in ("cx", "cy", "rx", "ry"))
    turn = math.radians(float(shape.get("rotation", 0)))
    corners = []
    for angle in np.linspace(0, 2 * math.pi, ELLIPSE_CORNERS, endpoint=False):
        right, below = across * math.cos(angle), down * math.sin(angle)
        corners += [
            x + right * math.cos(turn) - below * math.sin(turn),
            y + right * math.sin(turn) + below * math.cos(turn),
        ]
    return corners
