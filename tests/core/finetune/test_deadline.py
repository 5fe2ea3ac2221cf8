"""A run that has so much time in all stops learning early enough for its end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from fcn_core.events import Evaluated, Event, Message
from fcn_core.finetune import deadline
from fcn_core.finetune import run as finetune
from fcn_core.finetune.control import Control
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.deadline import LEAST_TO_LEARN, SPARE, Deadline, seconds_to_judge
from fcn_core.finetune.given import read_given
from fcn_core.finetune.run import Finetuner
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import write_mask
from fcn_core.predict import Predictor
from fcn_core.tiling import working_size
from fcn_core.weights.checkpoint import load_model
from tests.core.finetune.test_run import QUICK, make_job
from tests.core.models import LABELS


class Clock:
    """It stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_what_went_before_and_what_follows_are_taken_off(clock: Clock) -> None:
    whole = Deadline(60, clock=clock)
    clock.now = 4
    assert whole.left_to_learn() == 56 - SPARE
    assert whole.left_to_learn(ending=6) == 50 - SPARE
    clock.now = 14
    assert Deadline(60, began=10, clock=clock).left_to_learn() == 56 - SPARE


def test_learning_gets_half_of_the_time_whatever_the_rest_takes(clock: Clock) -> None:
    whole = Deadline(60, clock=clock)
    clock.now = 40
    assert whole.left_to_learn(ending=100) == LEAST_TO_LEARN * 60


def test_judging_is_timed_on_one_image(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job(tmp_path, count=5, held_out=3)
    predictor = Predictor.load(Path(job.model), "cpu")
    given = read_given(job, predictor.info.preprocessing, print)
    judged = []

    def finest_labels(_: Predictor, image: object, wanted: object) -> None:
        judged.append(image)
        clock.now += 0.5

    monkeypatch.setattr(deadline, "finest_labels", finest_labels)
    assert seconds_to_judge(predictor, given.test.images, 8, clock) == 4.0
    assert len(judged) == 1
    assert seconds_to_judge(predictor, given.test.images, 0, clock) == 0.0
    assert seconds_to_judge(predictor, given.test.images.first(0), 8, clock) == 0.0
    assert len(judged) == 1
    (tmp_path / "2.png").unlink()  # the first one that was held out
    assert seconds_to_judge(predictor, given.test.images, 8, clock) == 4.0
    assert len(judged) == 2


@pytest.mark.parametrize("zoomed", [False, True])
def test_images_of_all_sizes_take_what_they_take(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, zoomed: bool
) -> None:
    """A small one first, and one that is gone: a second for each million pixels that a net sees."""
    job = make_job(tmp_path, count=7, held_out=6)
    sizes = [(40, 40), (1000, 800), (900, 1000), (40, 60), (2000, 1500), (900, 800)]
    for place, size in enumerate(sizes, start=1):
        Image.new("RGB", size).save(tmp_path / f"{place}.png")
        write_mask(tmp_path / f"{place}_mask.png", np.zeros(size[::-1], np.uint8))
    (tmp_path / "6.png").unlink()
    net, info, device = *load_model(Path(job.model)), torch.device("cpu")
    seen = replace(info.preprocessing, long_side=500, zoom=2.0) if zoomed else info.preprocessing
    predictor = Predictor(net, replace(info, preprocessing=seen), device)
    held_out = CorrectedImages(job.images[1:], LABELS, seen)
    judged = []

    def finest_labels(_: Predictor, image: RGB, wanted: object) -> None:
        height, width = working_size(image.shape, seen.long_side, seen.zoom)
        judged.append(image)
        clock.now += height * width / 1e6

    monkeypatch.setattr(deadline, "finest_labels", finest_labels)
    expected = seconds_to_judge(predictor, held_out, 5, clock)
    assert len(judged) == 1
    before = clock.now
    for sample in held_out.full_samples(print):
        finest_labels(predictor, sample.image, sample.mask)
    assert expected == pytest.approx(clock.now - before, rel=0.3)


@pytest.mark.parametrize(("in_all", "least", "most"), [(False, 3.0, 3.0), (True, 1.6, 2.0)])
@pytest.mark.parametrize("new", [False, True])
def test_only_a_run_with_so_much_time_in_all_learns_for_less(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    in_all: bool,
    least: float,
    most: float,
    new: bool,
) -> None:
    counts = []

    def told(_: Predictor, __: CorrectedImages, count: int, ___: object) -> float:
        counts.append(count)
        return 0.4

    monkeypatch.setattr(finetune, "seconds_to_judge", told)
    job = make_job(tmp_path, count=5, held_out=2, first=4)
    job = replace(job, seconds=3.0, in_all=in_all)
    if new:
        labels = LabelSet.from_names(("background", "another"))
        job = replace(job, labels=labels)
    tuner = Finetuner(job, lambda _: None, Control())
    tuner._deadline = Deadline(job.seconds, clock=Clock())  # what is not foreseen takes no time
    tuner.run()
    assert least <= tuner._budget.seconds <= most
    # Two are held out; on a new task they also choose the output, and three lessons the offsets.
    assert counts == ([2 + (2 + 3 if new else 0)] if in_all else [])


@pytest.mark.parametrize(("takes", "is_long"), [(0.2, False), (200.0, True)])
def test_a_check_that_takes_too_long_is_said_and_makes_no_curve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, takes: float, is_long: bool
) -> None:
    monkeypatch.setattr(finetune, "seconds_to_judge", lambda *_: takes)
    job = replace(make_job(tmp_path, count=5, held_out=2), seconds=4.0, in_all=True)
    events: list[Event] = []
    job = replace(job, recipe={**QUICK, "curve_seconds": 0.0})
    Finetuner(job, events.append, Control()).run()
    said = [event.text for event in events if isinstance(event, Message)]
    late = " Checking the result takes about 200 seconds more." if is_long else ""
    assert f"Learning, the last layers first.{late}" in said
    points = [event.step for event in events if isinstance(event, Evaluated)]
    assert points[0] == 0 and (len(points) == 1) == is_long
