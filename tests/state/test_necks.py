"""What counts as a neck: pictures of things that touch, and of single ones that do not."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from scipy import ndimage

from app.state.tidy.necks import necks
from fcn_core.data.synthetic.microscopy.cells import scene
from fcn_core.data.synthetic.shapes import drawn
from fcn_core.masks import Mask

CORNERS = np.ones((3, 3))
Draw = Callable[[Mask], object]


def picture(*draws: Draw) -> Mask:
    mask = np.zeros((200, 260), np.uint8)
    for draw in draws:
        draw(mask)
    return mask


def circle(x: int, y: int, radius: int) -> Draw:
    return lambda mask: cv2.circle(mask, (x, y), radius, 1, -1)


def ellipse(x: int, y: int, long: int, short: int, angle: int) -> Draw:
    return lambda mask: cv2.ellipse(mask, (x, y), (long, short), angle, 0, 360, 1, -1)


def box(left: int, top: int, right: int, bottom: int) -> Draw:
    return lambda mask: cv2.rectangle(mask, (left, top), (right, bottom), 1, -1)


def things(mask_HW: Mask) -> int:
    """The parts that are left where the gaps are taken away, down to the smallest."""
    numbers = necks(mask_HW, lambda: None)
    assert (numbers[mask_HW == 0] == 0).all()
    _, before = ndimage.label(mask_HW != 0, CORNERS)
    _, count = ndimage.label((mask_HW != 0) & (numbers == 0), CORNERS)
    assert len(np.unique(numbers[numbers > 0])) >= count - before
    return int(count)


@pytest.mark.parametrize("radius", [6, 14, 40])
@pytest.mark.parametrize("angle", [0, 30, 45, 77])
def test_two_that_overlap_a_little_are_cut_between_them(radius: int, angle: int) -> None:
    away = 1.7 * radius
    dx, dy = (round(away * f(np.radians(angle))) for f in (np.cos, np.sin))
    mask = picture(circle(90, 80, radius), circle(90 + dx, 80 + dy, radius))
    assert things(mask) == 2
    rows, columns = np.nonzero(necks(mask, lambda: None))
    along = ((columns - 90) * dx + (rows - 80) * dy) / np.hypot(dx, dy)
    middle = np.hypot(dx, dy) / 2
    assert np.abs(along - middle).max() <= 2.5, "a straight line half-way"


def test_a_small_one_beside_a_large_one() -> None:
    assert things(picture(circle(90, 90, 50), circle(150, 90, 14))) == 2


def test_one_of_many_in_a_row_and_in_a_clump() -> None:
    assert things(picture(*(circle(30 + 25 * i, 60, 15) for i in range(7)))) == 7
    clump = [
        circle(80 + 34 * i + 17 * (j % 2), 50 + 30 * j, 18) for i in range(3) for j in range(3)
    ]
    assert things(picture(*clump)) == 9


@pytest.mark.parametrize(
    "mask",
    [
        picture(circle(100, 100, 60)),
        picture(ellipse(120, 100, 90, 14, 25)),
        picture(box(20, 90, 240, 96)),
        picture(box(20, 20, 120, 30), box(20, 20, 30, 150)),
        picture(circle(90, 90, 30), circle(104, 90, 30)),
        picture(lambda mask: cv2.circle(mask, (100, 100), 60, 1, 12)),
        picture(circle(100, 100, 60), lambda mask: cv2.circle(mask, (100, 100), 20, 0, -1)),
        picture(box(10, 10, 12, 12)),
    ],
    ids=["disc", "spindle", "bar", "angle", "bulge", "ring", "hole", "crumb"],
)
def test_one_thing_stays_one(mask: Mask) -> None:
    assert not necks(mask, lambda: None).any()


def test_a_rough_outline_does_not_break_a_thing_up() -> None:
    rng = np.random.default_rng(0)
    angles = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    for radius in (8, 20, 60):
        reach = radius * (1 + 0.05 * rng.standard_normal(90))
        points = np.stack([130 + reach * np.cos(angles), 100 + reach * np.sin(angles)], 1)
        mask = picture(lambda mask, points=points: cv2.fillPoly(mask, [points.astype(np.int32)], 1))  # type: ignore[misc]
        assert not necks(mask, lambda: None).any()


def test_the_sides_are_no_outline() -> None:
    """Two discs, half of which lies beyond the picture, are as deep as whole ones."""
    mask = picture(circle(90, 0, 30), circle(138, 0, 30))
    assert things(mask) == 2
    assert not necks(np.ones((40, 40), np.uint8), lambda: None).any()
    assert not necks(np.zeros((40, 40), np.uint8), lambda: None).any()


def test_giving_up() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        necks(picture(circle(90, 90, 30), circle(140, 90, 30)), stop)


@pytest.mark.parametrize("seed", range(12))
def test_each_gap_is_between_two_things_and_leaves_no_crumbs(seed: int) -> None:
    """As many parts as things, each as large as one can be, on outlines of computed nuclei."""
    drawn_nuclei = scene(np.random.default_rng(seed), 256)
    whole = np.asarray(drawn(256, drawn_nuclei.nuclei, [1.0] * len(drawn_nuclei.nuclei)), np.uint8)
    found, count = ndimage.label(whole, CORNERS)
    for number in range(1, count + 1):
        part = (found == number).astype(np.uint8)
        if part.sum() < 16:
            continue
        numbers = necks(part, lambda: None)
        left, _ = ndimage.label((part != 0) & (numbers == 0), CORNERS)
        assert np.bincount(left.ravel())[1:].min() >= 4
        for gap in range(1, int(numbers.max()) + 1):
            beside = ndimage.binary_dilation(numbers == gap, CORNERS)
            assert len(np.unique(left[beside & (left > 0)])) >= 2
