"""A town on an aerial photo."""

from __future__ import annotations

import numpy as np

from fcn_core.data.synthetic.aerial.canvas import Picture, filled, material
from fcn_core.data.synthetic.aerial.crowns import wooded
from fcn_core.data.synthetic.aerial.ground import ground, roughened
from fcn_core.data.synthetic.aerial.roofs import light, roofed
from fcn_core.data.synthetic.aerial.sun import Sun
from fcn_core.data.synthetic.aerial.town import Town
from fcn_core.data.synthetic.shapes import Rng, blurred, chance
from fcn_core.imaging.pixels import RGB

ASPHALT = (70, 165)
"""Levels: as dark and as bright as roads are."""
CARS = (
    (235, 235, 235),
    (40, 40, 44),
    (150, 152, 156),
    (140, 40, 36),
    (50, 66, 110),
    (200, 200, 196),
)
WITHOUT_COLOR = 0.05
"""Share of photos."""


def seen(rng: Rng, town: Town) -> RGB:
    """The town in some light, with roads of some brightness, by some camera."""
    sun, asphalt = Sun.drawn(rng), rng.uniform(*ASPHALT)
    canvas = ground(rng, town, asphalt)
    for car in town.cars:
        filled(canvas, car.corners * town.metre, material(rng, CARS, 0.02))
    picture = roughened(rng, town, canvas) * light(rng, town, sun)[..., None]
    picture = roofed(rng, town, picture, sun, asphalt)
    return _recorded(rng, wooded(rng, town, picture, sun))


def _recorded(rng: Rng, picture: Picture) -> RGB:
    """Sharpness, colour, white balance, haze and noise."""
    size = len(picture)
    if chance(rng, 0.7):
        picture = blurred(picture, rng.uniform(0.3, 1.1))
    if chance(rng, 0.4):
        picture = picture + rng.uniform(0, 1.2) * (picture - blurred(picture, 1.2))
    colorful = 0.0 if chance(rng, WITHOUT_COLOR) else rng.uniform(0.35, 1.3)
    gray = picture.mean(-1, keepdims=True)
    colored = gray + colorful * (picture - gray)
    balanced = colored * (1 + rng.normal(0, 0.03, 3) * min(colorful, 1))
    middle = float(balanced.mean())
    spread = middle + rng.uniform(0.65, 1.35) * (balanced - middle) + rng.uniform(-25, 30)
    grain = rng.standard_normal((size, size, 1 if chance(rng, 0.5) else 3))
    levels: RGB = np.clip(spread + rng.uniform(0, 6) * grain, 0, 255).astype(np.uint8)
    return levels
