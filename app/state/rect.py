"""Rectangles of pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rect:
    """A rectangle of whole image pixels: columns x to x + width - 1, rows y to y + height - 1."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def of_shape(cls, shape: tuple[int, ...]) -> Rect:
        """The whole of an array of shape (H, W, ...)."""
        return cls(0, 0, shape[1], shape[0])

    @classmethod
    def of_slices(cls, rows_cols: tuple[slice, slice]) -> Rect:
        """What an index of two slices, with a start and a stop each, takes of an array."""
        rows, cols = rows_cols
        return cls(cols.start, rows.start, cols.stop - cols.start, rows.stop - rows.start)

    @property
    def right(self) -> int:
        """The first column beyond the rectangle."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row beyond the rectangle."""
        return self.y + self.height

    @property
    def is_empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    @property
    def slices(self) -> tuple[slice, slice]:
        """Index of the rectangle in an (H, W, ...) array; it must not reach beyond its edges."""
        if self.is_empty:
            return slice(0, 0), slice(0, 0)
        return slice(self.y, self.bottom), slice(self.x, self.right)

    def united(self, other: Rect) -> Rect:
        """The smallest rectangle around both; empty ones do not count."""
        if self.is_empty:
            return other
        if other.is_empty:
            return self
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def intersected(self, other: Rect) -> Rect:
        """What both share; `NOWHERE` if nothing."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        shared = Rect(x, y, min(self.right, other.right) - x, min(self.bottom, other.bottom) - y)
        return NOWHERE if shared.is_empty else shared

    def clipped(self, width: int, height: int) -> Rect:
        """The part inside an image of `width` x `height` pixels."""
        return self.intersected(Rect(0, 0, width, height))

    def moved(self, dx: int, dy: int) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def contains(self, x: int, y: int) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom


NOWHERE = Rect(0, 0, 0, 0)
