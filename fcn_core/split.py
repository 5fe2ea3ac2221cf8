"""Which images are held out of training, decided once an image and by its content alone."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path

from fcn_core.images import read_image
from fcn_core.pages import page_of

SHARE = 5
MIN_IMAGES = 3
BLOCK = 1 << 20


def content_hash(path: Path) -> str:
    """sha256 of a file's bytes, as hex; of a page behind its first, of that image.

    Raises `OSError`, and `FcnError` for such a page.
    """
    if page_of(path) > 1:
        return hashlib.sha256(read_image(path).data).hexdigest()
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def is_held_out(hash_hex: str) -> bool:
    """The rule: every fifth image, by its hash, wherever and however it is stored."""
    return int(hash_hex[-8:], 16) % SHARE == 0


def spread_evenly(count: int, most: int) -> list[int]:
    """At most `most` of `count` places, evenly apart and from the first on."""
    return sorted({count * k // most for k in range(most)} if count else ())


def choose_held_out(
    hashes: Sequence[str], held_out: Collection[str] = (), training: Collection[str] = ()
) -> set[str]:
    """Which of `hashes` are held out, at least one as soon as there are three images.

    Those in `held_out` stay held out. Those in `training` (already trained on) are never held
    out, for that would flatter the score, unless nothing else is left to hold out. At most a
    third is newly held out.
    """
    present = set(hashes)
    kept = present & set(held_out)
    if len(present) < MIN_IMAGES:
        return kept
    undecided = sorted(present - kept - set(training))
    room = max(1, len(present) // MIN_IMAGES) - len(kept)
    chosen = [h for h in undecided if is_held_out(h)][: max(0, room)]
    if not kept and not chosen:
        chosen = (undecided or sorted(present))[:1]
    return kept | set(chosen)
