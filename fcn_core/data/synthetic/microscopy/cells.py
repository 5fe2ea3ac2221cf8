"""Where nuclei lie, and the cells around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fcn_core.data.synthetic.shapes import Outline, Rng, angular, blob, chance, log_uniform

MOST = 250
"""Nuclei in one image."""
TRIES = 4
"""Places that are tried for each nucleus."""
SPINDLES = 0.25
"""Share of images with long nuclei, as of fibroblasts and muscle."""
LARGE_CELLS = 0.2
"""Share of images whose cells are many times their nuclei, as of epithelia."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Outlines in a square image: each nucleus lies in the cell of the same place."""

    size: int
    nuclei: tuple[Outline, ...]
    cells: tuple[Outline, ...]
    radius: float
    """Of a usual nucleus."""


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """What the nuclei of one image have in common."""

    radius: float
    spread: float
    """Deviation of the radius's logarithm."""
    elongation: float
    roughness: float
    gap: float
    """Least distance between two centres, over the sum of the radii: below 1 they overlap."""
    cell: float
    """A cell's radius over its nucleus's."""
    off_center: float
    has_corners: bool

    @classmethod
    def drawn(cls, rng: Rng) -> _Kind:
        large = chance(rng, LARGE_CELLS)
        return cls(
            radius=log_uniform(rng, 4, 34) * (0.5 if large else 1.0),
            spread=rng.uniform(0.1, 0.45),
            elongation=rng.uniform(1.5, 4) if chance(rng, SPINDLES) else rng.uniform(1, 1.8),
            roughness=rng.uniform(0.02, 0.35),
            gap=float(rng.choice([0.75, 0.95, 1.05, 1.4])),
            cell=rng.uniform(2.5, 8) if large else rng.uniform(1.25, 2.6),
            off_center=rng.uniform(0, 0.5),
            has_corners=large and chance(rng, 0.7),
        )


def scene(rng: Rng, size: int) -> Scene:
    """Nuclei of one kind, sparse or crowded, spread evenly or in clusters."""
    kind = _Kind.drawn(rng)
    cover = log_uniform(rng, 0.02, 0.6)
    wanted = int(np.clip(cover * size * size / (np.pi * kind.radius**2), 1, MOST))
    nuclei, cells = [], []
    for center, radius in _places(rng, size, kind, wanted):
        elongation = kind.elongation * np.exp(0.15 * rng.standard_normal())
        nuclei.append(
            blob(
                rng,
                center,
                radius,
                elongation=float(np.clip(elongation, 1, 5)),
                roughness=kind.roughness,
            )
        )
        cells.append(_cell(rng, kind, center, radius))
    return Scene(size=size, nuclei=tuple(nuclei), cells=tuple(cells), radius=kind.radius)


def _places(rng: Rng, size: int, kind: _Kind, wanted: int) -> list[tuple[Outline, float]]:
    """Centres and radii of at most `wanted` nuclei that keep the kind's gap."""
    clustered = chance(rng, 0.5)
    middles = rng.uniform(-kind.radius, size + kind.radius, (max(1, wanted // 8), 2))
    centers, radii = np.empty((0, 2)), np.empty(0)
    for _ in range(TRIES * wanted):
        if len(radii) == wanted:
            break
        radius = np.clip(kind.radius * np.exp(kind.spread * rng.standard_normal()), 2.5, 60)
        if clustered:
            center = rng.normal(rng.choice(middles), 2.2 * kind.radius)
        else:
            center = rng.uniform(-kind.radius, size + kind.radius, 2)
        distances = np.hypot(*(centers - center).T)
        if (distances >= kind.gap * (radii + radius)).all():
            centers, radii = np.vstack([centers, center]), np.append(radii, radius)
    return list(zip(centers, radii.tolist(), strict=True))


def _cell(rng: Rng, kind: _Kind, center: Outline, radius: float) -> Outline:
    """The cell of a nucleus, which need not lie in its middle."""
    middle = center + kind.off_center * radius * rng.standard_normal(2)
    large = radius * kind.cell * np.exp(0.15 * rng.standard_normal())
    if kind.has_corners:
        return angular(rng, middle, large, int(rng.integers(5, 10)))
    elongation = 1 + 0.5 * abs(rng.standard_normal())
    roughness = rng.uniform(0.1, 0.5)
    return blob(rng, middle, large, elongation=min(elongation, 3.0), roughness=roughness)
