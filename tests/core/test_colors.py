"""Label colours: distinct, and bright enough to be seen on photos."""

from __future__ import annotations

import itertools
import math

import pytest

from fcn_core.colors import (
    BACKGROUND_COLOR,
    OKABE_ITO,
    SPREAD,
    label_color,
    oklab,
    oklch,
    spread,
)


def test_all_labels_of_a_full_set_differ() -> None:
    colors = {label_color(i) for i in range(254)}
    assert len(colors) == 254


@pytest.mark.parametrize(("labels", "apart"), [(21, 0.11), (40, 0.085), (60, 0.06), (254, 0.02)])
def test_labels_can_be_told_apart(labels: int, apart: float) -> None:
    """Distances in OKLab, of which 0.02 can just be seen side by side."""
    colors = [oklab(label_color(i)) for i in range(labels)]
    assert min(math.dist(*pair) for pair in itertools.combinations(colors, 2)) > apart


def test_the_colours_that_are_kept_are_those_that_are_found() -> None:
    assert spread((BACKGROUND_COLOR, *OKABE_ITO), len(SPREAD)) == SPREAD


def test_no_label_is_too_dark_to_show() -> None:
    assert all(max(label_color(i)) >= 100 for i in range(254))


def test_oklch_of_known_colours() -> None:
    assert oklch(1.0, 0.0, 0.0) == (255, 255, 255)
    assert oklch(0.0, 0.0, 0.0) == (0, 0, 0)
    red, green, blue = oklch(0.62796, 0.25768, 0.510238)
    assert (red, green, blue) == (255, 0, 0) or max(abs(red - 255), green, blue) <= 2
