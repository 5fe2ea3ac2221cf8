"""Simulated strokes lie inside their region, and cover what the window's brush would cover."""

from __future__ import annotations

import itertools
import math

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.state.rect import Rect
from app.state.session import BrushShape
from app.tools.stamps import Stamp
from fcn_core.bench.strokes import Inside, Stroke, covered, depths, strokes_for


def blob(seed: int, height: int = 70, width: int = 90) -> Inside:
    """A connected region with bays and thin arms, at times up to the image's edge."""
    rng = np.random.default_rng(seed)
    noise = cv2.GaussianBlur(rng.random((height, width)), (0, 0), float(rng.uniform(1.5, 8)))
    _, regions, stats, _ = cv2.connectedComponentsWithStats((noise > 0.5).view(np.uint8))
    region: Inside = regions == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    return region


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_strokes_stay_inside(seed: int) -> None:
    region = blob(seed)
    strokes = list(strokes_for(depths(region), label=3))
    assert strokes
    for stroke in strokes:
        window, inside = covered(stroke, region.shape)
        assert inside.any()
        assert not (inside & ~region[window]).any()
        assert stroke.label == 3 and stroke.size % 2 == 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_they_cover_what_the_brush_covers(seed: int) -> None:
    region = blob(seed)
    for stroke in strokes_for(depths(region), label=1):
        window, inside = covered(stroke, region.shape)
        ours = np.zeros(region.shape, np.bool_)
        ours[window] = inside
        assert np.array_equal(ours, by_brush(stroke, region.shape))


def by_brush(stroke: Stroke, shape: tuple[int, int]) -> Inside:
    """The window's own brush pressed, moved through the points and let go."""
    stamp, painted = Stamp(stroke.size, BrushShape.ROUND), np.zeros(shape, np.bool_)
    spots = [stamp.spot(*point) for point in stroke.points]
    assert [(spot.x, spot.y) for spot in spots] == list(stroke.points)
    for start, end in itertools.pairwise(spots if len(spots) > 1 else spots * 2):
        area = stamp.sweep(start, end, Rect.of_shape(shape))
        # Columns are cut where the image ends, rows are already.
        part = painted[area.rect.y : area.rect.bottom, area.rect.x : area.rect.right]
        part |= area.inside_HW[:, : part.shape[1]]
    return painted


def test_a_bar_is_painted_from_end_to_end() -> None:
    region = np.zeros((40, 200), np.bool_)
    region[10:31, 20:180] = True
    dab, *strokes = strokes_for(depths(region), label=1)
    assert (dab.size, len(dab.points)) == (21, 1)
    thick = strokes[0]
    assert thick.size == 19
    ends = sorted(x for x, _ in (thick.points[0], thick.points[-1]))
    assert ends[0] < 40 and ends[1] > 160
    assert thick.length == pytest.approx(ends[1] - ends[0], rel=0.1)
    assert all(s.size < thick.size and s.steering < thick.steering for s in strokes[1:])


def test_a_single_pixel_gets_the_smallest_brush() -> None:
    region = np.zeros((5, 5), np.bool_)
    region[2, 3] = True
    (dab,) = strokes_for(depths(region), label=1)
    window, inside = covered(dab, region.shape)
    assert (dab.size, inside.sum(), window) == (1, 1, (slice(2, 3), slice(3, 4)))


def test_the_image_is_filled_up_to_its_edge() -> None:
    """Outside the image a brush does no harm."""
    region = np.ones((30, 30), np.bool_)
    region[:, 20:] = False
    dab, *_ = strokes_for(depths(region), label=1)
    assert covered(dab, region.shape)[1][:, 0].any()


def test_where_the_region_lies_in_the_image() -> None:
    region = blob(1)
    at_home = list(strokes_for(depths(region), label=1))
    moved = list(strokes_for(depths(region), label=1, origin=(10, 20)))
    for here, there in zip(at_home, moved, strict=True):
        assert there.points == tuple((x + 20, y + 10) for x, y in here.points)


def test_drawn_from_the_other_end() -> None:
    *_, stroke = strokes_for(depths(blob(2)), label=1)
    back = stroke.reversed()
    assert back.points == stroke.points[::-1]
    assert math.isclose(back.length, stroke.length)
