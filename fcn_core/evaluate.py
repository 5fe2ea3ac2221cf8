"""Scores of a model on a data set, image by image; memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from fcn_core.data.dataset import Dataset
from fcn_core.errors import FcnError
from fcn_core.masks import Mask
from fcn_core.metrics import ConfusionMatrix, Scores
from fcn_core.predict import Predictor


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Scores by stride, and in how many images each label occurs."""

    labels: tuple[str, ...]
    images: int
    photos: tuple[int, ...]
    scores: dict[int, Scores]

    def mean_iu_of_common(self, stride: int, at_least: int) -> float:
        """Mean IU over the labels that occur in `at_least` images or more."""
        iu = np.array(self.scores[stride].per_class_iu)
        common = np.array(self.photos) >= at_least
        return float(np.nanmean(iu[common])) if common.any() else float("nan")

    def to_json(self) -> dict[str, Any]:
        """`labels`, `images`, `photos` and one object of metrics per stride (`stride8`, ...)."""
        strides = {f"stride{stride}": scores.to_json() for stride, scores in self.scores.items()}
        return {
            "labels": list(self.labels),
            "images": self.images,
            "photos": list(self.photos),
            **strides,
        }


def evaluate(
    predictor: Predictor, source: Dataset, on_image: Callable[[int], object] = lambda _: None
) -> Evaluation:
    """Predict every image and compare at its own size. `on_image(n)` is told of each one done.

    The model's labels are matched to the data set's by name; raises `FcnError` if none match.
    """
    ours, theirs = predictor.info.labels, source.labels
    if not set(ours.names) & set(theirs.names):
        raise FcnError(
            f"The model knows {', '.join(ours.names[:5])}..., "
            f"the data set {', '.join(theirs.names[:5])}...: no label in common.",
            "Choose data with the model's labels, or train a model for these.",
        )
    table = ours.translation(theirs, missing=0)
    matrices = {stride: ConfusionMatrix(len(theirs)) for stride in predictor.net.strides}
    photos = np.zeros(len(theirs), np.int64)
    for index in range(len(source)):
        sample = source.sample(index)
        photos += present(sample.mask, len(theirs))
        for prediction in predictor.predict(sample.image):
            matrices[prediction.stride].add(sample.mask, table[prediction.labels])
        on_image(index + 1)
    return Evaluation(
        labels=theirs.names,
        images=len(source),
        photos=tuple(photos.tolist()),
        scores={stride: matrix.scores() for stride, matrix in matrices.items()},
    )


def present(mask: Mask, classes: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """1 for every label that occurs in the mask (classes,), int64."""
    return (np.bincount(mask.ravel(), minlength=256)[:classes] > 0).astype(np.int64)
