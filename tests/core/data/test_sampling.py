from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from fcn_core.data.dataset import Sample
from fcn_core.data.sampling import Order, Stopwatch, prefetched, repeat_factors
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask

LABELS = LabelSet.from_names("abcd")
FACTORS = hnp.arrays(np.float64, st.integers(1, 12), elements=st.floats(0.0, 4.0))


@given(factors=FACTORS, batch=st.integers(1, 5), seed=st.integers(0, 9), data=st.data())
def test_any_step_can_be_asked_for_alone(
    factors: NDArray[np.float64], batch: int, seed: int, data: st.DataObject
) -> None:
    """This is what resuming rests on: no step depends on those before it."""
    order = Order(factors, batch, seed)
    steps = [order.batch_at(step) for step in range(20)]
    step = data.draw(st.integers(0, 19))
    alone = Order(factors, batch, seed).batch_at(step)
    assert np.array_equal(alone, steps[step])
    assert all(len(indices) == batch for indices in steps)
    assert all(0 <= index < len(factors) for indices in steps for index in indices)


def test_an_epoch_shows_each_image_by_its_factor() -> None:
    order = Order(np.array([1.0, 2.0, 3.0]), batch=2, seed=3)
    assert order.steps_per_epoch == 3
    for epoch in range(4):
        shown = np.concatenate([order.batch_at(3 * epoch + step) for step in range(3)])
        assert Counter(shown.tolist()) == {0: 1, 1: 2, 2: 3}


def test_fractions_come_as_often_as_they_say() -> None:
    order = Order(np.array([1.0, 0.25]), batch=1, seed=0)
    shown = np.concatenate([order._permutation(epoch) for epoch in range(2000)])
    assert (shown == 1).mean() == pytest.approx(0.2, abs=0.02)


def test_epochs_and_seeds_differ() -> None:
    order, other = Order(np.ones(50), 50, seed=0), Order(np.ones(50), 50, seed=1)
    assert not np.array_equal(order.batch_at(0), order.batch_at(1))
    assert not np.array_equal(order.batch_at(0), other.batch_at(0))


def test_factors_of_nothing_still_give_images() -> None:
    assert Order(np.zeros(3), 2, 0).batch_at(5).shape == (2,)


@dataclass
class Masks:
    """A data set of masks alone."""

    masks: list[Mask]
    labels: LabelSet = LABELS

    def __len__(self) -> int:
        return len(self.masks)

    def mask(self, index: int) -> Mask:
        return self.masks[index]

    def sample(self, index: int) -> Sample:
        image = np.zeros((*self.masks[index].shape, 3), np.uint8)
        return Sample(image_id=str(index), image=image, mask=self.masks[index])


def test_images_with_rare_labels_come_more_often() -> None:
    """Label 1 is on one image of four, label 0 on all; void counts as nothing."""
    masks = [np.array([[0, value]], np.uint8) for value in (0, 0, 255, 1)]
    factors = repeat_factors(Masks(masks), threshold=1.0)
    assert factors == pytest.approx([1, 1, 1, 2])
    assert repeat_factors(Masks(masks), threshold=0.0).tolist() == [1, 1, 1, 1]
    assert repeat_factors(Masks(masks), threshold=0.2).tolist() == [1, 1, 1, 1]


def test_prefetching_keeps_the_order() -> None:
    assert list(prefetched(lambda step: step * step, 3, 40)) == [s * s for s in range(3, 40)]
    assert list(prefetched(lambda step: step, 5, 5)) == []


def test_an_error_in_the_thread_reaches_the_caller() -> None:
    def make(step: int) -> int:
        if step == 4:
            raise OSError("the disk is gone")
        return step

    steps = prefetched(make, 0, 10)
    assert [next(steps) for _ in range(4)] == [0, 1, 2, 3]
    with pytest.raises(OSError, match="the disk is gone"):
        next(steps)


def test_leaving_early_ends_the_thread() -> None:
    before = threading.active_count()
    steps = prefetched(lambda step: step, 0, 10_000_000)
    assert next(steps) == 0
    assert threading.active_count() == before + 1
    steps.close()
    assert threading.active_count() == before


def test_a_stopwatch_tells_waiting_from_work() -> None:
    def slow() -> Iterator[int]:
        for item in range(3):
            time.sleep(0.05)  # the first one is start-up and does not count
            yield item

    watch = Stopwatch()
    for _ in watch.through(slow()):
        time.sleep(0.01)
    assert watch.steps == 3 and watch.waited >= 0.1
    assert watch.busy_share < 0.5
    idle = Stopwatch()
    for _ in idle.through(iter(range(3))):
        time.sleep(0.02)
    assert idle.busy_share > 0.9
