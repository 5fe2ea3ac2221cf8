"""What an image is known by, wherever it lies: found once, and kept with its other facts."""

from __future__ import annotations

from app.state.index import ImageFacts, file_state
from app.state.listing import ImageEntry
from fcn_core.split import content_hash


def hash_of(entry: ImageEntry, facts: ImageFacts) -> tuple[str, str]:
    """An image's `content_hash`, and the `file_state` that its file has now.

    It is found anew only if the file changed since its facts. Raises `FcnError` or `OSError`.
    """
    state = file_state(entry.path)
    known = facts.hash and facts.stat == state
    return facts.hash if known else content_hash(entry.path), state
