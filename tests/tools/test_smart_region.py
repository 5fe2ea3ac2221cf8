"""Smart region: the thing under a rough stroke, what confirms and forbids it, and small cases."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from app.state.corrections import PaintLimits
from app.state.rect import Rect
from app.state.regions import Region
from app.state.session import Session
from app.tools import Point
from app.tools.grab_cut import thing_under, united
from app.tools.smart_region import SmartRegion
from app.tools.stamps import Area
from fcn_core.masks import UNTOUCHED
from tests.tools.parts import context, document

LEFT, RIGHT = (slice(30, 90), slice(20, 80)), (slice(30, 90), slice(120, 180))
LABEL = 3


def two_things(height=120, width=200, scale=1):
    """Two squares of one colour on a ground of another, both uneven."""
    draw = np.random.default_rng(1)
    image = draw.integers(40, 70, (height * scale, width * scale, 3))
    for rows, columns in (LEFT, RIGHT):
        part = (
            slice(rows.start * scale, rows.stop * scale),
            slice(columns.start * scale, columns.stop * scale),
        )
        image[part] += (120, 60, 20)
    return image.astype(np.uint8)


def opened(scale=1, session=None, corrections=None):
    doc = document(120 * scale, 200 * scale, corrections=corrections)
    doc.image_HWC[:] = two_things(scale=scale)
    session = session or Session()
    session.set_label(LABEL)
    session.set_brush_size(10 * scale)
    session.rough_stroke_made.connect(find)
    return SmartRegion(), context(doc, session)


def find(stroke):
    """What the window does in a thread, at once."""
    area = stroke.thing().area
    region = Region(label=0, rect=area.rect, inside_HW=area.inside_HW)
    stroke.document.paint("Thing", region, stroke.label, stroke.limits)


def paint(tool, ctx, *places, scale=1):
    points = [Point(x * scale, y * scale) for x, y in places]
    tool.press(points[0], ctx)
    for point in points[1:]:
        tool.move(point, ctx)
    return tool.release(points[-1], ctx)


STROKE = (35, 60), (65, 62)


def found(ctx):
    return ctx.document.corrections.values_HW == LABEL


def truth(scale=1):
    mask = np.zeros((120, 200), np.uint8)
    mask[LEFT] = 1
    return cv2.resize(mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST) > 0


def iu(a, b):
    return (a & b).sum() / (a | b).sum()


@pytest.mark.parametrize("scale", [1, 10])
def test_a_stroke_is_painted_and_leads_to_the_thing(scale):
    tool, ctx = opened(scale)
    edit = paint(tool, ctx, *STROKE, scale=scale)
    assert edit is not None and edit.title == "Smart region" and edit.label == LABEL
    assert edit is ctx.document.history.done[0]
    assert iu(found(ctx), truth(scale)) > 0.97


def test_only_what_hangs_together_with_the_stroke_is_taken():
    tool, ctx = opened()
    ctx.session.set_brush_size(40)  # the window is wide enough for both
    paint(tool, ctx, (40, 60), (60, 60))
    assert not found(ctx)[RIGHT].any() and iu(found(ctx), truth()) > 0.97


def test_confirmed_pixels_of_other_labels_are_no_part_of_it():
    corrections = np.full((120, 200), UNTOUCHED, np.uint8)
    corrections[30:90, 70:80] = 7
    tool, ctx = opened(corrections=corrections)
    paint(tool, ctx, *STROKE)
    values = ctx.document.corrections.values_HW
    assert (values[30:90, 70:80] == 7)[:, 1:].all()
    assert found(ctx)[30:90, 20:68].mean() > 0.97


def test_a_further_stroke_adds_and_does_not_lead_through_what_is_confirmed():
    corrections = np.full((120, 200), UNTOUCHED, np.uint8)
    corrections[55:65, 60:125] = LABEL  # a bridge from one thing to the other
    tool, ctx = opened(corrections=corrections)
    paint(tool, ctx, *STROKE)
    left = found(ctx)[LEFT].mean()
    assert left > 0.97 and found(ctx)[RIGHT].mean() < 0.1
    paint(tool, ctx, (135, 60), (165, 60))
    assert found(ctx)[LEFT].mean() == left and found(ctx)[RIGHT].mean() > 0.97


def test_limits_hold():
    session = Session()
    session.set_limits(PaintLimits(locked=frozenset({7})))
    corrections = np.full((120, 200), UNTOUCHED, np.uint8)
    corrections[55:65, 40:50] = 7  # under the stroke itself
    tool, ctx = opened(session=session, corrections=corrections)
    paint(tool, ctx, *STROKE)
    assert (ctx.document.corrections.values_HW[55:65, 40:50] == 7).all()
    assert found(ctx)[LEFT].mean() > 0.9


def test_stroke_and_thing_stay_in_the_region_of_the_net():
    session = Session()
    session.set_stays_in_region(True)
    tool, ctx = opened(session=session)
    prediction = np.zeros((120, 200), np.uint8)
    prediction[:, 50:] = 1
    ctx.document.set_prediction(8, prediction, "net")
    paint(tool, ctx, *STROKE)
    assert not found(ctx)[:, 50:].any() and found(ctx)[30:90, 20:50].mean() > 0.95


def test_the_same_stroke_gives_the_same_thing():
    results = []
    for seed in (1, 2):
        cv2.setRNGSeed(seed)
        tool, ctx = opened()
        paint(tool, ctx, *STROKE)
        results.append(found(ctx))
    assert np.array_equal(*results)


def test_a_cancelled_stroke_leaves_nothing_and_one_beside_the_image_is_nothing():
    tool, ctx = opened()
    tool.press(Point(40, 60), ctx)
    tool.cancel(ctx)
    assert not ctx.document.corrections.touched
    assert tool.release(Point(40, 60), ctx) is None
    assert paint(tool, ctx, (-50, -50), (-40, -50)) is None
    assert not ctx.document.is_painting


@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (1, 40), (40, 1), (7, 7)])
@pytest.mark.parametrize("value", [0, 255])
def test_where_nothing_can_be_told_the_stroke_stays(shape, value):
    stroke = Area(rect=Rect(0, 0, 1, 1), inside_HW=np.ones((1, 1), np.bool_))
    image = np.full((*shape, 3), value, np.uint8)
    thing = thing_under(stroke, 1, LABEL, image, np.full(shape, UNTOUCHED, np.uint8)).area
    assert thing.inside_HW[-thing.rect.y, -thing.rect.x]


def test_a_thin_stroke_on_a_large_image_is_not_lost_in_reduction():
    tool, ctx = opened(10)
    ctx.session.set_brush_size(1)
    paint(tool, ctx, (25, 35), (75, 85), scale=10)
    assert iu(found(ctx), truth(10)) > 0.95


def test_areas_are_united():
    one = Area(rect=Rect(2, 3, 2, 1), inside_HW=np.ones((1, 2), np.bool_))
    two = Area(rect=Rect(5, 4, 1, 2), inside_HW=np.ones((2, 1), np.bool_))
    both = united([one, two])
    assert both.rect == Rect(2, 3, 4, 3)
    assert both.inside_HW.astype(int).tolist() == [[1, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 1]]
    assert united([]).rect.is_empty
