"""What a simulated annotator needs of a model: looks at images, and learning from corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from fcn_core.data.dataset import Dataset, Sample
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.metrics import OpenConfusionMatrix, Scores
from fcn_core.suggest.candidates import Candidate, candidate

FULL_DOUBT = 255


@dataclass(frozen=True, kw_only=True)
class Look:
    """A model's answer: label ids (H, W) by stride, UNTOUCHED where it knows nothing; and doubt."""

    masks: Mapping[int, Mask]
    doubt: Mask

    @property
    def labels(self) -> Mask:
        """The finest answer, which is what the screen shows."""
        return self.masks[min(self.masks)]


@dataclass(frozen=True, kw_only=True)
class Example:
    """An image that the person has worked on, by the window's rule for training or held out."""

    image_id: str
    image: RGB
    corrections: Mask
    held_out: bool


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What a model may learn from, and for how long.

    `others` are some images that nobody has corrected: they can remind a net of what it knew.
    """

    examples: Sequence[Example]
    others: Sequence[Sample] = ()
    seconds: float

    @property
    def training(self) -> list[Example]:
        """The examples that are not held out and have something confirmed."""
        return [e for e in self.examples if not e.held_out and (e.corrections < UNTOUCHED).any()]

    @property
    def held_out(self) -> list[Example]:
        """The examples by which the result is judged."""
        return [e for e in self.examples if e.held_out]


class Model(Protocol):
    """Something that predicts masks and may learn."""

    def look(self, image_HWC: RGB) -> Look:
        """Predict one image (uint8 RGB)."""
        ...

    def glance(self, image_id: str, image_HWC: RGB) -> Candidate:
        """What ranking images by use needs to know of one."""
        ...

    def learn(self, lesson: Lesson) -> str:
        """Learn from all that was corrected; says what became of it."""
        ...


def scores_by_stride(model: Model, source: Dataset, indices: Sequence[int]) -> dict[int, Scores]:
    """Of every output on these images. A pixel about which the model says nothing is wrong."""
    found: dict[int, OpenConfusionMatrix] = {}
    for index in indices:
        sample = source.sample(index)
        for stride, seen in model.look(sample.image).masks.items():
            matrix = found.setdefault(stride, OpenConfusionMatrix(len(source.labels)))
            matrix.add(sample.mask, seen)
    return {stride: matrix.scores() for stride, matrix in found.items()}


def blank(shape: tuple[int, ...]) -> Look:
    """The answer of a model that knows nothing."""
    size = shape[:2]
    nothing = np.full(size, UNTOUCHED, np.uint8)
    return Look(masks={1: nothing}, doubt=np.full(size, FULL_DOUBT, np.uint8))


def glance_of(look: Look, image_id: str, labels: LabelSet) -> Candidate:
    """A candidate for ranking, from a full look."""
    return candidate(image_id, look.masks, look.doubt, len(labels))
