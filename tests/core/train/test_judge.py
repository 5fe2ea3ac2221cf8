"""Judgement: intervals that cover, verdicts in words."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from fcn_core.data.transforms import Preprocessing
from fcn_core.labels import LabelSet
from fcn_core.train.corrections import Corrections
from fcn_core.train.job import JobImage
from fcn_core.train.judge import Counts, Judgement, interval, report, sentence, wider


def judgement(right: Counts, wrong: Counts) -> Judgement:
    """Two labels; each cell has `right` hits and `wrong` misses of each."""
    counts = np.zeros((*right.shape, 2, 2), np.int64)
    counts[..., 0, 0] = counts[..., 1, 1] = right
    counts[..., 0, 1] = counts[..., 1, 0] = wrong
    return Judgement(counts=counts)


def test_equal_nets_have_an_interval_of_zero() -> None:
    same = judgement(np.full((3, 16), 90), np.full((3, 16), 10))
    assert interval(same, same) == (0.0, 0.0)


@pytest.mark.parametrize("images", [3, 12])
def test_a_clear_gain_is_wholly_above_zero(images: int) -> None:
    rng = np.random.default_rng(0)
    right = rng.integers(50, 60, (images, 16))
    before, after = judgement(right, right), judgement(right * 2, right // 10)
    low, high = interval(before, after) or (nan, nan)
    assert 0 < low <= after.mean_iu - before.mean_iu <= high + 1e-9
    worse_low, worse_high = interval(after, before) or (nan, nan)
    assert worse_low <= worse_high < 0


def test_noise_straddles_zero() -> None:
    rng = np.random.default_rng(1)
    before = judgement(rng.integers(40, 60, (20, 16)), rng.integers(0, 20, (20, 16)))
    after = judgement(rng.integers(40, 60, (20, 16)), rng.integers(0, 20, (20, 16)))
    low, high = interval(before, after) or (nan, nan)
    assert low < 0 < high


def test_a_few_images_that_disagree_prove_nothing() -> None:
    better, worse = np.full((1, 16), 80), np.full((1, 16), 30)
    before = judgement(np.full((2, 16), 50), np.full((2, 16), 50))
    hits = np.vstack([better, worse])
    low, high = interval(before, judgement(hits, 100 - hits))
    assert low < -0.1 and high > 0.1  # each image's own cells all agree


def test_a_single_image_has_no_interval_and_decides_nothing() -> None:
    good, bad = (
        judgement(np.full((1, 16), 90), np.full((1, 16), 10)),
        judgement(np.full((1, 16), 20), np.full((1, 16), 80)),
    )
    assert interval(good, bad) is None
    found = report(good, bad, held_out(1))
    assert (found["verdict"], found["interval"], found["gate"]["keep"]) == ("same", None, True)
    assert found["sentence"].startswith("Probably worse, but this may be chance: mean IU 81.8 %")


def test_intervals_of_few_images_are_wider() -> None:
    factors = [wider(images) for images in range(2, 40)]
    assert factors == sorted(factors, reverse=True)
    assert factors[0] > 9 and 1 < factors[-1] < 1.06


@pytest.mark.parametrize("images", [4, 8])
def test_intervals_cover_the_true_change_as_often_as_they_say(images: int) -> None:
    rng = np.random.default_rng(5)
    covered = 0
    for _ in range(60):
        gains = rng.normal(10, 6, (images, 1)).round().astype(int)  # each image gains its own
        before = judgement(np.full((images, 16), 50), np.full((images, 16), 50))
        hits = np.clip(50 + gains + np.zeros((1, 16), int), 0, 100)
        low, high = interval(before, judgement(hits, 100 - hits)) or (nan, nan)
        covered += low <= 60 / 140 - 50 / 150 <= high
    assert covered >= 52  # of 60; 57 are expected


def test_the_sentence_says_what_happened() -> None:
    assert sentence("worse", 0.8, 0.7, 1) == (
        "The net got worse: mean IU 80.0 % before, 70.0 % after, on 1 held-out image."
    )


def held_out(count: int) -> Corrections:
    images = [JobImage(image_id=str(i), image="", corrections="") for i in range(count)]
    return Corrections(images, LabelSet.from_names(["a", "b"]), Preprocessing())


@pytest.mark.parametrize(
    ("right", "keeps", "verdict"), [(90, True, "better"), (50, True, "same"), (20, False, "worse")]
)
def test_the_gate_keeps_what_is_not_worse_beyond_the_interval(
    right: int, keeps: bool, verdict: str
) -> None:
    def net(hits: int) -> Judgement:
        return judgement(np.full((9, 16), hits), np.full((9, 16), 100 - hits))

    found = report(net(50), net(right), held_out(9))
    assert (found["gate"]["keep"], found["verdict"]) == (keeps, verdict)
    assert ("discard" in found["gate"]["why"]) != keeps


def test_a_small_loss_within_the_interval_is_kept() -> None:
    rng = np.random.default_rng(3)
    before = judgement(rng.integers(50, 90, (8, 16)), rng.integers(5, 40, (8, 16)))
    after = judgement(rng.integers(48, 90, (8, 16)), rng.integers(5, 40, (8, 16)))
    found = report(before, after, held_out(8))
    low, high = found["interval"]
    assert low < 0 < high and found["gate"]["keep"]


def test_nothing_confirmed_on_the_held_out_images_is_no_judgement() -> None:
    empty = judgement(np.zeros((2, 16), np.int64), np.zeros((2, 16), np.int64))
    found = report(empty, empty, held_out(2))
    assert (found["verdict"], found["interval"], found["held_out"]) == ("unknown", None, 0)
    assert found["gate"]["keep"] and "Not checked" in found["gate"]["why"]
