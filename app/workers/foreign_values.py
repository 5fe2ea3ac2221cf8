"""Looks which values foreign masks hold, before anybody says what they mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.state.listing import ImageEntry
from fcn_core.data.drawn import Read
from fcn_core.data.painted import sampled
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header
from fcn_core.masks import value_counts

MOST_READ = 300
"""Of so many masks values are counted; one that others hold alone is told when it is met."""


def value_shares(images: Sequence[tuple[ImageEntry, Read]]) -> dict[int, float]:
    """The share of the pixels (0-1) of each value that masks hold; what cannot be read is left."""
    counts = np.zeros(256, np.int64)
    for entry, read in sampled(images, MOST_READ):
        try:
            header = read_header(entry.path)
            counts += value_counts(read((header.height, header.width)))
        except (FcnError, OSError):  # the import itself says what is wrong
            continue
    total = max(1, int(counts.sum()))
    return {int(value): int(counts[value]) / total for value in counts.nonzero()[0]}
