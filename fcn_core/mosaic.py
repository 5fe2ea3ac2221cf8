"""Predictions that are put together from tiles, of which each can be seen as soon as it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from fcn_core.imaging.pixels import Size
from fcn_core.masks import Mask
from fcn_core.tiling import Tile, Window, nearest


@dataclass(frozen=True, kw_only=True)
class DoneTile:
    """A part of an image that is predicted: `done` of `total` tiles are, with this one.

    `labels`: what the finest stride says there, uint8, in the image's pixels. `window`: its rows
    and columns.
    """

    done: int
    total: int
    window: Window
    labels: Mask


Tiled = Callable[[DoneTile], None]
"""Hears of each tile as it is done."""
LookedAt = Callable[[], tuple[float, float] | None]
"""The place (row, column) of the image that is wanted most at the moment, if any is."""


def unseen(_: DoneTile) -> None:
    """Nobody looks at tiles."""


def nowhere() -> None:
    """Nobody looks at any place."""


class Mosaic:
    """Rasters (uint8) of each stride, at the working size, that tiles are put into."""

    def __init__(self, size: Size, target: Size, strides: Sequence[int], planes: int) -> None:
        """For a working image of `size`, which shows an image of the size `target`."""
        self.target = target
        self._scale = target[0] / size[0], target[1] / size[1]
        # Each plane by itself: who keeps the doubt does not keep the labels with it.
        self._whole = {
            stride: [np.zeros(size, np.uint8) for _ in range(planes)] for stride in strides
        }

    def put(self, stride: int, tile: Tile, planes: Iterable[Mask]) -> None:
        """What a stride says of a tile with its margins; the margins are not kept."""
        for raster, plane in zip(self._whole[stride], planes, strict=True):
            raster[tile.inner] = plane[tile.inner_in_outer]

    def take(self, stride: int) -> list[Mask]:
        """A stride's planes at the image's size, which are not kept any longer."""
        return [nearest(raster, self.target) for raster in self._whole.pop(stride)]

    def seen(self, tile: Tile, labels: Mask) -> tuple[Window, Mask]:
        """A tile's labels, margins included, as a part of the image: where it lies, and they."""
        rows, cols = (
            slice(round(part.start * scale), round(part.stop * scale))
            for part, scale in zip(tile.inner, self._scale, strict=True)
        )
        size = rows.stop - rows.start, cols.stop - cols.start
        return (rows, cols), nearest(labels[tile.inner_in_outer], size)

    def next_of(self, tiles: Sequence[Tile], looked_at: tuple[float, float] | None) -> int:
        """Which of `tiles` lies nearest to a place of the image; the first without one."""
        if looked_at is None:
            return 0
        at = [place / scale for place, scale in zip(looked_at, self._scale, strict=True)]
        return min(range(len(tiles)), key=lambda index: _distance(tiles[index], at))


def _distance(tile: Tile, at: Sequence[float]) -> float:
    """Of a place to a tile's middle, squared."""
    rows, cols = tile.inner
    down, across = (rows.start + rows.stop) / 2 - at[0], (cols.start + cols.stop) / 2 - at[1]
    return float(down**2 + across**2)
