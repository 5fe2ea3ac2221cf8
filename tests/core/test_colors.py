"""Label colours: distinct, and bright enough to be seen on photos."""

from __future__ import annotations

import itertools

from fcn_core.colors import label_color, oklch


def test_all_labels_of_a_full_set_differ() -> None:
    colors = {label_color(i) for i in range(254)}
    assert len(colors) == 254


def test_the_first_forty_can_be_told_apart() -> None:
    colors = [label_color(i) for i in range(40)]
    nearest = min(
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        for one, other in itertools.combinations(colors, 2)
    )
    assert nearest > 15


def test_no_label_is_too_dark_to_show() -> None:
    assert all(max(label_color(i)) >= 100 for i in range(254))


def test_oklch_of_known_colours() -> None:
    assert oklch(1.0, 0.0, 0.0) == (255, 255, 255)
    assert oklch(0.0, 0.0, 0.0) == (0, 0, 0)
    red, green, blue = oklch(0.62796, 0.25768, 0.510238)
    assert (red, green, blue) == (255, 0, 0) or max(abs(red - 255), green, blue) <= 2
