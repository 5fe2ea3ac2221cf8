"""What an image is known by, so that corrections never stand silently on another picture.

The same are files of the same bytes, whatever a later version makes of them, and files that show
the same pixels, whatever else was written into them: a rating, a date, a name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fcn_core.errors import FcnError
from fcn_core.files import file_state
from fcn_core.imaging.image_channels import read_unseen
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pages import channels_of, file_of, name_of, page_of, without_channels
from fcn_core.imaging.pixels import RGB
from fcn_core.imaging.refusing import naming
from fcn_core.sentences import said
from fcn_core.split import content_hash

# Of larger images every second row is hashed, or every third: a tenth of what decoding takes.
HASHED_PIXELS = 16_000_000
# Larger files, and files of many images, are known by their pixels alone.
HASHED_BYTES = 64 << 20
CHANNELS = 3
DIGEST_BYTES = 8
READINGS = 3
"""How often a file is read that changes meanwhile."""

OTHER_PICTURE = said(
    "This is another picture than the one that was corrected. What was corrected is "
    "shown, but left out of runs and exports until you correct something in this one. If "
    "that was not meant, put the old picture back."
)
"""Said of what is shown, where `refuse_another` speaks of what is not."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """`pixels`: a hash of an image as it is seen where nobody chooses channels. `file`: that of its
    file; "" if unknown.

    `size`: the bytes of its file, by which it is looked for among many. `stored`: a hash of all its
    channels, where there are more than are seen; "" for others, and in files of earlier versions.
    """

    pixels: str
    file: str = ""
    size: int = 0
    stored: str = ""

    @classmethod
    def parse(cls, fields: Mapping[str, Any]) -> Picture:
        """From what a file says of it. Raises `ValueError` or `KeyError`."""
        return cls(
            pixels=fields["pixels"],
            file=fields["file"],
            size=int(fields["size"]),
            stored=fields.get("stored", ""),
        )

    @property
    def hashes(self) -> tuple[str, ...]:
        """Those by which it is known, whatever was written into its file since."""
        return tuple(filter(None, (self.stored or self.pixels, self.file)))

    def is_same(self, other: Picture) -> bool:
        if self.file != "" and self.file == other.file:
            return True
        if self.stored and other.stored:
            return self.stored == other.stored
        return self.pixels == other.pixels


@dataclass(frozen=True)
class Turn:
    """An edit makes corrections of one picture those of another one, which is seen instead."""

    before: Picture
    after: Picture


def read_pictured(path: Path) -> tuple[RGB, Picture]:
    """An image, and what it is known by: of one file, though another may take its place just now.

    Raises `FcnError`.
    """
    with naming(path):
        for _ in range(READINGS):
            before = file_state(file_of(path))
            image_HWC = read_image(path)
            picture = picture_of(path, image_HWC)
            if file_state(file_of(path)) == before:
                return image_HWC, picture
    raise FcnError(
        "{path} is being written just now.", "Open it again once it is whole.", path=path
    )


def picture_of(path: Path, image_HWC: RGB) -> Picture:
    """What is read from `path` just now. Raises `OSError` if the file went meanwhile."""
    size = file_of(path).stat().st_size
    file = content_hash(path) if _is_hashed(path, size) else ""
    # Through whichever channels it is seen, it is the same picture.
    usual = image_HWC if channels_of(path) is None else read_image(without_channels(path))
    return Picture(pixels=hash_of_pixels(usual), file=file, size=size, stored=_stored(path))


def _is_hashed(path: Path, size: int) -> bool:
    """Whether a picture is known by its whole file."""
    return page_of(path) == 1 and size <= HASHED_BYTES


def _stored(path: Path) -> str:
    unseen = read_unseen(path)
    return "" if unseen is None else hash_of_pixels(unseen)


def hash_of_pixels(image_HWC: NDArray[np.generic]) -> str:
    """A short hash of an image's values and of its size."""
    height, width = image_HWC.shape[:2]
    rows = image_HWC[:: -(-image_HWC.size // (CHANNELS * HASHED_PIXELS))]
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
    usual, state = without_channels(path), file_state(file_of(path))
    if known.stored and (stored := _stored_in(usual, state)):
        return stored == known.stored
    return _pixels_in(usual, state) == known.pixels


class KnownPictures:
    """Pictures by name, and which of them is somewhere: as `shows` and `is_same` say it of one."""

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        self._pictures = pictures
        self._of: dict[str, list[str]] = {}
        """The names of those that are known by a hash."""
        for name, picture in pictures.items():
            for known_by in {picture.file, picture.stored, picture.pixels} - {""}:
                self._of.setdefault(known_by, []).append(name)

    def in_file(self, path: Path) -> list[str]:
        """Those that a file shows. Raises `FcnError` or `OSError` if it is unreadable."""
        is_hashed = _is_hashed(path, file_of(path).stat().st_size)
        if is_hashed and (found := self._of.get(content_hash(path))):
            return found
        usual, state = without_channels(path), file_state(file_of(path))
        stored = _stored_in(usual, state)
        return self.same_as(Picture(pixels=_pixels_in(usual, state), stored=stored))

    def same_as(self, picture: Picture) -> list[str]:
        if found := self._of.get(picture.file):
            return found
        near = {*self._of.get(picture.stored, ()), *self._of.get(picture.pixels, ())}
        return [name for name in near if self._pictures[name].is_same(picture)]


def refuse_another(path: Path, known: Picture, digest: str = "") -> None:
    """Raise `FcnError` if it shows another one; also where `shows` does."""
    if not shows(path, known, digest):
        raise FcnError(
            "{image} is another picture than the one that was corrected.",
            "Put the old picture back, or start the program again and correct something in this "
            "one.",
            image=name_of(path),
        )


@lru_cache(maxsize=1 << 16)
def _pixels_in(path: Path, _state: str) -> str:
    """Found once while the file stays as it is."""
    return hash_of_pixels(read_image(path))


@lru_cache(maxsize=1 << 16)
def _stored_in(path: Path, _state: str) -> str:
    """Found once, too."""
    return _stored(path)
