"""Where roads run: street grids with alleys, winding lanes, highways. Lengths are in metres."""

from __future__ import annotations

import numpy as np

from fcn_core.data.synthetic.aerial.boxes import heading
from fcn_core.data.synthetic.aerial.road import Road, Roads
from fcn_core.data.synthetic.shapes import Outline, Rng, chance

STEP = 6.0
"""Between two points of a road that winds."""


def network(rng: Rng, side: float) -> Roads:
    """The roads in a square so many metres wide."""
    kind = rng.choice(4, p=[0.56, 0.24, 0.12, 0.08])
    if kind == 0:
        return _grid(rng, side)
    if kind == 1:
        return _winding(rng, side)
    if kind == 2:
        return _highway(rng, side)
    return _countryside(rng, side)


def _grid(rng: Rng, side: float) -> Roads:
    """Streets in two directions, with alleys behind the houses."""
    # Most maps and photos lie along the streets.
    turn = rng.normal(0, 0.02) if chance(rng, 0.6) else rng.uniform(0, np.pi / 2)
    street, cross = rng.uniform(7, 16), rng.uniform(6, 13)
    has_alleys = chance(rng, 0.6)
    alley, one_way = rng.uniform(3.5, 6.5), chance(rng, 0.5)
    reach = 0.75 * side
    lines = _spaced(rng, reach, rng.uniform(55, 110))
    roads = []
    for number, (line, after) in enumerate(zip(lines, [*lines[1:], lines[-1] + 80], strict=True)):
        width = street * (rng.uniform(1.1, 1.7) if chance(rng, 0.15) else 1)
        roads.append(((-reach, line), (reach, line), width))
        if has_alleys and chance(rng, 0.85):
            middle = (line + after) / 2 + rng.normal(0, 3)
            start = rng.uniform(-reach, reach) if chance(rng, 0.15) else -reach
            roads.append(((start, middle), (reach, middle), alley))
        if not number % 2 and chance(rng, 0.2):
            across = rng.uniform(-reach, reach)  # an alley between two streets
            roads.append(((across, line), (across, after), alley))
    for line in _spaced(rng, reach, rng.uniform(90, 260)):
        if one_way or len(lines) < 3:
            roads.append(((line, -reach), (line, reach), cross))
        else:
            first, last = sorted(rng.choice(len(lines), 2, replace=False))
            roads.append(((line, lines[first]), (line, lines[last]), cross))
    return tuple(
        Road(path=_placed(_bent(rng, start, end), turn, side), width=width)
        for start, end, width in roads
    )


def _winding(rng: Rng, side: float) -> Roads:
    """Lanes that bend, and others that leave them."""
    bend, width = rng.uniform(0.01, 0.07), rng.uniform(5, 10)
    roads = [_lane(rng, _at_border(rng, side), side, bend, width)]
    for _ in range(int(rng.integers(0, 6))):
        main = roads[int(rng.integers(len(roads)))].path
        place = int(rng.integers(len(main) - 1))
        along = heading(main[place], main[place + 1])
        start = (*main[place], along + rng.choice([-1, 1]) * rng.normal(np.pi / 2, 0.25))
        narrow = rng.uniform(0.6, 1.0)
        roads.append(_lane(rng, start, side, bend, width * narrow, rng.uniform(0.2, 1.5) * side))
    return tuple(roads)


def _highway(rng: Rng, side: float) -> Roads:
    """Two carriageways side by side, a ramp or two, and streets beside them."""
    width, gap = rng.uniform(9, 18), rng.uniform(1.5, 14)
    bend = rng.uniform(0, 0.012)
    first = _lane(rng, _at_border(rng, side), side, bend, width)
    roads = [first, Road(path=_beside(first.path, width + gap), width=width)]
    for _ in range(int(rng.integers(0, 3))):
        place = int(rng.integers(len(first.path) - 1))
        along = heading(first.path[place], first.path[place + 1])
        start = (*first.path[place], along + rng.choice([-1, 1]) * rng.uniform(0.1, 0.4))
        roads.append(_lane(rng, start, side, rng.uniform(0.01, 0.05), rng.uniform(5, 8)))
    if chance(rng, 0.5):
        roads.extend(_grid(rng, side)[:4])
    return tuple(roads)


def _countryside(rng: Rng, side: float) -> Roads:
    """One road or none, and tracks."""
    roads = []
    if chance(rng, 0.75):
        roads.append(
            _lane(rng, _at_border(rng, side), side, rng.uniform(0, 0.03), 4 + 5 * rng.random())
        )
    roads += [
        _lane(rng, _at_border(rng, side), side, 0.05, rng.uniform(2.5, 4.5))
        for _ in range(int(rng.integers(0, 3)))
    ]
    return tuple(roads)


def _spaced(rng: Rng, reach: float, gap: float) -> list[float]:
    """Places from -reach to reach, about so far apart."""
    place, places = -reach + rng.uniform(0, gap), []
    while place < reach:
        places.append(place)
        place += gap * rng.uniform(0.75, 1.3)
    return places or [0.0]


def _bent(rng: Rng, start: tuple[float, float], end: tuple[float, float]) -> Outline:
    """From one point to another, straight or nearly."""
    shares = np.linspace(0, 1, 12)[:, None]
    path = np.asarray(start) * (1 - shares) + np.asarray(end) * shares
    if chance(rng, 0.25):
        across = (path[-1] - path[0])[::-1] * (-1, 1)
        path = path + across * 0.02 * rng.standard_normal() * np.sin(np.pi * shares)
    return np.asarray(path)


def _placed(path: Outline, turn: float, side: float) -> Outline:
    """Turned about the middle of the square."""
    cos, sin = np.cos(turn), np.sin(turn)
    return np.asarray(path @ np.array([[cos, sin], [-sin, cos]]) + side / 2)


def _at_border(rng: Rng, side: float) -> tuple[float, float, float]:
    """A point on an edge of the square and a heading into it."""
    angle = rng.uniform(0, 2 * np.pi)
    x, y = side / 2 * (1 + 1.5 * np.cos(angle)), side / 2 * (1 + 1.5 * np.sin(angle))
    return x, y, angle + np.pi + rng.normal(0, 0.3)


def _lane(
    rng: Rng,
    start: tuple[float, float, float],
    side: float,
    bend: float,
    width: float,
    length: float | None = None,
) -> Road:
    """From a point and heading on, with a curvature (per metre) that wanders."""
    x, y, turn = start
    steps = int((2.5 * side if length is None else length) / STEP) + 2
    curvature = np.cumsum(rng.normal(0, bend * 0.25, steps))
    curvature = bend * np.tanh(curvature / max(bend, 1e-6)) * 0.6
    headings = turn + np.cumsum(curvature * STEP)
    moves = STEP * np.stack([np.cos(headings), np.sin(headings)], 1)
    return Road(path=np.array([x, y]) + np.cumsum(moves, 0), width=width)


def _beside(path: Outline, offset: float) -> Outline:
    """A path that runs along another one, to its left."""
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    return np.asarray(path + offset * along[:, ::-1] * (-1, 1))
