from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.state.rect import Rect
from app.state.session import BrushShape
from app.tools.stamps import Area, Spot, Stamp

EVERYWHERE = Rect(-1000, -1000, 2000, 2000)
sizes = st.integers(1, 40)
shapes = st.sampled_from(list(BrushShape))
points = st.tuples(st.floats(-30, 30), st.floats(-30, 30))


def covered(area: Area) -> set[tuple[int, int]]:
    rows, columns = np.nonzero(area.inside_HW)
    return {
        (int(x) + area.rect.x, int(y) + area.rect.y) for y, x in zip(rows, columns, strict=True)
    }


def distance(shape: BrushShape, start: Spot, end: Spot, x: float, y: float) -> float:
    """From a point to the segment, as the shape measures: Euclidean or by the larger axis."""
    along = np.linspace(0, 1, 4001)
    dx = np.abs(start.x + along * (end.x - start.x) - x)
    dy = np.abs(start.y + along * (end.y - start.y) - y)
    far = np.hypot(dx, dy) if shape == BrushShape.ROUND else np.maximum(dx, dy)
    return float(far.min())


@given(sizes, shapes, points, points)
def test_a_sweep_covers_the_pixels_within_the_radius_of_its_path(size, shape, a, b):
    stamp = Stamp(size, shape)
    start, end = stamp.spot(*a), stamp.spot(*b)
    inside = covered(stamp.sweep(start, end, EVERYWHERE))
    near = 0.02  # the brute force looks at points 0.02 apart
    probe = np.random.default_rng(size).integers(-52, 52, (60, 2))
    edge = list(inside)[:: max(1, len(inside) // 40)]
    for x, y in [*map(tuple, probe), *edge]:
        far = distance(shape, start, end, x + 0.5, y + 0.5)
        if far < size / 2 - near:
            assert (x, y) in inside
        if far > size / 2 + near:
            assert (x, y) not in inside


@given(sizes, shapes, points)
def test_a_standing_stamp_equals_brute_force_exactly(size, shape, at):
    stamp = Stamp(size, shape)
    spot = stamp.spot(*at)
    y, x = np.mgrid[-80:80, -80:80] + 0.5
    dx, dy = np.abs(x - spot.x), np.abs(y - spot.y)
    far = np.hypot(dx, dy) if shape == BrushShape.ROUND else np.maximum(dx, dy)
    rows, columns = np.nonzero(far <= size / 2 + 1e-9)
    expected = {(int(c) - 80, int(r) - 80) for r, c in zip(rows, columns, strict=True)}
    assert covered(stamp.sweep(spot, spot, EVERYWHERE)) == expected


@given(sizes, shapes, points)
def test_a_stamp_is_symmetrical(size, shape, at):
    spot = Stamp(size, shape).spot(*at)
    inside = Stamp(size, shape).sweep(spot, spot, EVERYWHERE).inside_HW
    assert inside.shape[0] == inside.shape[1] == size
    for turned in (inside[::-1], inside[:, ::-1], inside.T):
        assert np.array_equal(inside, turned)


@given(sizes, shapes, points)
def test_the_pixel_under_the_pointer_is_painted(size, shape, at):
    stamp = Stamp(size, shape)
    pixel = (int(np.floor(at[0])), int(np.floor(at[1])))
    assert pixel in covered(stamp.sweep(stamp.spot(*at), stamp.spot(*at), EVERYWHERE))


@given(sizes, shapes, points, points)
def test_a_sweep_has_no_gaps_and_does_not_depend_on_its_direction(size, shape, a, b):
    stamp = Stamp(size, shape)
    start, end = stamp.spot(*a), stamp.spot(*b)
    area = stamp.sweep(start, end, EVERYWHERE)
    pieces, _ = cv2.connectedComponents(area.inside_HW.astype(np.uint8), connectivity=8)
    assert pieces == 2, "one piece, and what surrounds it"
    assert covered(area) == covered(stamp.sweep(end, start, EVERYWHERE))
    for spot in (start, end):
        assert covered(stamp.sweep(spot, spot, EVERYWHERE)) <= covered(area)


@given(sizes, shapes, points, points)
def test_only_the_image_is_covered(size, shape, a, b):
    image, stamp = Rect(0, 0, 20, 15), Stamp(size, shape)
    start, end = stamp.spot(*a), stamp.spot(*b)
    area = stamp.sweep(start, end, image)
    everywhere = covered(stamp.sweep(start, end, EVERYWHERE))
    assert covered(area) == {(x, y) for x, y in everywhere if image.contains(x, y)}
    assert area.inside_HW.shape == (area.rect.height, area.rect.width)
