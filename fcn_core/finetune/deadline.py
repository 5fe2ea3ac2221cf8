"""When a run that has so much time in all must stop learning, so that its end fits in."""

from __future__ import annotations

import time
from pathlib import Path

from fcn_core.data.transforms import Preprocessing
from fcn_core.errors import FcnError
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.pacing import Clock
from fcn_core.imaging.images import read_header
from fcn_core.predict import Predictor, finest_labels
from fcn_core.tiling import working_size

LEAST_TO_LEARN = 0.5
"""Share of the time that learning gets, however long the rest takes."""
SPARE = 1.0
"""Seconds for what is not foreseen: a process's start, the last step, writing the net."""

PIXEL = 1 / 16
"""What reading a pixel and counting it takes, of what the net takes for one."""


class Deadline:
    """So many seconds for a whole run, since it `began` or from now on, by `clock`."""

    def __init__(
        self, seconds: float, began: float | None = None, clock: Clock = time.monotonic
    ) -> None:
        self._seconds, self._clock = seconds, clock
        self._began = clock() if began is None else began

    def left_to_learn(self, ending: float = 0.0) -> float:
        """Seconds, if what follows takes `ending`."""
        spent = self._clock() - self._began
        return max(LEAST_TO_LEARN * self._seconds, self._seconds - spent - ending - SPARE)


def seconds_to_judge(
    predictor: Predictor, images: CorrectedImages, count: int, clock: Clock = time.monotonic
) -> float:
    """How long a net takes for `count` of these images, or of images like them.

    One is tried that is no smaller than usual: what takes no part in it, as starting a thread,
    would weigh too much in a small one.
    """
    efforts = {}
    for index, image in enumerate(images.images if count else ()):
        try:
            efforts[index] = _effort(Path(image.image), predictor.info.preprocessing)
        except FcnError:  # gone meanwhile, as is said where it is judged
            continue
    mean = sum(efforts.values()) / max(1, len(efforts))
    for index in sorted(efforts, key=lambda i: (efforts[i] < mean, abs(efforts[i] - mean))):
        began = clock()
        try:
            finest_labels(predictor, images.full_sample(index).image)
        except FcnError:
            continue
        return count * (clock() - began) * mean / efforts[index]
    return 0.0


def _effort(path: Path, preprocessing: Preprocessing) -> float:
    """What judging an image takes compared with others, by its size. Raises `FcnError`."""
    header = read_header(path)
    own = (header.height, header.width)
    height, width = working_size(own, preprocessing.long_side, preprocessing.zoom)
    return height * width + PIXEL * header.height * header.width
