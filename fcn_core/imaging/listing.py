"""Which images a folder holds, and a file: pages one by one."""

from __future__ import annotations

import struct
from pathlib import Path

from fcn_core.errors import FcnError
from fcn_core.imaging.pages import has_pages, page_path
from fcn_core.imaging.tiff_layout import is_single
from fcn_core.sentences import said

SUFFIXES = frozenset(
    ".jpg .jpeg .png .webp .avif .heic .heif .hif .bmp .pgm .ppm .jp2 .tif .tiff".split()
)
FOUND_MASKS = "_cp_masks."
"""What names of masks hold that Cellpose saves beside its images: they are no images."""


def list_images(folder: Path) -> list[Path]:
    """The images directly in `folder`, by name, pages one by one.

    Raises `FcnError` if it can't be listed.
    """
    try:
        images = (p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES)
        found = [p for p in images if not p.name.startswith(".") and FOUND_MASKS not in p.name]
        # Names alone: comparing whole paths takes seconds for 100,000 of them.
        found.sort(key=lambda p: p.name)
        return [page for path in found for page in pages_of(path)]
    except OSError as error:
        words = {"folder": folder, "reason": error.strerror}
        problem = said("The folder {folder} cannot be opened ({reason}).", **words)
        raise FcnError(problem, "Check that it exists and that you may read it.") from error


def pages_of(file: Path) -> list[Path]:
    """The paths of a file's pages; the file alone where they cannot be counted."""
    if not has_pages(file.name):
        return [file]
    return [page_path(file, page) for page in range(1, count_pages(file) + 1)]


def count_pages(file: Path) -> int:
    """How many images a file holds; 1 where that cannot be told, as of a damaged one."""
    try:
        with file.open("rb") as opened:
            if is_single(opened):
                return 1
    except (OSError, struct.error):  # whatever is wrong is told when somebody looks at it
        return 1
    from fcn_core.imaging.tiffs import count_images

    return count_images(file)
