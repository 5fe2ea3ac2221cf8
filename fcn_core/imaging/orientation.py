"""How an image lies in its file, in one of eight ways, by the number that EXIF and TIFF give it."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Value = TypeVar("Value", bound=np.generic)
EXIF_ORIENTATION = 0x0112
"""The tag."""
UPRIGHT = 1
SIDEWAYS = (5, 6, 7, 8)
PNG_START, CHUNK = 8, struct.Struct(">I4s")
"""Bytes of a PNG before its chunks, and what each begins with: its length and kind."""
PNG_PIXELS, PNG_WORDS = b"IDAT", (b"eXIf", b"iTXt", b"tEXt", b"zTXt")
"""Kinds of chunks: of pixels, and of what may tell an orientation."""
CHECKSUM = 4


def orientation_of(path: Path, image: Image.Image) -> int:
    """How an image lies in its file, by Pillow's reading of EXIF and XMP; nothing is decoded."""
    # Of a PNG, Pillow decodes all before it answers: words may stand behind the pixels.
    is_said_first = image.format == "PNG" and not _ends_with_words(path)
    exif = Image.Image.getexif(image) if is_said_first else image.getexif()
    orientation: int = exif.get(EXIF_ORIENTATION, UPRIGHT)
    return orientation


def _ends_with_words(png: Path) -> bool:
    """Whether a PNG has words behind its pixels. Raises `OSError`."""
    are_pixels_past = False
    with png.open("rb") as file:
        file.seek(PNG_START)
        while len(head := file.read(CHUNK.size)) == CHUNK.size:
            length, kind = CHUNK.unpack(head)
            are_pixels_past |= kind == PNG_PIXELS
            if are_pixels_past and kind in PNG_WORDS:
                return True
            file.seek(length + CHECKSUM, 1)
    return False


def turned(image_HWC: NDArray[Value], orientation: int) -> NDArray[Value]:
    """An image that is stored in such a way, upright."""
    if orientation in SIDEWAYS:
        image_HWC = image_HWC.transpose(1, 0, 2)
    flipped_rows = orientation in (3, 4, 7, 8)
    flipped_columns = orientation in (2, 3, 6, 7)
    image_HWC = image_HWC[:: -1 if flipped_rows else 1, :: -1 if flipped_columns else 1]
    return np.ascontiguousarray(image_HWC)
