"""Line charts as SVG, small enough to read as text and free of any plotting library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 56, 150, 36, 44
# Okabe and Ito's colours, which colour-blind people can tell apart.
COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
TICKS = 5


@dataclass(frozen=True, kw_only=True)
class Line:
    """One named curve."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


def line_chart(title: str, x_label: str, y_label: str, lines: Sequence[Line]) -> str:
    """The chart as an SVG document; curves without points are left out."""
    drawn = [line for line in lines if len(line.x)]
    xs = [x for line in drawn for x in line.x] or [0.0, 1.0]
    ys = [y for line in drawn for y in line.y] or [0.0, 1.0]
    across = _Axis(min(xs), max(xs), LEFT, WIDTH - RIGHT)
    up = _Axis(min(0.0, *ys), max(ys), HEIGHT - BOTTOM, TOP)
    parts = [
        _text(LEFT, 20, title, "start", 'font-size="14" font-weight="bold"'),
        *_grid(across, up),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x_label),
        _text(14, HEIGHT / 2, y_label, "middle", f'transform="rotate(-90 14 {HEIGHT / 2:g})"'),
    ]
    for place, line in enumerate(drawn):
        color = COLORS[place % len(COLORS)]
        pairs = zip(line.x, line.y, strict=True)
        points = " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in pairs)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>')
        y = TOP + 10 + 20 * place
        x = WIDTH - RIGHT + 12
        parts.append(f'<path d="M{x} {y}h18" stroke="{color}" stroke-width="3"/>')
        parts.append(_text(x + 24, y + 4, line.name, "start"))
    return svg(WIDTH, HEIGHT, parts)


def svg(width: int, height: int, parts: Sequence[str]) -> str:
    """An SVG document of these elements on white, in a plain face of 12 pixels."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12">'
    )
    ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return "\n".join([head, ground, *parts, "</svg>"]) + "\n"


@dataclass(frozen=True)
class _Axis:
    """From values to pixels."""

    low: float
    high: float
    first: float
    last: float

    def at(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        return self.first + (value - self.low) / span * (self.last - self.first)

    def ticks(self) -> list[float]:
        return [self.low + (self.high - self.low) * i / (TICKS - 1) for i in range(TICKS)]


def _grid(across: _Axis, up: _Axis) -> list[str]:
    lines = [
        f'<path d="M{LEFT} {up.at(value):.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>'
        + _text(LEFT - 6, up.at(value) + 4, f"{value:.3g}", "end")
        for value in up.ticks()
    ]
    steps = [_text(across.at(v), HEIGHT - BOTTOM + 18, f"{v:.4g}") for v in across.ticks()]
    return lines + steps


def _text(x: float, y: float, words: str, anchor: str = "middle", extra: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" {extra}>{escape(words)}</text>'
