"""An image of a TIFF as a file of its own, in the depth and with the channels that it has."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import tifffile

from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pages import file_of, page_of
from fcn_core.imaging.tiff_colors import TiffError
from fcn_core.imaging.tiffs import read_tiff_bands


def encoded_page(path: Path) -> bytes | None:
    """A page upright as a TIFF of one image; None if only what is shown can leave, as of inks.

    Channels that lie in pages of their own are planes (axes CYX), as microscopes write them.
    Raises `FcnError` or `OSError`.
    """
    try:
        values, is_rgb = read_tiff_bands(file_of(path), page_of(path))
    except TiffError:
        return None
    out = io.BytesIO()
    if is_rgb:
        tifffile.imwrite(out, values, compression="zlib", photometric="rgb")
    elif values.shape[2] == 1:
        tifffile.imwrite(out, values[..., 0], compression="zlib", photometric="minisblack")
    else:
        planes = np.ascontiguousarray(np.moveaxis(values, 2, 0))
        tifffile.imwrite(
            out, planes, compression="zlib", photometric="minisblack", metadata={"axes": "CYX"}
        )
    return out.getvalue()


def shows_the_same(path: Path, written: Path) -> bool:
    """Whether an image that was written so looks as the one that it was made from."""
    try:
        return np.array_equal(read_image(path), read_image(written))
    except FcnError:  # no reader of ours knows what was made of it
        return False
