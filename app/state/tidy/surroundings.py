"""What surrounds the parts of a label: the value that each of them shares most outline with."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from app.state.tidy.parts import Ids, Parts
from app.state.tidy.scene import Scene
from fcn_core.masks import Mask

SIDES = ((-1, 0), (0, -1), (0, 1), (1, 0))
CROSS = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)
VALUES = 256


def surroundings(scene: Scene, parts: Parts, chosen: NDArray[np.bool_]) -> Mask:
    """By id what surrounds a part of the scene's label; its own label if it is not `chosen`.

    Every side that a pixel shares with one of another value is a vote for that value; of equals
    the least wins. A part with no such side keeps its label.
    """
    found = np.full(len(chosen), scene.label, np.uint8)
    votes = [np.unique(keys, return_counts=True) for band in parts.bands
             for keys in _votes(scene, band, parts, chosen)]  # fmt: skip
    if votes:
        keys, at = np.unique(np.concatenate([keys for keys, _ in votes]), return_inverse=True)
        counts = np.bincount(at, np.concatenate([counts for _, counts in votes]))
        # Fewest votes first, so that the most votes are written last.
        order = np.lexsort((-keys, counts))
        found[keys[order] // VALUES] = keys[order] % VALUES
    return found


def _votes(scene: Scene, band: Rect, parts: Parts, chosen: NDArray[np.bool_]) -> Iterator[Ids]:
    """Votes of a band: a part's id times 256, and the value on the other side."""
    pieces, ids = parts.of(band)
    framed = _framed(scene, band)
    core = cv2.erode((framed == scene.label).view(np.uint8), CROSS)
    rows, columns = np.nonzero((pieces > 0) & (core[1:-1, 1:-1] == 0))
    voters = ids[pieces[rows, columns]]
    heard = chosen[voters]
    rows, columns, voters = rows[heard], columns[heard], voters[heard]
    for down, right in SIDES:
        values = framed[rows + 1 + down, columns + 1 + right]
        others = values != scene.label
        yield voters[others] * VALUES + values[others]


def _framed(scene: Scene, band: Rect) -> Mask:
    """What is shown in a band and one pixel around it; beyond the image, its own label."""
    wide = Rect(band.x - 1, band.y - 1, band.width + 2, band.height + 2)
    seen = wide.intersected(scene.seen.whole)
    framed = np.full((wide.height, wide.width), scene.label, np.uint8)
    framed[seen.moved(-wide.x, -wide.y).slices] = scene.shown(seen)
    return framed
