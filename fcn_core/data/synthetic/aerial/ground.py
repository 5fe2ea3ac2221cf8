"""All that lies flat: meadows and water, yards, rails, roads and what is painted on them."""

from __future__ import annotations

import numpy as np

from fcn_core.data.synthetic.aerial.boxes import Box
from fcn_core.data.synthetic.aerial.canvas import (
    Canvas,
    Picture,
    filled,
    grey,
    line,
    material,
    roadway,
    solid,
)
from fcn_core.data.synthetic.aerial.road import Road, draw_line
from fcn_core.data.synthetic.aerial.town import Town
from fcn_core.data.synthetic.shapes import Rng, blurred, chance, fractal

GRASSES = ((88, 105, 62), (62, 84, 48), (122, 112, 84))
GROUNDS = (*GRASSES, (150, 136, 108), (104, 98, 78), (118, 118, 112))
"""Lawns, meadows, dry grass; sand, soil, paved yards."""
WATERS = ((30, 66, 74), (40, 52, 50), (70, 92, 96), (24, 40, 60))
BALLAST, RAIL = np.array([104.0, 88, 78]), np.full(3, 130.0)
WHITE_PAINT, YELLOW_PAINT = np.array([215.0, 212, 200]), np.array([200.0, 170, 80])
LANE, DASH = 3.6, 6.0
"""Metres: a lane's width, and from one dash to the next."""


def ground(rng: Rng, town: Town, asphalt: float) -> Canvas:
    """The town without what stands in it. Roads are about as bright as `asphalt`, in levels."""
    canvas = _land(rng, town)
    _yards(rng, town, canvas, asphalt)
    _roads(rng, town, canvas, asphalt)
    return canvas


def roughened(rng: Rng, town: Town, canvas: Canvas) -> Picture:
    """The colours with what materials vary by: grass much, asphalt little."""
    rough, size = canvas[..., 3:], town.size
    fine, coarse = fractal(rng, size, 2.5 * town.metre, 3), fractal(rng, size, 25 * town.metre, 3)
    varied = 1 + rough * fine[..., None] + (0.03 + 0.3 * rough) * coarse[..., None]
    return np.asarray(canvas[..., :3] * np.clip(varied, 0.3, 2), np.float32)


def _land(rng: Rng, town: Town) -> Canvas:
    """Some kinds of ground in patches, and fields."""
    size = town.size
    canvas = np.empty((size, size, 4), np.float32)
    usual, differ = material(rng, GROUNDS, rng.uniform(0.03, 0.2)), rng.uniform(0.2, 1)
    canvas[:] = usual
    for _ in range(int(rng.integers(1, 5))):
        patch = fractal(rng, size, rng.uniform(5, 60) * town.metre, 3) > rng.uniform(-0.5, 1.5)
        other = material(rng, GROUNDS, rng.uniform(0.03, 0.25))
        canvas[patch] = usual + differ * (other - usual)
    if chance(rng, 0.3):
        turn = rng.uniform(0, np.pi)
        for _ in range(int(rng.integers(1, 7))):
            center, sides = rng.uniform(0, size, 2), rng.uniform(20, 120, 2) * town.metre
            field = Box(center=center, along=sides[0], across=sides[1], turn=turn)
            filled(canvas, field.corners, material(rng, GROUNDS, 0.15))
    return canvas


def _yards(rng: Rng, town: Town, canvas: Canvas, asphalt: float) -> None:
    """Water, and around each house its garden or paving."""
    for lake in town.lakes:
        water = material(rng, WATERS, rng.uniform(0, 0.06))
        filled(canvas, lake * town.metre, water)
    usual, alike = material(rng, GROUNDS, 0.15), rng.uniform(0, 0.8)
    paved = rng.uniform(0, 0.6)
    for box in town.yards:
        kind = usual if chance(rng, alike) else material(rng, GROUNDS, 0.15)
        if chance(rng, paved):
            kind = grey(rng, asphalt, 20, 0.1)
        filled(canvas, box.corners * town.metre, kind)


def _roads(rng: Rng, town: Town, canvas: Canvas, asphalt: float) -> None:
    """Pavements, drives, rails, and the roads themselves with their markings."""
    metre, tint = town.metre, rng.normal(0, 2.5, 3) + rng.uniform(0, 7) * np.array([1, 0.3, -1])
    streets = [road for road in town.roads if not road.is_alley]
    verge = rng.uniform(0.8, 5) if chance(rng, 0.6) else 0.0
    if verge:  # a strip of grass or none, then a footpath
        path = solid(asphalt + rng.uniform(5, 60) + tint, 0.06)
        strip = rng.uniform(0, 0.7) * verge
        for road in streets:
            roadway(canvas, road, metre, path, verge)
        if strip * metre > 1:
            grass = material(rng, GRASSES, 0.2)
            for road in streets:
                roadway(canvas, road, metre, grass, strip)
    for box in town.paved:
        filled(canvas, box.corners * metre, solid(asphalt + rng.normal(10, 22) + tint, 0.07))
    for rails in town.rails:
        _railway(rng, canvas, rails, metre)
    rough = rng.uniform(0.01, 0.09)
    other = rng.normal(8, 14)
    for road in sorted(town.roads, key=lambda road: road.width):
        level = asphalt + rng.normal(0, 7) + (other if road.is_alley else 0)
        roadway(canvas, road, metre, solid(level + tint, rough))
    if chance(rng, 0.35):
        _worn(rng, canvas, streets, metre)
    if chance(rng, 0.4):
        _marked(rng, canvas, streets, metre)


def _railway(rng: Rng, canvas: Canvas, rails: Road, metre: float) -> None:
    """Ballast, and tracks on it."""
    roadway(canvas, rails, metre, solid(BALLAST + rng.normal(0, 8, 3), 0.3))
    across = (rails.path[-1] - rails.path[0])[::-1] * (-1, 1)
    across /= np.linalg.norm(across)
    for offset in np.arange(-rails.width / 2 + 1, rails.width / 2, 2.2):
        line(canvas, (rails.path + offset * across) * metre, 0.5 * metre, solid(RAIL, 0.1))


def _worn(rng: Rng, canvas: Canvas, streets: list[Road], metre: float) -> None:
    """The middle of each street is darker or lighter from traffic."""
    for road in streets:
        tracks = np.zeros(canvas.shape[:2], np.float32)
        draw_line(tracks, road.path * metre, road.width * metre * 0.45, (1.0,))
        canvas[..., :3] *= 1 + 0.14 * rng.uniform(-1, 1) * blurred(tracks, metre)[..., None]


def _marked(rng: Rng, canvas: Canvas, streets: list[Road], metre: float) -> None:
    """Lines between lanes, dashed or not."""
    paint = solid(WHITE_PAINT if chance(rng, 0.7) else YELLOW_PAINT, 0)
    length = 2.5 if chance(rng, 0.5) else DASH + 0.2
    for road in streets:
        lanes = max(1, round(road.width / LANE))
        for lane in range(1, lanes):
            offset = road.width * (lane / lanes - 0.5)
            for place in road.places(rng, DASH):
                middle = (place.at + offset * place.aside) * metre
                dash = Box(center=middle, along=length * metre, across=0.3 * metre, turn=place.turn)
                filled(canvas, dash.corners, paint)
