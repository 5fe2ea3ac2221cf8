"""Images that look nearly the same: one saved again, turned, scaled, lit otherwise or shifted.

A held-out image whose twin is learned from tells little of others. What is compared is how light
and dark lie, on a coarse grid and without what changes slowly over the image: images of one series
are lit alike, and are no twins for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.imaging.images import RGB

Look = NDArray[np.float32]
"""What an image looks like, (GRID, GRID), of length 1 as a vector; or 0, of a blank one."""
GRID = 16
SLOW = 2.0
"""Sigma, in cells, of what changes too slowly to tell images apart."""
ALIKE = 0.7
"""Correlation from which two images are twins. Copies saved as JPEG, turned, mirrored, halved or
brightened have at least 0.98, copies without a fiftieth of each side 0.84; different images of 40
nuclei and of 100 roads at most 0.35 and 0.49. Of a video, 521 of 67,161 pairs of frames are twins.
"""


def look_of(image_HWC: RGB) -> Look:
    """What an image looks like."""
    cells = cv2.resize(image_HWC, (GRID, GRID), interpolation=cv2.INTER_AREA)
    grey = cells.astype(np.float32).mean(2)
    detail = grey - cv2.GaussianBlur(grey, (0, 0), SLOW)
    detail -= detail.mean()
    length = float(np.linalg.norm(detail))
    return np.asarray(detail / length if length > 1 else 0 * detail, np.float32)


def twins(looks: Sequence[Look], others: Sequence[Look]) -> Iterator[int | None]:
    """For each of `looks` the place of the one of `others` that is most its twin, if any is."""
    known = np.reshape(np.array(others, np.float32), (len(others), GRID * GRID))
    for look in looks:
        turned = np.array([np.rot90(side, k) for side in (look, look[:, ::-1]) for k in range(4)])
        alike = (known @ turned.reshape(8, -1).T).max(1, initial=0)
        place = int(alike.argmax()) if len(alike) else 0
        yield place if len(alike) and alike[place] >= ALIKE else None
