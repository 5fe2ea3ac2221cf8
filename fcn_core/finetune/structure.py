"""Which net and which working size suit what a person labels: nobody should have to know.

On a task that no net knows (`fcn_core.finetune.task`) the backbone gets new heads. What the labels
themselves allow (`fcn_core.bounds`) says which sizes and strides are worth trying. Where that
leaves several sizes, a short training of the heads says which is best on the held-out images. Of
the strides the trained net has all outputs: the held-out images say at which one it may end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fcn_core.bounds import coarsened
from fcn_core.data.transforms import Preprocessing
from fcn_core.finetune.crops import is_upright
from fcn_core.finetune.pieces import windows
from fcn_core.masks import UNTOUCHED, VOID, Mask
from fcn_core.metrics import ConfusionMatrix
from fcn_core.tiling import nearest, working_size

ENOUGH = 0.99
"""A stride or size through which the truth itself keeps this mean IU loses nothing to speak of."""
LARGEST_SIDE = 1024
"""Larger images are shrunk to this where that loses nothing, so that they are predicted within a
second; where it does, they are seen at their own size, in tiles."""
SMALLER_SIDE = 512
"""Images larger than this are halved where that loses nothing, the largest shrunk to it."""
HALF = 0.5
ZOOMED_SIDE = 640
"""Images are enlarged up to this at most, so that learning from them keeps its pace."""
ZOOMED_LIMIT = 8192
"""Such a net enlarges an image up to this at most: four times as many pixels fill the memory."""
LOOKED_AT = 4
"""Pieces of a large mask by which it is judged."""
AS_GOOD = 0.003
"""An output whose mean IU is behind another's by less than this is as good."""


@dataclass(frozen=True, kw_only=True)
class Structure:
    """Stride outputs, and the size at which images are seen."""

    strides: tuple[int, ...] = ()
    long_side: int = 0
    zoom: float = 1.0
    is_upright: bool = True
    """Whether images have a top and a bottom; else a net sees them turned by quarters, too."""

    def seen_by(self, preprocessing: Preprocessing) -> Preprocessing:
        """What a net of this structure sees of its new task."""
        views = preprocessing.views if self.is_upright else "turns"
        sized = replace(preprocessing, long_side=self.long_side, zoom=self.zoom)
        return replace(sized, views=views, brightened=True)


def candidates(masks: Sequence[Mask], labels: int, strides: tuple[int, ...]) -> list[Structure]:
    """What is worth trying for masks at their own size: first what the bounds allow, then larger.

    `strides` are all that the net could have, coarse to fine.
    """
    sides = [max(mask.shape) for mask in masks]
    finest = strides[-1]
    seen = Structure()
    for smaller in _smaller(sides):
        if bound(masks, labels, finest, smaller) > ENOUGH:
            seen = smaller
    enough = [s for s in strides if s <= 8 and bound(masks, labels, s, seen) > ENOUGH]
    kept = tuple(s for s in strides if s >= max(enough, default=finest))
    found = [replace(seen, strides=kept, is_upright=is_upright(masks, labels))]
    if not enough and 2 * max(sides) <= ZOOMED_SIDE:
        found.append(replace(found[0], strides=strides, long_side=ZOOMED_LIMIT, zoom=2.0))
    return found


def finest_good(scores: Mapping[int, float]) -> int:
    """The stride to stop at, by each output's mean IU: the labels' detail asked for finer ones."""
    best = max(scores.values())
    return min(stride for stride, score in scores.items() if score > best - AS_GOOD)


def _smaller(sides: Sequence[int]) -> list[Structure]:
    """Sizes to try, from the largest on: images are shrunk to the same size or by the same factor.

    Only all together: images of one kind would come at different scales otherwise. Images that are
    no larger than `LARGEST_SIDE` may be parts of a larger one, which is to come at their scale.
    """
    are_large = max(sides) > LARGEST_SIDE
    found = [Structure(long_side=LARGEST_SIDE)] if are_large else []
    if min(sides) > SMALLER_SIDE:
        found.append(Structure(long_side=SMALLER_SIDE) if are_large else Structure(zoom=HALF))
    return found


def bound(masks: Sequence[Mask], labels: int, stride: int, seen: Structure) -> float:
    """Mean IU of the truth against itself, through cells of `stride` pixels at the size `seen`."""
    matrix = ConfusionMatrix(labels)
    for mask in masks:
        small = nearest(mask, working_size(mask.shape, seen.long_side, seen.zoom))
        for part in windows(small, LOOKED_AT):
            truth = np.where(small[part] == UNTOUCHED, np.uint8(VOID), small[part])
            coarse = np.where(truth < labels, coarsened(truth, stride, labels), truth)
            matrix.add(truth, np.where(coarse < labels, coarse, np.uint8(0)))
    return matrix.scores().mean_iu
