"""A fluorescence microscope: nuclei emit light in the dark, and the camera counts photons."""

from __future__ import annotations

import numpy as np

from fcn_core.data.synthetic.microscopy.cells import Scene
from fcn_core.data.synthetic.microscopy.layers import Layer, painted
from fcn_core.data.synthetic.shapes import (
    Field,
    Rng,
    blurred,
    chance,
    log_uniform,
    noise,
    scattered,
)
from fcn_core.imaging.pixels import RGB

BRIGHTEST = 3.0
"""Light above this saturates any camera."""


def fluorescence(rng: Rng, scene: Scene) -> RGB:
    """The scene in light that nuclei, and a little of it their cells, send out; without colour."""
    light = _emitted(rng, scene)
    if chance(rng, 0.4):  # dust and debris
        specks = blurred(scattered(rng, scene.size, 11, 1, 4), rng.uniform(0.5, 1.5))
        light += specks * rng.uniform(0.1, 0.8)
    uneven = 1 + 0.3 * rng.random() * noise(rng, scene.size, scene.size / 2)
    return _recorded(rng, np.maximum(light + rng.uniform(0, 0.25) * uneven, 0))


def _emitted(rng: Rng, scene: Scene) -> Field:
    softest = max(0.6, min(3.0, scene.radius / 6))
    nuclei = Layer(
        low=rng.uniform(0.15, 1),
        high=1.0,
        texture=rng.uniform(0, 0.9),
        softness=log_uniform(rng, 0.4, softest),
        hollow=float(rng.choice([0, 0, -0.3, 0.3])),
    )
    light = painted(rng, scene, scene.nuclei, nuclei)
    if chance(rng, 0.5):
        cytoplasm = Layer(
            low=0.0,
            high=rng.uniform(0.05, 0.35),
            texture=0.6,
            softness=max(1.0, scene.radius / 5),
        )
        light = np.maximum(light, painted(rng, scene, scene.cells, cytoplasm))
    # What lies out of focus glows around what is in focus.
    glow = blurred(light, scene.radius * rng.uniform(0.8, 2)) * rng.uniform(0, 0.35)
    return np.asarray(light + glow, np.float32)


def _recorded(rng: Rng, light: Field) -> RGB:
    """Photons (Poisson) and the camera's own noise (normal), often in a dark part of the range."""
    photons = log_uniform(rng, 15, 600)
    if chance(rng, 0.7):
        light = (rng.poisson(np.minimum(light, BRIGHTEST) * photons) / photons).astype(np.float32)
    levels = 255 * log_uniform(rng, 0.08, 1.1) * light
    levels += rng.uniform(0, 4) * rng.standard_normal(light.shape).astype(np.float32)
    grey = np.clip(levels, 0, 255).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)
