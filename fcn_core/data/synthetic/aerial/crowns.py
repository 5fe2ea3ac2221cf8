"""Trees from above, over all else."""

from __future__ import annotations

import numpy as np

from fcn_core.data.synthetic.aerial.canvas import Picture, material
from fcn_core.data.synthetic.aerial.sun import Sun
from fcn_core.data.synthetic.aerial.town import Town
from fcn_core.data.synthetic.shapes import Rng, blurred, chance, drawn, fractal, noise

LEAVES = ((58, 82, 42), (44, 66, 38), (78, 94, 48))
TWIGS = ((96, 88, 66), (84, 78, 66))


def wooded(rng: Rng, town: Town, picture: Picture, sun: Sun) -> Picture:
    """Crowns and their shadows; bare crowns let the ground through."""
    if not town.trees:
        return picture
    size, metre = town.size, town.metre
    bare = chance(rng, 0.25)
    crowns = [tree * metre for tree in town.trees]
    opacity = drawn(size, crowns, rng.uniform(0.5, 1, len(crowns)))
    if bare:
        opacity *= 0.35 + 0.35 * np.clip(noise(rng, size, 1.5), -1, 1)
    fall = sun.shadow(rng.uniform(3, 9)) * metre
    shade = drawn(size, [crown + fall for crown in crowns], [1.0] * len(crowns))
    strength = sun.dark * (0.4 if bare else 0.9)
    picture = picture * (1 - strength * blurred(shade, 0.8))[..., None]
    # What faces the sun is lit: each crown is drawn again, moved towards it.
    facing = [crown - 0.7 * sun.away * metre for crown in crowns]
    lit = drawn(size, facing, rng.uniform(0.6, 1, len(crowns)))
    color = material(rng, TWIGS if bare else LEAVES, 0)[:3]
    texture = 1 + 0.3 * fractal(rng, size, 1.6 * metre, 3)
    bright = (0.62 + 0.5 * blurred(lit, 0.6 * metre)) * texture
    hue = 1 + 0.12 * noise(rng, size, 6 * metre)[..., None] * np.array([1, 0.2, -0.6])
    alpha = blurred(np.asarray(opacity, np.float32), 0.6)[..., None]
    leaves = np.maximum(bright, 0.1)[..., None] * hue * color
    return np.asarray(picture * (1 - alpha) + leaves * alpha, np.float32)
