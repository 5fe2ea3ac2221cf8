"""Pages of a file as paths: `stack.tif` is its first page too, `stack.tif/2` the second.

So whatever takes an image's path takes a page's, and a file of one page is nothing special. A
page's path is no file: whoever asks the disk about it asks for `file_of`.

Behind it may stand which channels are to be seen, where there are so many: `stack.tif/2/c4,3,2`.
It is the same image, of the same name.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BufferedReader
from os import PathLike
from pathlib import Path, PurePath
from typing import TypeAlias, TypeVar

from fcn_core.imaging.channels import WRITTEN, Channels

AnyPath: TypeAlias = str | PathLike[str]
"""What whoever uses this as a library may give for a path."""
Place = TypeVar("Place", bound=PurePath)
TIFF_SUFFIXES = (".tif", ".tiff")
DESCRIPTION = 270
IMAGEJ = b"ImageJ="
"""Such a file may describe one page, and hold others behind it."""
CHANNELS = "c"
"""What stands before the channels in a path."""


@dataclass(frozen=True)
class _Layout:
    """How a TIFF writes its directories: of what length its offsets, counts and entries are."""

    offset: struct.Struct
    count: struct.Struct
    entry: struct.Struct
    """Tag, and where its value lies."""


def _layouts(order: str) -> tuple[_Layout, _Layout]:
    small = _Layout(*(struct.Struct(order + form) for form in ("I", "H", "H6xI")))
    return small, _Layout(*(struct.Struct(order + form) for form in ("Q", "Q", "H10xQ")))


LAYOUTS = dict(zip((b"II*\0", b"II+\0"), _layouts("<"), strict=True))
LAYOUTS |= dict(zip((b"MM\0*", b"MM\0+"), _layouts(">"), strict=True))
"""By what a TIFF begins with: small and big ones, of either byte order."""


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


def pages_of(file: Path) -> list[Path]:
    """The paths of a file's pages; the file alone where they cannot be counted."""
    if not has_pages(file.name):
        return [file]
    return [page_path(file, page) for page in range(1, count_pages(file) + 1)]


def count_pages(file: Path) -> int:
    """How many images a file holds; 1 where that cannot be told, as of a damaged one."""
    try:
        with file.open("rb") as opened:
            if _is_single(opened):
                return 1
    except (OSError, struct.error):  # whatever is wrong is told when somebody looks at it
        return 1
    from fcn_core.imaging.tiffs import count_images  # its library takes long to import

    return count_images(file)


def is_tiff(start: bytes) -> bool:
    """Whether a file that starts so is a TIFF; four bytes tell."""
    return start[:4] in LAYOUTS


def _is_single(file: BufferedReader) -> bool:
    """Whether a file is no TIFF, or surely one of a single page: a look at its first directory."""
    start = file.read(16)
    layout = LAYOUTS.get(start[:4])
    if layout is None:
        return True
    (at,) = layout.offset.unpack_from(start, layout.offset.size)
    file.seek(at)
    (count,) = layout.count.unpack(file.read(layout.count.size))
    directory = file.read(count * layout.entry.size + layout.offset.size)
    if layout.offset.unpack_from(directory, count * layout.entry.size)[0]:
        return False
    for tag, at in layout.entry.iter_unpack(directory[: count * layout.entry.size]):
        if tag == DESCRIPTION:
            file.seek(at)
            return file.read(len(IMAGEJ)) != IMAGEJ
    return True


def _is_page(path: PurePath) -> bool:
    number = path.name
    return number.isdecimal() and number.isascii() and has_pages(path.parent.name)


def _has_channels(path: PurePath) -> bool:
    start, written = path.name[:1], path.name[1:]
    if start != CHANNELS or WRITTEN.fullmatch(written) is None:
        return False
    return has_pages(path.parent.name) or _is_page(path.parent)
