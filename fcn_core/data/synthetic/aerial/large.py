"""What is larger than a house: halls, car parks, railways, lakes. Lengths are in metres."""

from __future__ import annotations

import numpy as np

from fcn_core.data.synthetic.aerial.boxes import Box, direction
from fcn_core.data.synthetic.aerial.road import Road, Roads
from fcn_core.data.synthetic.aerial.site import Site
from fcn_core.data.synthetic.shapes import Outline, Rng, blob


def railway(rng: Rng, site: Site) -> Roads:
    """A bundle of tracks."""
    middle, ahead = rng.uniform(0, site.side, 2), direction(rng.uniform(0, np.pi))
    path = np.linspace(middle - 2 * site.side * ahead, middle + 2 * site.side * ahead, 8)
    rails = (Road(path=path, width=rng.uniform(4, 25)),)
    site.take_roads(rails)
    return rails


def lake(rng: Rng, site: Site) -> tuple[Outline, ...]:
    """A lake or a shore. Roads that cross it are bridges."""
    found = blob(
        rng,
        rng.uniform(-0.3, 1.3, 2) * site.side,
        rng.uniform(0.15, 0.7) * site.side,
        elongation=rng.uniform(1, 3),
        roughness=0.3,
    )
    site.take(found)
    return (found,)


def halls(rng: Rng, site: Site) -> tuple[Box, ...]:
    """Shops and works: wide and flat."""
    turn = site.turn(rng)
    wanted = (
        Box(
            center=rng.uniform(0, site.side, 2),
            along=rng.uniform(20, 80),
            across=rng.uniform(15, 50),
            turn=turn + (np.pi / 2) * int(rng.integers(2)),
        )
        for _ in range(int(rng.integers(2, 16)))
    )
    return tuple(filter(site.takes, wanted))


def car_parks(rng: Rng, site: Site, beside: tuple[Box, ...]) -> tuple[Box, ...]:
    """Paved yards, near halls where there are any."""
    turn = site.turn(rng)
    found = []
    for number in range(int(rng.integers(1, 8))):
        near = beside[number % len(beside)].center if beside else np.full(2, site.side / 2)
        park = Box(
            center=near + rng.normal(0, 40, 2),
            along=rng.uniform(15, 70),
            across=rng.uniform(12, 45),
            turn=turn,
        )
        if site.takes(park):
            found.append(park)
    return tuple(found)
