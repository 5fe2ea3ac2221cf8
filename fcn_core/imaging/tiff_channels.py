"""The channels of a TIFF's images: how many there are to choose from, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from tifffile import EXTRASAMPLE, PHOTOMETRIC, TiffFile, TiffPage

from fcn_core.imaging.channels import COLORS, NOTHING, Channels

GREY_OR_RGB = (PHOTOMETRIC.MINISBLACK, PHOTOMETRIC.MINISWHITE, PHOTOMETRIC.RGB)
GDAL = 42112
"""The tag in which maps describe their bands, as XML."""
PLACE = re.compile(r"^(?:[cztCZT]:\s*\d+/\d+[\s,;-]*)+")
"""How ImageJ says where in a stack a slice is; its name stands behind it."""


def channel_count(page: TiffPage, pages: int) -> int:
    """How many channels or bands there are to choose from, of an image in so many pages.

    None of a photo, a palette, inks, or one value of grey.
    """
    if page.photometric not in GREY_OR_RGB:
        return 0
    if pages > 1:
        return pages
    bands = int(page.samplesperpixel)
    return bands if bands > (COLORS if page.photometric == PHOTOMETRIC.RGB else 1) else 0


def usual_channels(count: int, is_apart: bool) -> Channels:
    """What is seen unless somebody asks for others: the first three, of two bands the first.

    Two channels that are images `is_apart`, as of a microscope, are red and green.
    """
    if count >= COLORS:
        return Channels(tuple(range(1, COLORS + 1)))
    return Channels((1, 2, NOTHING)) if is_apart and count == 2 else Channels((1,))


def alpha_channels(page: TiffPage) -> frozenset[int]:
    """The bands, counted from 1, that are said to be transparency."""
    first = int(page.samplesperpixel) - len(page.extrasamples) + 1
    alpha = (EXTRASAMPLE.ASSOCALPHA, EXTRASAMPLE.UNASSALPHA)
    return frozenset(first + at for at, kind in enumerate(page.extrasamples) if kind in alpha)


def channel_names(
    file: TiffFile, page: TiffPage, keys: Sequence[int], count: int
) -> tuple[str, ...]:
    """What OME, ImageJ or a map calls an image's channels; empty texts where nothing is said.

    `keys` are the places of its pages in the file's series.
    """
    for said in (_ome(file), _imagej(file, keys), _map(page, count)):
        names = tuple(name.strip() for name in said[:count])
        if len(names) == count and len(set(names)) > 1:
            return names
    return ("",) * count


def ome_pixels(file: TiffFile) -> ElementTree.Element | None:
    """What OME says of a file's first series: its channels, the size of its pixels."""
    root = _xml(file.ome_metadata)
    return None if root is None else root.find("{*}Image/{*}Pixels")


def _ome(file: TiffFile) -> list[str]:
    first = ome_pixels(file)
    return [] if first is None else [each.get("Name", "") for each in first.iterfind("{*}Channel")]


def _imagej(file: TiffFile, keys: Sequence[int]) -> list[str]:
    labels = (file.imagej_metadata or {}).get("Labels", [])
    if isinstance(labels, str):
        labels = [labels]
    return [PLACE.sub("", str(labels[key])) for key in keys if key < len(labels)]


def _map(page: TiffPage, count: int) -> list[str]:
    tag = page.tags.get(GDAL)
    root = _xml(None if tag is None else str(tag.value))
    if root is None:
        return []
    said = {place: text for place, text in _described(root) if 0 <= place < count}
    return [said.get(place, "") for place in range(count)]


def _described(root: ElementTree.Element) -> Iterator[tuple[int, str]]:
    """Places of bands, from 0, and what they are called."""
    for item in root.iterfind("Item"):
        if item.get("name") == "DESCRIPTION" and item.get("sample", "").isdecimal():
            yield int(item.get("sample", "")), item.text or ""


def _xml(text: str | None) -> ElementTree.Element | None:
    """XML that may be none: names are all that it would have told."""
    if not text or "<!DOCTYPE" in text:
        return None
    try:
        return ElementTree.fromstring(text.strip("\0 \n"))
    except (ElementTree.ParseError, ValueError):  # of a text with two encodings
        return None
