"""What a judgement comes to, in words and at the gate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fcn_core.finetune.judge import Judgement, interval
from fcn_core.finetune.verdict import (
    accepted,
    cautions,
    gate,
    gate_behind,
    one_alone,
    partly,
    report,
    sentence,
    unlearned,
    verdict_of,
)
from fcn_core.labels import LabelSet
from fcn_core.outcome import Outcome
from tests.core.finetune.test_judge import judgement

NAMES = LabelSet.from_names(["a", "b"])


def test_a_single_image_has_no_interval_and_decides_nothing() -> None:
    good, bad = (
        judgement(np.full((1, 16), 90), np.full((1, 16), 10)),
        judgement(np.full((1, 16), 20), np.full((1, 16), 80)),
    )
    assert interval(good, bad) is None
    found = report(good, bad, NAMES)
    assert (found["verdict"], found["interval"], found["gate"]["keep"]) == ("same", None, True)
    assert found["sentence"].startswith("Lower on these images, not surely on others: mean IU 81.8")
    assert found["gate"]["why"].startswith("Not decided") and "images" in found["gate"]["why"]


def test_the_gate_says_no_more_than_the_numbers() -> None:
    undecided: tuple[Outcome, ...] = ("higher", "same", "lower")
    for found in undecided:
        assert gate(found)["keep"] and gate(found)["why"].startswith("Not decided")
    assert gate("better")["why"].startswith("Recommended: keep")
    assert gate("worse")["why"].startswith("Recommended: discard")
    behind = gate_behind("2026-01-02-1")
    assert not behind["keep"] and "2026-01-02-1, used before" in behind["why"]


def test_what_the_net_does_not_find_is_named() -> None:
    labels = LabelSet.from_names([f"label {i}" for i in range(6)])
    counts = np.zeros((2, 16, 6, 6), np.int64)
    counts[..., 0, 0] = 100
    counts[..., 1, 1], counts[..., 1, 0], counts[..., 1, 5] = 50, 50, 1
    found = Judgement(counts=counts, image_ids=("0", "1"), sizes=(1, 1), stride=8)
    assert unlearned(found, labels) == "", "labels that nobody confirmed are no fault of the net's"
    counts[..., 2, 0] = 50
    assert "hardly finds label 2. Correct more" in unlearned(found, labels)
    counts[..., 3:, 0] = 50
    assert "hardly finds label 2, label 3, label 4 and 1 more. " in unlearned(found, labels)


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


def test_an_image_that_is_nearly_the_whole_check_is_said_to_be() -> None:
    sizes = np.array([[9000], [10], [10]]).repeat(16, 1)
    large = judgement(sizes, sizes)
    assert one_alone(large).startswith("100 % of what is checked lie in one of the 3 held-out")
    assert one_alone(large) in cautions(large, large, NAMES)
    assert one_alone(large.on(["0"])) == "" and one_alone(large.on([])) == ""
    assert one_alone(large.on(["1", "2"])) == ""


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
    assert verdict_of(own, after) == "unknown"
    assert report(replace(own, own=frozenset("0")), after, NAMES)["verdict"] == "worse"
    assert report(own, judgement(right, right // 100), NAMES)["verdict"] == "better"


def test_where_most_images_look_like_learned_ones_neither_net_is_recommended() -> None:
    good, bad = np.full((4, 16), 90), np.full((4, 16), 10)
    low, high = judgement(bad, good), judgement(good, bad)
    for before, after, verdict, word in (
        (low, high, "better", "Higher on these images, not surely on others"),
        (high, low, "worse", "Lower on these images, not surely on others"),
        (high, high, "same", "No clear difference"),
    ):
        assert report(before, after, NAMES, alike={"0", "1"})["verdict"] == verdict
        told = report(before, after, NAMES, alike={"0", "1", "2"})
        assert told["verdict"] == "same" and told["sentence"].startswith(word)
        assert told["gate"]["keep"] and told["gate"]["why"].startswith("Not decided: most of these")
        assert told["interval"] is not None and told["held_out"] == 4
    # Of images that could not be read in the end nothing is asked.
    told = report(low, high.on(["2", "3"]), NAMES, alike={"0", "1", "2"})
    assert not told["gate"]["why"].startswith("Not decided: most")
