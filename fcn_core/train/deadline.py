"""When a run that has so much time in all must stop learning, so that its end fits in."""

from __future__ import annotations

import time

from fcn_core.predict import Predictor, silent
from fcn_core.train.corrections import Corrections
from fcn_core.train.judge import judge

LEAST_TO_LEARN = 0.5
"""Share of the time that learning gets, however long the rest takes."""


class Deadline:
    """A number of seconds for a whole run, which begins now."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._began = seconds, time.monotonic()

    def left_to_learn(self, ending: float = 0.0) -> float:
        """Seconds, if what follows takes `ending`; longer pauses take from it, too."""
        spent = time.monotonic() - self._began
        return max(LEAST_TO_LEARN * self._seconds, self._seconds - spent - ending)


def seconds_to_judge(predictor: Predictor, images: Corrections, count: int) -> float:
    """How long a net takes for so many images: one of them is tried."""
    if not len(images):
        return 0.0
    began = time.monotonic()
    judge(predictor, images.first(1), silent)
    return count * (time.monotonic() - began)
