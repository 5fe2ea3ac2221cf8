"""The crops that fine-tuning sees: around confirmed pixels, turned where nothing stands upright."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import Augmentation
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import UNTOUCHED, Mask, value_counts

FEW = 0.02
"""A label on a smaller share of the confirmed pixels says nothing about which way is up."""
UPRIGHT = 0.7
"""Where so much of a label lies in one half of the images, they have a top and a bottom."""


class Crops:
    """Draws augmented crops from samples, each around a confirmed pixel where there is one."""

    def __init__(
        self, samples: Sequence[Sample], augment: Augmentation, rng: np.random.Generator, turn: bool
    ) -> None:
        self._samples, self._augment, self._rng, self._turn = samples, augment, rng, turn
        # By row: to look for all confirmed pixels at each crop takes longer than the crop.
        self._confirmed = [np.cumsum((s.mask < UNTOUCHED).sum(1)) for s in samples]

    def draw(self, count: int) -> list[tuple[RGB, Mask]]:
        """`count` crops with their masks; with `turn`, also turned by quarters."""
        return [self._one() for _ in range(count)]

    def _one(self) -> tuple[RGB, Mask]:
        place = int(self._rng.integers(len(self._samples)))
        sample, until = self._samples[place], self._confirmed[place]
        near = None
        if until[-1]:
            pick = int(self._rng.integers(until[-1]))
            row = int(np.searchsorted(until, pick, "right"))
            columns = np.flatnonzero(sample.mask[row] < UNTOUCHED)
            near = (row, int(columns[pick - until[row]]))  # from the right: `until` counts this row
        image, mask = self._augment(sample, self._rng, near)
        if not self._turn:
            return image, mask
        quarters = int(self._rng.integers(4))
        turned = np.rot90(image, quarters), np.rot90(mask, quarters)
        return np.ascontiguousarray(turned[0]), np.ascontiguousarray(turned[1])


def is_upright(masks: Sequence[Mask], labels: int) -> bool:
    """Whether the images have a top and a bottom, going by where their labels lie.

    Sky is above and road below in a street; cells and fields from above lie anywhere.
    """
    halves = np.zeros((2, labels), np.int64)
    for mask in masks:
        middle = mask.shape[0] // 2
        halves[0] += value_counts(mask[:middle])[:labels]
        halves[1] += value_counts(mask[middle:])[:labels]
    total = halves.sum(0)
    common = total > FEW * max(1, int(total.sum()))
    return bool((halves[:, common].max(0) > UPRIGHT * total[common]).any())
