"""Tiles cover every pixel once; working sizes keep the shape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fcn_core.tiling import nearest, resized, tiles, working_size


@given(
    height=st.integers(1, 90),
    width=st.integers(1, 90),
    side=st.sampled_from([16, 32, 64]),
    margin=st.integers(0, 20),
)
def test_inner_parts_cover_each_pixel_once(height: int, width: int, side: int, margin: int) -> None:
    covered = np.zeros((height, width), int)
    raster = np.arange(height * width).reshape(height, width)
    for tile in tiles((height, width), side, margin):
        covered[tile.inner] += 1
        outer = raster[tile.outer]
        assert outer.shape == tile.outer_size
        assert np.array_equal(outer[tile.inner_in_outer], raster[tile.inner])
    assert (covered == 1).all()


@given(length=st.integers(1, 900), stride=st.sampled_from([8, 32]))
def test_tiles_lie_on_the_grid_from_either_end(length: int, stride: int) -> None:
    for tile in tiles((1, length), 128, 64, stride):
        columns = tile.outer[1]
        assert columns.start % stride == (length - columns.stop) % stride == 0
        assert 0 <= columns.stop - min(length, tile.inner[1].stop + 64) < stride


@pytest.mark.parametrize(
    ("size", "long_side", "expected"),
    [
        ((300, 400), 0, (300, 400)),
        ((300, 400), 400, (300, 400)),
        ((300, 400), 200, (150, 200)),
        ((3000, 1), 100, (100, 1)),
    ],
)
def test_working_size(size: tuple[int, int], long_side: int, expected: tuple[int, int]) -> None:
    assert working_size(size, long_side) == expected


def test_resizing_keeps_what_has_the_size_already() -> None:
    image = np.zeros((5, 6, 3), np.uint8)
    assert resized(image, (5, 6)) is image
    mask = np.array([[3, 254], [255, 0]], np.uint8)
    assert set(np.unique(nearest(mask, (6, 6)))) == {0, 3, 254, 255}
