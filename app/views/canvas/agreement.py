"""How well one stride output agrees with the mask and with what a person said."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.state.corrections import composited
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.metrics import OpenConfusionMatrix

# Larger images are judged by a regular grid of about this many pixels: 3 ms for each output, in
# the middle of painting, for scores that are shown in whole per cents.
PIXELS_JUDGED = 500_000


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """`mean_iu` (0-1) against the corrections, None without any, and `iu` of each label that was
    predicted or confirmed there; `differs`: the fraction (0-1) of the image where the prediction
    and the mask that is shown have different labels.
    """

    mean_iu: float | None
    iu: Mapping[int, float]
    differs: float


def agreement(
    prediction_HW: Mask, shown_HW: Mask | None, corrections_HW: Mask, labels: int
) -> Agreement:
    """Judge a prediction against corrections and against them over `shown_HW`, the net's word.

    All are uint8 masks of one size; `labels` is how many labels there are.
    """
    step = max(1, math.ceil(math.sqrt(prediction_HW.size / PIXELS_JUDGED)))
    predicted, said = prediction_HW[::step, ::step], corrections_HW[::step, ::step]
    net = predicted if shown_HW is None else shown_HW[::step, ::step]
    mask = composited(said, net)
    both = (mask < UNTOUCHED) & (predicted < UNTOUCHED)
    differs = np.count_nonzero((mask != predicted) & both) / predicted.size
    mean, each = _iu(predicted, said, labels)
    return Agreement(mean_iu=mean, iu=each, differs=differs)


def _iu(predicted_HW: Mask, said_HW: Mask, labels: int) -> tuple[float | None, dict[int, float]]:
    matrix = OpenConfusionMatrix(labels)
    matrix.add(said_HW, predicted_HW)
    scores = matrix.scores()
    each = {i: iu for i, iu in enumerate(scores.per_class_iu) if math.isfinite(iu)}
    return None if math.isnan(scores.mean_iu) else scores.mean_iu, each
