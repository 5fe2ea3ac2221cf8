"""The colours that a TIFF's stored values mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tifffile import COMPRESSION, PHOTOMETRIC, TiffPage, TiffPageSeries

from fcn_core.imaging.channels import COLORS, NOTHING, Channels
from fcn_core.imaging.pixels import RGB
from fcn_core.imaging.refusing import UNSUPPORTED
from fcn_core.imaging.stretching import to_uint8
from fcn_core.imaging.tiff_channels import GREY_OR_RGB, usual_channels
from fcn_core.sentences import said

Values = NDArray[np.generic]
CMYK = 4
"""Bands of printing inks."""
UNPACKED = (COMPRESSION.JPEG, COMPRESSION.OJPEG, COMPRESSION.WEBP)
"""What makes RGB of YCbCr when it is decoded."""


class TiffError(ValueError):
    """Why an image of a TIFF cannot be shown."""


def stored_values(series: TiffPageSeries, key: int) -> Values:
    """A page as it is stored, (H, W, bands)."""
    page = series.keyframe
    values: Values = series.asarray(key=key)
    if page.axes == "SYX":
        values = np.moveaxis(values, 0, -1)
    elif page.axes == "YX":
        values = values[..., None]
    elif page.axes != "YXS":
        raise TiffError(UNSUPPORTED)
    return values


def colors(page: TiffPage, values: Values, shown: Channels | None) -> RGB:
    """Stored values as uint8 RGB (H, W, 3); of bands those that are `shown`."""
    kind, bands = page.photometric, values.shape[2]
    if kind == PHOTOMETRIC.PALETTE and page.colormap is not None:
        table = page.colormap.T
        eight_bits = (table >> 8 if table.max() > 255 else table).astype(np.uint8)
        looked_up: RGB = eight_bits[values[..., 0]]
        return looked_up
    if kind == PHOTOMETRIC.SEPARATED and bands >= CMYK:
        return _converted(to_uint8(values[..., :CMYK]), "CMYK")
    if kind == PHOTOMETRIC.YCBCR and bands == COLORS and page.compression not in UNPACKED:
        return _converted(to_uint8(values), "YCbCr")
    shown = shown or usual_channels(bands, is_apart=False)
    if shown.shown == tuple(range(1, len(shown.shown) + 1)):
        found = levels(page, values[..., : len(shown.shown)])  # a view: nothing is copied
        return found if found.shape[2] == COLORS else np.repeat(found, COLORS, axis=2)
    numbers = sorted({*shown.shown} - {NOTHING})
    found = levels(page, values[..., [number - 1 for number in numbers]])
    return mixed({n: found[..., at : at + 1] for at, n in enumerate(numbers)}, shown)


def levels(page: TiffPage, values: Values) -> NDArray[np.uint8]:
    """Stored brightnesses as uint8, the deeper ones stretched, all alike."""
    bits = int(np.max(page.bitspersample))
    if page.photometric not in (*GREY_OR_RGB, PHOTOMETRIC.YCBCR):
        raise TiffError(said("colours of kind {kind} are not supported", kind=page.photometric))
    if bits < 8:
        values = values.astype(np.uint8) * np.uint8(255 // (2**bits - 1))
    found = to_uint8(values)
    return ~found if page.photometric == PHOTOMETRIC.MINISWHITE else found


def mixed(parts: dict[int, NDArray[np.uint8]], shown: Channels) -> RGB:
    """Channels, (H, W, 1) by their numbers, as uint8 RGB: one as grey, three as colours."""
    numbers = shown.shown if len(shown.shown) == COLORS else shown.shown * COLORS
    dark = np.zeros_like(next(iter(parts.values())))
    return np.concatenate([parts.get(number, dark) for number in numbers], axis=2)


def _converted(values: NDArray[np.uint8], mode: str) -> NDArray[np.uint8]:
    """Colours of one of Pillow's modes as RGB."""
    return np.array(Image.fromarray(np.ascontiguousarray(values), mode).convert("RGB"), np.uint8)
