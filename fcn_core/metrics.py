"""The paper's four metrics from one confusion matrix (section 5, "Metrics").

Counting is kept apart from scoring: matrices of several images, or processes, simply add up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from fcn_core.masks import Mask


class ScoresJson(TypedDict):
    """`Scores` as they stand in files; None is not measured."""

    pixel_accuracy: float | None
    mean_accuracy: float | None
    mean_iu: float | None
    fw_iu: float | None
    per_class_iu: list[float | None]


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Fractions (0-1). `per_class_iu` is NaN for a class seen in neither truth nor prediction.

    With n_ij the pixels of class i predicted as j and t_i their sum over j:
    `pixel_accuracy` sum n_ii / sum t_i; `mean_accuracy` mean n_ii / t_i; `mean_iu`
    mean n_ii / (t_i + sum_j n_ji - n_ii); `fw_iu` sum t_i IU_i / sum t_i.

    Both means go over the classes with t_i > 0, as the paper's for SIFT Flow do. A class that is
    predicted and never true has an IU of 0.0 in `per_class_iu` and no part in `mean_iu`: data that
    lack it cannot score it, and its false pixels already count against the classes they hide.
    The reference code counts that 0; where every class occurs, as in VOC val, both are the same.
    """

    pixel_accuracy: float
    mean_accuracy: float
    mean_iu: float
    fw_iu: float
    per_class_iu: tuple[float, ...]

    def to_json(self) -> ScoresJson:
        """Plain numbers; NaN becomes None, so the result is strict JSON."""
        return {
            "pixel_accuracy": _or_none(self.pixel_accuracy),
            "mean_accuracy": _or_none(self.mean_accuracy),
            "mean_iu": _or_none(self.mean_iu),
            "fw_iu": _or_none(self.fw_iu),
            "per_class_iu": [_or_none(iu) for iu in self.per_class_iu],
        }


class ConfusionMatrix:
    """Counts pixels by (truth, prediction); values of truth >= `classes` (void) do not count."""

    def __init__(self, classes: int) -> None:
        self.classes = classes
        self.counts = np.zeros((classes, classes), np.int64)

    def add(self, truth: Mask, predicted: Mask) -> None:
        """Count one image: two uint8 arrays of equal shape.

        Raises `ValueError` where they differ in size, or a prediction that counts is no class.
        """
        if truth.shape != predicted.shape:
            raise ValueError(f"truth {truth.shape} and prediction {predicted.shape} differ in size")
        valid = truth < self.classes
        found = predicted[valid]
        if found.size and not 0 <= found.min() <= found.max() < self.classes:
            strange = found.min() if found.min() < 0 else found.max()
            raise ValueError(f"the prediction {strange} is none of {self.classes} classes")
        pairs = truth[valid].astype(np.int64) * self.classes + found
        self.counts += np.bincount(pairs, minlength=self.classes**2).reshape(self.counts.shape)

    def __iadd__(self, other: ConfusionMatrix) -> ConfusionMatrix:
        self.counts += other.counts
        return self

    def scores(self, over: NDArray[np.bool_] | None = None) -> Scores:
        """The four metrics of all that has been counted; see `scores_from_counts`."""
        return scores_from_counts(self.counts, over)


class OpenConfusionMatrix:
    """Counts predictions that may be none of the labels, too: such a pixel is wrong, for any label.

    What a model says there must count as no other label: a label that it takes for `sky` just
    because the data lack it would be a false `sky`, or a true one by chance.
    """

    def __init__(self, classes: int) -> None:
        self.classes = classes
        self._matrix = ConfusionMatrix(classes + 1)

    def add(self, truth: Mask, predicted: Mask) -> None:
        """Count one image: two uint8 arrays of equal shape; predictions >= `classes` are none."""
        valid = truth < self.classes
        self._matrix.add(truth[valid], np.minimum(predicted[valid], np.uint8(self.classes)))

    def scores(self, over: NDArray[np.bool_] | None = None) -> Scores:
        """The four metrics over the labels; see `scores_from_counts`."""
        scores = self._matrix.scores(None if over is None else np.append(over, False))
        return replace(scores, per_class_iu=scores.per_class_iu[: self.classes])


def scores_from_counts(
    counts: NDArray[np.integer], over: NDArray[np.bool_] | None = None
) -> Scores:
    """The four metrics of a confusion matrix (truth x prediction).

    `over` (classes,) limits the two means to some classes; all pixels count nevertheless.
    """
    n = counts.astype(np.float64)
    hits, truth, predicted = np.diag(n), n.sum(1), n.sum(0)
    union = truth + predicted - hits
    iu = np.divide(hits, union, out=np.full(len(n), np.nan), where=union > 0)
    total = truth.sum()
    seen = truth > 0 if over is None else (truth > 0) & over
    recall = np.divide(hits, truth, out=np.full(len(n), np.nan), where=truth > 0)
    return Scores(
        pixel_accuracy=float(hits.sum() / total) if total else np.nan,
        mean_accuracy=float(recall[seen].mean()) if seen.any() else np.nan,
        mean_iu=float(iu[seen].mean()) if seen.any() else np.nan,
        fw_iu=float(np.nansum(truth * iu) / total) if total else np.nan,
        per_class_iu=tuple(iu.tolist()),
    )


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
