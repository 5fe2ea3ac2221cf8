"""The hand's laws: harder is never quicker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fcn_core.bench.hand import Hand

HAND = Hand()
lengths = st.floats(0, 5000)
widths = st.floats(1, 500)


@given(lengths, lengths, widths)
def test_farther_takes_longer(one: float, other: float, width: float) -> None:
    near, far = sorted((one, other))
    assert HAND.point(near, width) <= HAND.point(far, width)


@given(lengths, widths, widths)
def test_larger_targets_are_quicker(distance: float, one: float, other: float) -> None:
    small, large = sorted((one, other))
    assert HAND.point(distance, large) <= HAND.point(distance, small)


@given(lengths, widths, st.floats(0, 100), st.floats(0, 100), st.integers(0, 5))
def test_a_stroke_costs_more_than_a_click(
    distance: float, width: float, one: float, other: float, keys: int
) -> None:
    short, long = sorted((one, other))
    click = HAND.click(distance, width, keys)
    assert click <= HAND.stroke(distance, width, short, keys)
    assert HAND.stroke(distance, width, short, keys) <= HAND.stroke(distance, width, long, keys)
    assert click < HAND.click(distance, width, keys + 1)


def test_fitts_law_with_published_constants() -> None:
    """Four bits: -0.107 s + 4 * 0.223 s."""
    assert HAND.point(15, 1) == pytest.approx(0.785)


def test_no_time_is_negative() -> None:
    assert HAND.point(0, 10) == 0
