"""Smoothing, growing and shrinking: each pixel is decided by those within a radius of it.

All functions take what is shown (uint8, (H, W)), where the subject is (uint8 0 or 1, the same
size; it is somewhere, but not everywhere), its label and the radius in pixels. They return what
is shown afterwards, right for pixels further than `halo(radius)` from sides that are cut off.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.masks import VOID, Mask

AROUND = np.ones((3, 3), np.uint8)


def halo(radius: int) -> int:
    """Pixels to look at beyond those that are decided."""
    return 2 * radius + 2


def grown(shown_HW: Mask, inside_HW: Mask, label: int, radius: int) -> Mask:
    """Whatever is at most `radius` from the subject gets its label; void stays void."""
    after = shown_HW.copy()
    after[(distances(1 - inside_HW) <= radius) & (shown_HW != VOID)] = label
    return after


def shrunk(shown_HW: Mask, inside_HW: Mask, label: int, radius: int) -> Mask:
    """The subject's pixels at most `radius` from something else become the nearest other label.

    The image's edge is no outline.
    """
    lost = (inside_HW != 0) & (distances(inside_HW) <= radius)
    return replaced(shown_HW, label, lost)


def smoothed(shown_HW: Mask, inside_HW: Mask, label: int, radius: int) -> Mask:
    """Each pixel goes with the majority in the square of `2 * radius + 1` pixels around it.

    Those that the subject loses become the nearest other label; void stays void.
    """
    side = 2 * radius + 1
    votes = cv2.boxFilter(
        inside_HW, cv2.CV_32F, (side, side), normalize=False, borderType=cv2.BORDER_REPLICATE
    )
    most = 2 * votes > side * side
    after = replaced(shown_HW, label, (inside_HW != 0) & ~most)
    after[most & (shown_HW != VOID)] = label
    return after


def distances(mask_HW: Mask) -> NDArray[np.float32]:
    """From each pixel to the nearest that is 0: the root of a whole number, always the same one.

    OpenCV's last digit goes by where in memory the mask lies, and would decide between equals.
    """
    found = cv2.distanceTransform(mask_HW, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    exact = np.asarray(found, np.float32)
    np.multiply(exact, exact, out=exact)
    np.rint(exact, out=exact)
    return np.sqrt(exact, out=exact)


def replaced(shown_HW: Mask, label: int, lost_HW: NDArray[np.bool_]) -> Mask:
    """A copy of what is shown (uint8, (H, W)) in which pixels that `label` loses show the nearest
    other value, if there is one.
    """
    after, own = shown_HW.copy(), shown_HW == label
    if not lost_HW.any() or own.all():
        return after
    _, nearest = cv2.distanceTransformWithLabels(
        own.view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    # What is nearest to one of the label's pixels touches another of them.
    rim = (cv2.dilate(own.view(np.uint8), AROUND) != 0) & ~own
    values = np.zeros(int(nearest.max()) + 1, np.uint8)
    values[nearest[rim]] = shown_HW[rim]
    after[lost_HW] = values[nearest[lost_HW]]
    return after
