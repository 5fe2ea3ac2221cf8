"""The levels at which an image is shown instead of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.state.lighting import Lighting
from fcn_core.imaging.greys import sampled

Table = NDArray[np.uint8]
"""uint8 (256,): the level shown for each level of the image, the same for all three colours."""

LEVELS = np.arange(256, dtype=np.uint8)
ENDS = (0.3, 99.7, 99.99)
"""Percentiles of an image that become black and white, and that of its very lightest pixels: a few
odd ones decide nothing."""
SPARSE = 0.5
"""Where little is light, white is at least so far from black to the very lightest."""
LEAST = 8.0
"""Levels between black and white: fewer are noise."""
DOUBLES_AT = 50.0
"""The brightness at which the exponent (gamma) is halved, and a quarter shows as a half."""


def levels(image_HWC: NDArray[np.uint8], lighting: Lighting) -> Table:
    """The levels of an image (uint8 RGB) in a lighting."""
    black, white = ends(image_HWC) if lighting.stretched else (0.0, 255.0)
    scaled = np.clip((LEVELS - black) / (white - black), 0, 1)
    shown = 255 * scaled**2.0 ** (-lighting.brightness / DOUBLES_AT)
    table: Table = np.rint(shown).astype(np.uint8)
    return table


def ends(image_HWC: NDArray[np.uint8]) -> tuple[float, float]:
    """The levels that are black and white where an image is stretched. Colours keep their hue.

    Where nearly all is of one level (a page, a few cells on black) the darkest and the lightest
    pixels count, and an image of a single level stays as it is.
    """
    seen = sampled(image_HWC)
    black, white, lightest = (float(level) for level in np.percentile(seen, ENDS))
    white = max(white, black + SPARSE * (lightest - black))
    if white - black < LEAST:
        black, white = float(seen.min()), float(seen.max())
    return (black, white) if white > black else (0.0, 255.0)
