"""Working sizes and tiles: how a large image becomes pieces that a net can take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.imaging.pixels import Size

Window = tuple[slice, slice]
OPENCV_CHANNELS = 4
"""Channels that OpenCV resizes at once."""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A piece of an image: `outer` is computed, `inner` (without margins) is kept."""

    outer: Window
    inner: Window

    @property
    def outer_size(self) -> Size:
        return self.outer[0].stop - self.outer[0].start, self.outer[1].stop - self.outer[1].start

    @property
    def inner_in_outer(self) -> Window:
        """Where the kept part lies in the computed one."""
        row, col = (
            slice(inner.start - outer.start, inner.stop - outer.start)
            for inner, outer in zip(self.inner, self.outer, strict=True)
        )
        return row, col


def working_size(size: tuple[int, ...], long_side: int, zoom: float = 1.0) -> Size:
    """(H, W) at which a net sees an image of `size`; see `working_scale`."""
    scale = working_scale(size, long_side, zoom)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def working_scale(size: tuple[int, ...], long_side: int, zoom: float = 1.0) -> float:
    """How many times its size (H, W) a net sees an image: `zoom`, `long_side` pixels at most.

    A `long_side` of 0 sets no limit.
    """
    longest = max(size[:2])
    return long_side / longest if long_side and longest * zoom > long_side else zoom


def tiles(size: Size, side: int, margin: int, stride: int = 1) -> Iterator[Tile]:
    """Tiles whose inner parts, `side` pixels square, cover an image of `size` without overlap.

    `side` and `margin` are multiples of `stride`, so tiles share the net's grid. They end as many
    strides before the image does, so the grid of the mirror image is shared, too.
    """

    def end(stop: int, length: int) -> int:
        return length - max(0, length - stop - margin) // stride * stride

    height, width = size
    for top in range(0, height, side):
        for left in range(0, width, side):
            inner = (slice(top, min(top + side, height)), slice(left, min(left + side, width)))
            outer_rows, outer_cols = (
                slice(max(0, s.start - margin), end(s.stop, length))
                for s, length in zip(inner, size, strict=True)
            )
            yield Tile(outer=(outer_rows, outer_cols), inner=inner)


def resized(image_HWC: NDArray[np.uint8], size: Size) -> NDArray[np.uint8]:
    """The image at `size` (H, W): area averaging when it shrinks, bilinear when it grows."""
    if image_HWC.shape[:2] == size:
        return image_HWC
    if image_HWC.ndim == 3 and image_HWC.shape[2] > OPENCV_CHANNELS:
        parts = np.split(image_HWC, range(3, image_HWC.shape[2], 3), axis=2)
        return np.dstack([resized(part, size) for part in parts])
    shrinks = size[0] < image_HWC.shape[0]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return cv2.resize(image_HWC, size[::-1], interpolation=how).astype(np.uint8, copy=False)


def smooth(grey_HW: NDArray[np.uint8], size: tuple[int, ...]) -> NDArray[np.uint8]:
    """A grey raster brought to (H, W) bilinearly."""
    return resized(grey_HW, (size[0], size[1]))


def nearest(mask_HW: NDArray[np.uint8], size: tuple[int, ...]) -> NDArray[np.uint8]:
    """A mask brought to (H, W) by nearest neighbour."""
    if mask_HW.shape == size[:2]:
        return mask_HW
    how = cv2.INTER_NEAREST_EXACT
    return cv2.resize(mask_HW, (size[1], size[0]), interpolation=how).astype(np.uint8, copy=False)
