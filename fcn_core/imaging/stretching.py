"""Deep images as eight bits: what they hold is stretched from black to white."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

# Contrast of deep images: these percentiles become 0 and 255.
LOW_PERCENT, HIGH_PERCENT = 0.1, 99.9
SAMPLED = 1_000_000
"""Of so many values they are found, and so many are stretched at a time."""


def to_uint8(image_HWC: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Any numeric image as uint8; deeper ones stretched by percentiles, all channels alike."""
    if image_HWC.dtype == np.uint8:
        return image_HWC.astype(np.uint8, copy=False)
    every = math.ceil(math.sqrt(image_HWC.shape[0] * image_HWC.shape[1] / SAMPLED))
    sample = image_HWC[::every, ::every].astype(np.float32)
    sample = sample[np.isfinite(sample)]
    if sample.size == 0:
        return np.zeros(image_HWC.shape, np.uint8)
    low, high = np.percentile(sample, (LOW_PERCENT, HIGH_PERCENT))
    stretched = np.empty(image_HWC.shape, np.uint8)
    rows = max(1, SAMPLED // image_HWC[0].size)
    for top in range(0, len(image_HWC), rows):  # in parts: as floats it takes four times as much
        values = image_HWC[top : top + rows].astype(np.float32)
        np.nan_to_num(values, copy=False, nan=low, posinf=high, neginf=low)
        values -= low
        values *= 255.0 / max(high - low, 1e-12)
        stretched[top : top + rows] = np.clip(values, 0, 255, out=values)
    return stretched
