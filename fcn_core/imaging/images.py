"""Images from files: any common format in, upright 8-bit RGB out.

The header is checked before anything is decoded, so a small file cannot claim all memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from fcn_core.imaging.bit_depths import bits_of
from fcn_core.imaging.decoding import pixels_of, upright_rgb
from fcn_core.imaging.heif import HEIF
from fcn_core.imaging.orientation import EXIF_ORIENTATION, SIDEWAYS, UPRIGHT, orientation_of
from fcn_core.imaging.pages import AnyPath, channels_of, file_of, page_of
from fcn_core.imaging.pixels import RGB
from fcn_core.imaging.refusing import UNSUPPORTED, check_size, naming
from fcn_core.imaging.stretching import to_uint8
from fcn_core.imaging.tiff_layout import is_tiff_file

QUICK = (".jpg", ".jpeg")


@dataclass(frozen=True, kw_only=True)
class ImageHeader:
    """What a file's header says: upright size in pixels, Pillow's format and mode.

    Of TIFFs and of what is deeper than eight bits the mode is "": Pillow shows them otherwise.
    `upright` is false where EXIF asks for a turn or a mirroring.
    """

    width: int
    height: int
    format: str
    mode: str
    upright: bool
    deep: bool = False
    """Whether a value has more than eight bits: what is shown is less than what is there."""


def read_header(path: AnyPath) -> ImageHeader:
    """Size and kind of an image, without decoding it. Raises `FcnError` for unusable files."""
    path = Path(path)
    with naming(path):
        if is_tiff_file(path):
            return _tiff_header(path)
        with _opened(path) as image:
            return _header(path, image)


def read_image(path: AnyPath) -> RGB:
    """The image as uint8 RGB (H, W, 3), turned upright by its EXIF orientation.

    Deep images (16-bit, float) are stretched between their 0.1 and 99.9 percentiles;
    transparency is dropped. Of a TIFF the path says which page, and may say which channels
    (`fcn_core.imaging.pages`). Raises `FcnError`.
    """
    path = Path(path)
    with naming(path):
        if is_tiff_file(path):
            return _read_tiff(path)
        with _opened(path) as image:
            if _is_deep(path, image):
                return np.array(_read_deep(path, image), np.uint8)
            return pixels_of(upright_rgb(image))


def read_stored(path: AnyPath) -> NDArray[np.generic]:
    """An image in its own depth, upright: (H, W, bands), of a grey one a single band.

    Where no light is measured, as in palettes and inks, it is what is shown. Raises `FcnError`.
    """
    path = Path(path)
    header = read_header(path)
    with naming(path):
        if header.format == "TIFF":
            return _stored_tiff(path)
        if header.deep and header.upright:
            return _deep_values(path)
    shown = read_image(path)
    return shown[:, :, :1] if header.mode == "L" else shown


def read_thumbnail(path: AnyPath, side: int) -> RGB:
    """The image as uint8 RGB, at most `side` pixels long. JPEGs are decoded at reduced size."""
    path = Path(path)
    with naming(path):
        if is_tiff_file(path):
            return _shrunk(Image.fromarray(_read_tiff(path, side)), side)
        with _opened(path) as image:
            if _is_deep(path, image):
                return _shrunk(_read_deep(path, image), side)
            image.draft("RGB", (side, side))
            return _shrunk(upright_rgb(image), side)


def is_quick(path: Path) -> bool:
    """Whether a file's name promises a thumbnail without decoding all of it."""
    return path.suffix.lower() in QUICK


def shrunk(image_HWC: RGB, side: int) -> RGB:
    """An image (uint8 RGB) of at most `side` pixels a side."""
    return _shrunk(Image.fromarray(np.ascontiguousarray(image_HWC)), side)


def _shrunk(image: Image.Image, side: int) -> RGB:
    image.thumbnail((side, side), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return np.array(image, np.uint8)


# --- TIFF -----------------------------------------------------------------------------------------


def _tiff_header(path: Path) -> ImageHeader:
    from fcn_core.imaging.tiffs import read_tiff_header

    found = read_tiff_header(file_of(path), page_of(path))
    return ImageHeader(
        width=found.width,
        height=found.height,
        format="TIFF",
        mode="",
        upright=found.upright,
        deep=found.deep,
    )


def _read_tiff(path: Path, side: int = 0) -> RGB:
    from fcn_core.imaging.tiffs import read_tiff

    return read_tiff(file_of(path), page_of(path), side, channels_of(path))


def _stored_tiff(path: Path) -> NDArray[np.generic]:
    from fcn_core.imaging.tiff_colors import TiffError
    from fcn_core.imaging.tiffs import read_tiff_bands

    try:
        return read_tiff_bands(file_of(path), page_of(path))[0]
    except TiffError:
        return _read_tiff(path)


# --- other kinds ----------------------------------------------------------------------------------


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """An image whose header has been checked."""
    with Image.open(path) as image:
        _header(path, image)
        yield image


def _is_deep(path: Path, image: Image.Image) -> bool:
    """Whether values have more than eight bits."""
    return image.mode.startswith(("I", "F")) or bits_of(path, image.format or "") > 8


def _header(path: Path, image: Image.Image) -> ImageHeader:
    width, height = image.size
    check_size(path, width, height)
    orientation = orientation_of(path, image)
    if orientation in SIDEWAYS:
        width, height = height, width
    deep = _is_deep(path, image)
    return ImageHeader(
        width=width,
        height=height,
        format=image.format or "",
        mode="" if deep else image.mode,
        upright=orientation == UPRIGHT,
        deep=deep,
    )


def _read_deep(path: Path, header: Image.Image) -> Image.Image:
    """Images of more than 8 bits as upright RGB, through OpenCV, which keeps their depth."""
    image = _deep_values(path)
    if image.shape[2] < 3:
        image = np.repeat(image, 3, axis=2)
    shown = Image.fromarray(np.ascontiguousarray(to_uint8(image)))
    shown.getexif()[EXIF_ORIENTATION] = orientation_of(path, header)
    return ImageOps.exif_transpose(shown)


def _deep_values(path: Path) -> NDArray[np.generic]:
    """Values as they are stored, (H, W, 1) or (H, W, 3) in the order of RGB, not turned."""
    with Image.open(path) as opened:
        if opened.format == HEIF:  # grey, and OpenCV knows none
            return np.array(opened)[:, :, None]
    image = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
    if image is None:
        raise ValueError(UNSUPPORTED)
    if image.ndim == 2:
        return image[:, :, None]
    return image[:, :, 2::-1] if image.shape[2] >= 3 else image[:, :, :1]
