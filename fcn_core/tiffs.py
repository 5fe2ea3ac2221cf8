"""TIFF, as microscopes, cameras and maps write it: any depth, bands, channels, and many images.

A file's images are its pages; of what ImageJ, OME and others describe as axes, all but the channels
number them. Channels of one place are one image: the first three are red, green and blue.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tifffile import COMPRESSION, PHOTOMETRIC, TiffFile, TiffPage, TiffPageSeries

from fcn_core.errors import FcnError
from fcn_core.images import (
    EXIF_ORIENTATION,
    RGB,
    SIDEWAYS,
    UNSUPPORTED,
    UPRIGHT,
    check_size,
    to_uint8,
)
from fcn_core.pages import page_path

# What is wrong with a file is told to whoever opens it.
logging.getLogger("tifffile").setLevel(logging.CRITICAL + 1)

Value = TypeVar("Value", bound=np.generic)
Values = NDArray[np.generic]
CHANNELS = "C"
SHOWN, CMYK = 3, 4
"""Bands and channels that an image has room for; those of printing inks."""
PLAIN_KINDS = ("generic", "uniform", "shaped")
"""Files that nobody describes: each page that is no smaller copy is an image, whatever its size."""
GREY_OR_RGB = (PHOTOMETRIC.MINISBLACK, PHOTOMETRIC.MINISWHITE, PHOTOMETRIC.RGB)
UNPACKED = (COMPRESSION.JPEG, COMPRESSION.OJPEG, COMPRESSION.WEBP)
"""What makes RGB of YCbCr when it is decoded."""


class TiffError(ValueError):
    """Why an image of a TIFF cannot be shown."""


@dataclass(frozen=True, kw_only=True)
class TiffHeader:
    """Size in pixels once it is `upright`, and whether it is so in the file."""

    width: int
    height: int
    upright: bool
    bands: int
    """How many values a pixel has, channels included."""
    deep: bool
    """Whether a value has more than eight bits."""


@dataclass(frozen=True, kw_only=True)
class _Plane:
    """An image: its pages in a series, one for each channel that is shown."""

    series: TiffPageSeries
    keys: tuple[int, ...]

    @property
    def page(self) -> TiffPage:
        return self.series.keyframe


def count_images(path: Path) -> int:
    """How many images a file holds: 1 where that cannot be told, as of a damaged one."""
    try:
        with TiffFile(path, _multifile=False) as file:
            return len(_planes(file))
    except Exception:  # whatever is wrong is told when somebody looks at it
        return 1


def stack_axes(path: Path) -> dict[str, int]:
    """What numbers the images of a stack, outermost first: axes by tifffile's letters, and lengths.

    Nothing where the images differ in size or kind. Raises `OSError` or what tifffile does.
    """
    with TiffFile(path, _multifile=False) as file:
        planes = _planes(file)
        series = planes[0].series
        if any(plane.series is not series for plane in planes):
            return {}
        leading = len(series.shape) - len(series.keyframe.shape)
        axes = zip(series.axes[:leading], series.shape[:leading], strict=True)
        return {axis: length for axis, length in axes if axis != CHANNELS}


def read_tiff_header(path: Path, page: int = 1) -> TiffHeader:
    """What an image's header says. Raises `TiffError`, `FcnError` or `OSError`."""
    with _plane(path, page) as plane:
        return _header(plane)


def read_tiff(path: Path, page: int = 1, side: int = 0) -> RGB:
    """The image as uint8 RGB (H, W, 3), turned upright.

    Grey, RGB, palettes, CMYK and YCbCr; of more bands the first three, of an alpha nothing. What is
    deeper than eight bits is stretched: all bands alike, each channel by itself. With
    `side`, a smaller copy in the file will do if it is so long. Raises `TiffError`, `FcnError` or
    `OSError`.
    """
    with _plane(path, page) as plane:
        series = _small_enough(plane.series, side)
        parts = [_colors(series.keyframe, _values(series, key)) for key in plane.keys]
        if len(parts) > 1:
            parts = [part[..., :1] for part in parts]
            parts += [np.zeros_like(parts[0])] * (SHOWN - len(parts))
        return _turned(np.concatenate(parts, axis=2), _orientation(plane.page))


def read_tiff_values(path: Path, page: int = 1) -> Values:
    """The values of an image's first band as they are stored, (H, W), turned upright.

    Nothing is stretched, no palette looked up, and zero is zero where it means white. Raises
    `TiffError` or `OSError`.
    """
    with _plane(path, page) as plane:
        values = _values(plane.series, plane.keys[0])
        return _turned(values, _orientation(plane.page))[..., 0]


def read_tiff_bands(path: Path, page: int = 1) -> tuple[Values, bool]:
    """All values of an image as they are stored, (H, W, bands), upright; whether they are RGB.

    All channels are there, also those that an image has no room for. Raises `TiffError` for what is
    no measure of light, as palettes and inks, and `FcnError` or `OSError`.
    """
    with _plane(path, page, most=None) as plane:
        kind = plane.page.photometric
        if kind not in (PHOTOMETRIC.MINISBLACK, PHOTOMETRIC.RGB):
            raise TiffError(f"colours of kind {kind} are not measured")
        parts = [_values(plane.series, key) for key in plane.keys]
        values = _turned(np.concatenate(parts, axis=2), _orientation(plane.page))
        return values, kind == PHOTOMETRIC.RGB and len(parts) == 1


def read_tiff_tags(path: Path, page: int, codes: Iterable[int]) -> dict[int, list[float]]:
    """The numbers in those of an image's tags that it has.

    Raises `TiffError`, `FcnError` or `OSError`.
    """
    with _plane(path, page) as plane:
        tags = {code: plane.page.tags.get(code) for code in codes}
        return {
            code: np.array(tag.value, np.float64).ravel().tolist()
            for code, tag in tags.items()
            if tag is not None
        }


@contextmanager
def _plane(path: Path, page: int, most: int | None = SHOWN) -> Iterator[_Plane]:
    """An image of a file that may be opened, and so many channels; `FcnError` for its size.

    Whatever else is wrong with the file becomes a `TiffError` or `OSError`.
    """
    try:
        with TiffFile(path, _multifile=False) as file:
            planes = _planes(file, most)
            if page > len(planes):
                raise TiffError(f"it has no page {page}")
            plane = planes[page - 1]
            _check_whole(plane, path.stat().st_size)
            header = _header(plane)
            check_size(page_path(path, page), header.width, header.height)
            yield plane
    except (OSError, MemoryError, TiffError, FcnError):
        raise
    except Exception as error:  # a damaged file makes its reader fail in a hundred ways
        raise TiffError(UNSUPPORTED) from error


def _planes(file: TiffFile, most: int | None = SHOWN) -> list[_Plane]:
    series = file.series
    if series[0].kind not in PLAIN_KINDS:
        return list(_planes_of(series[0], most))
    whole = [each for each in series if each is series[0] or not each.keyframe.is_reduced]
    return [plane for each in whole for plane in _planes_of(each, most)]


def _planes_of(series: TiffPageSeries, most: int | None) -> Iterator[_Plane]:
    leading = len(series.shape) - len(series.keyframe.shape)
    axes, shape = series.axes[:leading], series.shape[:leading]
    keys = np.arange(np.prod(shape, dtype=np.int64)).reshape(shape)
    if CHANNELS in axes and series.keyframe.samplesperpixel == 1:
        keys = np.moveaxis(keys, axes.index(CHANNELS), -1)[..., :most]
    else:
        keys = keys[..., None]
    for row in keys.reshape(-1, keys.shape[-1]).tolist():
        yield _Plane(series=series, keys=tuple(row))


def _small_enough(series: TiffPageSeries, side: int) -> TiffPageSeries:
    """The smallest of an image's copies that has `side` pixels; the image itself for 0."""
    if not side:
        return series
    long = [s for s in series.levels if max(s.keyframe.imagewidth, s.keyframe.imagelength) >= side]
    return long[-1] if long else series


def _check_whole(plane: _Plane, size: int) -> None:
    """Raise `TiffError` for an image that is not wholly in a file of `size` bytes."""
    pages = plane.series.pages
    for key in plane.keys:
        found = pages[key] if key < len(pages) else None
        if found is None:
            continue  # it lies behind the first without a page of its own; reading it will tell
        ends = map(sum, zip(found.dataoffsets, found.databytecounts, strict=True))
        if max(ends, default=0) > size:
            raise TiffError("it is cut off")


def _values(series: TiffPageSeries, key: int) -> Values:
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


def _colors(page: TiffPage, values: Values) -> RGB:
    """Stored values as uint8 RGB (H, W, 3)."""
    kind, bits, bands = page.photometric, int(np.max(page.bitspersample)), values.shape[2]
    if kind == PHOTOMETRIC.PALETTE and page.colormap is not None:
        colors = page.colormap.T
        eight_bits = (colors >> 8 if colors.max() > 255 else colors).astype(np.uint8)
        found: NDArray[np.uint8] = eight_bits[values[..., 0]]
        return found
    if kind == PHOTOMETRIC.SEPARATED and bands >= CMYK:
        return _converted(to_uint8(values[..., :CMYK]), "CMYK")
    if kind == PHOTOMETRIC.YCBCR and bands == SHOWN and page.compression not in UNPACKED:
        return _converted(to_uint8(values), "YCbCr")
    if kind not in (*GREY_OR_RGB, PHOTOMETRIC.YCBCR):
        raise TiffError(f"colours of kind {kind} are not supported")
    shown = values[..., : SHOWN if bands >= SHOWN else 1]
    if bits < 8:
        shown = shown.astype(np.uint8) * np.uint8(255 // (2**bits - 1))
    found = to_uint8(shown)
    if kind == PHOTOMETRIC.MINISWHITE:
        found = ~found
    return found if found.shape[2] == SHOWN else np.repeat(found, SHOWN, axis=2)


def _converted(values: NDArray[np.uint8], mode: str) -> NDArray[np.uint8]:
    """Colours of one of Pillow's modes as RGB."""
    return np.array(Image.fromarray(np.ascontiguousarray(values), mode).convert("RGB"), np.uint8)


def _header(plane: _Plane) -> TiffHeader:
    page = plane.page
    width, height, orientation = page.imagewidth, page.imagelength, _orientation(page)
    if orientation in SIDEWAYS:
        width, height = height, width
    return TiffHeader(
        width=width,
        height=height,
        upright=orientation == UPRIGHT,
        bands=int(page.samplesperpixel) * len(plane.keys),
        deep=int(np.max(page.bitspersample)) > 8,
    )


def _orientation(page: TiffPage) -> int:
    tag = page.tags.get(EXIF_ORIENTATION)
    return int(tag.value) if tag is not None and tag.value in range(1, 9) else UPRIGHT


def _turned(image_HWC: NDArray[Value], orientation: int) -> NDArray[Value]:
    """An image that is stored by one of TIFF's eight orientations, upright."""
    if orientation in SIDEWAYS:
        image_HWC = image_HWC.transpose(1, 0, 2)
    flipped_rows = orientation in (3, 4, 7, 8)
    flipped_columns = orientation in (2, 3, 6, 7)
    image_HWC = image_HWC[:: -1 if flipped_rows else 1, :: -1 if flipped_columns else 1]
    return np.ascontiguousarray(image_HWC)
