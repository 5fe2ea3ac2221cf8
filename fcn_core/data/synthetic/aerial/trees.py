"""Trees. Lengths are in metres."""

from __future__ import annotations

import numpy as np

from fcn_core.data.synthetic.aerial.site import MOST, Site
from fcn_core.data.synthetic.shapes import Outline, Rng, blob, chance, log_uniform


def trees(rng: Rng, site: Site) -> tuple[Outline, ...]:
    """Crowns: anywhere, in woods, and in rows along roads, over which they hang."""
    shading = rng.uniform(0.1, 0.9)
    radius, rough = log_uniform(rng, 1.5, 6), rng.uniform(0.1, 0.5)
    count = int(min(MOST, log_uniform(rng, 4, max(4, 0.01 * site.side**2))))
    centers = [rng.uniform(0, site.side, 2) for _ in range(count)]
    if chance(rng, 0.35):
        middles = rng.uniform(0, site.side, (int(rng.integers(1, 5)), 2))
        centers = [rng.normal(rng.choice(middles), 5 * radius) for _ in range(count)]
    if chance(rng, 0.5):
        centers += _in_rows(rng, site, radius, shading)
    return tuple(
        blob(
            rng,
            center,
            radius * np.exp(0.3 * rng.standard_normal()),
            elongation=1.2,
            roughness=rough,
        )
        for center in centers[: 2 * MOST]
    )


def _in_rows(rng: Rng, site: Site, radius: float, often: float) -> list[Outline]:
    """Centres beside roads."""
    found = []
    for road in site.roads:
        for place in road.places(rng, 4 * radius):
            side = rng.choice([-1, 1])
            if chance(rng, often):
                away = road.width / 2 + rng.uniform(-0.3, 1) * radius
                found.append(place.at + side * away * place.aside)
    return found
