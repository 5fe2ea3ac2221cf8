"""Pages of a file as paths: `stack.tif` is its first page too, `stack.tif/2` the second.

So whatever takes an image's path takes a page's, and a file of one page is nothing special. A
page's path is no file: whoever asks the disk about it asks for `file_of`.
"""

from __future__ import annotations

from pathlib import Path, PurePath

TIFF_SUFFIXES = frozenset({".tif", ".tiff"})


def page_of(path: PurePath) -> int:
    """Which page of its file a path means, from 1 on."""
    return int(path.name) if _is_page(path) else 1


def file_of(path: Path) -> Path:
    """The file that a path, or a page's path, lies in."""
    return path.parent if _is_page(path) else path


def page_path(file: Path, page: int) -> Path:
    """The path of a page, counted from 1."""
    return file if page == 1 else file / str(page)


def stem_of(path: PurePath) -> str:
    """What an image is called in names of other files: `stack`, its second page `stack_2`."""
    return f"{path.parent.stem}_{path.name}" if _is_page(path) else path.stem


def has_pages(name: str) -> bool:
    """Whether a file of this name may hold several images."""
    return PurePath(name).suffix.lower() in TIFF_SUFFIXES


def _is_page(path: PurePath) -> bool:
    number = path.name
    return number.isdecimal() and number.isascii() and has_pages(path.parent.name)
