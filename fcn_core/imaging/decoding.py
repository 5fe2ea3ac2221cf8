"""Pixels of what Pillow opens, with as few copies as can be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

AT_A_TIME = 1_000_000
"""Pixels that are copied at a time."""


def upright_rgb(image: Image.Image) -> Image.Image:
    """Turned and in RGB; itself where it is so already, for of large images each copy counts."""
    ImageOps.exif_transpose(image, in_place=True)
    return image if image.mode == "RGB" else image.convert("RGB")


def pixels_of(image: Image.Image) -> NDArray[np.uint8]:
    """An RGB image as uint8 (H, W, 3), some rows at a time: as bytes it would be there thrice."""
    found = np.empty((image.height, image.width, 3), np.uint8)
    rows = max(1, AT_A_TIME // image.width)
    image.load()
    for top in range(0, image.height, rows):
        box = (0, top, image.width, min(top + rows, image.height))
        found[top : box[3]] = np.asarray(image.crop(box))
    return found
