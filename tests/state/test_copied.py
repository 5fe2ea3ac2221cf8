"""What is copied lands at the same place of another image, however large that is."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from app.state.copied import Copied
from app.state.rect import Rect
from app.state.regions import Region
from fcn_core.masks import UNTOUCHED, VOID, Mask

MASKS = arrays.arrays(
    np.uint8,
    arrays.array_shapes(min_dims=2, max_dims=2, max_side=9),
    elements=st.sampled_from([0, 1, 2, VOID, UNTOUCHED]),
)


@given(MASKS, MASKS)
def test_pixels_that_are_confirmed_replace_those_of_the_other_image(one: Mask, other: Mask) -> None:
    copied = Copied.of_corrections(one)
    if copied is None:
        assert (one == UNTOUCHED).all()
        return
    before = other.copy()
    result = copied.over(other, Rect.of_shape(other.shape))
    assert np.array_equal(other, before), "a copy"
    height, width = np.minimum(one.shape, other.shape)
    shared = one[:height, :width]
    expected = other.copy()
    expected[:height, :width] = np.where(shared == UNTOUCHED, other[:height, :width], shared)
    assert np.array_equal(result, expected)


@given(MASKS, st.integers(1, 8))
def test_band_by_band_it_is_the_same(mask: Mask, rows: int) -> None:
    copied = Copied.of_corrections(mask)
    if copied is not None:
        empty = np.full_like(mask, UNTOUCHED)
        starts = range(0, len(mask), rows)
        bands = [Rect(0, y, mask.shape[1], min(rows, len(mask) - y)) for y in starts]
        parts = [copied.over(empty[band.slices], band) for band in bands]
        assert np.array_equal(np.concatenate(parts), mask)


def test_a_region_has_its_shape_and_its_label() -> None:
    inside = np.array([[True, False], [True, True]])
    copied = Copied.of_region(Region(label=3, rect=Rect(1, 2, 2, 2), inside_HW=inside))
    found = copied.over(np.zeros((5, 5), np.uint8), Rect(0, 0, 5, 5))
    assert found[2:4, 1:3].tolist() == [[3, 0], [3, 3]] and found.sum() == 9


def test_labels_that_went_are_what_they_became() -> None:
    copied = Copied.of_corrections(np.array([[1, 2, 3, VOID]], np.uint8))
    assert copied is not None
    after = copied.after({1: 2, 2: 5, 3: UNTOUCHED})
    assert after.values_HW.tolist() == [[5, 5, UNTOUCHED, VOID]]
