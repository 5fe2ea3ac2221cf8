"""When a run that has so much time in all must stop learning, so that its end fits in."""

from __future__ import annotations

import time

from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.masks import confirmed
from fcn_core.predict import Predictor, finest_labels, silent

LEAST_TO_LEARN = 0.5
"""Share of the time that learning gets, however long the rest takes."""
SPARE = 1.0
"""Seconds for what is not foreseen: a process's start, the last step, writing the net."""


class Deadline:
    """So many seconds for a whole run, since it `began` (by `time.monotonic`) or from now on."""

    def __init__(self, seconds: float, began: float | None = None) -> None:
        self._seconds = seconds
        self._began = time.monotonic() if began is None else began

    def left_to_learn(self, ending: float = 0.0, paused: float = 0.0) -> float:
        """Seconds, if what follows takes `ending`, and so many went by in pauses."""
        spent = time.monotonic() - self._began - paused
        return max(LEAST_TO_LEARN * self._seconds, self._seconds - spent - ending - SPARE)


def seconds_to_judge(predictor: Predictor, images: CorrectedImages, count: int) -> float:
    """How long a net takes for so many images: one of them is tried."""
    if not count:
        return 0.0
    began = time.monotonic()
    for sample in images.full_samples(silent):  # without those that are gone meanwhile
        finest_labels(predictor, sample.image, confirmed(sample.mask))
        return count * (time.monotonic() - began)
    return 0.0
