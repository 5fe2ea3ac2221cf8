"""Masks: uint8 rasters of label ids, and their files: written as 8-bit palette PNGs.

`VOID` pixels were marked by a person as "do not count"; `UNTOUCHED` ones nobody has confirmed.
Both stay out of every loss and every score.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.imaging.bit_depths import bits_of, png_bits
from fcn_core.imaging.pages import TIFF_SUFFIXES, AnyPath, file_of, page_of
from fcn_core.imaging.refusing import check_size
from fcn_core.imaging.tiff_layout import is_tiff_file
from fcn_core.labels import VOC_PALETTE

VOID = 255
UNTOUCHED = 254
MASK_SUFFIXES = (".png", *TIFF_SUFFIXES)
"""What files of index masks are called."""
DEEP_MODES = ("I", "I;16", "I;16B")
"""What Pillow calls greys of more than eight bits."""
EXACTLY_COUNTED = 1 << 24
"""Up to so many pixels a 32-bit float counts them exactly."""
Mask = NDArray[np.uint8]
Number = TypeVar("Number", bound=np.unsignedinteger[Any])


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


def write_mask(path: Path, mask_HW: Mask) -> None:
    """Write a mask file whole or not at all. Raises `OSError` and leaves the old file."""
    write_atomic(path, encode_mask(mask_HW))


def confirmed(mask_HW: Mask) -> Mask:
    """Where something was confirmed, uint8 0 or 1."""
    return (mask_HW < UNTOUCHED).astype(np.uint8)


def unlabelled(mask: Mask, labels: int) -> NDArray[np.bool_]:
    """Where a mask holds a value that is none of so many labels, nor void, nor untouched."""
    return (mask >= labels) & (mask < UNTOUCHED)


def value_counts(mask: Mask) -> NDArray[np.int64]:
    """Pixels of each of the 256 values (256,), of a mask or a part of one, of whatever shape.

    OpenCV counts several times as fast as numpy, but in 32-bit floats: hence piece by piece.
    """
    counts = np.zeros(256, np.int64)
    pixels = mask.reshape(-1)
    for start in range(0, pixels.size, EXACTLY_COUNTED):
        piece = np.ascontiguousarray(pixels[start : start + EXACTLY_COUNTED])
        counts += cv2.calcHist([piece], [0], None, [256], [0, 256]).ravel().astype(np.int64)
    return counts


def read_mask(path: AnyPath, data: bytes | None = None) -> Mask:
    """The label ids in a palette or greyscale PNG, or in a TIFF, as uint8 (H, W).

    Ids are the values that the file stores, of whatever depth: one bit holds 0 and 1. Of a TIFF the
    path says which page. `data` is what is in the file, if that was read before. Raises `FcnError`
    for a missing, damaged, oversized or RGB file, and for values that no label has.
    """
    path = Path(path)
    values = read_values(path, data)
    if values.dtype == np.uint8:
        return values.astype(np.uint8, copy=False)
    mask, strange = exactly(values, np.uint8)
    if strange.size:
        raise FcnError(
            "{path} holds the value {value}, which no label has.",
            "Masks hold label ids from 0 to 253, and 255 where nothing counts.",
            path=path,
            value=strange[0],
        )
    return mask


def exactly(
    values: NDArray[np.generic], kind: type[Number]
) -> tuple[NDArray[Number], NDArray[Any]]:
    """Values as numbers of another kind, and those that it does not hold."""
    with np.errstate(invalid="ignore"):  # what it does not hold becomes another number
        found = values.astype(kind)
    return found, values[values != found]


def read_values(path: Path, data: bytes | None = None) -> NDArray[np.generic]:
    """The values (H, W) that such a file stores, of whatever type. Raises `FcnError`."""
    try:
        return _tiff(path) if data is None and is_tiff_file(path) else _picture(path, data)
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError) as error:
        raise FcnError(
            "The mask {path} cannot be read ({reason}).",
            "Restore it from a backup, or move it away to start this image anew.",
            path=path,
            reason=error,
        ) from error


def _picture(path: Path, data: bytes | None) -> NDArray[np.generic]:
    """The values that a PNG, or another picture, stores."""
    with Image.open(path if data is None else io.BytesIO(data)) as image:
        check_size(path, *image.size)
        if image.mode not in ("P", "L", "1", *DEEP_MODES):
            raise _colour_picture(path, image.mode)
        values = np.array(image)
    if image.mode != "L":
        return values.astype(np.uint8) if image.mode == "1" else values
    # Pillow makes greys of ids: of 0 to 15 in four bits 0 to 255.
    depth = bits_of(path, "PNG") if data is None else png_bits(data)
    return values // np.uint8(255 // (2**depth - 1)) if 0 < depth < 8 else values


def _tiff(path: Path) -> NDArray[np.generic]:
    from fcn_core.imaging.tiffs import read_tiff_header, read_tiff_values  # its library takes long

    file, page = file_of(path), page_of(path)
    if read_tiff_header(file, page).bands > 1:
        raise _colour_picture(path, "TIFF")
    return read_tiff_values(file, page)


def _colour_picture(path: Path, mode: str) -> FcnError:
    return FcnError(
        "{path} is a colour picture ({mode}), not a mask.",
        "Masks are PNGs or TIFFs whose pixel values are label ids.",
        path=path,
        mode=mode,
    )
