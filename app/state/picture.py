"""What an image is known by, so that corrections never stand silently on another picture.

The same are files of the same bytes, whatever a later version makes of them, and files that show
the same pixels, whatever else was written into them: a rating, a date, a name.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from fcn_core.errors import FcnError
from fcn_core.imaging.images import RGB, read_image
from fcn_core.imaging.pages import channels_of, file_of, name_of, page_of, without_channels
from fcn_core.split import content_hash

# Of larger images every second row is hashed, or every third: a tenth of what decoding takes.
HASHED_PIXELS = 16_000_000
# Larger files, and files of many images, are known by their pixels alone.
HASHED_BYTES = 64 << 20
DIGEST_BYTES = 8

OTHER_PICTURE = (
    "This is another picture than the one that was corrected. What was corrected is shown, but "
    "left out of runs and exports until you correct something in this one. If that was not meant, "
    "put the old picture back."
)
"""Said of what is shown, where `refuse_another` speaks of what is not."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """`pixels`: a hash of an image as it is seen where nobody chooses channels. `file`: that of its
    file; "" if unknown.

    `size`: the bytes of its file, by which it is looked for among many.
    """

    pixels: str
    file: str = ""
    size: int = 0

    @property
    def hashes(self) -> tuple[str, ...]:
        """Those by which it is known, whatever was written into its file since."""
        return tuple(filter(None, (self.pixels, self.file)))

    def is_same(self, other: Picture) -> bool:
        return self.pixels == other.pixels or (self.file != "" and self.file == other.file)


def picture_of(path: Path, image_HWC: RGB) -> Picture:
    """What is read from `path` just now. Raises `OSError` if the file went meanwhile."""
    size = file_of(path).stat().st_size
    is_whole = page_of(path) == 1 and size <= HASHED_BYTES
    file = content_hash(path) if is_whole else ""
    # Through whichever channels it is seen, it is the same picture.
    usual = image_HWC if channels_of(path) is None else read_image(without_channels(path))
    return Picture(pixels=hash_of_pixels(usual), file=file, size=size)


def hash_of_pixels(image_HWC: RGB) -> str:
    """A short hash of what an image shows and of its size."""
    height, width = image_HWC.shape[:2]
    rows = image_HWC[:: -(-height * width // HASHED_PIXELS)]
    found = hashlib.sha256(f"{width} {height} ".encode())
    found.update(np.ascontiguousarray(rows).data)
    return found.hexdigest()[: 2 * DIGEST_BYTES]


def shows(path: Path, known: Picture, digest: str = "") -> bool:
    """Whether a file shows this picture. Raises `FcnError` or `OSError` if it is unreadable.

    `digest` is its `content_hash` where somebody has found it. Pixels are only looked at if
    something was written into the file since, and only once.
    """
    if known.file and (digest or content_hash(path)) == known.file:
        return True
    stat = file_of(path).stat()
    usual = without_channels(path)
    return _pixels_in(usual, stat.st_size, stat.st_mtime_ns) == known.pixels


def refuse_another(path: Path, known: Picture, digest: str = "") -> None:
    """Raise `FcnError` if it shows another one; also where `shows` does."""
    if not shows(path, known, digest):
        raise FcnError(
            f"{name_of(path)} is another picture than the one that was corrected.",
            "Put the old picture back, or start the program again and correct something in "
            "this one.",
        )


@lru_cache(maxsize=1 << 16)
def _pixels_in(path: Path, _size: int, _changed: int) -> str:
    """Found once while the file stays as it is."""
    return hash_of_pixels(read_image(path))
