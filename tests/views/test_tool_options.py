"""Tool options: bound to the session both ways, and no change answers a change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.state.corrections import PaintLimits
from app.state.session import BrushShape, Session
from app.views import tool_options
from app.views.tool_options import ToolOptions
from fcn_core.labels import LabelSet

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def options(qtbot: QtBot, session: Session) -> ToolOptions:
    widget = ToolOptions(session)
    qtbot.addWidget(widget)
    widget.resize(280, 260)
    widget.set_labels(LabelSet.from_names(["background", "cat"]))
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@given(st.integers(1, 500))
def test_the_slider_is_near_any_size(size: int) -> None:
    found = tool_options.size_at(tool_options.slider_at(size))
    assert abs(found - size) <= max(1, 0.02 * size)


def test_sizes_set_elsewhere_are_not_rounded_by_the_slider(
    session: Session, options: ToolOptions
) -> None:
    for size in (1, 7, 333, 500):
        session.set_brush_size(size)
        assert session.brush_size == size
        assert options.size_box.value() == size


def test_controls_change_the_session(qtbot: QtBot, session: Session, options: ToolOptions) -> None:
    options.size_box.setValue(42)
    assert session.brush_size == 42
    qtbot.mouseClick(options.square, LEFT)
    assert session.brush_shape is BrushShape.SQUARE
    qtbot.mouseClick(options.hatch, LEFT)
    assert session.hatch_shown
    qtbot.mouseClick(options.doubt, LEFT)
    assert session.doubt_shown
    qtbot.mouseClick(options.outline, LEFT)
    assert session.outline_only
    options.opacity.setValue(25)
    assert session.opacity == 25


def test_limits_keep_what_is_locked(qtbot: QtBot, session: Session, options: ToolOptions) -> None:
    session.set_limits(PaintLimits(locked=frozenset({1})))
    qtbot.mouseClick(options.untouched, LEFT, pos=QPoint(8, options.untouched.height() // 2))
    qtbot.keyClick(options.over, Qt.Key.Key_End)
    assert session.limits == PaintLimits(only_over=1, locked=frozenset({1}), only_untouched=True)


def test_sizes_of_tidying_up_and_where_strokes_stay(
    qtbot: QtBot, session: Session, options: ToolOptions
) -> None:
    options.radius.setValue(7)
    options.speck.setValue(500)
    assert (session.tidy_radius, session.speck_size) == (7, 500)
    session.set_tidying(0, 10**9)
    assert (options.radius.value(), options.speck.value()) == (1, 99_999)
    qtbot.mouseClick(options.stays, LEFT, pos=QPoint(8, options.stays.height() // 2))
    assert session.stays_in_region
    session.set_stays_in_region(False)
    assert not options.stays.isChecked()


def test_the_session_is_shown(session: Session, options: ToolOptions) -> None:
    session.set_opacity(10)
    session.set_hatch_shown(True)
    session.set_brush_shape(BrushShape.SQUARE)
    session.set_limits(PaintLimits(only_over=0))
    assert options.percent.text() == "10 %"
    assert options.hatch.isChecked()
    assert options.square.isChecked()
    assert options.over.currentText() == "Only background"
