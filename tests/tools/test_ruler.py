"""A ruler measures from a press to where it is let go, and changes nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.state.document import Document
from app.tools import Point
from app.tools.ruler import Ruler
from fcn_core.masks import UNTOUCHED
from tests.tools.parts import context, document

START = Point(10.0, 10.0)


def drawn(ruler: Ruler, of: Document, to: Point, *, shift: bool = False) -> None:
    ctx = context(of, shift=shift)
    ruler.press(START, ctx)
    ruler.move(Point(30.0, 30.0), ctx)
    assert ruler.release(to, ctx) is None


def test_a_line_stays_until_the_next_press_and_is_no_edit() -> None:
    ruler, of = Ruler(), document()
    drawn(ruler, of, Point(40.5, 12.25))
    assert ruler.span == (START, Point(40.5, 12.25))
    ruler.move(Point(1.0, 1.0), context(of))
    assert ruler.span == (START, Point(40.5, 12.25))
    ruler.press(Point(2.0, 2.0), context(of))
    assert ruler.span is None
    assert not of.history.done and (of.corrections.values_HW == UNTOUCHED).all()


@pytest.mark.parametrize(
    ("to", "held"),
    [
        ((50.0, 14.0), (50.0, 10.0)),
        ((3.0, 12.0), (3.0, 10.0)),
        ((12.0, -7.0), (10.0, -7.0)),
        ((20.0, 22.0), (21.0, 21.0)),
        ((0.0, 18.0), (1.0, 19.0)),
    ],
)
def test_shift_holds_it_to_the_nearest_eighth_of_a_turn(
    to: tuple[float, float], held: tuple[float, float]
) -> None:
    ruler = Ruler()
    drawn(ruler, document(), Point(*to), shift=True)
    assert ruler.span is not None
    end = ruler.span[1]
    assert np.allclose((end.x, end.y), held)


def test_a_click_leaves_no_line_even_of_a_hand_that_shakes() -> None:
    ruler, of = Ruler(), document()
    ctx = replace(context(of), near=4.0)
    for to in (START, Point(11.5, 10.5)):
        ruler.press(START, ctx)
        ruler.release(to, ctx)
        assert ruler.span is None
    drawn(ruler, of, START)
    assert ruler.span is None


def test_cancelled_it_is_gone_during_a_press_and_after() -> None:
    ruler, of = Ruler(), document()
    drawn(ruler, of, Point(40.0, 10.0))
    ruler.cancel(context(of))
    assert ruler.span is None
    ruler.press(START, context(of))
    ruler.move(Point(40.0, 10.0), context(of))
    ruler.cancel(context(of))
    ruler.release(Point(50.0, 10.0), context(of))
    assert ruler.span is None
