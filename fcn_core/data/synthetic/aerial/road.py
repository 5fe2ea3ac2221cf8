"""A road, and where one is on it. Lengths are in metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.data.synthetic.aerial.boxes import direction
from fcn_core.data.synthetic.shapes import Outline, Rng
from fcn_core.masks import Mask

ALLEY = 5.5
"""Roads narrower than this are alleys and tracks: no pavement, no markings, few cars."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A point in the middle of a road."""

    at: Outline
    turn: float
    """The road's direction."""

    @property
    def ahead(self) -> Outline:
        """Unit vector along the road."""
        return direction(self.turn)

    @property
    def aside(self) -> Outline:
        """Unit vector across it."""
        return direction(self.turn + np.pi / 2)


@dataclass(frozen=True, kw_only=True)
class Road:
    """A line that is as wide as this everywhere."""

    path: Outline
    """Points along its middle, (N, 2), x before y."""
    width: float

    @property
    def is_alley(self) -> bool:
        """Whether it leads to backyards and fields."""
        return self.width <= ALLEY

    def places(self, rng: Rng, gap: float) -> list[Place]:
        """Places so far apart."""
        steps = np.diff(self.path, axis=0)
        lengths = np.hypot(*steps.T)
        ends = np.cumsum(lengths)
        if ends[-1] < gap:
            return []
        distances = np.arange(rng.uniform(0, gap), ends[-1], gap)
        found = np.minimum(np.searchsorted(ends, distances), len(ends) - 1)
        shares = (distances - (ends[found] - lengths[found])) / np.maximum(lengths[found], 1e-6)
        points = self.path[found] + steps[found] * shares[:, None]
        turns = np.arctan2(steps[found, 1], steps[found, 0])
        return [Place(at=at, turn=float(turn)) for at, turn in zip(points, turns, strict=True)]


Roads: TypeAlias = tuple[Road, ...]


def drawn_roads(size: int, metre: float, roads: Roads, wider: float = 0.0) -> Mask:
    """uint8 (size, size): 1 where a road or so many metres beside it."""
    mask = np.zeros((size, size), np.uint8)
    for road in roads:
        draw_line(mask, road.path * metre, (road.width + 2 * wider) * metre, (1,))
    return mask


def draw_line(on: NDArray[Any], path: Outline, width: float, value: tuple[float, ...]) -> None:
    """Draw along a path, in pixels: at least one wide."""
    points = np.round(path).astype(np.int32)
    cv2.polylines(on, [points], False, value, max(1, round(width)))
