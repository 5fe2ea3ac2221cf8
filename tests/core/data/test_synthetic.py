"""Computed microscopy: the same from the same index, exact masks, and nuclei that can be seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from fcn_core.data.specs import open_dataset
from fcn_core.data.synthetic.cells import Scene, scene
from fcn_core.data.synthetic.fluorescence import fluorescence
from fcn_core.data.synthetic.nuclei import SyntheticNuclei
from fcn_core.data.synthetic.shapes import Rng, blob, drawn
from fcn_core.data.synthetic.stained import grey_smear, smear, tissue
from fcn_core.data.transforms import is_grey
from fcn_core.errors import FcnError
from fcn_core.images import RGB

SIZE = 96
SEEDS = range(12)


@pytest.fixture(scope="module")
def data() -> SyntheticNuclei:
    return SyntheticNuclei(20, SIZE)


def test_an_image_is_computed_from_its_index_alone(data: SyntheticNuclei) -> None:
    first, again, other = data.sample(3), SyntheticNuclei(5, SIZE).sample(3), data.sample(4)
    assert np.array_equal(first.image, again.image) and np.array_equal(first.mask, again.mask)
    assert not np.array_equal(first.image, other.image)


@pytest.mark.parametrize("index", SEEDS)
def test_images_and_masks_are_what_every_data_set_gives(data: SyntheticNuclei, index: int) -> None:
    sample = data.sample(index)
    assert sample.image.shape == (SIZE, SIZE, 3) and sample.image.dtype == np.uint8
    assert sample.mask.shape == (SIZE, SIZE) and sample.mask.dtype == np.uint8
    assert set(np.unique(sample.mask)) <= {0, 1}
    assert np.array_equal(data.mask(index), sample.mask)


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


def test_it_is_opened_by_name() -> None:
    data, weight = open_dataset("synthetic:nuclei#7@0.5")
    assert (len(data), weight) == (7, 0.5)
    assert data.labels.names == ("background", "nucleus")


@pytest.mark.parametrize("spec", ["synthetic:cats", "synthetic:nuclei#none", "synthetic:nuclei#0"])
def test_what_cannot_be_computed_is_named(spec: str) -> None:
    with pytest.raises(FcnError, match=r"Write (synthetic:)?nuclei"):
        open_dataset(spec)
