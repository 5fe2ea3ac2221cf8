"""The numbers in a TIFF's tags. Where other things stand in one, the image is still good."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tifffile import TiffPage

from fcn_core.imaging.tiffs import opened_page


def read_tiff_tags(path: Path, page: int, codes: Iterable[int]) -> dict[int, list[float]]:
    """The numbers in those of an image's tags that have some.

    Raises `TiffError`, `FcnError` or `OSError`.
    """
    with opened_page(path, page) as found:
        return {code: numbers for code in codes if (numbers := numbers_of(found, code))}


def numbers_of(page: TiffPage, code: int) -> list[float]:
    """The numbers in a tag; none where it is missing or holds no numbers."""
    tag = page.tags.get(code)
    try:
        found: list[float] = [] if tag is None else np.array(tag.value, float).ravel().tolist()
    except (TypeError, ValueError):  # text, say
        return []
    return found
