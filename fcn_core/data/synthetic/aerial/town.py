"""A piece of city, suburb, works or country: what is where. Lengths are in metres."""

from __future__ import annotations

from dataclasses import dataclass

from fcn_core.data.synthetic.aerial.boxes import Box
from fcn_core.data.synthetic.aerial.cars import on_roads, parked
from fcn_core.data.synthetic.aerial.large import car_parks, halls, lake, railway
from fcn_core.data.synthetic.aerial.network import network
from fcn_core.data.synthetic.aerial.plots import Plots, plots
from fcn_core.data.synthetic.aerial.road import Roads, drawn_roads
from fcn_core.data.synthetic.aerial.site import Site
from fcn_core.data.synthetic.aerial.trees import trees
from fcn_core.data.synthetic.shapes import Outline, Rng, chance, log_uniform
from fcn_core.masks import Mask

RESOLUTIONS = (0.9, 3.6)
"""Pixels a metre, from satellites to planes."""


@dataclass(frozen=True, kw_only=True)
class Town:
    """All that is in one square image."""

    size: int
    """Pixels a side."""
    metre: float
    """Pixels."""
    roads: Roads
    yards: tuple[Box, ...]
    """Ground of one kind around each house."""
    paved: tuple[Box, ...]
    """Ground like a road's that is none: car parks, drives, paths to doors."""
    lakes: tuple[Outline, ...]
    rails: Roads
    houses: tuple[Box, ...]
    halls: tuple[Box, ...]
    cars: tuple[Box, ...]
    trees: tuple[Outline, ...]

    @property
    def mask(self) -> Mask:
        """1 where a road is, whatever covers it."""
        return drawn_roads(self.size, self.metre, self.roads)


def town(rng: Rng, size: int) -> Town:
    """A square of so many pixels, at any usual ground resolution."""
    metre = log_uniform(rng, *RESOLUTIONS)
    roads = network(rng, size / metre)
    site = Site.of(size, metre, roads, rng.uniform(0.5, 3))
    rails = railway(rng, site) if chance(rng, 0.08) else ()
    lakes = lake(rng, site) if chance(rng, 0.12) else ()
    large = halls(rng, site) if chance(rng, 0.35) else ()
    parks = car_parks(rng, site, large) if chance(rng, 0.4) else ()
    built = plots(rng, site) if chance(rng, 0.88) else Plots()
    return Town(
        size=size,
        metre=metre,
        roads=roads,
        yards=tuple(built.yards) if chance(rng, 0.6) else (),
        paved=(*parks, *built.drives, *built.paths),
        lakes=lakes,
        rails=rails,
        houses=tuple(built.houses),
        halls=large,
        cars=(*on_roads(rng, roads), *parked(rng, parks)),
        trees=trees(rng, site),
    )
