"""Rectangles and tiles."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.state.rect import NOWHERE, Rect
from app.state.tiles import tile_slices, tiles_in, tiles_rect
from tests.strategies import rects

WIDTH, HEIGHT = 150, 90


def pixels(rect: Rect) -> set[tuple[int, int]]:
    return {(x, y) for x in range(rect.x, rect.right) for y in range(rect.y, rect.bottom)}


@given(rects(20, 20), rects(20, 20))
def test_intersection_holds_the_shared_pixels(one: Rect, other: Rect) -> None:
    assert pixels(one.intersected(other)) == pixels(one) & pixels(other)


@given(rects(20, 20), rects(20, 20))
def test_union_is_the_smallest_rectangle_around_both(one: Rect, other: Rect) -> None:
    union, both = one.united(other), pixels(one) | pixels(other)
    assert both <= pixels(union)
    if both:
        xs, ys = [x for x, _ in both], [y for _, y in both]
        assert (union.x, union.right - 1) == (min(xs), max(xs))
        assert (union.y, union.bottom - 1) == (min(ys), max(ys))


@given(rects(WIDTH, HEIGHT))
def test_slices_index_the_clipped_rectangle(rect: Rect) -> None:
    clipped = rect.clipped(WIDTH, HEIGHT)
    raster = np.zeros((HEIGHT, WIDTH), np.uint8)
    raster[clipped.slices] = 1
    assert raster.sum() == len(pixels(clipped))
    assert clipped.is_empty == (raster.sum() == 0)


@given(rects(WIDTH, HEIGHT))
def test_tiles_cover_a_rectangle_and_no_tile_is_needless(rect: Rect) -> None:
    clipped = rect.clipped(WIDTH, HEIGHT)
    raster = np.zeros((HEIGHT, WIDTH), np.uint8)
    raster[clipped.slices] = 1
    tiles = list(tiles_in(clipped))
    for tile in tiles:
        assert raster[tile_slices(tile)].any()
        raster[tile_slices(tile)] = 0
    assert not raster.any()
    if tiles:
        assert clipped.intersected(tiles_rect(tiles)) == clipped


def test_an_empty_rectangle_has_no_pixels() -> None:
    raster = np.zeros((HEIGHT, WIDTH), np.uint8)
    assert raster[NOWHERE.slices].size == 0
    assert raster[Rect(5, 5, -3, 4).slices].size == 0
    assert not Rect(5, 5, 0, 4).contains(5, 5)


@given(st.integers(-5, 30), st.integers(-5, 30))
def test_contains_is_membership(x: int, y: int) -> None:
    rect = Rect(3, 4, 10, 6)
    assert rect.contains(x, y) == ((x, y) in pixels(rect))
