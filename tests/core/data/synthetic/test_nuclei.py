"""Computed microscopy: nuclei that can be seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from fcn_core.data.synthetic.microscopy.cells import Scene, scene
from fcn_core.data.synthetic.microscopy.fluorescence import fluorescence
from fcn_core.data.synthetic.microscopy.stained import grey_smear, smear, tissue
from fcn_core.data.synthetic.shapes import Rng, blob, drawn
from fcn_core.imaging.greys import is_grey
from fcn_core.imaging.pixels import RGB

SIZE = 96
SEEDS = range(12)


def contrast(way: Callable[[Rng, Scene], RGB], seed: int) -> float:
    """How much brighter nuclei are than the rest, in levels."""
    rng = np.random.default_rng(seed)
    found = scene(rng, SIZE)
    inside = drawn(SIZE, found.nuclei, [1.0] * len(found.nuclei)) > 0
    if inside.all() or not inside.any():
        return np.nan
    brightness = way(rng, found).mean(-1)
    return float(brightness[inside].mean() - brightness[~inside].mean())


@pytest.mark.parametrize(("way", "sign"), [
    (fluorescence, 1), (tissue, -1), (smear, -1), (grey_smear, -1)
])  # fmt: skip
def test_nuclei_shine_in_the_dark_and_take_light_from_a_bright_field(
    way: Callable[[Rng, Scene], RGB], sign: int
) -> None:
    found = sign * np.array([contrast(way, seed) for seed in range(40)])
    found = found[np.isfinite(found)]
    # Some bright-field images come inverted, and some nuclei are pale among dark cells.
    assert np.mean(found > 0) > 0.65
    assert np.median(found) > 10


def test_only_stains_have_colour() -> None:
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        found = scene(rng, SIZE)
        assert is_grey(fluorescence(rng, found)) and is_grey(grey_smear(rng, found))
    colored = [not is_grey(tissue(np.random.default_rng(seed), found)) for seed in SEEDS]
    assert np.mean(colored) > 0.7


def test_where_outlines_overlap_the_higher_value_stands() -> None:
    rng = np.random.default_rng(0)
    outlines = [blob(rng, np.array([x, 20.0]), 8, elongation=1, roughness=0) for x in (16.0, 24.0)]
    for values in ([1.0, 2.0], [2.0, 1.0]):
        field = drawn(40, outlines, values)
        assert field[20, 20] == 2.0
        assert {field[20, 10], field[20, 30]} == {1.0, 2.0}
