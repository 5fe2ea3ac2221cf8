"""A small plot: one curve over steps, axes with round numbers, and a line to compare with.

Painted by hand: a plotting library would cost more start-up time than the whole window.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import figure, tr
from app.views.look import theme, tokens

GRID = tokens.SPACE
LEFT, RIGHT, TOP, BOTTOM = 11 * GRID, 3 * GRID, 7 * GRID, 6 * GRID
MOST_POINTS = 2000
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, kw_only=True)
class Curve:
    """What a plot shows. `points` are (step, value); `base` is a dashed line to compare with;
    `base_name` names it; `percent` writes values as per cent.
    """

    title: str
    points: tuple[tuple[float, float], ...] = ()
    base: float | None = None
    base_name: str = ""
    log: bool = False
    percent: bool = False
    last_step: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Maps values to 0-1, linearly or by their logarithm."""

    low: float
    high: float
    log: bool = False

    def at(self, value: float) -> float:
        """Where `value` lies between `low` (0) and `high` (1)."""
        if self.log:
            low, high = math.log10(self.low), math.log10(self.high)
            return (math.log10(max(value, self.low)) - low) / (high - low)
        return (value - self.low) / (self.high - self.low)


class CurvePlot(QWidget):
    """Shows one `Curve`. What it says is also its accessible description."""

    def __init__(self, curve: Curve) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(22 * GRID, 30 * GRID)
        self.show_curve(curve)

    def show_curve(self, curve: Curve) -> None:
        """Show other points."""
        self.curve = curve
        self.setAccessibleName(curve.title)
        last = number(curve.points[-1][1], curve.percent) if curve.points else tr("no values yet")
        self.setAccessibleDescription(f"{curve.title}: {last}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(75 * GRID, 45 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)
        small = QFont(self.font())
        small.setPixelSize(tokens.FONT_CAPTION)
        self._paint_legend(painter)
        painter.setFont(small)
        scale = value_scale(self.curve)
        self._paint_axes(painter, box, scale)
        if not self.curve.points:
            painter.setPen(QColor(theme.current().text_secondary))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("Waiting for the first value"))
            return
        self._paint_base(painter, box, scale)
        self._paint_curve(painter, box, scale)

    def _paint_legend(self, painter: QPainter) -> None:
        look, curve = theme.current(), self.curve
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(look.text))
        line = QRectF(0, 0, self.width() - RIGHT, TOP - GRID)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, curve.title)
        if self.curve.points:
            painter.setPen(QColor(look.accent_text))
            last = number(curve.points[-1][1], curve.percent)
            painter.drawText(line, RIGHT_MIDDLE, last)

    def _paint_axes(self, painter: QPainter, box: QRectF, scale: Scale) -> None:
        look = theme.current()
        for tick in ticks(scale, max(2, round(box.height() / 36))):
            y = box.bottom() - box.height() * scale.at(tick)
            painter.setPen(QPen(QColor(look.border), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(QColor(look.text_secondary))
            label = QRectF(0, y - 2 * GRID, LEFT - 2 * GRID, 4 * GRID)
            painter.drawText(label, RIGHT_MIDDLE, number(tick, self.curve.percent))
        self._paint_steps(painter, box)

    def _paint_steps(self, painter: QPainter, box: QRectF) -> None:
        last = self._last_step()
        below = QRectF(box.left(), box.bottom() + GRID, box.width(), BOTTOM - GRID)
        end = tr("{last:g} steps").format(last=last)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, end)
        free = box.right() - painter.fontMetrics().horizontalAdvance(end) - 2 * GRID
        for tick in ticks(Scale(low=0, high=last), max(2, round(box.width() / 90))):
            x = box.left() + box.width() * tick / last
            width = painter.fontMetrics().horizontalAdvance(f"{tick:g}")
            spot = QRectF(x if tick == 0 else x - width / 2, below.top(), width + 1, 4 * GRID)
            if spot.right() < free:
                painter.drawText(spot, Qt.AlignmentFlag.AlignLeft, f"{tick:g}")

    def _paint_base(self, painter: QPainter, box: QRectF, scale: Scale) -> None:
        if self.curve.base is None:
            return
        y = box.bottom() - box.height() * scale.at(self.curve.base)
        painter.setPen(QPen(QColor(theme.current().text_secondary), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        name = f"{self.curve.base_name} {number(self.curve.base, self.curve.percent)}"
        above = QRectF(box.left(), y - 4 * GRID - 1, box.width(), 4 * GRID)
        painter.drawText(above, RIGHT_MIDDLE, name)

    def _paint_curve(self, painter: QPainter, box: QRectF, scale: Scale) -> None:
        last = self._last_step()
        places = [
            QPointF(
                box.left() + box.width() * step / last,
                box.bottom() - box.height() * scale.at(value),
            )
            for step, value in thinned(self.curve.points)
        ]
        color = QColor(theme.current().accent_text)
        painter.setPen(
            QPen(
                color,
                1.8,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        dots = places if len(places) <= 40 and self.curve.percent else places[-1:]
        for place in dots:
            painter.drawEllipse(place, 2.6, 2.6)

    def _last_step(self) -> float:
        seen = self.curve.points[-1][0] if self.curve.points else 0.0
        return max(self.curve.last_step, seen, 1.0)


def value_scale(curve: Curve) -> Scale:
    """A scale that holds all values with a little air, and is never empty."""
    values = [value for _, value in curve.points if math.isfinite(value)]
    if curve.base is not None:
        values.append(curve.base)
    if not values:
        return Scale(low=0.1, high=1.0, log=curve.log)
    low, high = min(values), max(values)
    if curve.log:
        low = max(low, 1e-6)
        return Scale(low=low / 1.15, high=max(high, low) * 1.15, log=True)
    air = max((high - low) * 0.12, 0.01)
    return Scale(low=max(low - air, 0.0), high=high + air)


def ticks(scale: Scale, most: int) -> list[float]:
    """About `most` round values inside a scale, ascending."""
    if scale.log:
        return _log_ticks(scale, most)
    rough = (scale.high - scale.low) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough * 0.999)
    first = math.ceil(scale.low / step - 1e-9)
    last = math.floor(scale.high / step + 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def _log_ticks(scale: Scale, most: int) -> list[float]:
    powers = range(math.floor(math.log10(scale.low)), math.ceil(math.log10(scale.high)) + 1)
    for factors in ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7)):
        found = [f * 10.0**p for p in powers for f in factors]
        inside = [v for v in found if scale.low <= v <= scale.high]
        if len(inside) >= min(most, 3):
            return inside
    return inside


def thinned(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """At most about 2000 of the points, the last always among them."""
    finite = [(step, value) for step, value in points if math.isfinite(value)]
    every = max(1, len(finite) // MOST_POINTS)
    return finite[::every] + ([finite[-1]] if (len(finite) - 1) % every else [])


def number(value: float, percent: bool = False) -> str:
    """A value as written at an axis: three digits are enough."""
    if percent:
        return f"{figure(100 * value, '.3g')} %"
    return figure(value, ".3g")
