"""Charts are well formed, keep their curves inside, and end at round numbers."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from fcn_core.charts import Axis, Line, line_chart

NAMES = {"svg": "http://www.w3.org/2000/svg"}


def test_curves_without_points_are_left_out() -> None:
    lines = [Line(name="one", x=[0, 1], y=[2, 3]), Line(name="none", x=[], y=[])]
    root = ElementTree.fromstring(line_chart("a < b", "x", "y", lines))
    assert len(root.findall("svg:polyline", NAMES)) == 1
    assert "a < b" in "".join(root.itertext())
    assert line_chart("empty", "x", "y", []).count("polyline") == 0


def test_points_bands_and_names_stay_in_the_picture() -> None:
    name = "a name that is rather long"
    line = Line(name=name, x=[3, 130], y=[-4, 95], low=[-9, 90], high=[0, 100])
    root = ElementTree.fromstring(line_chart("t", "x", "y", [line]))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for shape in ("polyline", "polygon"):
        (found,) = root.findall(f"svg:{shape}", NAMES)
        pairs = [pair.split(",") for pair in found.attrib["points"].split()]
        assert len(pairs) == (2 if shape == "polyline" else 4)
        assert all(0 < float(x) < width and 0 < float(y) < height for x, y in pairs)
    assert len(root.findall("svg:circle", NAMES)) == 2
    (legend,) = (node for node in root.findall("svg:text", NAMES) if node.text == name)
    assert float(legend.attrib["x"]) + 6 * len(name) < width


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0, 2.4, [0, 0.5, 1, 1.5, 2, 2.5]),
        (0, 319, [0, 100, 200, 300, 400]),
        (-3.2, 3.2, [-4, -2, 0, 2, 4]),
        (5, 5, [5]),
    ],
)
def test_axes_have_round_numbers(low: float, high: float, ticks: list[float]) -> None:
    found = Axis.around(low, high, 0, 100)
    assert found.ticks() == pytest.approx(ticks)
    assert found.at(ticks[0]) == 0
