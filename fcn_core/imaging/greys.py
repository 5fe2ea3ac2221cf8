"""Images without colour, and dark ones: how to tell them, and how bright they can be."""

from __future__ import annotations

import math

import cv2
import numpy as np

from fcn_core.imaging.pixels import RGB

NO_COLOR = 3.0
"""Mean difference of the channels, in levels, below which an image has no colour."""
WHITE = 99.8
"""Percentile of an image without colour that becomes white where it is brightened."""
DARKEST_WHITE = 25
"""Images that are darker still are brightened no more than this: they show little but noise."""

DARK = 64
"""Where that percentile lies lower, a screen shows hardly anything."""
LOOKED_AT = 1 << 18
"""Pixels that are enough to tell."""


def is_dark(image_HWC: RGB) -> bool:
    """Whether an RGB image is so dark that hardly anything is made out on a screen."""
    return bool(np.percentile(sampled(image_HWC), WHITE) < DARK)


def sampled(image_HWC: RGB) -> RGB:
    """A regular grid of an image's pixels, as a view: as many as are enough to know its levels."""
    height, width = image_HWC.shape[:2]
    step = max(1, math.isqrt(height * width // LOOKED_AT))
    return image_HWC[::step, ::step]


def is_grey(image_HWC: RGB) -> bool:
    """Whether an RGB image has no colour to speak of."""
    red, green, blue = cv2.split(np.ascontiguousarray(image_HWC[..., :3]))
    apart = cv2.absdiff(red, green).mean() + cv2.absdiff(green, blue).mean()
    return bool(apart < NO_COLOR)


def brightened(image_HWC: RGB) -> RGB:
    """The image times what makes its brightest pixels white, black staying black.

    Fluorescence is often recorded in the darkest tenth of the range, a contrast that no photo has.
    """
    white = max(float(np.percentile(image_HWC, WHITE)), DARKEST_WHITE)
    return cv2.convertScaleAbs(image_HWC, alpha=255 / white).astype(np.uint8, copy=False)
