"""What one look at an image says about the use of correcting it, small enough to keep thousands.

No image is kept: a few numbers a label, and a vector that says what kind of image it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from fcn_core.finetune.twins import GRID, Look
from fcn_core.masks import Mask

Vector = NDArray[np.float32]
MOST = 255.0
GLANCED_SIDE = 256
"""Long side in pixels of what a look needs: enough to see where strides disagree, a third of the
work of 400."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One image as a net sees it.

    `disagreement`: share of the pixels (0-1) to which the coarsest and the finest stride give
    different labels; `doubt`: mean doubt (0-1) of the finest. Of each label (position = id):
    `shares`, the share of the pixels predicted as it; `disputed`, the share that is in dispute
    around it. `features`: a vector of unit length; similar images have similar ones. `look` tells
    twins; a `blank` image shows hardly anything.
    """

    image_id: str
    disagreement: float
    doubt: float
    shares: Vector
    disputed: Vector
    features: Vector
    look: Look = field(default_factory=lambda: np.zeros((GRID, GRID), np.float32))
    blank: bool = False

    def translated(self, table: NDArray[np.uint8], labels: int) -> Candidate:
        """The same in other label ids: `table` maps old to new; ids >= `labels` are dropped."""
        return replace(
            self,
            shares=_moved(self.shares, table, labels),
            disputed=_moved(self.disputed, table, labels),
        )


def candidate(
    image_id: str,
    masks: Mapping[int, Mask],
    doubt_HW: Mask,
    labels: int,
    features: Vector | None = None,
) -> Candidate:
    """Sum up an image's stride outputs: label ids (H, W) by stride, and the finest one's doubt.

    A pixel's dispute is half its doubt, and half if coarsest and finest stride differ. It counts
    for both labels that may be meant, half each. Ids >= `labels` (void, untouched) belong to no
    label. Without `features` the shares of the labels say what kind of image it is.
    """
    coarse, fine = masks[max(masks)].ravel(), masks[min(masks)].ravel()
    doubt = doubt_HW.ravel() / MOST
    differ = coarse != fine
    dispute = (doubt + differ) / 2
    shares = _sums(fine, None, labels)
    disputed: Vector = _sums(fine, dispute / 2, labels) + _sums(coarse, dispute / 2, labels)
    return Candidate(
        image_id=image_id,
        disagreement=float(differ.mean()),
        doubt=float(doubt.mean()),
        shares=shares,
        disputed=disputed,
        features=unit(shares if features is None else features),
    )


def unit(vector: NDArray[np.floating]) -> Vector:
    """The vector at length 1; a zero vector stays zero."""
    length = float(np.linalg.norm(vector))
    return (vector / length if length else vector).astype(np.float32)


def _sums(labels: Mask, weights: NDArray[np.floating] | None, count: int) -> Vector:
    """The sum of the weights (1 by default) at each label, as a share of all pixels."""
    sums = np.bincount(labels, weights, minlength=256)[:count].astype(np.float32)
    return sums / np.float32(max(1, labels.size))


def _moved(values: Vector, table: NDArray[np.uint8], labels: int) -> Vector:
    moved = np.zeros(256, np.float32)
    np.add.at(moved, table[: len(values)], values)
    return moved[:labels]
