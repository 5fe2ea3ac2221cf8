from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.state.corrections import PaintLimits
from app.state.rect import Rect
from app.state.session import BrushShape, Session
from app.tools import TOOLS, Point
from app.tools.brush import Brush, stamp_of
from app.tools.tool import Pointer
from fcn_core.masks import UNTOUCHED, VOID
from tests.tools.parts import blob, context, document

paths = st.lists(st.tuples(st.floats(-30, 90), st.floats(-30, 70)), min_size=1, max_size=8)


def session(size: int = 5, label: int = 3, shape: BrushShape = BrushShape.ROUND) -> Session:
    made = Session()
    made.set_brush_size(size)
    made.set_brush_shape(shape)
    made.set_label(label)
    return made


def brush(id: str = "brush") -> Brush:
    tool = TOOLS[id]()
    assert isinstance(tool, Brush)
    return tool


def stroke(tool, path, ctx):
    points = [Point(*at) for at in path]
    tool.press(points[0], ctx)
    for point in points[1:]:
        tool.move(point, ctx)
    return tool.release(points[-1], ctx)


@given(paths, st.integers(1, 30), st.sampled_from(list(BrushShape)))
def test_a_stroke_is_one_edit_that_undo_takes_back(path, size, shape):
    doc, state = document(), session(size, shape=shape)
    before = doc.corrections.values_HW.copy()
    edit = stroke(brush(), path, context(doc, state))
    painted = doc.corrections.values_HW.copy()
    assert set(np.unique(painted)) <= {3, UNTOUCHED}
    assert (edit is None) == np.array_equal(before, painted)
    assert len(doc.history.done) == (edit is not None)
    doc.undo()
    assert np.array_equal(doc.corrections.values_HW, before)


@given(paths, st.integers(1, 30))
def test_cancel_restores_every_pixel(path, size):
    doc, tool = document(corrections=blob()), brush()
    before = doc.corrections.values_HW.copy()
    ctx = context(doc, session(size))
    tool.press(Point(*path[0]), ctx)
    for at in path[1:]:
        tool.move(Point(*at), ctx)
    tool.cancel(ctx)
    assert np.array_equal(doc.corrections.values_HW, before)
    assert not doc.history.done
    assert not doc.is_painting
    assert tool.release(Point(*path[-1]), ctx) is None


def test_the_stroke_equals_stamps_set_one_beside_the_other():
    doc, state = document(40, 60), session(6)
    stroke(brush(), [(10, 10), (50, 22)], context(doc, state))
    slow = document(40, 60)
    painting = slow.begin_stroke("slow")
    stamp = stamp_of(state)
    for t in np.linspace(0, 1, 500):
        x, y = 10 + 40 * t, 10 + 12 * t
        rows, columns = np.mgrid[:40, :60] + 0.5
        inside = np.hypot(columns - x, rows - y) <= stamp.size / 2
        painting.paint(Rect(0, 0, 60, 40), inside, 3)
    painting.finish()
    differing = doc.corrections.values_HW != slow.corrections.values_HW
    # Pixels that the 500 stamps miss by a hair's breadth.
    assert differing.sum() <= 2


def test_the_eraser_gives_pixels_back_to_the_net():
    doc = document(prediction=blob(), corrections=np.full((40, 60), 5, np.uint8))
    state = session()
    state.set_limits(PaintLimits(only_untouched=True))
    stroke(brush("eraser"), [(20, 15)], context(doc, state))
    assert doc.corrections.values_HW[15, 20] == UNTOUCHED
    assert doc.composite()[15, 20] == 2


def test_limits_hold():
    doc, state = document(prediction=blob()), session(60)
    state.set_limits(PaintLimits(only_over=2))
    stroke(brush(), [(30, 20)], context(doc, state))
    assert np.array_equal(doc.corrections.values_HW == 3, blob() == 2)
    doc, state = document(prediction=blob()), session(60)
    state.set_limits(PaintLimits(locked=frozenset({2})))
    stroke(brush(), [(30, 20)], context(doc, state))
    assert not (doc.corrections.values_HW[blob() == 2] == 3).any()


def test_shift_draws_a_line_from_the_last_point():
    doc, state, tool = document(), session(1), brush()
    stroke(tool, [(5, 5)], context(doc, state))
    assert tool.line_from(context(doc, state)) == Point(5, 5)
    stroke(tool, [(45, 5)], context(doc, state, shift=True))
    assert (doc.corrections.values_HW[5, 5:46] == 3).all()
    assert len(doc.history.done) == 2


def test_a_line_never_starts_on_another_image():
    tool, state = brush(), session(1)
    stroke(tool, [(5, 5)], context(document(), state))
    other = document()
    other.path = Path("elsewhere") / other.path  # it may be called the same
    stroke(tool, [(45, 5)], context(other, state, shift=True))
    assert np.count_nonzero(other.corrections.values_HW == 3) == 1


def test_pressure_makes_a_thinner_stroke():
    doc, state = document(), session(20)
    tool, ctx = brush(), context(doc, state)
    tool.press(Point(30, 20, 0.5), ctx)
    tool.release(Point(30, 20, 0.0), ctx)
    assert np.flatnonzero((doc.corrections.values_HW == 3).any(0)).size == 10


def test_a_press_beside_the_image_can_lead_into_it():
    doc = document()
    assert stroke(brush(), [(-20, 20), (30, 20)], context(doc, session())) is not None
    assert doc.corrections.values_HW[20, 0] == 3


def test_what_the_brush_says_of_itself():
    ctx = context(document(), session(label=VOID))
    assert brush().label_at(Point(0, 0), ctx) == VOID
    assert brush("eraser").label_at(Point(0, 0), ctx) == UNTOUCHED
    assert brush().pointer == Pointer.BRUSH
    assert brush().release(Point(0, 0), ctx) is None
