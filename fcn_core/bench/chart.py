"""Line charts as small SVG files: no library, readable in a browser and in a diff."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 56, 236, 72, 48
TICKS = 5
ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10)
# Okabe and Ito's colours, which most colour-blind people can tell apart.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
CENTRED = 'text-anchor="middle"'
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#222}.t{font-size:15px;font-weight:600}"
    ".g{stroke:#e3e3e3}.a{stroke:#888;fill:none}"
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A curve: x, and mean, least and most of y at each point."""

    title: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Curves in one frame, from (0, 0) to the largest values, rounded up."""

    title: str
    x_title: str
    y_title: str
    lines: Sequence[Line]

    def svg(self) -> str:
        """The file's content."""
        body = [*self._frame(), *self._bands(), *self._curves(), *self._legend()]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" role="img">\n<title>{escape(self.title)}</title>\n'
            f'<style>{STYLE}</style>\n<rect width="100%" height="100%" fill="#fff"/>\n'
            + "\n".join(body)
            + "\n</svg>\n"
        )

    @property
    def _most_x(self) -> float:
        return rounded_up(max((x for line in self.lines for x in line.x), default=1))

    @property
    def _most_y(self) -> float:
        return rounded_up(max((y for line in self.lines for y in line.high), default=1))

    def _place(self, x: float, y: float) -> tuple[float, float]:
        across, up = x / self._most_x, y / self._most_y
        return (
            round(LEFT + across * (WIDTH - LEFT - RIGHT), 1),
            round(HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM), 1),
        )

    def _frame(self) -> Iterator[str]:
        yield f'<text class="t" x="12" y="26">{escape(self.title)}</text>'
        for part in range(TICKS + 1):
            x, y = part / TICKS * self._most_x, part / TICKS * self._most_y
            across, base = self._place(x, 0)
            edge, up = self._place(0, y)
            end, _ = self._place(self._most_x, 0)
            yield f'<path class="g" d="M{edge} {up}H{end}"/>'
            yield f'<text {CENTRED} x="{across}" y="{base + 18}">{x:g}</text>'
            yield f'<text x="{edge - 8}" y="{up + 4}" text-anchor="end">{y:g}</text>'
        left, bottom = self._place(0, 0)
        right, top = self._place(self._most_x, self._most_y)
        yield f'<path class="a" d="M{left} {top}V{bottom}H{right}"/>'
        across = (left + right) / 2
        yield f'<text {CENTRED} x="{across}" y="{HEIGHT - 10}">{escape(self.x_title)}</text>'
        yield f'<text x="12" y="{TOP - 14}">{escape(self.y_title)}</text>'

    def _bands(self) -> Iterator[str]:
        """From least to most; below all curves."""
        for line, color in zip(self.lines, _colors(self.lines), strict=True):
            upper = [self._place(x, y) for x, y in zip(line.x, line.high, strict=True)]
            lower = [self._place(x, y) for x, y in zip(line.x, line.low, strict=True)]
            yield f'<path d="M{_path(upper + lower[::-1])}Z" fill="{color}" fill-opacity="0.13"/>'

    def _curves(self) -> Iterator[str]:
        for line, color in zip(self.lines, _colors(self.lines), strict=True):
            points = [self._place(x, y) for x, y in zip(line.x, line.y, strict=True)]
            yield f'<path d="M{_path(points)}" fill="none" stroke="{color}" stroke-width="2"/>'
            yield "".join(f'<circle cx="{x}" cy="{y}" r="3" fill="{color}"/>' for x, y in points)

    def _legend(self) -> Iterator[str]:
        for index, (line, color) in enumerate(zip(self.lines, _colors(self.lines), strict=True)):
            x, y = WIDTH - RIGHT + 18, TOP + 10 + 22 * index
            yield f'<path d="M{x} {y}h18" stroke="{color}" stroke-width="3"/>'
            yield f'<text x="{x + 24}" y="{y + 4}">{escape(line.title)}</text>'


def rounded_up(value: float) -> float:
    """The next number that five ticks divide into round ones."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(n * power for n in ROUND if n * power >= value * (1 - 1e-9))


def _colors(lines: Sequence[Line]) -> list[str]:
    return [COLORS[index % len(COLORS)] for index in range(len(lines))]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "L".join(f"{x} {y}" for x, y in points)
