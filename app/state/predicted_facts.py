"""What the index knows of predictions: which files they are of, and what another net makes old."""

from __future__ import annotations

from dataclasses import replace

from app.state.index import CORRECTED, Index


def hashed(index: Index) -> dict[str, tuple[str, str]]:
    """The hash, and the state of its file then, of each image that was ever hashed, by its id."""
    return {facts.image_id: (facts.hash, facts.stat) for facts in index.every() if facts.hash}


def forget_predicted(index: Index) -> None:
    """Forget what a net said: doubts, and the labels of images that nobody has corrected."""
    index.put(
        *(
            replace(
                facts,
                doubt=None,
                labels=facts.labels if facts.status in CORRECTED else frozenset(),
            )
            for facts in index.every()
            if facts.doubt is not None or facts.labels
        )
    )
