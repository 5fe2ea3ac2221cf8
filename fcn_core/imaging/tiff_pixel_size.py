"""How large a pixel is, as OME, ImageJ and GeoTIFF say it in a TIFF."""

from __future__ import annotations

import math
from pathlib import Path

from tifffile import TiffFile, TiffPage

from fcn_core.imaging.geotiff import (
    IS_PLANE,
    KEYS,
    LENGTH,
    LENGTHS,
    MERCATOR,
    MODEL,
    PLANE,
    SCALE,
    TRANSFORMATION,
    geo_keys,
)
from fcn_core.imaging.orientation import SIDEWAYS
from fcn_core.imaging.pixel_size import MICROMETRES, PixelSize, unit_called
from fcn_core.imaging.tiff_channels import ome_pixels
from fcn_core.imaging.tiff_tags import numbers_of
from fcn_core.imaging.tiffs import opened_page, orientation_of

X_RESOLUTION, Y_RESOLUTION = 282, 283


def read_tiff_pixel_size(path: Path, page: int = 1) -> PixelSize | None:
    """What a file says of an image's pixels, once it is upright; None where it says nothing.

    Raises `TiffError`, `FcnError` or `OSError`.
    """
    with opened_page(path, page) as found:
        size = _ome(found.parent) or _imagej(found.parent, found) or _map(found)
        if size is not None and orientation_of(found) in SIDEWAYS:
            return PixelSize(width=size.height, height=size.width, unit=size.unit)
        return size


def _ome(file: TiffFile) -> PixelSize | None:
    pixels = ome_pixels(file)
    if pixels is None:
        return None
    width, height = (pixels.get(f"PhysicalSize{axis}", "") for axis in "XY")
    units = {pixels.get(f"PhysicalSize{axis}Unit", MICROMETRES) for axis in "XY"}
    return _size(width, height, units.pop()) if len(units) == 1 else None


def _imagej(file: TiffFile, page: TiffPage) -> PixelSize | None:
    unit = (file.imagej_metadata or {}).get("unit")
    width, height = _side(page, X_RESOLUTION), _side(page, Y_RESOLUTION)
    return _size(width, height, unit) if isinstance(unit, str) else None


def _side(page: TiffPage, code: int) -> float:
    """How long a pixel is by a tag that says how many there are; 0 if it says nothing.

    It is a fraction; some programs write a plain number.
    """
    match numbers_of(page, code):
        case [number, of] if number:
            return of / number
        case [number] if number:
            return 1 / number
    return 0.0


def _map(page: TiffPage) -> PixelSize | None:
    scale, matrix, keys = (numbers_of(page, code) for code in (SCALE, TRANSFORMATION, KEYS))
    known = geo_keys(keys)
    unit = LENGTHS.get(known.get(LENGTH, 0), "")
    if known.get(MODEL) != IS_PLANE or known.get(PLANE) == MERCATOR:
        return None
    if len(matrix) == 16:
        a, b, _, _, d, e = matrix[:6]
        return _size(math.hypot(a, d), math.hypot(b, e), unit)
    width, height, *_ = scale if len(scale) >= 2 else (0, 0)
    return _size(width, height, unit)


def _size(width: str | float, height: str | float, unit: str) -> PixelSize | None:
    """A size, if it is one: what else stands there is no length in the world."""
    known = unit_called(unit)
    try:
        return PixelSize(width=float(width), height=float(height), unit=known or "")
    except ValueError:
        return None
