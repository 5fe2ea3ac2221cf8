"""Which pixels a loss counts, and how much: patch sampling and class balancing (section 4.3).

Sampling turns pixels of a batch's masks void, which no loss counts; nothing is reweighted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from fcn_core.data.dataset import Dataset
from fcn_core.geometry import Placement
from fcn_core.masks import VOID, value_counts

MAX_WEIGHT = 20.0


def label_frequencies(source: Dataset, tasks: tuple[int, ...] = ()) -> NDArray[np.float64]:
    """Each label's share (labels,) of the pixels that have one, over the whole data set.

    Of several labelings, each has shares of its own, one after the other.
    """
    sizes = tasks or (len(source.labels),)
    counts = np.zeros((len(sizes), 256), np.int64)
    for index in range(len(source)):
        planes = np.atleast_3d(source.mask(index))
        for task in range(len(sizes)):
            counts[task] += value_counts(planes[..., task])
    known = [row[:size].astype(np.float64) for row, size in zip(counts, sizes, strict=True)]
    return np.concatenate([row / max(1.0, row.sum()) for row in known])


def balancing_weights(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """Median frequency / own frequency (Eigen & Fergus, 2015), at most 20; 1 if never seen."""
    seen = frequencies > 0
    weights = np.ones_like(frequencies)
    if seen.any():
        weights[seen] = np.median(frequencies[seen]) / frequencies[seen]
    return np.minimum(weights, MAX_WEIGHT)


@dataclass(frozen=True)
class Balance:
    """How a run balances its labels, from their frequencies in its data."""

    weights: NDArray[np.float64] | None = None
    """(labels,): factors of the loss."""
    keep: NDArray[np.float64] | None = None
    """(tasks, 256): the probability that a pixel of a label counts."""

    @classmethod
    def of(
        cls,
        source: Dataset,
        how: Literal["none", "weights", "sampling"],
        tasks: tuple[int, ...] = (),
    ) -> Balance:
        """Reads every mask once, unless `how` is none. Each of several tasks is balanced alone."""
        if how == "none":
            return cls()
        sizes = tasks or (len(source.labels),)
        frequencies = np.split(label_frequencies(source, tasks), np.cumsum(sizes)[:-1])
        weights = [balancing_weights(part) for part in frequencies]
        if how == "weights":
            return cls(weights=np.concatenate(weights))
        keep = np.ones((len(sizes), 256))
        for row, part in zip(keep, weights, strict=True):
            row[: len(part)] = part / part.max()
        return cls(keep=keep)

    def weights_on(self, device: torch.device) -> Tensor | None:
        """The loss's factors as float32 on `device`."""
        if self.weights is None:
            return None
        return torch.as_tensor(self.weights, dtype=torch.float32, device=device)

    def sampled(self, masks_NHW: Tensor, rng: np.random.Generator) -> Tensor:
        """The masks (uint8) with common labels' pixels thinned out to void."""
        if self.keep is None:
            return masks_NHW
        masks = masks_NHW.numpy()
        if masks.ndim == 4:
            kept = np.stack([row[masks[..., task]] for task, row in enumerate(self.keep)], -1)
        else:
            kept = self.keep[0][masks]
        dropped = rng.random(masks.shape) >= kept
        return torch.from_numpy(np.where(dropped, np.uint8(VOID), masks))


def drop_cells(
    masks_NHW: Tensor, place: Placement, keep: float, rng: np.random.Generator
) -> Tensor:
    """The masks (uint8) with the pixels of each final-layer cell void with probability 1 - keep.

    A pixel belongs to the cell whose centre is nearest.
    """
    count, height, width = masks_NHW.shape[:3]
    rows, columns = (_cells(length, place) for length in (height, width))
    kept = rng.random((count, int(rows[-1]) + 1, int(columns[-1]) + 1)) < keep
    pixels = torch.from_numpy(kept[:, rows][:, :, columns])
    if masks_NHW.ndim == 4:
        pixels = pixels[..., None]
    return torch.where(pixels, masks_NHW, VOID)


def _cells(length: int, place: Placement) -> NDArray[np.int64]:
    """The cell (length,) of each pixel along an axis, counted from 0."""
    cells = np.floor((np.arange(length) - place.offset) / place.stride + 0.5).astype(np.int64)
    return np.asarray(cells - cells[0])
