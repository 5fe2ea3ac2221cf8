"""How much of something there is at each pixel: outlines with texture, soft at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from fcn_core.data.synthetic.microscopy.cells import Scene
from fcn_core.data.synthetic.shapes import Field, Outline, Rng, blurred, drawn, fractal

FAINTEST = 0.1
"""Texture leaves at least this share."""


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What outlines are filled with: an amount between two for each, textured, softened."""

    low: float
    high: float
    texture: float
    """How much the amount varies within an outline, about half of this either way."""
    softness: float
    """Of edges: deviation of the blur in pixels."""
    hollow: float = 0.0
    """Share that is missing inside, away from the edge; below 0 the inside has more."""


def painted(rng: Rng, scene: Scene, outlines: Sequence[Outline], layer: Layer) -> Field:
    """The amount at each pixel, 0 where nothing is."""
    amounts = rng.uniform(layer.low, max(layer.low, layer.high), len(outlines))
    amount = drawn(scene.size, outlines, amounts)
    if layer.hollow:
        amount *= 1 - layer.hollow * _interior(amount, scene.radius)
    grain = max(2.5, scene.radius * rng.uniform(0.2, 0.8))
    texture = 0.5 * np.clip(fractal(rng, scene.size, grain, 3), -2.5, 2.5)
    amount *= np.maximum(1 + layer.texture * texture, FAINTEST)
    return blurred(amount, layer.softness)


def _interior(amount: Field, radius: float) -> Field:
    """1 inside of what is painted, falling to 0 towards its edge."""
    width = 2 * int(max(1, radius / 6)) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    inner = cv2.erode((amount > 0).astype(np.float32), kernel)
    return blurred(np.asarray(inner, np.float32), max(0.7, radius / 12))
