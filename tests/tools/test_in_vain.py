"""A tool that limits keep off says so, as what was drawn is gone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from app.state.corrections import PaintLimits
from app.state.session import Session
from app.tools import Point, Tool
from app.tools.brush import brush
from app.tools.clicks import fill
from app.tools.outliner import polygon
from tests.tools.parts import blob, context, document

LOCKED = PaintLimits(locked=frozenset({0, 2}))


def use(tool: Tool, session: Session) -> None:
    ctx = context(document(prediction=blob()), session)
    for x, y in ((16.0, 11.0), (28.0, 11.0), (28.0, 18.0), (16.0, 11.0)):
        tool.press(Point(x, y), ctx)
        tool.release(Point(x, y), ctx)


@pytest.mark.parametrize("make", [brush, polygon, fill])
@pytest.mark.parametrize(("limits", "vain"), [(LOCKED, True), (PaintLimits(), False)])
def test_what_limits_keep_off_is_said(
    make: Callable[[], Tool], limits: PaintLimits, vain: bool
) -> None:
    session, said = Session(), list[bool]()
    session.set_label(1)
    session.set_limits(limits)
    session.nothing_changed.connect(lambda: said.append(True))
    use(make(), session)
    assert bool(said) == vain


def test_where_something_is_changed_nothing_is_said() -> None:
    session, said = Session(), list[bool]()
    session.set_label(1)
    session.set_limits(PaintLimits(locked=frozenset({0})))
    session.nothing_changed.connect(lambda: said.append(True))
    of = document(prediction=blob())
    ctx, tool = context(of, session), fill()
    tool.press(Point(20.0, 15.0), ctx)
    assert tool.release(Point(20.0, 15.0), ctx) is not None
    assert not said and np.count_nonzero(of.corrections.values_HW == 1)
