"""Computed images: the same from the same index, with masks that are of the image."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fcn_core.data.specs import open_dataset
from fcn_core.data.synthetic.images import Computed
from fcn_core.data.synthetic.named import KINDS
from fcn_core.errors import FcnError

SIZE = 96
Kind = type[Computed[Any]]

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@each_kind
def test_an_image_is_computed_from_its_index_alone(kind: Kind) -> None:
    data = kind(20, SIZE)
    first, again, other = data.sample(3), kind(5, SIZE).sample(3), data.sample(4)
    assert np.array_equal(first.image, again.image) and np.array_equal(first.mask, again.mask)
    assert not np.array_equal(first.image, other.image)


@each_kind
@pytest.mark.parametrize("index", range(12))
def test_images_and_masks_are_what_every_data_set_gives(kind: Kind, index: int) -> None:
    data = kind(20, SIZE)
    sample = data.sample(index)
    assert sample.image.shape == (SIZE, SIZE, 3) and sample.image.dtype == np.uint8
    assert sample.mask.shape == (SIZE, SIZE) and sample.mask.dtype == np.uint8
    assert set(np.unique(sample.mask)) <= {0, 1}
    assert np.array_equal(data.mask(index), sample.mask)


@pytest.mark.parametrize(("name", "thing"), [("nuclei", "nucleus"), ("roads", "road")])
def test_it_is_opened_by_name(name: str, thing: str) -> None:
    data, weight = open_dataset(f"synthetic:{name}#7@0.5")
    assert (len(data), weight) == (7, 0.5)
    assert data.labels.names == ("background", thing)


@pytest.mark.parametrize("spec", ["synthetic:cats", "synthetic:nuclei#none", "synthetic:nuclei#0"])
def test_what_cannot_be_computed_is_named(spec: str) -> None:
    with pytest.raises(FcnError, match=r"Write (synthetic:)?nuclei"):
        open_dataset(spec)
