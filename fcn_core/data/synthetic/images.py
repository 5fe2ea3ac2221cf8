"""Data sets whose images are computed, each from its number alone."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from typing import ClassVar, Generic, TypeVar

import numpy as np
from PIL import Image

from fcn_core.data.dataset import Sample
from fcn_core.data.synthetic.shapes import Rng, chance
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask

COUNT = 6000
SIZE = 320
"""Pixels a side."""
COMPRESSED = 0.2
"""Share that has been a JPEG."""

S = TypeVar("S")


class Computed(ABC, Generic[S]):
    """`count` images of `size` pixels a side: a scene is drawn, and then shown in some way."""

    name: ClassVar[str]
    labels: LabelSet

    def __init__(self, count: int = COUNT, size: int = SIZE) -> None:
        self._count, self._size = count, size

    def __len__(self) -> int:
        return self._count

    def sample(self, index: int) -> Sample:
        """Image and mask."""
        rng = np.random.default_rng(index)
        scene = self._scene(rng, self._size)
        image = self._shown(rng, scene)
        if chance(rng, COMPRESSED):
            image = _compressed(image, int(rng.integers(40, 95)))
        return Sample(
            image_id=f"{self.name}-{index}", image=self._prepared(image), mask=self._mask(scene)
        )

    def mask(self, index: int) -> Mask:
        """The mask alone: the scene is drawn first, before anything that shows it."""
        return self._mask(self._scene(np.random.default_rng(index), self._size))

    @abstractmethod
    def _scene(self, rng: Rng, size: int) -> S:
        """What is where."""

    @abstractmethod
    def _shown(self, rng: Rng, scene: S) -> RGB:
        """How it looks."""

    @abstractmethod
    def _mask(self, scene: S) -> Mask:
        """The truth."""

    def _prepared(self, image: RGB) -> RGB:
        """As nets are to see it."""
        return image


def _compressed(image: RGB, quality: int) -> RGB:
    file = io.BytesIO()
    Image.fromarray(image).save(file, "JPEG", quality=quality)
    return np.array(Image.open(file))
