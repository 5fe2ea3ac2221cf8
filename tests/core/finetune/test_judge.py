"""Judgement: intervals that cover, verdicts in words."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from fcn_core.finetune.judge import Counts, Judgement, interval, wider
from fcn_core.labels import LabelSet

NAMES = LabelSet.from_names(["a", "b"])


def judgement(right: Counts, wrong: Counts) -> Judgement:
    """Two labels; each cell has `right` hits and `wrong` misses of each."""
    counts = np.zeros((*right.shape, 2, 2), np.int64)
    counts[..., 0, 0] = counts[..., 1, 1] = right
    counts[..., 0, 1] = counts[..., 1, 0] = wrong
    sizes = tuple(counts.sum((1, 2, 3)).tolist())
    names = tuple(map(str, range(len(counts))))
    return Judgement(counts=counts, image_ids=names, sizes=sizes, stride=8)


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


def test_an_interval_ends_where_scores_do() -> None:
    """Two images that disagree: ninefold widening would lead far beyond 0 and 1."""
    before = judgement(np.array([[95] * 16, [5] * 16]), np.array([[5] * 16, [95] * 16]))
    after = judgement(np.array([[5] * 16, [95] * 16]), np.array([[95] * 16, [5] * 16]))
    low, high = interval(before, after) or (nan, nan)
    assert low == -before.mean_iu
    assert high == 1 - before.mean_iu


def test_intervals_of_few_images_are_wider() -> None:
    factors = [wider(images / 4) for images in range(4, 160)]
    assert factors == sorted(factors, reverse=True)
    assert factors[4] == wider(2) > 9 and 1 < factors[-1] < 1.06


def test_images_that_weigh_nothing_prove_nothing() -> None:
    """Of twenty images two are all that counts, and they disagree by how much the net got better:
    a gain that two images of one size would not prove either.
    """
    sizes = np.array([[80_000]] * 2 + [[100]] * 18).repeat(16, 1)
    gains = np.array([[0.01], [0.05]] + [[0.05]] * 18)
    before, after = (
        judgement(hits, sizes - hits)
        for share in (0.8 + 0 * gains, 0.8 + gains)
        for hits in [(share * sizes).round().astype(int)]
    )
    low, high = interval(before, after) or (nan, nan)
    assert low < 0 < high
    two = interval(before.on(["0", "1"]), after.on(["0", "1"])) or (nan, nan)
    assert two[0] < 0 < two[1]
    assert before.weights[:2].sum() > 0.98 and before.weights.sum() == pytest.approx(1)


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
