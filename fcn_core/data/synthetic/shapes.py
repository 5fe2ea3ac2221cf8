"""Outlines and textures of which synthetic images are made. Lengths are in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Field: TypeAlias = NDArray[np.float32]
"""One value a pixel, (size, size)."""
Outline: TypeAlias = NDArray[np.float64]
"""Corners of a polygon, (N, 2), x before y."""
Rng: TypeAlias = np.random.Generator

SUBPIXEL_BITS = 4
"""OpenCV draws polygons at sixteenths of a pixel."""


def log_uniform(rng: Rng, low: float, high: float) -> float:
    """A number whose logarithm is drawn evenly: half as often as double."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def chance(rng: Rng, share: float) -> bool:
    """True that often."""
    return bool(rng.random() < share)


def blob(
    rng: Rng, center: Outline, radius: float, *, elongation: float, roughness: float
) -> Outline:
    """A closed curve around `center`: an ellipse whose radius wanders with a few low waves.

    `elongation` is the ellipse's length over its width, `roughness` how much the radius wanders.
    """
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    radii = np.ones_like(angles)
    for waves in range(2, 6):
        height = roughness / waves * rng.standard_normal()
        radii += height * np.cos(waves * angles + rng.uniform(0, 2 * np.pi))
    radii = radius * np.clip(radii, 0.5, 1.6)
    along = np.sqrt(elongation) * radii * np.cos(angles)
    across = radii * np.sin(angles) / np.sqrt(elongation)
    turn = rng.uniform(0, np.pi)
    x = along * np.cos(turn) - across * np.sin(turn)
    y = along * np.sin(turn) + across * np.cos(turn)
    return np.asarray(center + np.stack([x, y], 1))


def angular(rng: Rng, center: Outline, radius: float, corners: int) -> Outline:
    """A polygon of so many corners, as cells that press against each other have them."""
    angles = np.sort(rng.uniform(0, 2 * np.pi, corners))
    radii = radius * rng.uniform(0.7, 1.3, corners)
    return center + np.stack([radii * np.cos(angles), radii * np.sin(angles)], 1)


def drawn(size: int, outlines: Iterable[Outline], values: Iterable[float]) -> Field:
    """Each outline filled with its value; where they overlap, the highest."""
    field = np.zeros((size, size), np.float32)
    # From low to high, so that drawing over takes the highest.
    for value, outline in sorted(zip(values, outlines, strict=True), key=lambda pair: pair[0]):
        cv2.fillPoly(field, [fixed(outline)], float(value), shift=SUBPIXEL_BITS)
    return field


def fixed(outline: Outline) -> NDArray[np.int32]:
    """As OpenCV takes parts of pixels."""
    return np.round(outline * (1 << SUBPIXEL_BITS)).astype(np.int32)


def scattered(
    rng: Rng, size: int, most: int, smallest: float, largest: float, low: float = 0.2
) -> Field:
    """Up to `most` blobs anywhere, of radii between two and values between `low` and 1."""
    count = int(rng.integers(1, most + 1))
    outlines = [
        blob(
            rng,
            rng.uniform(0, size, 2),
            log_uniform(rng, smallest, largest),
            elongation=rng.uniform(1, 3),
            roughness=0.3,
        )
        for _ in range(count)
    ]
    return drawn(size, outlines, rng.uniform(low, 1, count))


def noise(rng: Rng, size: int, grain: float, stretch: float = 1.0) -> Field:
    """Smooth noise of mean 0 and deviation about 1, in grains so large, stretched along x."""
    rows = max(2, int(size / grain) + 2)
    columns = max(2, int(size / (grain * stretch)) + 2)
    coarse = rng.standard_normal((rows, columns)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC), np.float32)


def fractal(rng: Rng, size: int, grain: float, octaves: int = 4) -> Field:
    """Noise of several grains, each half as large and 0.6 as strong; deviation 1."""
    total = noise(rng, size, grain)
    for octave in range(1, octaves):
        if grain / 2**octave < 1:
            break
        total += 0.6**octave * noise(rng, size, grain / 2**octave)
    return np.asarray(total / max(float(total.std()), 1e-6), np.float32)


def fibres(rng: Rng, size: int) -> Field:
    """Noise drawn out into streaks of one direction."""
    streaks = noise(rng, size, rng.uniform(2, 8), rng.uniform(4, 12))
    middle = (size / 2, size / 2)
    turn = cv2.getRotationMatrix2D(middle, rng.uniform(0, 180), 1.5)  # larger: no empty corners
    turned = cv2.warpAffine(streaks, turn, (size, size), borderMode=cv2.BORDER_REFLECT)
    return np.asarray(turned, np.float32)


def blurred(field: Field, sigma: float) -> Field:
    """A Gaussian blur; of next to nothing, the field itself."""
    return field if sigma < 0.3 else np.asarray(cv2.GaussianBlur(field, (0, 0), sigma), np.float32)
