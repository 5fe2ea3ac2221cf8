"""A bright-field microscope: stains take light away, by the law of Beer and Lambert.

Each stain absorbs red, green and blue in a proportion of its own, so that an image is
white x exp(-sum of amounts x proportions) (Ruifrok and Johnston, "Quantification of histochemical
staining by color deconvolution", 2001, whose haematoxylin and eosin these are).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fcn_core.data.synthetic.microscopy.cells import Scene
from fcn_core.data.synthetic.microscopy.layers import Layer, painted
from fcn_core.data.synthetic.shapes import (
    Field,
    Rng,
    blurred,
    chance,
    fibres,
    fractal,
    log_uniform,
    noise,
    scattered,
)
from fcn_core.imaging.pixels import RGB

HAEMATOXYLIN, EOSIN = (0.65, 0.70, 0.29), (0.07, 0.99, 0.11)
DENSITY = 1.6
"""Optical density of an amount of 1."""
Proportions: TypeAlias = NDArray[np.float64]
Picture: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Stains:
    """Of nuclei, and of what is around them."""

    nuclei: Proportions
    around: Proportions
    has_color: bool

    @classmethod
    def drawn(cls, rng: Rng, has_color: bool) -> Stains:
        """Near haematoxylin and eosin, or one stain for both, or any two, or none with colour."""
        if not has_color:
            nuclei = around = np.ones(3)
        elif chance(rng, 0.25):
            nuclei, around = rng.normal(0.5, 0.35, 3), rng.normal(0.4, 0.3, 3)
        else:
            nuclei = HAEMATOXYLIN + rng.normal(0, 0.12, 3)
            around = nuclei if chance(rng, 0.4) else EOSIN + rng.normal(0, 0.15, 3)
        return cls(nuclei=_unit(nuclei), around=_unit(around), has_color=has_color)


def tissue(rng: Rng, scene: Scene) -> RGB:
    """A stained section: cells within more or less of everything else."""
    return _seen(rng, scene, Stains.drawn(rng, has_color=True), _matrix(rng, scene), 0.6)


def smear(rng: Rng, scene: Scene) -> RGB:
    """Stained cells on an empty slide."""
    empty = np.zeros((scene.size, scene.size), np.float32)
    return _seen(rng, scene, Stains.drawn(rng, has_color=True), empty, 0.85)


def grey_smear(rng: Rng, scene: Scene) -> RGB:
    """The same, recorded without colour."""
    empty = np.zeros((scene.size, scene.size), np.float32)
    return _seen(rng, scene, Stains.drawn(rng, has_color=False), empty, 1.0)


def _seen(rng: Rng, scene: Scene, stains: Stains, around: Field, cells: float) -> RGB:
    """`around` is what there is of the second stain besides cells, which show that often."""
    density = rng.uniform(0.35, 1.6)
    nuclei = painted(rng, scene, scene.nuclei, _nuclei(rng, density))
    if chance(rng, cells):
        around = np.maximum(
            around, painted(rng, scene, scene.cells, _cytoplasm(rng, scene, density))
        )
    if chance(rng, 0.4):
        specks = scattered(rng, scene.size, 7, 0.8, max(1.5, scene.radius / 4))
        around = around + blurred(specks, 0.8) * rng.uniform(0.1, 0.5)
    around = around * (1 - 0.5 * np.clip(nuclei / density, 0, 1))  # nuclei leave less room
    mixture = rng.uniform(0, 0.5)
    second = stains.around * (1 - mixture) + stains.nuclei * mixture
    absorbed = nuclei[..., None] * stains.nuclei + around[..., None] * second
    return _recorded(rng, scene, np.exp(-DENSITY * absorbed).astype(np.float32), stains.has_color)


def _nuclei(rng: Rng, density: float) -> Layer:
    return Layer(
        low=density * rng.uniform(0.12, 0.8),  # cut or out of the plane, some are pale
        high=density,
        texture=rng.uniform(0, 0.7),
        softness=log_uniform(rng, 0.4, 2),
        hollow=float(rng.choice([0, 0, 0.3, 0.6])),
    )


def _cytoplasm(rng: Rng, scene: Scene, density: float) -> Layer:
    return Layer(
        low=0.1 * density,
        high=rng.uniform(0.15, 0.75) * density,
        texture=rng.uniform(0.2, 1),
        softness=max(0.6, min(3.0, scene.radius / 8)),
    )


def _matrix(rng: Rng, scene: Scene) -> Field:
    """What tissue has between cells: uneven ground, fibres, holes, and blood cells."""
    size, radius = scene.size, scene.radius
    ground = np.clip(0.8 + 0.6 * fractal(rng, size, rng.uniform(15, 80)), 0, 3)
    matrix: Field = (rng.uniform(0.03, 0.5) * ground).astype(np.float32)
    if chance(rng, 0.7):
        matrix *= 1 + 0.5 * np.clip(fibres(rng, size), -1.5, 1.5)
    if chance(rng, 0.5):
        holes = blurred(scattered(rng, size, 9, radius, 3 * radius), 1.5)
        matrix *= 1 - np.clip(holes, 0, 1) * rng.uniform(0.5, 1)
    if chance(rng, 0.3):
        blood = blurred(scattered(rng, size, 14, 0.8 * radius, 1.3 * radius), 1)
        matrix += blood * rng.uniform(0.2, 0.7)
    return matrix


def _recorded(rng: Rng, scene: Scene, transmitted: Picture, has_color: bool) -> RGB:
    """Light, optics and the camera: white balance, vignetting, blur, halos, noise."""
    size = scene.size
    tint = 1 + rng.normal(0, 0.03, 3) * has_color
    vignette = 1 + rng.uniform(0, 0.12) * noise(rng, size, size / 1.5)
    picture = (rng.uniform(150, 255) * tint * transmitted * vignette[..., None]).astype(np.float32)
    if chance(rng, 0.6):
        picture = blurred(picture, rng.uniform(0.4, 1.5))
    if chance(rng, 0.4):
        around = blurred(picture, max(1.5, scene.radius / 5))
        picture = picture + rng.uniform(0, 0.8) * (picture - around)
    grain = rng.standard_normal((size, size, 3 if has_color else 1))
    levels = np.clip(picture + rng.uniform(0, 5) * grain, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(255 - levels if chance(rng, 0.12) else levels)


def _unit(proportions: Proportions) -> Proportions:
    positive = np.maximum(proportions, 0.03)
    return np.asarray(positive / np.linalg.norm(positive))
