"""Images that look nearly the same: one saved again, turned, scaled, lit otherwise or shifted.

A held-out image whose twin is learned from tells little of others. What is compared is how light
and dark lie, on a coarse grid and without what changes slowly over the image: images of one series
are lit alike, and are no twins for that.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.imaging.pixels import RGB
from fcn_core.split import spread_evenly

Look = NDArray[np.float32]
"""What an image looks like, (GRID, GRID), of length 1 as a vector; or 0, of a blank one."""
GRID = 16
SLOW = 2.0
"""Sigma, in cells, of what changes too slowly to tell images apart."""
ALIKE = 0.7
"""Correlation from which two images are twins. Copies saved as JPEG, turned, mirrored, halved or
brightened have at least 0.97, copies without a fiftieth of each side 0.84; different images of 40
nuclei and of 100 roads at most 0.35 and 0.49. Of a video, 521 of 67,161 pairs of frames are twins.
"""
SERIES, COPIES = 0.4, 0.85
"""Usual correlation from which different images look alike: twins are copies then, and frames that
follow each other (eight apart 0.86). Of nuclei, roads and a video the usual one is 0.1 to 0.2."""
NEARLY_ALL = 0.9
"""Share of the images from which on their being twins says what the folder is of: parts in a
fixture, say, with a picture of the fixture itself. Nobody would correct other scenes then."""
FAINT, NOISE = 2.0, 4.0
"""Grey levels of 255 below which all cells are one shade, and the pixels' standard deviation below
which they differ by a camera's noise."""
COMPARED = 50
"""Of so many images all pairs tell what is usual."""


def look_of(image_HWC: RGB) -> Look:
    """What an image looks like."""
    cells = cv2.resize(image_HWC, (GRID, GRID), interpolation=cv2.INTER_AREA)
    grey = cells.astype(np.float32).mean(2)
    detail = grey - cv2.GaussianBlur(grey, (0, 0), SLOW)
    detail -= detail.mean()
    length = float(np.linalg.norm(detail))
    return np.asarray(detail / length if length > 1 else 0 * detail, np.float32)


def is_blank(image_HWC: RGB) -> bool:
    """Whether it shows hardly anything: one shade throughout, even where one looks closely."""
    grey = image_HWC.mean(2, dtype=np.float32)
    cells = cv2.resize(grey, (GRID, GRID), interpolation=cv2.INTER_AREA)
    return float(np.ptp(cells)) < FAINT and float(grey.std()) < NOISE


def twins(looks: Sequence[Look], others: Sequence[Look]) -> list[int | None]:
    """For each of `looks` the place of the one of `others` that is most its twin, if any is."""
    bar = _bar([*looks, *others]) if others else None
    if bar is None:
        return [None] * len(looks)
    known = _flat(others)
    found = [_alike(look, known) for look in looks]
    return [int(a.argmax()) if a.max(initial=0) >= bar else None for a in found]


def are_one_series(looks: Sequence[Look]) -> bool:
    """Whether all look alike, as parts in one fixture do, and as frames of one scene do, too."""
    return len(looks) > 1 and _bar(looks) is None


def _bar(looks: Sequence[Look]) -> float | None:
    """Correlation from which two images are twins; None where nearly all are: nothing tells then.

    Of twins, and twins of these, one counts for what is usual: many frames of one video make no
    series of the rest.
    """
    series = _flat([looks[place] for place in spread_evenly(len(looks), COMPARED)])
    pairs = np.array([_alike(look, series) for look in series])
    linked = (pairs >= ALIKE) | np.eye(len(series), dtype=bool)
    for _ in range(COMPARED.bit_length()):
        linked = linked @ linked
    one_each, sizes = np.unique(linked.argmax(1), return_counts=True)
    if sizes.max() >= NEARLY_ALL * len(series):
        return None
    usual = pairs[np.ix_(one_each, one_each)][np.triu_indices(len(one_each), 1)]
    return COPIES if np.median(usual) >= SERIES else ALIKE


def _flat(looks: Sequence[Look]) -> Look:
    return np.reshape(np.array(looks, np.float32), (len(looks), GRID * GRID))


def _alike(look: Look, others: Look) -> Look:
    """The correlation of each row of `others` with an image, however that is turned."""
    square = look.reshape(GRID, GRID)
    turned = np.array([np.rot90(side, k) for side in (square, square[:, ::-1]) for k in range(4)])
    return np.asarray((others @ turned.reshape(8, -1).T).max(1), np.float32)
