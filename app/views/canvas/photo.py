"""The photo as device pixels: sharp squares when zoomed in, smoothly reduced when zoomed out."""

from __future__ import annotations

import math
import time

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.lighting import AS_IT_IS, Lighting
from app.state.rect import Rect
from app.views.canvas.levels import Table, levels
from app.views.canvas.pyramid import BGRA, Pyramid, to_bgra
from app.views.canvas.sampling import Sampler

Pixels = NDArray[np.uint32]
# From this zoom on, image pixels are shown as squares.
SQUARES_FROM = 2.0
# How long one paint may average tiles (seconds); the rest is shown roughly and refined later.
PATIENCE = 0.006


class Photo:
    """Draws one image (uint8 RGB, H x W x 3) at any viewport."""

    def __init__(self, image_HWC: NDArray[np.uint8]) -> None:
        self._image_HWC = image_HWC
        self._pyramid = Pyramid(image_HWC)
        self._lighting = AS_IT_IS
        self._levels: Table | None = None
        """Of the lighting, once something is drawn in it."""

    def set_lighting(self, lighting: Lighting) -> None:
        """Show it lighter or darker from now on."""
        if lighting != self._lighting:
            self._lighting, self._levels = lighting, None

    def pixels(self, rect: Rect) -> Pixels:
        """An image rectangle as 0xffRRGGBB, one for each image pixel."""
        return self._lit(to_bgra(self._image_HWC[rect.slices]).view(np.uint32)[..., 0])

    def render(self, sampler: Sampler, rect: Rect) -> tuple[Pixels, bool]:
        """`rect` (device pixels, inside the sampler's area) as 0xffRRGGBB, and whether it is final.

        Where it is not, render `rect` again when there is time: each call does a share of the work.
        """
        zoom = sampler.viewport.zoom
        if zoom >= SQUARES_FROM or zoom == 1.0:
            return sampler.enlarge(rect, self.pixels(sampler.source(rect))), True
        number = level_of(zoom)
        seen = _grown(sampler.source(rect), 1 << number, self._size(number))
        if number == 0:
            part = to_bgra(self._image_HWC[seen.slices])
            return self._lit(_resampled(part, seen, 0, sampler, rect)), True
        final = self._prepare(number, seen)
        part = self._pyramid.level(number).pixels[seen.slices]
        return self._lit(_resampled(part, seen, number, sampler, rect)), final

    def _lit(self, pixels: Pixels) -> Pixels:
        if self._lighting == AS_IT_IS:
            return pixels
        if self._levels is None:
            self._levels = levels(self._image_HWC, self._lighting)
        colors = np.ascontiguousarray(pixels).view(np.uint8).reshape(*pixels.shape, 4)
        # All four channels alike: an alpha of 255 stays what it is, as white does.
        return cv2.LUT(colors, self._levels).view(np.uint32)[..., 0]

    def _prepare(self, number: int, seen: Rect) -> bool:
        if self._refine(number, seen, time.perf_counter() + PATIENCE):
            return True
        for tile in self._pyramid.missing(number, seen):
            self._pyramid.rough(number, tile)
        return False

    def _refine(self, number: int, seen: Rect, deadline: float) -> bool:
        for tile in self._pyramid.missing(number, seen):
            done = False
            while not done:
                if time.perf_counter() > deadline:
                    return False
                done = self._pyramid.refine(number, tile)
        return True

    def _size(self, number: int) -> tuple[int, int]:
        if number == 0:
            height, width = self._image_HWC.shape[:2]
        else:
            height, width = self._pyramid.level(number).pixels.shape[:2]
        return width, height


def level_of(zoom: float) -> int:
    """The pyramid's level to draw from: the smallest one that is at least as large as drawn."""
    return max(0, math.floor(math.log2(1 / zoom) + 1e-9)) if zoom < 1 else 0


def _grown(pixels: Rect, step: int, size: tuple[int, int]) -> Rect:
    """Image rectangle `pixels` on a level, with the neighbours that interpolation reads."""
    x, y = pixels.x // step - 1, pixels.y // step - 1
    right, bottom = -(-pixels.right // step) + 1, -(-pixels.bottom // step) + 1
    return Rect(x, y, right - x, bottom - y).clipped(*size)


def _resampled(part: BGRA, seen: Rect, number: int, sampler: Sampler, rect: Rect) -> Pixels:
    """Bilinear, device pixel centres to level pixel centres: the image stays where it is."""
    viewport, step = sampler.viewport, 1 << number
    scale = 1 / (viewport.zoom * step)
    x = (rect.x + 0.5 - viewport.left) * scale - 0.5 - seen.x
    y = (rect.y + 0.5 - viewport.top) * scale - 0.5 - seen.y
    matrix = np.array([[scale, 0.0, x], [0.0, scale, y]])
    drawn = cv2.warpAffine(
        part,
        matrix,
        (rect.width, rect.height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return drawn.view(np.uint32)[..., 0]
