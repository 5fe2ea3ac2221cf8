"""Which images are held out of training, decided once an image and by its content alone."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from fcn_core.files import file_hash, file_state
from fcn_core.imaging.image_channels import read_unseen
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pages import file_of, page_of, without_channels
from fcn_core.imaging.scenes import DIGITS, scene_of

SHARE = 5
MIN_IMAGES = 3
RULE = DIGITS
"""The last digits of a hash, by which it is held out or not."""


def content_hash(path: Path) -> str:
    """sha256 of a file's bytes, as hex; of a page behind its first, mostly of that image.

    Such a page ends like its file: pages of one stack look alike, and are held out together. So do
    frames that were taken out of a video: they end like the others of their scene. Which channels
    are seen changes nothing in what is held out; of a page, all of them count.
    Raises `OSError`, and `FcnError` for such a page.
    """
    file = file_of(path)
    whole = _file_hash(file, file_state(file))
    if page_of(path) == 1:
        return whole
    unseen = read_unseen(path)
    image = read_image(without_channels(path)) if unseen is None else unseen
    found = hashlib.sha256(np.ascontiguousarray(image).data).hexdigest()
    return found[:-RULE] + whole[-RULE:]


@lru_cache
def _file_hash(file: Path, _state: str) -> str:
    """Found once for all pages of a file, while that stays as it is."""
    found, scene = file_hash(file), scene_of(file)
    return found[:-RULE] + scene if scene else found


def is_held_out(hash_hex: str) -> bool:
    """The rule: every fifth image, by its hash, wherever and however it is stored."""
    return int(hash_hex[-RULE:], 16) % SHARE == 0


def spread_evenly(count: int, most: int) -> list[int]:
    """At most `most` of `count` places, evenly apart and from the first on."""
    return sorted({count * k // most for k in range(most)} if count else ())


def choose_held_out(
    hashes: Sequence[str], held_out: Collection[str] = (), training: Collection[str] = ()
) -> set[str]:
    """Which of `hashes` are held out, at least one as soon as there are three images.

    Those in `held_out` stay held out. Those in `training` (already trained on) are never held
    out, for that would flatter the score, unless nothing else is left to hold out. Pages of one
    file go together, and later ones with those of which it is decided; single pages are held out
    where there is one file alone. At most a third is newly held out, or the smallest file.
    """
    present = set(hashes)
    held, trained = present & set(held_out), present & set(training)
    if len(present) < MIN_IMAGES:
        return held
    files = _files(present)
    for pages in files.values():
        if not pages.isdisjoint(held) and pages.isdisjoint(trained):
            held |= pages
    decided = held | trained
    undecided = sorted(key for key, pages in files.items() if pages.isdisjoint(decided))
    room = max(1, len(present) // MIN_IMAGES) - len(held)
    for key in filter(is_held_out, undecided):
        if len(files[key]) <= room:
            held |= files[key]
            room -= len(files[key])
    if any(pages <= held for pages in files.values()):
        return held
    return held | _least(files, undecided, held, present - held - trained)


def _files(hashes: Collection[str]) -> dict[str, set[str]]:
    """The pages of each file, by the digits that its pages share."""
    files: dict[str, set[str]] = {}
    for each in hashes:
        files.setdefault(each[-RULE:], set()).add(each)
    return files


def _least(
    files: Mapping[str, set[str]],
    undecided: Collection[str],
    held: Collection[str],
    new: Collection[str],
) -> set[str]:
    """What is held out where the rule holds out no whole file: the smallest of the `undecided`.

    Of a single file one page, a `new` one if there is one; and if all is trained on, what
    flatters the score least.
    """
    if len(files) > 1 and (undecided or not held):
        return min((files[key] for key in undecided or files), key=lambda f: (len(f), min(f)))
    return set() if held else {min(new or set().union(*files.values()))}
