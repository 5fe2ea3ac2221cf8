"""Polygon and lasso: which pixels an outline surrounds, and how it comes about."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from app.state.corrections import PaintLimits
from app.state.rect import Rect
from app.state.session import Session
from app.tools import Point, ToolContext
from app.tools.live_wire import live_wire
from app.tools.outliner import polygon
from app.tools.outlines import enclosed
from fcn_core.masks import UNTOUCHED
from tests.tools.parts import blob, context, document

IMAGE = Rect(0, 0, 60, 40)
SQUARE = ((10.0, 5.0), (30.0, 5.0), (30.0, 25.0), (10.0, 25.0))


def inside(corners, within=IMAGE):
    """As a mask of `within`."""
    area, found = enclosed(corners, within), np.zeros((within.height, within.width), bool)
    r = area.rect
    found[r.y - within.y : r.bottom - within.y, r.x - within.x : r.right - within.x] = (
        area.inside_HW
    )
    return found


def test_a_square_holds_the_pixels_whose_centres_are_in_it():
    found = inside(SQUARE)
    assert found[5:25, 10:30].all() and found.sum() == 400
    assert np.array_equal(found, inside(SQUARE[::-1]))
    assert inside([(10.6, 5), (30, 5), (30, 25), (10.6, 25)])[10].sum() == 19
    assert inside([(10.4, 5), (30, 5), (30, 25), (10.4, 25)])[10].sum() == 20


@pytest.mark.parametrize("seed", range(20))
def test_it_agrees_with_a_test_of_every_pixel(seed):
    corners = np.random.default_rng(seed).uniform((-10, -10), (70, 50), (7, 2))
    found = inside([(float(x), float(y)) for x, y in corners])
    for y, x in np.ndindex(found.shape):
        centre = np.array([x + 0.5, y + 0.5])
        around = corners - centre
        angles = np.angle(around[:, 0] + 1j * around[:, 1])
        turns = np.angle(np.exp(1j * (np.roll(angles, -1) - angles))).sum() / (2 * np.pi)
        assert found[y, x] == (round(turns) != 0)


def test_what_is_gone_round_twice_counts():
    twice = [*SQUARE, (12.0, 6.0), (28.0, 6.0), (28.0, 20.0), (12.0, 20.0)]
    assert inside(twice)[10, 20]


def test_only_the_image_is_labelled():
    assert inside([(-20, -20), (200, -20), (200, 200), (-20, 200)]).all()
    assert not inside([(-20, -20), (-10, -20), (-10, -10)]).any()
    assert not inside([(5, 5), (20, 5)]).any() and not inside([]).any()


def near(doc, session=None) -> ToolContext:
    return replace(context(doc, session), near=2.0)


def click(tool, ctx, x, y):
    tool.press(Point(x, y), ctx)
    return tool.release(Point(x, y), ctx)


def clicked(corners, doc=None, session=None):
    tool, ctx = polygon(), near(doc or document(), session)
    for x, y in corners:
        assert click(tool, ctx, x, y) is None
    return tool, ctx


def labelled(ctx):
    values = ctx.document.corrections.values_HW
    return values == ctx.session.label


@pytest.mark.parametrize("end", [SQUARE[0], (11.0, 6.0)], ids=["at", "near"])
def test_it_closes_where_it_began(end):
    tool, ctx = clicked(SQUARE)
    edit = click(tool, ctx, *end)
    assert edit is not None and edit.title == "Polygon"
    assert np.array_equal(labelled(ctx), inside(SQUARE))
    assert tool.outline == ()
    ctx.document.undo()
    assert not labelled(ctx).any()


def test_it_closes_on_request_and_two_corners_are_nothing():
    tool, ctx = clicked(SQUARE)
    assert tool.close() is not None
    assert labelled(ctx).any()
    tool, ctx = clicked(SQUARE[:2])
    assert tool.close() is None and tool.outline == ()
    assert not ctx.document.history.done


def test_a_line_is_drawn_until_it_is_back():
    tool, ctx = polygon(), near(document())
    way = [(30 + 10 * np.cos(a), 20 + 10 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 60)]
    tool.press(Point(*way[0]), ctx)
    for x, y in way:
        tool.move(Point(x, y), ctx)
    assert tool.release(Point(*way[-1]), ctx) is not None
    disc = np.zeros((40, 60), np.uint8)
    cv2.circle(disc, (30, 20), 9, 1, -1)
    assert labelled(ctx)[disc == 1].all()
    assert abs(labelled(ctx).sum() - np.pi * 100) < 12


def test_a_line_goes_on_from_the_last_corner():
    tool, ctx = clicked(SQUARE)
    tool.press(Point(*SQUARE[-1]), ctx)
    for x in range(10, 3, -1):
        tool.move(Point(x, 25), ctx)
    assert tool.release(Point(4, 25), ctx) is None
    assert len(tool.outline) > len(SQUARE) + 3 and tool.outline[-1].x == 4


def test_a_hand_that_shakes_draws_no_line():
    tool, ctx = polygon(), near(document())
    tool.press(Point(10, 10), ctx)
    for x in (10.5, 11.4, 9.2):
        tool.move(Point(x, 10.8), ctx)
    tool.release(Point(9.2, 10.8), ctx)
    assert [(p.x, p.y) for p in tool.outline] == [(10, 10)]


def test_corners_and_lines_are_taken_back_one_press_at_a_time():
    tool, ctx = clicked(SQUARE[:2])
    tool.press(Point(30, 25), ctx)
    for y in range(26, 36):
        tool.move(Point(30, y), ctx)
    tool.release(Point(30, 35), ctx)
    assert len(tool.outline) > 3
    tool.step_back()
    assert [(p.x, p.y) for p in tool.outline] == list(SQUARE[:2])
    click(tool, ctx, SQUARE[1][0] + 1, SQUARE[1][1])  # a corner beside the last one is one as well
    assert len(tool.outline) == 3 and tool.outline[-1].x == SQUARE[1][0] + 1
    tool.step_back()
    tool.step_back()
    assert [(p.x, p.y) for p in tool.outline] == [SQUARE[0]]
    tool.step_back()
    tool.step_back()
    assert tool.outline == () and tool.close() is None


def test_it_heeds_the_limits_and_can_be_cancelled():
    session = Session()
    session.set_label(3)
    session.set_limits(PaintLimits(only_over=2))
    tool, ctx = clicked(SQUARE, document(prediction=blob()), session)
    tool.cancel(ctx)
    assert tool.outline == () and not ctx.document.history.done
    for x, y in SQUARE:
        click(tool, ctx, x, y)
    assert tool.close() is not None
    assert np.array_equal(labelled(ctx), inside(SQUARE) & (blob() == 2))
    assert (ctx.document.corrections.values_HW[blob() != 2] == UNTOUCHED).all()


def test_what_is_cancelled_during_a_press_is_that_press():
    tool, ctx = clicked(SQUARE)
    tool.press(Point(5, 30), ctx)
    for y in range(30, 36):
        tool.move(Point(5, y), ctx)
    tool.cancel(ctx)
    assert [(p.x, p.y) for p in tool.outline] == list(SQUARE)
    assert tool.release(Point(5, 35), ctx) is None
    tool.cancel(ctx)
    assert tool.outline == ()


def test_it_stays_on_the_document_where_it_began():
    first, second = document(), document()
    tool, ctx = clicked(SQUARE, first)
    edit = click(tool, near(second, ctx.session), *SQUARE[0])
    assert edit is not None and len(first.history.done) == 1 and not second.history.done


@pytest.mark.parametrize("make", [polygon, live_wire])
def test_a_draft_goes_on_where_it_was(make):
    doc, tool = document(), make()
    ctx = near(doc)
    for x, y in SQUARE[:3]:
        click(tool, ctx, x, y)
    tool.press(Point(20, 25), ctx)
    for x in range(20, 11, -1):
        tool.move(Point(x, 25), ctx)
    tool.release(Point(11, 25), ctx)
    draft, again = tool.draft, make()
    again.resume(draft, ctx)
    assert again.draft == draft and again.outline == tool.outline
    for each in (tool, again):
        each.step_back()
    assert again.draft == tool.draft and again.can_close
    edit = tool.close()
    doc.undo()
    assert again.close() == edit and again.draft is None
