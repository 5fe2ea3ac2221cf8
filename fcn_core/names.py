"""What images are called where any file system and any list has to take it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePath

from fcn_core.imaging.pages import stem_of

PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")
WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[\d¹²³])(\..*)?", re.IGNORECASE)
NOT_ON_WINDOWS = frozenset('<>:"/\\|?*')
MAX_ID_BYTES = 120
HASH_DIGITS = 10
MAX_NAME_BYTES = 200
"""File systems take 255, of which formats want some for endings of their own."""


def image_id(relative: PurePath | str) -> str:
    """A stable id for an image, made of its path relative to the images' folder ("/" between).

    Plain names are their own id. Any other keeps its readable part and gets `~` and a hash of
    the whole path, so that no two paths share an id and every file system takes it.
    """
    name = relative if isinstance(relative, str) else relative.as_posix()
    is_device = bool(WINDOWS_DEVICES.fullmatch(name))
    if PLAIN.fullmatch(name) and not is_device:
        return name
    readable = "".join(
        c if c.isalnum() or c in "-_." else "_" for c in unicodedata.normalize("NFC", name)
    ).strip(".")
    if readable == name and len(name.encode()) <= MAX_ID_BYTES and not is_device:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]
    room = MAX_ID_BYTES - HASH_DIGITS - len("_~")
    short = readable.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    if WINDOWS_DEVICES.fullmatch(short):
        short = f"_{short}"
    return f"{short}~{digest}"


def export_names(images: Sequence[tuple[Path, str]]) -> list[str]:
    """What images, given with their ids, are called in other programs' files.

    Their names without suffix where these differ and any list and any file system takes them, else
    their ids.
    """
    stems = [stem_of(image) for image, _ in images]
    # For Windows "a" and "A" are one file.
    times = Counter(name.casefold() for name in (*stems, *(image_id for _, image_id in images)))
    return [
        stem if times[stem.casefold()] == 1 and _is_listable(stem) else image_id
        for stem, (_, image_id) in zip(stems, images, strict=True)
    ]


def _is_listable(stem: str) -> bool:
    """Lists hold one name a line, in UTF-8; white space would break them. Files' names end."""
    is_one = bool(stem) and stem.isprintable() and not any(c.isspace() for c in stem)
    is_file = NOT_ON_WINDOWS.isdisjoint(stem) and not WINDOWS_DEVICES.fullmatch(stem)
    return is_one and is_file and len(stem.encode()) <= MAX_NAME_BYTES
