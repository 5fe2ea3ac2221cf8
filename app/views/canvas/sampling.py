"""Which image pixel each screen pixel shows: nearest neighbour, exact at every zoom.

A device pixel shows the image pixel under its centre. Rows and columns are independent, so two
index vectors a view are enough, and every layer drawn with them sits on exactly the same pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.state.rect import NOWHERE, Rect
from app.views.canvas.viewport import Viewport

# Device pixels beyond the view that are known too: outlines look at their surroundings.
REACH = 8
Indices = NDArray[np.intp]
T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True)
class Axis:
    """One direction: device pixels `start` to `start + len(pixels) - 1` show image `pixels`."""

    start: int
    pixels: Indices

    @classmethod
    def of(cls, view: int, image: int, origin: int, zoom: float) -> Axis:
        """For a view and an image of these lengths, the image's edge drawn at `origin`.

        Reaches `REACH` pixels beyond the view at both ends.
        """
        at = (np.arange(-REACH, view + REACH, dtype=np.float64) + (0.5 - origin)) / zoom
        pixels = np.floor(at).astype(np.intp)
        first, beyond = np.searchsorted(pixels, (0, image))
        return cls(int(first) - REACH, pixels[first:beyond])

    def span(self, first: int, beyond: int) -> tuple[int, int]:
        """Device pixels (from, beyond) that show image pixels first to beyond - 1."""
        low, high = np.searchsorted(self.pixels, (first, beyond))
        return self.start + int(low), self.start + int(high)

    def part(self, start: int, length: int) -> Indices:
        """Image pixels of `length` device pixels from `start`, all of them on the image."""
        return self.pixels[start - self.start : start - self.start + length]

    def starts(self, start: int, length: int) -> Indices:
        """Which of `length` device pixels from `start` show another image pixel than the last.

        The device pixel before `start` counts too, if it shows the image.
        """
        before = 1 if start > self.start else 0
        changes = np.flatnonzero(np.diff(self.part(start - before, length + before)))
        return changes + 1 - before


class Sampler:
    """Sampling of one viewport. Rectangles are of device pixels unless said otherwise.

    `area` is where the view shows the image; `reach` goes a little beyond the view.
    """

    def __init__(self, viewport: Viewport) -> None:
        self.viewport = viewport
        zoom = viewport.zoom
        self.columns = Axis.of(viewport.view_width, viewport.image_width, viewport.left, zoom)
        self.rows = Axis.of(viewport.view_height, viewport.image_height, viewport.top, zoom)
        self.reach = Rect(
            self.columns.start, self.rows.start, len(self.columns.pixels), len(self.rows.pixels)
        )
        self.area = self.reach.clipped(viewport.view_width, viewport.view_height)

    def shown(self, pixels: Rect) -> Rect:
        """The part of `reach` that shows image rectangle `pixels`; `NOWHERE` if none."""
        x, right = self.columns.span(pixels.x, pixels.right)
        y, bottom = self.rows.span(pixels.y, pixels.bottom)
        rect = Rect(x, y, right - x, bottom - y)
        return NOWHERE if rect.is_empty else rect

    def source(self, rect: Rect) -> Rect:
        """The image pixels seen in `rect` (inside `reach`, not empty)."""
        columns = self.columns.part(rect.x, rect.width)
        rows = self.rows.part(rect.y, rect.height)
        x, y = int(columns[0]), int(rows[0])
        return Rect(x, y, int(columns[-1]) + 1 - x, int(rows[-1]) + 1 - y)

    def enlarge(
        self, rect: Rect, source_HW: NDArray[T], lines_HW: NDArray[T] | None = None
    ) -> NDArray[T]:
        """Pixels of `source(rect)` as an array of the size of `rect`.

        With `lines_HW`, the first device row and column of each image pixel come from there.
        """
        columns = self.columns.part(rect.x, rect.width)
        rows = self.rows.part(rect.y, rect.height)
        columns, rows = columns - columns[0], rows - rows[0]
        if lines_HW is not None:
            columns[self.columns.starts(rect.x, rect.width)] += source_HW.shape[1]
            rows[self.rows.starts(rect.y, rect.height)] += source_HW.shape[0]
            source_HW = np.block([[source_HW, lines_HW], [lines_HW, lines_HW]])
        wide: NDArray[T] = source_HW.take(columns, 1)
        enlarged: NDArray[T] = wide.take(rows, 0)
        return enlarged

    def gather(self, rect: Rect, raster_HW: NDArray[T]) -> NDArray[T]:
        """What `rect` shows of a raster as large as the image."""
        if self.viewport.zoom >= 1:
            return self.enlarge(rect, raster_HW[self.source(rect).slices])
        columns = self.columns.part(rect.x, rect.width)
        rows = self.rows.part(rect.y, rect.height)
        first = columns[0]
        # Only the rows that are seen are copied, then columns picked: the cheap order.
        seen: NDArray[T] = raster_HW[rows, first : columns[-1] + 1]
        picked: NDArray[T] = seen.take(columns - first, 1)
        return picked
