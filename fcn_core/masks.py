"""Masks: uint8 rasters of label ids, and their files (8-bit palette PNG).

`VOID` pixels were marked by a person as "do not count"; `UNTOUCHED` ones nobody has confirmed.
Both stay out of every loss and every score.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.images import check_size
from fcn_core.labels import VOC_PALETTE

VOID = 255
UNTOUCHED = 254
Mask = NDArray[np.uint8]


def encode_mask(mask_HW: Mask, palette: NDArray[np.uint8] | None = VOC_PALETTE) -> bytes:
    """The bytes of an 8-bit PNG holding `mask_HW` (uint8), with a 256 x 3 palette.

    Without a palette it is greyscale, for readers that would take a palette's colours for ids.
    """
    if mask_HW.ndim != 2 or mask_HW.dtype != np.uint8:
        raise ValueError(f"a mask is a 2-d uint8 array, not {mask_HW.dtype} {mask_HW.shape}")
    image = Image.fromarray(np.ascontiguousarray(mask_HW))
    if palette is not None:
        image.putpalette(palette.astype(np.uint8).tobytes())
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=4)
    return out.getvalue()


def write_mask(path: Path, mask_HW: Mask, palette: NDArray[np.uint8] = VOC_PALETTE) -> None:
    """Write a mask file whole or not at all. Raises `OSError` and leaves the old file."""
    write_atomic(path, encode_mask(mask_HW, palette))


def unlabelled(mask: Mask, labels: int) -> NDArray[np.bool_]:
    """Where a mask holds a value that is none of so many labels, nor void, nor untouched."""
    return (mask >= labels) & (mask < UNTOUCHED)


def read_mask(path: Path, data: bytes | None = None) -> Mask:
    """The label ids in a palette or greyscale PNG as uint8 (H, W).

    `data` is what is in the file, if that was read before. Raises `FcnError` for a missing,
    damaged, oversized or RGB file.
    """
    try:
        with Image.open(path if data is None else io.BytesIO(data)) as image:
            check_size(path, *image.size)
            if image.mode not in ("P", "L", "1"):
                raise FcnError(
                    f"{path} is a colour picture ({image.mode}), not a mask.",
                    "Masks are 8-bit PNGs whose pixel values are label ids.",
                )
            return np.array(image.convert("L") if image.mode == "1" else image, np.uint8)
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError) as error:
        raise FcnError(
            f"The mask {path} cannot be read ({error}).",
            "Restore it from a backup, or move it away to start this image anew.",
        ) from error
