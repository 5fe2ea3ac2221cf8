"""Labels' colours laid over an image."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask


def overlaid(
    image_HWC: RGB, mask_HW: Mask, labels: LabelSet, shown: Iterable[int], opacity: float
) -> RGB:
    """The image (uint8) with the labels that are `shown` in their colours; a copy."""
    result = image_HWC.copy()
    for label in shown:
        inside = mask_HW == label
        color = np.array(labels.labels[label].color, np.float32) * np.float32(opacity)
        result[inside] = (image_HWC[inside] * np.float32(1 - opacity) + color).astype(np.uint8)
    return result
