from __future__ import annotations

import numpy as np
import pytest

from app.state.corrections import PaintLimits
from app.state.session import Session
from app.tools import TOOLS, Point
from fcn_core.masks import UNTOUCHED
from tests.tools.parts import blob, context, document

IN = Point(20.5, 15.5)


def click(id, at, doc, session=None):
    tool, ctx = TOOLS[id](), context(doc, session)
    tool.press(at, ctx)
    tool.move(at, ctx)
    return tool.release(at, ctx)


def session(label=3):
    made = Session()
    made.set_label(label)
    return made


def test_fill_labels_the_region_that_is_shown():
    doc = document(prediction=blob())
    assert click("fill", IN, doc, session()) is not None
    assert np.array_equal(doc.corrections.values_HW == 3, blob() == 2)


def test_accept_confirms_what_the_net_says():
    doc = document(prediction=blob())
    assert click("accept", IN, doc) is not None
    assert np.array_equal(doc.corrections.values_HW == 2, blob() == 2)
    assert (doc.corrections.values_HW[blob() == 0] == UNTOUCHED).all()


def test_flip_labels_the_net_s_region_and_spares_what_a_person_said():
    doc = document(prediction=blob())
    doc.corrections.values_HW[12, 18] = 7
    edit = click("flip", IN, doc, session())
    assert edit is not None and edit.title == "Flip region"
    expected = np.where(blob() == 2, 3, UNTOUCHED)
    expected[12, 18] = 7
    assert np.array_equal(doc.corrections.values_HW, expected)


def test_flip_needs_a_prediction_and_heeds_limits():
    assert click("flip", IN, document(), session()) is None
    doc, limited = document(prediction=blob()), session()
    limited.set_limits(PaintLimits(only_over=0))
    assert click("flip", IN, doc, limited) is None
    limited.set_limits(PaintLimits(locked=frozenset({2})))
    assert click("flip", IN, doc, limited) is None


def test_pick_takes_the_label_under_the_pointer():
    doc, state = document(prediction=blob()), session()
    assert click("pick", IN, doc, state) is None
    assert state.label == 2
    click("pick", IN, document(), state)
    assert state.label == 2, "nothing is there to be picked"


@pytest.mark.parametrize("id", ["fill", "accept", "flip", "pick"])
def test_a_cancelled_or_outside_click_does_nothing(id):
    doc, state = document(prediction=blob()), session()
    tool, ctx = TOOLS[id](), context(doc, state)
    tool.press(IN, ctx)
    tool.cancel(ctx)
    assert tool.release(IN, ctx) is None
    assert click(id, Point(-1, 5), doc, state) is None
    assert click(id, Point(60, 5), doc, state) is None
    assert state.label == 3
    assert (doc.corrections.values_HW == UNTOUCHED).all()


def test_what_would_be_given_is_named():
    doc, state = document(prediction=blob()), session(5)
    ctx = context(doc, state)
    assert [TOOLS[id]().label_at(IN, ctx) for id in ("fill", "flip")] == [5, 5]
    assert [TOOLS[id]().label_at(IN, ctx) for id in ("accept", "pick")] == [2, 2]
    assert TOOLS["pick"]().label_at(Point(-1, 0), ctx) is None
    assert TOOLS["pick"]().label_at(IN, context(document(), state)) is None


def test_every_tool_has_its_id_and_a_title():
    for id, make in TOOLS.items():
        tool = make()
        assert tool.id == id
        assert tool.title
        assert tool.line_from(context(document())) is None
