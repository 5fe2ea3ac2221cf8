"""Ranking: torn, rare and new images first; the same values always give the same order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fcn_core.suggest.candidates import Candidate, candidate, unit
from fcn_core.suggest.next_image import LabelCounts, rank, rarities

LABELS = 3
NOTHING = np.zeros(LABELS, np.int64)


def image(
    name: str = "a", *, coarse: int = 1, fine: int = 1, doubt: int = 0, part: float = 1.0
) -> Candidate:
    """An image whose left `part` is `coarse` at 32s and `fine` at 8s; the rest is background."""
    masks = {stride: np.zeros((4, 10), np.uint8) for stride in (32, 16, 8)}
    width = round(10 * part)
    masks[32][:, :width], masks[16][:, :width], masks[8][:, :width] = coarse, coarse, fine
    return candidate(name, masks, np.full((4, 10), doubt, np.uint8), LABELS)


def order(
    found: Sequence[Candidate], seen: Sequence[Candidate] = (), confirmed: LabelCounts = NOTHING
) -> list[str]:
    return [s.image_id for s in rank(found, seen, confirmed)]


def test_a_candidate_counts_disagreement_and_dispute_by_label() -> None:
    found = image(coarse=1, fine=2, part=0.5)
    assert found.disagreement == pytest.approx(0.5)
    assert found.shares.tolist() == pytest.approx([0.5, 0, 0.5])
    assert found.disputed.tolist() == pytest.approx([0, 0.125, 0.125])
    assert image(doubt=255).disputed.tolist() == pytest.approx([0, 0.5, 0])


def test_labels_that_the_project_lacks_belong_to_no_label() -> None:
    masks = {32: np.full((2, 2), 254, np.uint8), 8: np.full((2, 2), 255, np.uint8)}
    found = candidate("a", masks, np.full((2, 2), 255, np.uint8), LABELS)
    assert found.disputed.sum() == 0 and found.disagreement == 1


def test_translation_moves_what_belongs_to_a_label() -> None:
    table = np.full(256, 254, np.uint8)
    table[1], table[2] = 0, 0
    found = image(coarse=1, fine=2).translated(table, 1)
    assert found.shares.tolist() == [1] and found.disputed.tolist() == pytest.approx([0.5])


def test_where_the_strides_disagree_comes_first() -> None:
    assert order([image("a"), image("b", coarse=2), image("c", doubt=20)]) == ["b", "c", "a"]


def test_rare_labels_come_before_common_ones() -> None:
    common, rare = image("a", fine=1, doubt=100), image("b", coarse=2, fine=2, doubt=90)
    assert order([common, rare]) == ["a", "b"]
    assert order([common, rare], confirmed=np.array([0, 900, 100])) == ["b", "a"]


def test_what_is_like_the_seen_images_comes_later() -> None:
    like, unlike = image("a", doubt=100), image("b", coarse=2, fine=2, doubt=90)
    assert order([like, unlike], seen=[image("seen")]) == ["b", "a"]


def test_an_image_that_stands_for_others_comes_before_one_that_is_like_no_other() -> None:
    """Three of a kind, and one that is unlike all: what is learned from the kind helps three."""
    kind = [image(name, coarse=1, fine=1, doubt=90) for name in "bcd"]
    lonely = image("a", coarse=2, fine=2, doubt=90)
    ranked = rank([lonely, *kind], [image("seen", part=0)], NOTHING)
    assert [s.image_id for s in ranked[:2]] == ["b", "a"]
    assert [s.alike for s in ranked] == [2, 0, 0, 0]


def test_rounding_makes_no_image_stand_for_more() -> None:
    """Images of one kind: their features differ in the last bits, the net's doubt decides."""
    noise = np.random.default_rng(11).random((4, 3), np.float32)
    features = np.float32([0.6, 0.8, 0]) + np.float32(1e-6) * noise
    doubts = {"a": 10, "b": 90, "c": 50, "d": 30}
    kind = [
        replace(image(name, coarse=1, fine=1, doubt=doubt), features=vector)
        for (name, doubt), vector in zip(doubts.items(), features, strict=True)
    ]
    other = replace(image("seen"), features=np.float32([0, 0, 1]))
    assert order(kind, [other])[0] == "b"


def test_blank_images_come_last_and_change_nothing_of_the_rest() -> None:
    left = [image("a", doubt=90), image("b", coarse=2, fine=2, doubt=20)]
    blank = replace(image("0", coarse=0, fine=2, doubt=255), blank=True)
    ranked = rank([blank, *left], [image("seen", part=0)], NOTHING)
    assert [s.image_id for s in ranked if not s.blank] == order(left, [image("seen", part=0)])
    assert ranked[-1].image_id == "0" and ranked[-1].blank
    assert [s.image_id for s in rank([blank, *left], [], NOTHING, limit=1)] != ["0"]
    assert order([blank]) == ["0"]


def test_no_neighbour_of_what_was_seen_is_new_be_it_the_most_unlike_of_all_that_are_left() -> None:
    """Frames of one video: what tells them apart is the next to nothing by which they differ."""
    rng = np.random.default_rng(0)
    frames = [
        replace(image(name), features=unit(np.float32([1, 1, 1]) + 0.05 * rng.random(3)))
        for name in "abcdefgh"
    ]
    assert all(s.novelty == 0 for s in rank(frames[:4], frames[4:], NOTHING))
    other = replace(image("other"), features=unit(np.float32([1, 1, 0])))
    found = {s.image_id: s.novelty for s in rank([*frames[:4], other], frames[4:], NOTHING)}
    assert found["other"] > 0.6 and found["a"] == 0


def test_a_suggestion_counts_as_seen_for_the_next_one() -> None:
    twins = [image("a", doubt=100), image("b", doubt=99)]
    assert order([*twins, image("c", coarse=2, fine=2, doubt=80)]) == ["a", "c", "b"]


def test_the_reason_names_the_label_in_dispute() -> None:
    confirmed = np.array([50, 0, 50])
    [found] = rank([image("a", coarse=0, fine=1, part=0.5)], [], confirmed)
    assert (found.label, found.label_confirmed) == (1, False)
    assert found.disagreement == pytest.approx(0.5)
    [found] = rank([image("a", coarse=0, fine=2)], [image("b")], np.array([50, 0, 40]))
    assert (found.label, found.label_confirmed) == (2, True)


def test_the_background_is_named_only_where_nothing_else_is_in_dispute() -> None:
    [found] = rank([image("a", coarse=0, fine=2)], [], np.array([0, 900, 100]))
    assert (found.label, found.label_confirmed) == (2, True)
    [found] = rank([image("a", coarse=0, fine=0, doubt=200)], [], NOTHING)
    assert found.label == 0


def test_a_net_that_is_sure_of_everything_still_gets_an_order() -> None:
    found = rank([image("b"), image("a")], [], NOTHING)
    assert [(s.image_id, s.label) for s in found] == [("a", None), ("b", None)]


def test_nothing_to_rank() -> None:
    assert rank([], [image()], NOTHING) == []
    assert rank([image()], [], NOTHING, limit=0) == []


def test_rarity_is_1_for_what_nobody_confirmed_and_0_for_what_is_alone() -> None:
    assert rarities(NOTHING).tolist() == [1, 1, 1]
    assert rarities(np.array([0, 7, 0])).tolist() == [1, 0, 1]


@st.composite
def images(draw: st.DrawFn) -> list[Candidate]:
    names = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6))
    value = st.integers(0, 2)
    return [
        image(n, coarse=draw(value), fine=draw(value), doubt=draw(st.integers(0, 255)))
        for n in names
    ]


@given(images(), images(), st.lists(st.integers(0, 10**9), min_size=LABELS, max_size=LABELS))
def test_every_image_is_ranked_once_whatever_order_they_came_in(
    found: list[Candidate], seen: list[Candidate], confirmed: list[int]
) -> None:
    counts = np.array(confirmed, np.int64)
    ranked = rank(found, seen, counts)
    assert sorted(s.image_id for s in ranked) == sorted(c.image_id for c in found)
    assert ranked == rank(found[::-1], seen, counts)
    assert ranked[:2] == rank(found, seen, counts, limit=2)
    assert all(0 <= s.novelty <= 1 and np.isfinite(s.score) for s in ranked)
