"""Rectangles that lie in any direction: houses, yards, cars."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fcn_core.data.synthetic.shapes import Outline


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle, turned."""

    center: Outline
    along: float
    across: float
    turn: float
    """Of its first side, in radians."""

    @property
    def axes(self) -> tuple[Outline, Outline]:
        """Unit vectors along and across it."""
        return direction(self.turn), direction(self.turn + np.pi / 2)

    @property
    def corners(self) -> Outline:
        """(4, 2)."""
        u, v = self.axes
        u, v = u * self.along / 2, v * self.across / 2
        return np.array([self.center + corner for corner in (-u - v, u - v, u + v, v - u)])

    def part(self, middle: tuple[float, float], along: float, across: float) -> Box:
        """A box of this direction whose centre is so far along and across from this one's."""
        u, v = self.axes
        center = self.center + middle[0] * u + middle[1] * v
        return Box(center=center, along=along, across=across, turn=self.turn)


def direction(turn: float) -> Outline:
    """The unit vector at an angle, (2,)."""
    return np.array([np.cos(turn), np.sin(turn)])


def heading(start: Outline, end: Outline) -> float:
    """The angle of the way from one point to another."""
    return float(np.arctan2(*(end - start)[::-1]))
