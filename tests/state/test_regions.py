"""Connected regions, checked against the plainest flood fill."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.state import regions
from app.state.rect import Rect
from app.state.regions import region_at, region_in
from tests.strategies import masks


def flooded(mask: np.ndarray, x: int, y: int) -> set[tuple[int, int]]:
    """The plainest flood fill there is."""
    height, width = mask.shape
    found, todo = {(x, y)}, [(x, y)]
    while todo:
        px, py = todo.pop()
        for nx, ny in ((px + 1, py), (px - 1, py), (px, py + 1), (px, py - 1)):
            inside = 0 <= nx < width and 0 <= ny < height
            if inside and (nx, ny) not in found and mask[ny, nx] == mask[y, x]:
                found.add((nx, ny))
                todo.append((nx, ny))
    return found


@given(masks(30, 41, values=1), st.integers(0, 40), st.integers(0, 29))
def test_a_region_is_what_four_neighbours_reach(mask: np.ndarray, x: int, y: int) -> None:
    region = region_at(mask, x, y)
    assert region is not None
    rows, columns = np.nonzero(region.inside_HW)
    assert {(c + region.rect.x, r + region.rect.y) for r, c in zip(rows, columns, strict=True)} == (
        flooded(mask, x, y)
    )
    assert region.label == mask[y, x]


def test_diagonal_neighbours_are_apart() -> None:
    mask = np.array([[1, 0], [0, 1]], np.uint8)
    region = region_at(mask, 0, 0)
    assert region is not None
    assert region.rect == Rect(0, 0, 1, 1)


def test_outside_the_mask_there_is_no_region() -> None:
    mask = np.zeros((3, 4), np.uint8)
    assert region_at(mask, 4, 0) is None
    assert region_at(mask, 0, -1) is None


def test_a_read_only_mask_will_do() -> None:
    mask = np.full((5, 6), 255, np.uint8)
    mask.flags.writeable = False
    region = region_at(mask, 2, 2)
    assert region is not None
    assert region.inside_HW.all()
    assert region.rect == Rect(0, 0, 6, 5)


@given(masks(30, 41, values=1), st.integers(0, 40), st.integers(0, 29), st.integers(1, 9))
def test_looking_further_and_further_finds_the_same(
    mask: np.ndarray, x: int, y: int, reach: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "FIRST_REACH", reach)
        patch.setattr(regions, "GROWTH", 2)
        near = region_in(lambda rect: mask[rect.slices], (30, 41), x, y)
    whole = region_at(mask, x, y)
    assert near is not None and whole is not None
    assert (near.label, near.rect) == (whole.label, whole.rect)
    assert np.array_equal(near.inside_HW, whole.inside_HW)


def test_a_small_region_of_a_large_image_is_found_nearby() -> None:
    mask = np.zeros((3000, 4000), np.uint8)
    mask[1500:1510, 2000:2020] = 3
    seen: list[Rect] = []

    def look(rect: Rect) -> np.ndarray:
        seen.append(rect)
        return mask[rect.slices]

    region = region_in(look, mask.shape, 2005, 1505)
    assert region is not None
    assert region.rect == Rect(2000, 1500, 20, 10)
    assert [rect.width for rect in seen] == [512]
    assert region_in(look, mask.shape, 4000, 0) is None
