"""How many bits a value has, where Pillow hides it: it shows deep colours in eight."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

PNG, PNG_DEPTH_AT = b"\x89PNG\r\n\x1a\n", 24
"""What a PNG begins with, and which of its bytes says it."""
JPEG_2000_BOX = re.compile(rb"ihdr.{10}(.)", re.DOTALL)
"""Height, width and number of components stand before it."""
PNM = re.compile(rb"P[2356](?:\s+#[^\n]*)*" + rb"\s+(\d+)(?:\s+#[^\n]*)*" * 3)
"""Width, height and the largest value."""
START = 1024
VARIES = 0xFF
"""In a JPEG 2000, that each component has a depth of its own: more than eight bits, as a rule."""


def bits_of(path: Path, kind: str) -> int:
    """Bits of a value in a file of this kind (Pillow's name); 0 where Pillow tells. Raises
    `OSError`.
    """
    if kind not in HIDDEN:
        return 0
    with path.open("rb") as file:
        return HIDDEN[kind](file.read(START))


def png_bits(start: bytes) -> int:
    """By how a file begins; 0 for what is no PNG."""
    is_png = start.startswith(PNG) and len(start) > PNG_DEPTH_AT
    return start[PNG_DEPTH_AT] if is_png else 0


def _jpeg_2000_bits(start: bytes) -> int:
    found = JPEG_2000_BOX.search(start)
    if found is None:
        return 0
    said = found[1][0]
    return 16 if said == VARIES else (said & 0x7F) + 1


def _pnm_bits(start: bytes) -> int:
    found = PNM.match(start)
    return 0 if found is None else int(found[3]).bit_length()


HIDDEN: dict[str, Callable[[bytes], int]] = {
    "PNG": png_bits, "JPEG2000": _jpeg_2000_bits, "PPM": _pnm_bits,
}  # fmt: skip
"""By Pillow's names of formats."""
