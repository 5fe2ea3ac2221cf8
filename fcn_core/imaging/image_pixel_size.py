"""How large a pixel is by what an image's file says."""

from __future__ import annotations

from pathlib import Path

from fcn_core.imaging.pages import file_of, page_of
from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.imaging.refusing import naming
from fcn_core.imaging.tiff_layout import is_tiff_file


def read_pixel_size(path: Path) -> PixelSize | None:
    """What an image's file says of it: OME, ImageJ or a GeoTIFF in metres or feet; else None.

    How large an image is to be printed (dots an inch) says nothing of what it shows, and degrees of
    longitude are no length. Raises `FcnError`.
    """
    with naming(path):
        if not is_tiff_file(path):
            return None
        from fcn_core.imaging.tiff_pixel_size import read_tiff_pixel_size

        return read_tiff_pixel_size(file_of(path), page_of(path))
