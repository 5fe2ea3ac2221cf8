"""A stroke that stays in the region of the net's mask in which it starts."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.state.document import Document
from app.state.rect import Rect
from app.state.regions import region_at
from app.state.session import Session
from app.tools import Point, snap
from app.tools.brush import brush, eraser
from app.tools.snap import StartRegion
from fcn_core.masks import UNTOUCHED, Mask
from tests.strategies import masks
from tests.tools.parts import blob, context, document

HEIGHT, WIDTH = 100, 140


def staying(size: int = 9) -> Session:
    session = Session()
    session.set_stays_in_region(True)
    session.set_brush_size(size)
    session.set_label(5)
    return session


def strokes(
    of: Document, session: Session, *points: tuple[float, float], erases: bool = False
) -> None:
    tool, ctx = eraser() if erases else brush(), context(of, session)
    tool.press(Point(*points[0]), ctx)
    for point in points[1:]:
        tool.move(Point(*point), ctx)
    tool.release(Point(*points[-1]), ctx)


def painted(of: Document) -> np.ndarray:
    return of.corrections.values_HW == 5


def test_a_stroke_does_not_leave_its_region() -> None:
    of = document(prediction=blob())
    strokes(of, staying(), (20.5, 15.5), (59.5, 15.5))
    assert painted(of).any() and (blob()[painted(of)] == 2).all()
    free = document(prediction=blob())
    session = staying()
    session.set_stays_in_region(False)
    strokes(free, session, (20.5, 15.5), (59.5, 15.5))
    assert np.array_equal(painted(free) & (blob() == 2), painted(of)) and painted(free)[15, 59]


def test_a_region_is_not_all_of_its_label() -> None:
    net = blob()
    net[12:18, 40:50] = 2
    of = document(prediction=net)
    strokes(of, staying(), (20.5, 15.5), (59.5, 15.5))
    assert not painted(of)[:, 40:50].any()


def test_the_eraser_stays_too_and_limits_hold() -> None:
    mine = np.full((40, 60), 7, np.uint8)
    of = document(prediction=blob(), corrections=mine)
    strokes(of, staying(), (20.5, 15.5), (59.5, 15.5), erases=True)
    erased = of.corrections.values_HW == UNTOUCHED
    assert erased.any() and (blob()[erased] == 2).all()


def test_a_line_stays_where_it_begins() -> None:
    of, tool, session = document(prediction=blob()), brush(), staying(1)
    tool.press(Point(20.5, 15.5), context(of, session))
    tool.release(Point(20.5, 15.5), context(of, session))
    tool.press(Point(55.5, 15.5), context(of, session, shift=True))
    tool.release(Point(55.5, 15.5), context(of, session))
    assert painted(of)[15, 20:30].all() and not painted(of)[15, 30:].any()


def test_without_a_prediction_nothing_holds_a_stroke() -> None:
    of = document()
    strokes(of, staying(), (5.5, 15.5), (55.5, 15.5))
    assert painted(of)[15, 5:56].all()


def test_a_stroke_from_beside_the_image_starts_at_its_edge() -> None:
    of = document(prediction=blob())
    strokes(of, staying(), (-3.0, 15.5), (30.5, 15.5))
    assert painted(of).any() and (blob()[painted(of)] == 0).all()


@given(
    masks(HEIGHT, WIDTH),
    st.lists(
        st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1)), min_size=1, max_size=8
    ),
    st.sampled_from([0, 5, 500]),
)
def test_what_is_known_never_leaves_the_region(
    net: Mask, places: list[tuple[int, int]], reach: int
) -> None:
    x, y = places[0]
    region = region_at(net, x, y)
    assert region is not None
    whole = np.zeros(net.shape, np.bool_)
    whole[region.rect.slices] = region.inside_HW
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snap, "REACH", reach)
        found = StartRegion(net, x, y)
        for left, top in places:
            rect = Rect(left, top, 9, 9).clipped(WIDTH, HEIGHT)
            inside = found.inside(rect)
            assert not inside[~whole[rect.slices]].any()
            if reach == 500:
                assert np.array_equal(inside, whole[rect.slices])
        assert found.inside(Rect(x, y, 1, 1)).all()


def test_a_press_on_a_large_image_does_not_wait() -> None:
    found = StartRegion(np.zeros((9000, 12000), np.uint8), 6000, 4500)
    start = time.process_time()
    assert found.inside(Rect(5990, 4490, 20, 20)).all()
    assert time.process_time() - start < 0.5  # some 10 ms; a look at all of it takes a second
