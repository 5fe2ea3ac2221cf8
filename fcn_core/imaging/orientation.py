"""How an image lies in its file, in one of eight ways, by the number that EXIF and TIFF give it."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", bound=np.generic)
EXIF_ORIENTATION = 0x0112
"""The tag."""
UPRIGHT = 1
SIDEWAYS = (5, 6, 7, 8)


def turned(image_HWC: NDArray[Value], orientation: int) -> NDArray[Value]:
    """An image that is stored in such a way, upright."""
    if orientation in SIDEWAYS:
        image_HWC = image_HWC.transpose(1, 0, 2)
    flipped_rows = orientation in (3, 4, 7, 8)
    flipped_columns = orientation in (2, 3, 6, 7)
    image_HWC = image_HWC[:: -1 if flipped_rows else 1, :: -1 if flipped_columns else 1]
    return np.ascontiguousarray(image_HWC)
