"""HEIF, as phones store photos: for Pillow a kind of image like the others.

libheif decodes it, and turns it upright. Of pi-heif only the function that calls libheif is used:
the rest reads what nobody here asks for, and ends the process where that is damaged. It is loaded
once there is such an image.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageFile

from fcn_core.imaging.refusing import UNSUPPORTED

if TYPE_CHECKING:
    from PIL._imaging import PixelAccess

HEIF = "HEIF"
"""Pillow's name of it."""
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
"""What a file begins with, behind its length. The last two are also of AVIFs, which say so."""
START, AVIF = 64, b"avif"
THREADS = 4
"""For the tiles of an image."""
# Eight bits for colours, as RGB; rows and deep greys as libheif has them; any decoder; with limits.
EIGHT_BITS, AS_BGR, CLOSED_UP, TO_16_BITS, DECODER, UNLIMITED = True, False, False, False, "", False
DEEP_GREY = "I;16"


class HeifImage(ImageFile.ImageFile):
    """The image that a file names as its primary one; a burst holds others."""

    format, format_description = HEIF, HEIF
    _found: Any = None

    def _open(self) -> None:
        assert self.fp is not None
        data = self.fp.read()
        if AVIF in data[:START]:
            raise SyntaxError(AVIF)  # and Pillow asks its own reader
        self._found = _primary(data)
        self._size, mode = self._found.size_mode
        self._mode = DEEP_GREY if mode.startswith("I") else mode

    def load(self) -> PixelAccess | None:
        """Raises `ValueError` for a damaged image."""
        if self._found is not None:
            with _naming():
                pixels = self._found.data
                self.load_prepare()
                self.frombytes(pixels, "raw", (self.mode, self._found.stride))
            self._found = None
        return super().load()


def _primary(data: bytes) -> Any:
    import _pi_heif

    with _naming():
        found = _pi_heif.load_file(
            data, THREADS, EIGHT_BITS, AS_BGR, CLOSED_UP, TO_16_BITS, DECODER, UNLIMITED
        )
        return next(image for image in found if image is not None and image.primary)


@contextmanager
def _naming() -> Iterator[None]:
    """What libheif says of a damaged image is for programmers."""
    try:
        yield
    except (EOFError, RuntimeError, StopIteration, SyntaxError, ValueError) as error:
        raise ValueError(UNSUPPORTED) from error


def _is_heif(start: bytes) -> bool:
    return start[4:8] == b"ftyp" and start[8:12] in BRANDS


Image.register_open(HEIF, HeifImage, _is_heif)
