"""The plot: scales, ticks, and that a curve is where it belongs."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.views.look import theme
from app.views.training import curves
from app.views.training.curves import Curve, CurvePlot, Scale


@given(st.floats(0, 1e3), st.floats(1e-3, 1e3), st.integers(2, 10))
def test_linear_ticks_are_inside_and_equally_far_apart(low: float, span: float, most: int) -> None:
    scale = Scale(low=low, high=low + span)
    ticks = curves.ticks(scale, most)
    assert 1 <= len(ticks) <= most + 1 or most == 2
    for tick in ticks:
        assert scale.low - 1e-6 * span <= tick <= scale.high + 1e-6 * span
    steps = [b - a for a, b in itertools.pairwise(ticks)]
    assert all(step == pytest.approx(steps[0], rel=1e-3) for step in steps)


@given(st.floats(1e-5, 10), st.floats(1.1, 1e4))
def test_log_ticks_are_inside(low: float, factor: float) -> None:
    scale = Scale(low=low, high=low * factor, log=True)
    assert all(scale.low <= tick <= scale.high for tick in curves.ticks(scale, 4))


def test_log_scale_halves_a_decade_at_its_root() -> None:
    assert Scale(low=0.1, high=10.0, log=True).at(1.0) == pytest.approx(0.5)
    assert Scale(low=0.0, high=2.0).at(0.5) == pytest.approx(0.25)


def test_a_constant_curve_still_has_a_scale() -> None:
    scale = curves.value_scale(Curve(title="IU", points=((1, 0.5), (2, 0.5))))
    assert scale.low < 0.5 < scale.high


def test_thinning_keeps_the_last_point_and_drops_nan() -> None:
    points = [(float(i), float(i)) for i in range(10_001)] + [(1e5, math.nan)]
    kept = curves.thinned(points)
    assert len(kept) <= 2 * curves.MOST_POINTS + 1
    assert kept[-1] == (10_000.0, 10_000.0)


def test_the_curve_is_painted_in_its_place(qtbot: QtBot) -> None:
    plot = CurvePlot(Curve(title="IU", points=((0, 0.5), (100, 0.5)), percent=True))
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    image = plot.grab().toImage()
    ratio = image.devicePixelRatio()
    x = (curves.LEFT + (300 - curves.LEFT - curves.RIGHT) / 2) * ratio
    y = (curves.TOP + (200 - curves.TOP - curves.BOTTOM) / 2) * ratio
    wanted = QColor(theme.current().accent_text)
    near = [image.pixelColor(round(x), round(y) + d) for d in (-1, 0, 1)]
    assert any(abs(c.blue() - wanted.blue()) + abs(c.red() - wanted.red()) < 40 for c in near)


def test_an_empty_plot_says_so(qtbot: QtBot) -> None:
    plot = CurvePlot(Curve(title="Loss"))
    qtbot.addWidget(plot)
    plot.grab()
    assert plot.accessibleDescription() == "Loss: no values yet"
