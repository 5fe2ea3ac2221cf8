"""Houses in rows along roads, with their yards, drives and paths. Lengths are in metres."""

from __future__ import annotations

from dataclasses import dataclass, field

from fcn_core.data.synthetic.aerial.boxes import Box
from fcn_core.data.synthetic.aerial.road import Place, Road
from fcn_core.data.synthetic.aerial.site import MOST, Site
from fcn_core.data.synthetic.shapes import Rng, chance, log_uniform


@dataclass(frozen=True, kw_only=True)
class _Building:
    """How people build here."""

    plot: float
    """Along the road."""
    wide: float
    deep: float
    setback: float
    garden: float
    order: float
    """By how much houses differ, as a share."""
    density: float
    has_drives: bool
    has_paths: bool

    @classmethod
    def drawn(cls, rng: Rng) -> _Building:
        plot = log_uniform(rng, 6, 24)
        return cls(
            plot=plot,
            wide=plot * rng.uniform(0.6, 1.0),
            deep=rng.uniform(9, 26),
            setback=rng.uniform(1, 9),
            garden=rng.uniform(2, 20),
            order=rng.uniform(0.0, 0.25),
            density=rng.uniform(0.6, 1),
            has_drives=chance(rng, 0.5),
            has_paths=chance(rng, 0.5),
        )


@dataclass
class Plots:
    """Houses, and what belongs to them."""

    houses: list[Box] = field(default_factory=list)
    yards: list[Box] = field(default_factory=list)
    drives: list[Box] = field(default_factory=list)
    paths: list[Box] = field(default_factory=list)


def plots(rng: Rng, site: Site) -> Plots:
    """Rows of houses along the roads, sheds behind them, and what belongs to each."""
    found = Plots()
    way = _Building.drawn(rng)
    for road in site.roads:
        built = way.density * (0.7 if road.is_alley else 1)
        for place in road.places(rng, way.plot):
            for side in (-1, 1):
                if chance(rng, built) and len(found.houses) < MOST:
                    _build(rng, site, found, way, _Front(road=road, place=place, side=side))
    return found


@dataclass(frozen=True, kw_only=True)
class _Front:
    """A side of a road at some place."""

    road: Road
    place: Place
    side: int

    def box(self, start: float, reach: float, width: float, along: float = 0.0) -> Box:
        """A box that begins so far from the road's edge and is so deep."""
        away = self.side * (self.road.width / 2 + start + reach / 2)
        center = self.place.at + away * self.place.aside + along * self.place.ahead
        return Box(center=center, along=width, across=reach, turn=self.place.turn)


def _build(rng: Rng, site: Site, plots: Plots, way: _Building, front: _Front) -> None:
    """A house, or behind an alley a shed, if there is room."""
    back = front.road.is_alley
    vary = rng.uniform(1 - way.order, 1 + way.order, 2)
    length = way.wide * vary[0] * (0.6 if back else 1)
    depth = way.deep * vary[1] * (0.45 if back else 1)
    gap = 1.0 if back else way.setback
    house = front.box(gap, depth, length)
    if not site.takes(house):
        return
    plots.houses.append(house)
    plots.yards.append(front.box(0, gap + depth + way.garden, way.plot))
    if not back and way.has_drives and chance(rng, 0.6):
        plots.drives.append(front.box(0, gap + depth, 2.6, length / 2 + 1.5))
    if not back and way.has_paths:
        plots.paths.append(front.box(0, gap, 1.2, rng.uniform(-0.3, 0.3) * length))
