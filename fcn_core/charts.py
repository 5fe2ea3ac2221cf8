"""Line charts as SVG, small enough to read as text and free of any plotting library."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

PLOT_WIDTH, PLOT_HEIGHT = 434, 280
LEFT, TOP, BOTTOM = 56, 36, 44
LEGEND, LETTER = 48, 6.8
"""Pixels of the legend without its names, and of a letter in them."""
# Okabe and Ito's colours, which colour-blind people can tell apart.
COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
TICKS = 5
"""About so many steps on an axis."""
ROUND = (1, 2, 2.5, 5, 10)
DOTTED = 12
"""Curves of at most so many points show each of them."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One named curve; `low` and `high` are the band around it, if it has one."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


def line_chart(title: str, x_label: str, y_label: str, lines: Sequence[Line]) -> str:
    """The chart as an SVG document; curves without points are left out."""
    drawn = [line for line in lines if len(line.x)]
    xs = [x for line in drawn for x in line.x] or [0.0, 1.0]
    ys = [y for line in drawn for y in (*line.y, *line.low, *line.high)] or [0.0, 1.0]
    across = Axis.around(min(0.0, *xs), max(xs), LEFT, LEFT + PLOT_WIDTH)
    up = Axis.around(min(0.0, *ys), max(ys), TOP + PLOT_HEIGHT, TOP)
    longest = max((len(line.name) for line in drawn), default=0)
    width = LEFT + PLOT_WIDTH + LEGEND + round(LETTER * longest)
    height = TOP + PLOT_HEIGHT + BOTTOM
    parts = [
        _text(LEFT, 20, title, "start", 'font-size="14" font-weight="bold"'),
        *_grid(across, up),
        _text(LEFT + PLOT_WIDTH / 2, height - 8, x_label),
        _text(14, height / 2, y_label, "middle", f'transform="rotate(-90 14 {height / 2:g})"'),
    ]
    colors = [COLORS[place % len(COLORS)] for place in range(len(drawn))]
    for line, color in zip(drawn, colors, strict=True):
        parts += _band(line, color, across, up)
    for place, (line, color) in enumerate(zip(drawn, colors, strict=True)):
        parts += [*_curve(line, color, across, up), *_legend(line.name, color, place)]
    return svg(width, height, parts)


def svg(width: int, height: int, parts: Sequence[str]) -> str:
    """An SVG document of these elements on white, in a plain face of 12 pixels."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12">'
    )
    ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return "\n".join([head, ground, *parts, "</svg>"]) + "\n"


@dataclass(frozen=True, kw_only=True)
class Axis:
    """From values to pixels, with a line at every `step`."""

    low: float
    high: float
    step: float
    first: float
    last: float

    @classmethod
    def around(cls, low: float, high: float, first: float, last: float) -> Axis:
        """The axis from pixel `first` to `last` that has these values, in round steps."""
        rough = (high - low or 1.0) / TICKS
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(n * power for n in ROUND if n * power >= rough * (1 - 1e-9))
        begin, end = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        return cls(low=begin * step, high=end * step, step=step, first=first, last=last)

    def at(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        return self.first + (value - self.low) / span * (self.last - self.first)

    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * i for i in range(count + 1)]


def _grid(across: Axis, up: Axis) -> Iterator[str]:
    for value in up.ticks():
        y = up.at(value)
        yield f'<path d="M{LEFT} {y:.1f}h{PLOT_WIDTH}" stroke="#dddddd"/>'
        yield _text(LEFT - 6, y + 4, _number(value), "end")
    for value in across.ticks():
        yield _text(across.at(value), TOP + PLOT_HEIGHT + 18, _number(value))


def _band(line: Line, color: str, across: Axis, up: Axis) -> Iterator[str]:
    """From low to high, where the line has both; drawn below all curves."""
    if line.low and line.high:
        above = list(zip(line.x, line.high, strict=True))
        below = list(zip(line.x, line.low, strict=True))
        points = _points([*above, *reversed(below)], across, up)
        yield f'<polygon points="{points}" fill="{color}" fill-opacity="0.13"/>'


def _curve(line: Line, color: str, across: Axis, up: Axis) -> Iterator[str]:
    pairs = list(zip(line.x, line.y, strict=True))
    points = _points(pairs, across, up)
    yield f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>'
    for x, y in pairs if len(pairs) <= DOTTED else ():
        yield f'<circle cx="{across.at(x):.1f}" cy="{up.at(y):.1f}" r="3" fill="{color}"/>'


def _legend(name: str, color: str, place: int) -> Iterator[str]:
    x, y = LEFT + PLOT_WIDTH + 12, TOP + 10 + 20 * place
    yield f'<path d="M{x} {y}h18" stroke="{color}" stroke-width="3"/>'
    yield _text(x + 24, y + 4, name, "start")


def _points(pairs: Sequence[tuple[float, float]], across: Axis, up: Axis) -> str:
    return " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in pairs)


def _number(value: float) -> str:
    return f"{round(value, 9):g}"


def _text(x: float, y: float, words: str, anchor: str = "middle", extra: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" {extra}>{escape(words)}</text>'
