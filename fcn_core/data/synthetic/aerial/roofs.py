"""Houses and halls: their roofs, and the shadows they cast."""

from __future__ import annotations

import cv2
import numpy as np

from fcn_core.data.synthetic.aerial.boxes import Box
from fcn_core.data.synthetic.aerial.canvas import (
    Canvas,
    Material,
    Picture,
    filled,
    grey,
    material,
)
from fcn_core.data.synthetic.aerial.sun import Sun
from fcn_core.data.synthetic.aerial.town import Town
from fcn_core.data.synthetic.shapes import Field, Rng, blurred, chance, drawn, fractal

ROOFS = ((92, 88, 86), (70, 66, 66), (112, 96, 84), (120, 78, 62), (150, 145, 138), (84, 72, 62))
"""Slate, tar, shingles, tiles, gravel, wood."""
PALE = (225, 226, 224)


def light(rng: Rng, town: Town, sun: Sun) -> Field:
    """What light is left beside houses and halls, as a share."""
    hulls = []
    for boxes, low, high in ((town.houses, 4, 8), (town.halls, 5, 14)):
        for box in boxes:
            fall = sun.shadow(rng.uniform(low, high))
            both = np.concatenate([box.corners, box.corners + fall]) * town.metre
            hull = cv2.convexHull(both.astype(np.float32))[:, 0]
            hulls.append(np.asarray(hull, np.float64))
    shade = drawn(town.size, hulls, [1.0] * len(hulls))
    return 1 - sun.dark * blurred(shade, 0.5)


def roofed(rng: Rng, town: Town, picture: Picture, sun: Sun, asphalt: float) -> Picture:
    """Roofs, many of them as grey as the roads."""
    canvas = np.dstack([picture, np.zeros(picture.shape[:2], np.float32)])
    metre, gabled, pale = town.metre, rng.uniform(0, 1), rng.uniform(0, 0.35)
    like_roads = rng.uniform(0, 0.5)
    usual = material(rng, ROOFS, 0.1)
    for box in town.houses:
        roof = usual if chance(rng, 0.35) else material(rng, ROOFS, 0.12)
        if chance(rng, pale):
            roof = material(rng, (PALE,), 0.05)
        elif chance(rng, like_roads):
            roof = grey(rng, asphalt, 18, 0.06)
        filled(canvas, box.corners * metre, roof)
        if chance(rng, gabled):
            _gable(canvas, box, roof, sun, metre, lengthwise=chance(rng, 0.7))
    for box in town.halls:
        roof = material(rng, (PALE, *ROOFS), 0.08)
        if chance(rng, like_roads):
            roof = grey(rng, asphalt, 18, 0.06)
        filled(canvas, box.corners * metre, roof)
        _installations(rng, canvas, box, roof, metre)
    rough = 1 + canvas[..., 3:] * fractal(rng, town.size, 2 * metre, 3)[..., None]
    return np.asarray(canvas[..., :3] * rough, np.float32)


def _gable(
    canvas: Canvas, box: Box, roof: Material, sun: Sun, metre: float, *, lengthwise: bool
) -> None:
    """One half of a roof in light, one away from it."""
    u, v = box.axes
    normal = v if lengthwise else u
    for side in (-1, 1):
        if lengthwise:
            half = box.part((0, side * box.across / 4), box.along, box.across / 2)
        else:
            half = box.part((side * box.along / 4, 0), box.along / 2, box.across)
        lit = 1 - 0.45 * sun.dark * side * float(normal @ sun.away)
        filled(canvas, half.corners * metre, roof * (lit, lit, lit, 1))


def _installations(rng: Rng, canvas: Canvas, box: Box, roof: Material, metre: float) -> None:
    """Skylights and machines on a flat roof."""
    for _ in range(int(rng.integers(0, 12))):
        along, across = rng.uniform(-0.45, 0.45, 2) * (box.along, box.across)
        small = box.part((along, across), *rng.uniform(1, 4, 2))
        lit = rng.uniform(0.5, 1.3)
        filled(canvas, small.corners * metre, roof * (lit, lit, lit, 1))
