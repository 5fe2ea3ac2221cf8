"""Pages of a file as paths: `stack.tif` is its first page too, `stack.tif/2` the second.

So whatever takes an image's path takes a page's, and a file of one page is nothing special. A
page's path is no file: whoever asks the disk about it asks for `file_of`.

Behind it may stand which channels are to be seen, where there are so many: `stack.tif/2/c4,3,2`.
It is the same image, of the same name.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path, PurePath
from typing import TypeAlias, TypeVar

from fcn_core.imaging.channels import WRITTEN, Channels

AnyPath: TypeAlias = str | PathLike[str]
"""What whoever uses this as a library may give for a path."""
Place = TypeVar("Place", bound=PurePath)
TIFF_SUFFIXES = (".tif", ".tiff")
CHANNELS = "c"
"""What stands before the channels in a path."""


def page_of(path: PurePath) -> int:
    """Which page of its file a path means, from 1 on."""
    path = without_channels(path)
    return int(path.name) if _is_page(path) else 1


def file_of(path: Path) -> Path:
    """The file that a path, or a page's path, lies in."""
    path = without_channels(path)
    return path.parent if _is_page(path) else path


def page_path(file: Path, page: int) -> Path:
    """The path of a page, counted from 1."""
    return file if page == 1 else file / str(page)


def with_channels(path: Path, channels: Channels | None) -> Path:
    """An image seen so, if it has these channels; None, and any but a TIFF: as it is usual."""
    path = without_channels(path)
    if channels is None or not (has_pages(path.name) or _is_page(path)):
        return path
    return path / f"{CHANNELS}{channels}"


def channels_of(path: PurePath) -> Channels | None:
    """How a path's image is to be seen; None: as it is usual."""
    return Channels.parse(path.name.removeprefix(CHANNELS)) if _has_channels(path) else None


def without_channels(path: Place) -> Place:
    """An image's path, however it is seen."""
    return path.parent if _has_channels(path) else path


def name_of(path: PurePath) -> str:
    """What an image is called where people read it: `stack.tif`, its second page `stack.tif/2`."""
    path = without_channels(path)
    return f"{path.parent.name}/{path.name}" if _is_page(path) else path.name


def stem_of(path: PurePath) -> str:
    """What an image is called in names of other files: `stack`, its second page `stack_2`."""
    path = without_channels(path)
    return f"{path.parent.stem}_{path.name}" if _is_page(path) else path.stem


def has_pages(name: str) -> bool:
    """Whether a file of this name may hold several images."""
    return name.lower().endswith(TIFF_SUFFIXES)


def _is_page(path: PurePath) -> bool:
    number = path.name
    return number.isdecimal() and number.isascii() and has_pages(path.parent.name)


def _has_channels(path: PurePath) -> bool:
    start, written = path.name[:1], path.name[1:]
    if start != CHANNELS or WRITTEN.fullmatch(written) is None:
        return False
    return has_pages(path.parent.name) or _is_page(path.parent)
