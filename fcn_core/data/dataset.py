"""What every data set offers, and wrappers that any of them can wear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, Mask


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One image (uint8 RGB, H x W x 3) with its mask (uint8, H x W)."""

    image_id: str
    image: RGB
    mask: Mask


class Dataset(Protocol):
    """Images with masks, read when asked for."""

    labels: LabelSet

    def __len__(self) -> int: ...

    def sample(self, index: int) -> Sample:
        """Read one image and its mask. Raises `FcnError` naming the file."""
        ...

    def mask(self, index: int) -> Mask:
        """Read one mask alone."""
        ...


def check_labelled(source: Dataset) -> None:
    """Raise `FcnError` if not one pixel has a label. Reads masks up to the first that has any."""
    if not any((source.mask(index) < UNTOUCHED).any() for index in range(len(source))):
        raise FcnError(
            "None of the {count} images has a labelled pixel: all are void.",
            "Label some of them, or name other data.",
            count=len(source),
        )


@dataclass
class Joined:
    """Several data sets with equal labels, one after the other, each with a sampling weight."""

    parts: Sequence[Dataset]
    weights: Sequence[float]

    def __post_init__(self) -> None:
        self.labels = self.parts[0].labels
        self._places = [(p, i) for p, part in enumerate(self.parts) for i in range(len(part))]

    def __len__(self) -> int:
        return len(self._places)

    def sample(self, index: int) -> Sample:
        part, place = self._places[index]
        return self.parts[part].sample(place)

    def mask(self, index: int) -> Mask:
        part, place = self._places[index]
        return self.parts[part].mask(place)

    def image_weights(self) -> NDArray[np.float64]:
        """Each image's sampling weight: how often an epoch shows it."""
        return np.array([self.weights[part] for part, _ in self._places], np.float64)


class InMemory:
    """Keeps decoded samples while they fit into `budget` bytes; the rest is read each time."""

    def __init__(self, source: Dataset, budget: int) -> None:
        self.source, self.labels, self._left = source, source.labels, budget
        self._kept: dict[int, Sample] = {}

    def __len__(self) -> int:
        return len(self.source)

    def sample(self, index: int) -> Sample:
        kept = self._kept.get(index)
        if kept is not None:
            return kept
        sample = self.source.sample(index)
        size = sample.image.nbytes + sample.mask.nbytes
        if size <= self._left:
            self._left -= size
            self._kept[index] = sample
        return sample

    def mask(self, index: int) -> Mask:
        kept = self._kept.get(index)
        return kept.mask if kept is not None else self.source.mask(index)
