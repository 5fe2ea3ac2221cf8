"""The levels at which an image is shown instead of its own."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from app.state.lighting import Lighting

Table = NDArray[np.uint8]
"""uint8 (256,): the level shown for each level of the image, the same for all three colours."""

LEVELS = np.arange(256, dtype=np.uint8)
ENDS = (0.3, 99.7)
"""Percentiles of an image that become black and white: a few odd pixels decide nothing."""
LOOKED_AT = 1 << 18
"""Pixels that are enough to know them."""
DOUBLES_AT = 50.0
"""The brightness at which the exponent (gamma) is halved, and a quarter shows as a half."""


def levels(image_HWC: NDArray[np.uint8], lighting: Lighting) -> Table:
    """The levels of an image (uint8 RGB) in a lighting."""
    black, white = ends(image_HWC) if lighting.stretched else (0.0, 255.0)
    scaled = np.clip((LEVELS - black) / max(1.0, white - black), 0, 1)
    shown = 255 * scaled**2.0 ** (-lighting.brightness / DOUBLES_AT)
    table: Table = np.rint(shown).astype(np.uint8)
    return table


def ends(image_HWC: NDArray[np.uint8]) -> tuple[float, float]:
    """The levels that are black and white where an image is stretched. Colours keep their hue."""
    height, width = image_HWC.shape[:2]
    step = max(1, math.isqrt(height * width // LOOKED_AT))
    black, white = np.percentile(image_HWC[::step, ::step], ENDS)
    return float(black), float(white)
