"""How a TIFF begins: as much as tells it from other files, and one page from several."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from fcn_core.imaging.pages import file_of

DESCRIPTION = 270
IMAGEJ = b"ImageJ="
"""Such a file may describe one page, and hold others behind it."""


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


def is_tiff_file(path: Path) -> bool:
    """Whether a path leads to a TIFF, whatever it is called. Raises `OSError`."""
    with file_of(path).open("rb") as file:
        return file.read(4) in LAYOUTS


def is_single(file: BufferedReader) -> bool:
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
