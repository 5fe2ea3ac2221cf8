"""Cars on roads and in car parks. Lengths are in metres."""

from __future__ import annotations

import numpy as np

from fcn_core.data.synthetic.aerial.boxes import Box
from fcn_core.data.synthetic.aerial.road import Roads
from fcn_core.data.synthetic.aerial.site import MOST
from fcn_core.data.synthetic.shapes import Outline, Rng, chance


def on_roads(rng: Rng, roads: Roads) -> tuple[Box, ...]:
    """Driving in the lanes, or parked at the kerb."""
    share = rng.uniform(0, 0.5)
    at_kerb = chance(rng, 0.6)
    found: list[Box] = []
    for road in roads:
        usual = share * (0.1 if road.is_alley else 1)
        for place in road.places(rng, 7.0):
            if len(found) == MOST:
                break
            if not chance(rng, usual):
                continue
            side = rng.choice([-1, 1])
            offset = road.width / 2 - 1.4 if at_kerb and chance(rng, 0.7) else road.width / 4
            found.append(_car(rng, place.at + side * offset * place.aside, place.turn))
    return tuple(found)


def parked(rng: Rng, parks: tuple[Box, ...]) -> tuple[Box, ...]:
    """In rows, crosswise."""
    found: list[Box] = []
    for park in parks:
        share = rng.uniform(0, 0.9)
        u, v = park.axes
        for row in np.arange(-park.across / 2 + 4, park.across / 2 - 3, rng.uniform(6, 9)):
            for place in np.arange(-park.along / 2 + 3, park.along / 2 - 2, 2.8):
                if len(found) < MOST and chance(rng, share):
                    center = park.center + u * place + v * row
                    found.append(_car(rng, center, park.turn + np.pi / 2))
    return tuple(found)


def _car(rng: Rng, center: Outline, turn: float) -> Box:
    return Box(center=center, along=rng.uniform(3.8, 5.4), across=rng.uniform(1.7, 2.1), turn=turn)
