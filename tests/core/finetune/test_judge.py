"""Judgement: intervals that cover, verdicts in words."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import numpy as np
import pytest

from fcn_core.finetune.judge import (
    Counts,
    Judgement,
    accepted,
    gate,
    interval,
    partly,
    report,
    sentence,
    wider,
)
from fcn_core.labels import LabelSet
from fcn_core.outcome import Outcome

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


def test_a_single_image_has_no_interval_and_decides_nothing() -> None:
    good, bad = (
        judgement(np.full((1, 16), 90), np.full((1, 16), 10)),
        judgement(np.full((1, 16), 20), np.full((1, 16), 80)),
    )
    assert interval(good, bad) is None
    found = report(good, bad, NAMES)
    assert (found["verdict"], found["interval"], found["gate"]["keep"]) == ("same", None, True)
    assert found["sentence"].startswith("Probably worse, but this may be chance: mean IU 81.8 %")
    assert found["gate"]["why"].startswith("Not decided") and "images" in found["gate"]["why"]


def test_the_gate_says_no_more_than_the_numbers() -> None:
    for found in ("likely better", "same", "likely worse"):
        open_one: Outcome = found  # type: ignore[assignment]
        why = gate(open_one)["why"]
        assert gate(open_one)["keep"]
        assert "more corrections" not in why and ("chance" in why) == found.startswith("likely")
    assert "Recommended" not in gate("likely worse")["why"]


def test_an_interval_ends_where_scores_do() -> None:
    """Two images that disagree: ninefold widening would lead far beyond 0 and 1."""
    before = judgement(np.array([[95] * 16, [5] * 16]), np.array([[5] * 16, [95] * 16]))
    after = judgement(np.array([[5] * 16, [95] * 16]), np.array([[95] * 16, [5] * 16]))
    low, high = interval(before, after) or (nan, nan)
    assert low == -before.mean_iu
    assert high == 1 - before.mean_iu


def test_a_single_label_decides_nothing() -> None:
    """A net that says it everywhere would score best."""
    counts = np.zeros((3, 16, 2, 2), np.int64)
    counts[..., 1, 1], counts[..., 1, 0] = 50, 50
    names = ("0", "1", "2")
    before = Judgement(counts=counts, image_ids=names, sizes=(1, 1, 1), stride=8)
    collapsed = np.zeros_like(counts)
    collapsed[..., 1, 1] = 100
    after = Judgement(counts=collapsed, image_ids=names, sizes=(1, 1, 1), stride=8)
    found = report(before, after, NAMES)
    assert found["verdict"] == "unknown"
    assert found["sentence"].startswith("Only b is confirmed on the held-out images")
    assert "Confirm other labels there" in found["sentence"]


def test_only_images_that_both_nets_were_judged_on_count() -> None:
    rng = np.random.default_rng(2)
    right = rng.integers(50, 60, (9, 16))
    before, after = judgement(right, right), judgement(right * 2, right // 10)
    found = report(before, after.on(["0", "2", "5"]), NAMES)
    assert found["held_out"] == 3
    assert [image["image_id"] for image in found["images"]] == ["0", "2", "5"]
    assert found["images"][1]["before"] == before.image_mean_iu(2)
    gone = report(before, after.on([]), NAMES)
    assert gone["verdict"] == "unknown"
    assert gone["sentence"].startswith("No held-out image could be read")


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


@pytest.mark.parametrize(
    ("right", "keeps", "verdict"), [(90, True, "better"), (50, True, "same"), (20, False, "worse")]
)
def test_the_gate_keeps_what_is_not_worse_beyond_the_interval(
    right: int, keeps: bool, verdict: str
) -> None:
    def net(hits: int) -> Judgement:
        return judgement(np.full((9, 16), hits), np.full((9, 16), 100 - hits))

    found = report(net(50), net(right), NAMES)
    assert (found["gate"]["keep"], found["verdict"]) == (keeps, verdict)
    assert ("discard" in found["gate"]["why"]) != keeps


def test_a_small_loss_within_the_interval_is_kept() -> None:
    rng = np.random.default_rng(3)
    before = judgement(rng.integers(50, 90, (8, 16)), rng.integers(5, 40, (8, 16)))
    after = judgement(rng.integers(48, 90, (8, 16)), rng.integers(5, 40, (8, 16)))
    found = report(before, after, NAMES)
    low, high = found["interval"]
    assert low < 0 < high and found["gate"]["keep"]


def test_nothing_confirmed_on_the_held_out_images_is_no_judgement() -> None:
    empty = judgement(np.zeros((2, 16), np.int64), np.zeros((2, 16), np.int64))
    found = report(empty, empty, NAMES)
    assert (found["verdict"], found["interval"], found["held_out"]) == ("unknown", None, 0)
    assert found["gate"]["keep"] and "Not checked" in found["gate"]["why"]
    assert found["sentence"].startswith("Nothing is confirmed on the held-out images")


def test_scores_of_strokes_alone_come_with_a_caution() -> None:
    whole = judgement(np.full((2, 16), 90), np.full((2, 16), 10))
    assert whole.share == 1 and partly(whole) == ""
    strokes = replace(whole, sizes=tuple(5 * size for size in whole.sizes))
    assert strokes.on(["1"]).share == 0.2
    assert partly(strokes).startswith("Checked on the 20 % of the held-out images that are conf")
    assert partly(strokes.on([])) == ""


def test_a_net_is_not_called_worse_on_its_own_answers() -> None:
    right = np.full((4, 16), 90)
    own, after = judgement(right, right // 90), judgement(right, right // 9)
    assert report(own, after, NAMES)["verdict"] == "worse"
    assert accepted(own) == ""
    own = replace(own, own=frozenset("012"))
    told = report(own, after, NAMES)
    assert told["verdict"] == "unknown" and told["gate"]["keep"]
    assert told["held_out"] == 4 and told["before"]["mean_iu"] > told["after"]["mean_iu"]
    assert "75 % of what is checked" in accepted(own)
    assert report(replace(own, own=frozenset("0")), after, NAMES)["verdict"] == "worse"
    assert report(own, judgement(right, right // 100), NAMES)["verdict"] == "better"
