"""Contradictory corrections: one picture there twice, with two opinions about some pixels.

A net cannot learn both; the person who drew them can say which is right. So nothing is dropped,
and it is said which images disagree and on how many pixels.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.sentences import said


def contradictions(corrected: Iterable[tuple[str, str, Mask]]) -> tuple[str, ...]:
    """Sentences about pictures that are there more than once with different labels.

    `corrected` holds (name, what identifies the picture's content, corrections (H, W)).
    """
    pictures: dict[tuple[str, tuple[int, ...]], _Picture] = {}
    sentences: list[str] = []
    for name, content, mask in corrected:
        key = content, mask.shape
        if key not in pictures:
            pictures[key] = _Picture(mask.shape)
        sentences += [
            said(
                "{image} and {other} show the same picture, but {pixels:,} pixels are labelled "
                "differently: correct one of them, or the net learns neither.",
                image=first,
                other=name,
                pixels=pixels,
            )
            for first, pixels in pictures[key].hear(name, mask).items()
        ]
    return tuple(sentences)


class _Picture:
    """What was said first of each pixel, and by which image: a folder may hold a picture often."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._names: list[str] = []
        self._said = np.full(shape, UNTOUCHED, np.uint8)
        self._by = np.zeros(shape, np.uint32)

    def hear(self, name: str, mask: Mask) -> dict[str, int]:
        """Images that had said something else before, and of how many pixels."""
        spoken, before = mask < UNTOUCHED, self._said < UNTOUCHED
        others = np.bincount(self._by[spoken & before & (mask != self._said)])
        new = spoken & ~before
        self._said[new], self._by[new] = mask[new], len(self._names)
        self._names.append(name)
        return {self._names[i]: int(others[i]) for i in np.flatnonzero(others)}
