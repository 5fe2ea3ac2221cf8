"""The simulated person mends what is wrong, counts what it took, and accepts what is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from fcn_core.bench.acts import LEFT_OPEN, Act, Habits, Tally
from fcn_core.bench.hand import Hand
from fcn_core.bench.painter import Painter, region_of
from fcn_core.masks import UNTOUCHED, VOID, Mask

CAREFUL = Habits(good_enough=0.0, acceptable=0.0, least_gain=0.0, most_acts=400)


def truth() -> Mask:
    """A bar and a disc on a background, void around the disc."""
    mask = np.zeros((60, 80), np.uint8)
    mask[10:20, 5:70] = 1
    y, x = np.mgrid[:60, :80]
    from_centre = np.hypot(y - 40, x - 40)
    mask[from_centre < 14] = VOID
    mask[from_centre < 12] = 2
    return mask


def untouched() -> Mask:
    return np.full((60, 80), UNTOUCHED, np.uint8)


def test_on_an_empty_image_the_first_stroke_lies_inside_its_region() -> None:
    painter = Painter(np.zeros((60, 80), np.uint8), truth(), habits=CAREFUL)
    act = painter.best_act()
    assert act is not None and act.size is not None
    assert (painter.truth[act.window][act.inside] == act.label).all()
    assert (painter.composite[act.window][act.inside] != act.label).all()
    assert act.gain == act.inside.sum()


@pytest.mark.parametrize("shown", ["untouched", "shifted"])
def test_no_stroke_makes_anything_wrong(shown: str) -> None:
    start = untouched() if shown == "untouched" else np.roll(truth(), 4, 1)
    painter = Painter(start, truth(), habits=CAREFUL)
    before = wrong_pixels(painter)
    for act in acts_of(painter):
        after = wrong_pixels(painter)
        assert before - after == act.gain > 0
        if act.size is not None:
            assert (painter.truth[act.window][act.inside] == act.label).all()
            assert act.cost.painted == act.inside.sum() >= act.gain
        before = after
    assert painter.error == 0


def acts_of(painter: Painter) -> Iterator[Act]:
    """Every act, just after it was done."""
    while act := painter.best_act():
        painter.do(act)
        yield act


def wrong_pixels(painter: Painter) -> int:
    return int(np.count_nonzero((painter.composite != painter.truth) & painter.valid))


def test_a_stroke_runs_over_a_small_gap() -> None:
    """Two halves of a bar with a right piece of 6 pixels between them: one stroke mends both."""
    bar = np.zeros((30, 80), np.uint8)
    bar[10:20, 4:76] = 1
    shown = np.zeros_like(bar)
    shown[10:20, 37:43] = 1
    painter = Painter(shown, bar, habits=CAREFUL)
    (fault,) = painter.faults()
    assert fault.area == 10 * 66
    act = painter.best_act()
    assert act is not None and act.size is not None
    assert act.gain > 0.5 * fault.area
    columns = np.flatnonzero(act.inside.any(0)) + act.window[1].start
    assert columns.min() < 30 and columns.max() > 50


def test_a_blank_image_is_mended_and_counted() -> None:
    done = Painter(untouched(), truth(), habits=CAREFUL).work()
    assert (done.before, done.after, done.accepted) == (1, 0, True)
    valid = truth() < UNTOUCHED
    assert np.array_equal(done.corrections[valid], truth()[valid])
    assert done.tally.clicks >= 1  # nobody paints a background that a click fills
    assert done.tally.strokes >= 2
    assert done.tally.acts == done.tally.strokes + done.tally.clicks
    assert done.tally.keys > done.tally.clicks
    assert done.tally.travel > 100 and done.tally.painted >= valid.sum()
    hand = Hand()
    least = done.tally.acts * (hand.look + 2 * hand.button) + done.tally.keys * hand.key
    assert done.tally.seconds > least


def test_a_right_image_costs_a_look_and_a_key() -> None:
    shown = np.where(truth() == VOID, 0, truth()).astype(np.uint8)
    done = Painter(shown, truth()).work()
    assert done.accepted and done.before == 0
    assert np.array_equal(done.corrections, shown)
    hand = Hand()
    assert done.tally == Tally(keys=1, seconds=hand.look + hand.key)


def test_a_region_of_the_wrong_label_is_flipped_by_a_click() -> None:
    shown = np.where(truth() == VOID, 0, truth()).astype(np.uint8)
    shown[shown == 1] = 2
    done = Painter(shown, truth()).work()
    assert (done.tally.strokes, done.tally.clicks, done.after) == (0, 1, 0)


def test_an_image_that_is_still_bad_is_not_accepted() -> None:
    shown = np.zeros((60, 80), np.uint8)
    shown[30:] = 2
    habits = replace(CAREFUL, most_acts=0)
    done = Painter(shown, truth(), habits=habits).work()
    assert done.after > habits.acceptable
    assert not done.accepted
    confirmed = done.corrections < UNTOUCHED
    assert confirmed.any() and not confirmed.all()


def test_of_an_image_that_is_not_accepted_what_is_right_is_confirmed() -> None:
    """The disc is right and takes a click; the background holds a bar, so a stroke goes through."""
    shown = np.where(truth() == 2, truth(), 0).astype(np.uint8)
    habits = replace(CAREFUL, most_acts=0, good_enough=0.05)
    done = Painter(shown, truth(), habits=habits).work()
    assert not done.accepted
    assert (done.tally.strokes, done.tally.clicks) == (1, 1)
    assert np.array_equal(done.corrections == 2, truth() == 2)
    background = done.corrections == 0
    assert background.sum() > 500 and (truth()[background] != 1).all()
    assert not (done.corrections == 1).any()


def test_where_the_prediction_is_of_no_use_the_rest_is_filled() -> None:
    """Specks all over an image without things: one act, and none of the person's own is lost."""
    shown = np.zeros((60, 80), np.uint8)
    shown[2::8, 2::8] = 2
    painter = Painter(shown, np.zeros((60, 80), np.uint8), habits=CAREFUL)
    act = painter.best_act()
    assert act is not None and (act.label, act.size, act.cost.clicks) == (0, None, 1)
    done = painter.work()
    assert done.after == 0 and done.tally.acts == 1
    assert (done.corrections == 0).all()


def test_who_does_not_finish_fills_nothing_that_holds_other_things() -> None:
    """The background's fill would confirm the bar and the disc as background."""
    assert any(a.label == 0 and a.size is None for a in acts_of(Painter(untouched(), truth())))
    hasty = Painter(untouched(), truth(), habits=Habits(finishes=False, most_acts=3))
    done = hasty.work()
    assert done.tally.acts >= 3
    confirmed = done.corrections < UNTOUCHED
    wrong = confirmed & (done.corrections != truth()) & (truth() < UNTOUCHED)
    assert wrong.sum() <= LEFT_OPEN * np.count_nonzero((truth() > 0) & (truth() < UNTOUCHED))


def test_filling_the_rest_keeps_what_was_painted() -> None:
    painter = Painter(untouched(), truth(), habits=CAREFUL)
    painter.corrections[10:20, 5:70] = painter.composite[10:20, 5:70] = 1
    fill = painter.best_act()
    assert fill is not None and fill.label == 0
    painter.do(fill)
    assert (painter.composite[10:20, 5:70] == 1).all()


def test_small_things_matter_on_a_large_background() -> None:
    small = np.zeros((100, 100), np.uint8)
    small[50:54, 50:54] = 1
    painter = Painter(np.zeros_like(small), small)
    assert painter.error == 1
    painter.work()
    assert painter.error <= 0.1


def test_the_same_image_is_painted_the_same_way() -> None:
    first, second = (Painter(untouched(), truth()).work() for _ in range(2))
    assert first.tally == second.tally
    assert np.array_equal(first.corrections, second.corrections)


def test_tallies_add_up() -> None:
    one = Tally(strokes=1, clicks=2, keys=3, travel=4, painted=5, seconds=6)
    assert one + one == Tally(strokes=2, clicks=4, keys=6, travel=8, painted=10, seconds=12)
    assert (one + one).acts == 6
    assert one.to_json()["travel"] == 4


def test_regions_are_connected_by_edges() -> None:
    mask = np.array([[1, 0, 1], [0, 1, 1]], np.uint8)
    assert region_of(mask, (1, 1)).tolist() == [[False, False, True], [False, True, True]]


@pytest.mark.parametrize("value", [VOID, UNTOUCHED])
def test_an_image_without_truth_asks_for_nothing(value: int) -> None:
    nothing = np.full((20, 20), value, np.uint8)
    done = Painter(np.zeros((20, 20), np.uint8), nothing).work()
    assert (done.tally.acts, done.after) == (0, 0)
