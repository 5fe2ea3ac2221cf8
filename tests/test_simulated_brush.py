from __future__ import annotations

import numpy as np

from app.simulated_brush import specks


def test_small_regions_are_found_with_what_is_around_them() -> None:
    mask = np.zeros((100, 100), np.uint8)
    mask[40:90, 40:90] = 3
    mask[60:62, 60:65] = 7
    mask[10:14, 10] = 3
    found = sorted(specks(mask), key=lambda speck: speck.around)
    assert [speck.around for speck in found] == [0, 3]
    assert found[1].path == ((60.0, 61.0), (65.0, 61.0))
    assert found[1].size == 4
    assert found[0].path == ((10.5, 10.0), (10.5, 14.0))


def test_a_mask_of_large_regions_has_none() -> None:
    mask = np.zeros((50, 50), np.uint8)
    mask[:25] = 1
    assert list(specks(mask)) == []
