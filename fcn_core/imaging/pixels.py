"""An image once it is read: its pixels, and how many they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RGB = NDArray[np.uint8]
Size = tuple[int, int]
"""Height and width in pixels."""
