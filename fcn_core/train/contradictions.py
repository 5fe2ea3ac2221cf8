"""Contradictory corrections: one picture there twice, with two opinions about some pixels.

A net cannot learn both; the person who drew them can say which is right. So nothing is dropped,
and it is said which images disagree and on how many pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from fcn_core.masks import UNTOUCHED, Mask


def contradictions(corrected: Iterable[tuple[str, str, Mask]]) -> tuple[str, ...]:
    """Sentences about pictures that are there more than once with different labels.

    `corrected` holds (name, what identifies the picture's content, corrections (H, W)).
    """
    groups: dict[str, list[tuple[str, Mask]]] = {}
    for name, content, mask in corrected:
        groups.setdefault(content, []).append((name, mask))
    return tuple(
        f"{first} and {second} show the same picture, but {pixels:,} pixels are labelled "
        "differently: correct one of them, or the net learns neither."
        for group in groups.values()
        for (first, one), (second, other) in combinations(group, 2)
        if (pixels := disagreement(one, other))
    )


def disagreement(one_HW: Mask, other_HW: Mask) -> int:
    """Pixels that both confirm, as different labels."""
    if one_HW.shape != other_HW.shape:
        return 0
    both = (one_HW < UNTOUCHED) & (other_HW < UNTOUCHED)
    return int(np.count_nonzero(both & (one_HW != other_HW)))
