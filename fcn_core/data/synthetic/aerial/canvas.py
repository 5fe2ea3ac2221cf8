"""What is drawn on: colours, and with them how rough each material is."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.data.synthetic.aerial.road import Road, draw_line
from fcn_core.data.synthetic.shapes import SUBPIXEL_BITS, Outline, Rng, fixed

Picture: TypeAlias = NDArray[np.float32]
"""(size, size, 3): red, green and blue in levels."""
Canvas: TypeAlias = NDArray[np.float32]
"""(size, size, 4): the same, and how rough the material is (0-1)."""
Material: TypeAlias = NDArray[np.float64]
"""(4,)."""
Colors: TypeAlias = tuple[tuple[int, int, int], ...]


def material(rng: Rng, colors: Colors, rough: float) -> Material:
    """One of the colours, lighter or darker, and a bit of another hue."""
    color = np.array(colors[int(rng.integers(len(colors)))], np.float64)
    return solid(color * rng.uniform(0.75, 1.3) + rng.normal(0, 6, 3), rough)


def grey(rng: Rng, level: float, spread: float, rough: float) -> Material:
    """About as bright as `level`, nearly without colour."""
    return solid(np.full(3, level) + rng.normal(0, spread) + rng.normal(0, 4, 3), rough)


def solid(color: NDArray[np.float64], rough: float) -> Material:
    """A colour, kept off black and white."""
    return np.array([*np.clip(color, 8, 250), rough])


def line(canvas: Canvas, path: Outline, width: float, paint: Material) -> None:
    """Draw along a path, in pixels."""
    draw_line(canvas, path, width, tuple(paint))


def roadway(canvas: Canvas, road: Road, metre: float, paint: Material, wider: float = 0.0) -> None:
    """Draw a road, and so many metres beside it."""
    line(canvas, road.path * metre, (road.width + 2 * wider) * metre, paint)


def filled(canvas: Canvas, corners: Outline, paint: Material) -> None:
    """Fill an outline, in pixels."""
    cv2.fillPoly(canvas, [fixed(corners)], tuple(paint), shift=SUBPIXEL_BITS)
