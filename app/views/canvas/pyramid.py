"""The photo at halved sizes, computed tile by tile where somebody looks.

Level n holds the image at 1 / 2^n. A level is one array whose memory the system only hands out
where it is written, so a 20,000 x 20,000 image costs what has been seen of it. A tile that is not
there yet can be shown roughly (picked pixels) and refined when there is time.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect

BGRA = NDArray[np.uint8]
# Pixels a side of a tile, on its own level.
TILE = 256
# Levels up to this one are averaged from the image itself, the ones above from this one: a tile
# never reads more than (TILE << DIRECT)^2 pixels of the image, some 5 ms.
DIRECT = 3
NOTHING, ROUGH, FINE = 0, 1, 2


def to_bgra(image_HWC: NDArray[np.uint8]) -> BGRA:
    """uint8 RGB as the bytes of QImage's RGB32: blue, green, red, 255."""
    bgra = cv2.cvtColor(np.ascontiguousarray(image_HWC), cv2.COLOR_RGB2BGRA)
    return bgra.astype(np.uint8, copy=False)


class Level:
    """One size of the photo: BGRA bytes (h, w, 4), alpha 255, and what is known of its tiles."""

    def __init__(self, height: int, width: int) -> None:
        self.pixels: BGRA = np.empty((height, width, 4), np.uint8)
        self.state = np.zeros((-(-height // TILE), -(-width // TILE)), np.uint8)

    def tiles(self, rect: Rect) -> Iterator[tuple[int, int]]:
        """Row and column of each tile that `rect` reaches."""
        for row in range(rect.y // TILE, (rect.bottom - 1) // TILE + 1):
            for column in range(rect.x // TILE, (rect.right - 1) // TILE + 1):
                yield row, column

    def rect(self, row: int, column: int) -> Rect:
        """The pixels of a tile."""
        height, width = self.pixels.shape[:2]
        return Rect(column * TILE, row * TILE, TILE, TILE).clipped(width, height)


class Pyramid:
    """Halved sizes of an image (uint8 RGB, H x W x 3), which must not change."""

    def __init__(self, image_HWC: NDArray[np.uint8]) -> None:
        self.image_HWC = image_HWC
        self._levels: dict[int, Level] = {}

    def level(self, number: int) -> Level:
        """Level `number` (1 is half the size); its pixels may not be there yet."""
        if number not in self._levels:
            height, width = self.image_HWC.shape[:2]
            size = 1 << number
            self._levels[number] = Level(-(-height // size), -(-width // size))
        return self._levels[number]

    def missing(self, number: int, rect: Rect) -> list[tuple[int, int]]:
        """Tiles of a level under `rect` that are not fine yet."""
        level = self.level(number)
        return [tile for tile in level.tiles(rect) if level.state[tile] != FINE]

    def rough(self, number: int, tile: tuple[int, int]) -> None:
        """Show a tile by picked pixels: fast at any size."""
        level = self.level(number)
        if level.state[tile] != NOTHING:
            return
        rect, step = level.rect(*tile), 1 << number
        picked = self.image_HWC[
            rect.y * step : rect.bottom * step : step, rect.x * step : rect.right * step : step
        ]
        level.pixels[rect.slices] = to_bgra(picked)
        level.state[tile] = ROUGH

    def refine(self, number: int, tile: tuple[int, int]) -> bool:
        """Bring a tile one piece of work nearer to its true averages. True when it is there."""
        level = self.level(number)
        rect = level.rect(*tile)
        if number > DIRECT:
            below = self.level(DIRECT)
            height, width = below.pixels.shape[:2]
            part = _scaled(rect, 1 << (number - DIRECT)).clipped(width, height)
            lacking = self.missing(DIRECT, part)
            if lacking:
                self.refine(DIRECT, lacking[0])
                return False
            small = _averaged(below.pixels[part.slices], rect)
        else:
            height, width = self.image_HWC.shape[:2]
            part = _scaled(rect, 1 << number).clipped(width, height)
            small = to_bgra(_averaged(self.image_HWC[part.slices], rect))
        level.pixels[rect.slices] = small
        level.state[tile] = FINE
        return True


def _scaled(rect: Rect, step: int) -> Rect:
    return Rect(rect.x * step, rect.y * step, rect.width * step, rect.height * step)


def _averaged(source_HWC: BGRA, rect: Rect) -> BGRA:
    size = (rect.width, rect.height)
    return cv2.resize(source_HWC, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
