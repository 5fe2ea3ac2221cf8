"""The session tells of each change once, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import SignalInstance

from app.state.corrections import PaintLimits
from app.state.session import BrushShape, Session

CASES: list[tuple[str, Callable[[Session], None], str, object]] = [
    ("tool_changed", lambda s: s.set_tool("fill"), "tool", "fill"),
    ("brush_changed", lambda s: s.set_brush_size(33), "brush_size", 33),
    ("brush_changed", lambda s: s.set_brush_size(0), "brush_size", 1),
    ("brush_changed", lambda s: s.set_brush_size(501), "brush_size", 500),
    ("brush_changed", lambda s: s.set_brush_shape(BrushShape.SQUARE), "brush_shape", "square"),
    ("label_changed", lambda s: s.set_label(255), "label", 255),
    ("opacity_changed", lambda s: s.set_opacity(140), "opacity", 100),
    ("opacity_changed", lambda s: s.set_opacity(-1), "opacity", 0),
    ("outline_changed", lambda s: s.set_outline_only(True), "outline_only", True),
    ("overlay_hidden_changed", lambda s: s.set_overlay_hidden(True), "overlay_hidden", True),
    ("visibility_changed", lambda s: s.set_visible(3, False), "hidden_labels", frozenset({3})),
    (
        "limits_changed",
        lambda s: s.set_limits(PaintLimits(only_over=2)),
        "limits",
        PaintLimits(only_over=2),
    ),
]


@pytest.mark.parametrize(("signal", "change", "name", "value"), CASES)
def test_a_change_is_told_once(
    signal: str, change: Callable[[Session], None], name: str, value: object
) -> None:
    session = Session()
    told: list[str] = []
    for other in {case[0] for case in CASES}:
        instance: SignalInstance = getattr(session, other)
        instance.connect(lambda *_, other=other: told.append(other))
    change(session)
    change(session)
    assert told == [signal]
    assert getattr(session, name) == value


def test_swap_goes_back_and_forth() -> None:
    session = Session()
    session.set_label(4)
    session.set_label(9)
    session.swap_labels()
    assert session.label == 4
    session.swap_labels()
    assert session.label == 9


def test_labels_are_hidden_one_by_one() -> None:
    session = Session()
    session.set_visible(3, False)
    session.set_visible(5, False)
    session.set_visible(3, True)
    assert session.hidden_labels == {5}
