"""TIFF, as microscopes, cameras and maps write it: any depth, bands, channels, and many images.

A file's images are its pages; of what ImageJ, OME and others describe as axes, all but the channels
number them, and the places that a microscope went to follow each other. Channels of one place are
one image: unless others are asked for, the first three are red, green and blue.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tifffile import PHOTOMETRIC, TiffFile, TiffPage, TiffPageSeries

from fcn_core.errors import FcnError
from fcn_core.imaging.channels import NOTHING, Channels, ImageChannels
from fcn_core.imaging.orientation import EXIF_ORIENTATION, SIDEWAYS, UPRIGHT, turned
from fcn_core.imaging.pages import page_path
from fcn_core.imaging.pixels import RGB
from fcn_core.imaging.refusing import UNSUPPORTED, check_size
from fcn_core.imaging.tiff_channels import (
    alpha_channels,
    channel_count,
    channel_names,
    usual_channels,
)
from fcn_core.imaging.tiff_colors import TiffError, Values, colors, levels, mixed, stored_values
from fcn_core.sentences import said

# What is wrong with a file is told to whoever opens it.
logging.getLogger("tifffile").setLevel(logging.CRITICAL + 1)

CHANNELS = "C"
PLAIN_KINDS = ("generic", "uniform", "shaped")
"""Files that nobody describes: each page that is no smaller copy is an image, whatever its size."""


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
    """An image: its pages in a series, one for each channel."""

    series: TiffPageSeries
    keys: tuple[int, ...]

    @property
    def page(self) -> TiffPage:
        return self.series.keyframe

    def shown(self, wanted: Channels | None) -> Channels | None:
        """What is seen of it: what is wanted, if it has that; None where nothing is to choose."""
        count = channel_count(self.page, len(self.keys))
        if not count:
            return None
        return wanted if wanted and wanted.fit(count) else usual_channels(count, self.is_apart)

    @property
    def is_apart(self) -> bool:
        """Whether each channel is a page of its own."""
        return len(self.keys) > 1


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


def read_tiff_channels(
    path: Path, page: int = 1, wanted: Channels | None = None
) -> ImageChannels | None:
    """An image's channels, and which of them `read_tiff` shows; None where nothing is to choose.

    Raises `TiffError`, `FcnError` or `OSError`.
    """
    with _plane(path, page, wanted) as plane:
        shown = plane.shown(wanted)
        if shown is None:
            return None
        count = channel_count(plane.page, len(plane.keys))
        return ImageChannels(
            names=channel_names(plane.page.parent, plane.page, plane.keys, count),
            shown=shown,
            usual=usual_channels(count, plane.is_apart),
            alpha=frozenset() if plane.is_apart else alpha_channels(plane.page),
        )


def read_tiff(path: Path, page: int = 1, side: int = 0, wanted: Channels | None = None) -> RGB:
    """The image as uint8 RGB (H, W, 3), turned upright.

    Grey, RGB, palettes, CMYK and YCbCr; of more bands or channels the `wanted` ones if it has them,
    else the first three, of an alpha nothing. What is deeper than eight bits is stretched: all
    bands that are seen alike, each channel by itself. With `side`, a smaller copy in the file will
    do if it is so long. Raises `TiffError`, `FcnError` or `OSError`.
    """
    with _plane(path, page, wanted) as plane:
        shown = plane.shown(wanted)
        series = _small_enough(plane.series, side)
        if plane.is_apart and shown is not None:
            parts = {
                number: levels(series.keyframe, stored_values(series, plane.keys[number - 1]))
                for number in {*shown.shown} - {NOTHING}
            }
            image = mixed(parts, shown)
        else:
            image = colors(series.keyframe, stored_values(series, plane.keys[0]), shown)
        return turned(image, orientation_of(plane.page))


def read_tiff_values(path: Path, page: int = 1) -> Values:
    """The values of an image's first band as they are stored, (H, W), turned upright.

    Nothing is stretched, no palette looked up, and zero is zero where it means white. Raises
    `TiffError` or `OSError`.
    """
    with _plane(path, page) as plane:
        values = stored_values(plane.series, plane.keys[0])
        return turned(values, orientation_of(plane.page))[..., 0]


def read_tiff_bands(path: Path, page: int = 1) -> tuple[Values, bool]:
    """All values of an image as they are stored, (H, W, bands), upright; whether they are RGB.

    All channels are there, also those that an image has no room for. Raises `TiffError` for what is
    no measure of light, as palettes and inks, and `FcnError` or `OSError`.
    """
    with _plane(path, page) as plane:
        kind = plane.page.photometric
        if kind not in (PHOTOMETRIC.MINISBLACK, PHOTOMETRIC.RGB):
            raise TiffError(said("colours of kind {kind} are not measured", kind=kind))
        parts = [stored_values(plane.series, key) for key in plane.keys]
        values = turned(np.concatenate(parts, axis=2), orientation_of(plane.page))
        return values, kind == PHOTOMETRIC.RGB and len(parts) == 1


@contextmanager
def opened_page(path: Path, page: int) -> Iterator[TiffPage]:
    """What an image's tags are read from. Raises `TiffError`, `FcnError` or `OSError`."""
    with _plane(path, page) as plane:
        yield plane.page


@contextmanager
def _plane(path: Path, page: int, wanted: Channels | None = None) -> Iterator[_Plane]:
    """An image of a file that may be opened, whole as it is seen; `FcnError` for its size.

    Whatever else is wrong with the file becomes a `TiffError` or `OSError`.
    """
    try:
        with TiffFile(path, _multifile=False) as file:
            planes = _planes(file)
            if page > len(planes):
                raise TiffError(said("it has no page {number}", number=page))
            plane = planes[page - 1]
            _check_whole(plane, plane.shown(wanted), path.stat().st_size)
            header = _header(plane)
            check_size(page_path(path, page), header.width, header.height)
            yield plane
    except (OSError, MemoryError, TiffError, FcnError):
        raise
    except Exception as error:  # a damaged file makes its reader fail in a hundred ways
        raise TiffError(UNSUPPORTED) from error


def _planes(file: TiffFile) -> list[_Plane]:
    first, *others = file.series
    belongs = _is_whole if first.kind in PLAIN_KINDS else _is_alike
    images = [first, *(each for each in others if belongs(each, first))]
    return [plane for each in images for plane in _planes_of(each)]


def _is_whole(series: TiffPageSeries, _: TiffPageSeries) -> bool:
    return not series.keyframe.is_reduced


def _is_alike(series: TiffPageSeries, first: TiffPageSeries) -> bool:
    """Whether it is the first at another place: overviews and labels of slides are not."""
    same_kind = (series.axes, series.dtype) == (first.axes, first.dtype)
    return same_kind and series.keyframe.shape == first.keyframe.shape


def _planes_of(series: TiffPageSeries) -> Iterator[_Plane]:
    leading = len(series.shape) - len(series.keyframe.shape)
    axes, shape = series.axes[:leading], series.shape[:leading]
    keys = np.arange(np.prod(shape, dtype=np.int64)).reshape(shape)
    if CHANNELS in axes and series.keyframe.samplesperpixel == 1:
        keys = np.moveaxis(keys, axes.index(CHANNELS), -1)
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


def _check_whole(plane: _Plane, shown: Channels | None, size: int) -> None:
    """Raise `TiffError` for an image of which not all that is shown is in a file of `size` bytes.

    Bands lie together, channels each in a page.
    """
    pages = plane.series.pages
    seen = shown.shown if plane.is_apart and shown is not None else (1,)
    for key in (plane.keys[number - 1] for number in seen if number != NOTHING):
        found = pages[key] if key < len(pages) else None
        if found is None:
            continue  # it lies behind the first without a page of its own; reading it will tell
        ends = map(sum, zip(found.dataoffsets, found.databytecounts, strict=True))
        if max(ends, default=0) > size:
            raise TiffError(said("it is cut off"))


def _header(plane: _Plane) -> TiffHeader:
    page = plane.page
    width, height, orientation = page.imagewidth, page.imagelength, orientation_of(page)
    if orientation in SIDEWAYS:
        width, height = height, width
    return TiffHeader(
        width=width,
        height=height,
        upright=orientation == UPRIGHT,
        bands=int(page.samplesperpixel) * len(plane.keys),
        deep=int(np.max(page.bitspersample)) > 8,
    )


def orientation_of(page: TiffPage) -> int:
    """TIFF's number for how an image is turned; `UPRIGHT` where nothing sensible is said."""
    tag = page.tags.get(EXIF_ORIENTATION)
    return int(tag.value) if tag is not None and tag.value in range(1, 9) else UPRIGHT
