"""Live-wire: the way follows edges, near and far, and the outline ends as a polygon does."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import cv2
import numpy as np
import pytest

from app.tools import Point, ToolContext
from app.tools.live_wire import Wire, edge_costs, live_wire
from tests.tools.parts import context, document

MIDDLE, RADIUS = (150, 100), 60
NOBODY = 0.0


def disc(scale=1):
    """A light disc on a darker, uneven ground."""
    image = np.random.default_rng(0).integers(60, 80, (200 * scale, 300 * scale, 3), np.uint8)
    centre = (MIDDLE[0] * scale, MIDDLE[1] * scale)
    return cv2.circle(image, centre, RADIUS * scale, (150, 140, 130), -1)


def on_disc(angle, scale=1):
    """A point on its edge."""
    x, y = (m + RADIUS * f(math.radians(angle)) for m, f in zip(MIDDLE, FUNCTIONS, strict=True))
    return Point(x * scale, y * scale)


FUNCTIONS = (math.cos, math.sin)


def away(points, scale=1):
    """How far the farthest of some points is from the disc's edge."""
    return max(
        abs(math.hypot(p.x - MIDDLE[0] * scale, p.y - MIDDLE[1] * scale) - RADIUS * scale)
        for p in points
    )


def test_the_way_follows_the_edge():
    wire = Wire(disc())
    way = wire(on_disc(0), on_disc(120), NOBODY)
    assert way[-1] == on_disc(120) and len(way) > 5
    assert away(way) < 2.5


def test_on_an_even_surface_it_is_straight():
    wire = Wire(np.full((50, 50, 3), 90, np.uint8))
    way = wire(Point(5.5, 5.5), Point(40.5, 5.5), NOBODY)
    assert all(abs(p.y - 5.5) < 1 for p in way)


@pytest.mark.parametrize("scale", [4, 20])
def test_a_far_way_is_rough_but_follows_the_edge(scale):
    wire = Wire(disc(scale))
    way = wire(on_disc(0, scale), on_disc(120, scale), NOBODY)
    assert away(way, scale) < 2.5 * scale
    assert max(way, key=lambda p: p.y).y > (MIDDLE[1] + RADIUS - 3) * scale


def test_what_is_seen_from_far_is_looked_at_in_large_cells():
    image, start = disc(20), on_disc(0, 20)
    near = Wire(image)(start, Point(start.x - 60, start.y + 250), 8.0)
    far = Wire(image)(start, Point(start.x - 60, start.y + 250), 160.0)
    assert len(far) < len(near)


def test_beyond_the_image_it_goes_straight_on():
    wire = Wire(disc())
    for start, to in ((Point(-20, 40), Point(30, 400)), (Point(400, 10), Point(500, 20))):
        way = wire(start, to, NOBODY)
        assert way[-1] == to
        assert all(0 <= p.x <= 300 and 0 <= p.y <= 200 for p in way[:-1])
    assert wire(Point(5, 5), Point(5.2, 5.1), NOBODY) == (Point(5.2, 5.1),)


def test_edges_cost_less_than_what_is_even_and_nothing_is_free():
    costs = edge_costs(disc())
    assert costs.shape == (200, 300) and costs.dtype == np.float32
    assert 0.25 < costs.min() < 0.5 and costs.max() <= 1
    assert costs[100, 150 + RADIUS] < 0.5 < np.median(costs)
    assert (edge_costs(np.zeros((9, 9, 3), np.uint8)) == 1).all()


def test_a_press_on_a_large_image_looks_at_a_part_of_it():
    wire = Wire(np.zeros((6000, 20000, 3), np.uint8))
    start = time.thread_time()
    wire(Point(3000, 3000), Point(3100, 3050), 160.0)
    assert time.thread_time() - start < 2


def clicked(*angles, shift=False) -> tuple[object, ToolContext]:
    doc = document(200, 300)
    doc.image_HWC[:] = disc()
    tool, ctx = live_wire(), replace(context(doc, shift=shift), near=6.0)
    for angle in angles:
        tool.press(on_disc(angle), ctx)
        assert tool.release(on_disc(angle), ctx) is None
    return tool, ctx


def iu(ctx):
    truth = cv2.circle(np.zeros((200, 300), np.uint8), MIDDLE, RADIUS, 1, -1) > 0
    found = ctx.document.corrections.values_HW == ctx.session.label
    return (truth & found).sum() / (truth | found).sum()


@pytest.mark.parametrize("by_click", [True, False])
def test_three_clicks_outline_a_disc(by_click):
    tool, ctx = clicked(0, 120, 240)
    if by_click:
        tool.press(on_disc(0), ctx)
        edit = tool.release(on_disc(0), ctx)
    else:
        edit = tool.close()
    assert edit is not None and edit.title == "Live-wire"
    assert tool.outline == () and iu(ctx) > 0.97
    ctx.document.undo()
    assert iu(ctx) == 0


def test_the_way_there_and_back_surrounds_nothing():
    tool, ctx = clicked(0, 120)
    assert len(tool.outline) > 3 and not tool.can_close
    assert tool.lead(on_disc(1), ctx)[-1] == on_disc(1)  # a further corner, not the end
    assert tool.close() is None and tool.outline == ()
    assert not ctx.document.corrections.touched
    tool, ctx = clicked(0, 120, 240)
    assert tool.can_close
    tool.step_back()
    assert not tool.can_close


def test_with_shift_the_way_is_straight_and_only_closing_follows_the_edge():
    tool, ctx = clicked(0, 120, 240, shift=True)
    assert tool.outline == tuple(on_disc(angle) for angle in (0, 120, 240))
    assert tool.lead(on_disc(300), ctx) == (on_disc(300),)
    assert away(tool.lead(on_disc(300), replace(ctx, shift=False))) < 2.5
    back = tool.lead(on_disc(1), ctx)
    assert back[-1] == on_disc(0) and len(back) > 5 and away(back) < 2.5


def test_the_lead_is_what_a_press_adds():
    tool, ctx = clicked(0, 60)
    lead, before = tool.lead(on_disc(150), ctx), tool.outline
    tool.press(on_disc(150), ctx)
    assert tool.outline == before + lead
    assert tool.lead(on_disc(160), ctx) == (on_disc(160),)  # a line under way follows the hand
    tool.release(on_disc(150), ctx)
    tool.step_back()
    assert tool.outline == before


def test_a_line_is_drawn_freely_and_the_wire_goes_on_from_its_end():
    tool, ctx = clicked(0)
    tool.press(on_disc(90), ctx)
    for x in range(150, 20, -5):
        tool.move(Point(x, 20), ctx)
    assert tool.release(Point(20, 20), ctx) is None
    assert tool.outline[-1] == Point(25, 20)
    assert tool.lead(Point(22, 25), ctx)[-1] == Point(22, 25)
