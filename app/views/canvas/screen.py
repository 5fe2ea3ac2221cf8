"""What one view shows, kept as device pixels between repaints: the photo and its overlay.

A stroke recomputes only the overlay of its rectangle; panning moves what is there and computes
the strips that come into view; zooming computes all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from app.state.lighting import AS_IT_IS, Lighting
from app.state.rect import NOWHERE, Rect
from app.views.canvas.grid import has_grid, under_grid
from app.views.canvas.overlay import (
    Layers,
    Paint,
    grown,
    is_plain,
    outline_width,
    plain_colors,
    render,
)
from app.views.canvas.photo import SQUARES_FROM, Photo
from app.views.canvas.sampling import Sampler
from app.views.canvas.viewport import Viewport


class Buffer:
    """A QImage and the numpy array it shows: 32-bit pixels, owned here as long as both live."""

    def __init__(self, width: int, height: int, kind: QImage.Format) -> None:
        self.pixels: NDArray[np.uint32] = np.zeros((height, width), np.uint32)
        self.image = QImage(self.pixels.data, width, height, width * 4, kind)

    def moved(self, dx: int, dy: int) -> None:
        """Shift the content; what comes in keeps stale pixels and must be written."""
        height, width = self.pixels.shape
        source = Rect(0, 0, width, height).intersected(Rect(-dx, -dy, width, height))
        if not source.is_empty:
            self.pixels[source.moved(dx, dy).slices] = self.pixels[source.slices]


class Screen:
    """Device pixels of one viewport. Outside the image's area the buffers hold rubbish.

    Where image pixels are squares and labels plain colours, photo and overlay are blended image
    pixel by image pixel before they are enlarged, into the photo's buffer alone: half the work.
    """

    def __init__(self) -> None:
        self.sampler: Sampler | None = None
        self.is_final = True
        self._photo: Photo | None = None
        self._lighting = AS_IT_IS
        self._layers = Layers()
        self._paint: Paint | None = None
        self._is_overlay_shown = True
        self._is_blended = False
        self._buffers = (_opaque(1, 1), _clear(1, 1))
        self._stale_photo = self._stale_overlay = True

    @property
    def area(self) -> Rect:
        """Device pixels that show the image."""
        return NOWHERE if self.sampler is None else self.sampler.area

    def set_photo(self, photo: Photo | None) -> None:
        self._photo = photo
        self.set_lighting(self._lighting)

    def set_lighting(self, lighting: Lighting) -> None:
        """How light photos are shown."""
        self._lighting, self._stale_photo = lighting, True
        if self._photo is not None:
            self._photo.set_lighting(lighting)

    def set_overlay(self, layers: Layers, paint: Paint) -> None:
        """What to lay over the photo; the arrays may change later, with `overlay_changed`."""
        self._layers, self._paint, self._stale_overlay = layers, paint, True
        self._choose_way()
        self._stale_photo |= self._is_blended

    def set_overlay_shown(self, shown: bool) -> None:
        """Show the photo with its overlay or bare."""
        self._is_overlay_shown = shown
        self._choose_way()
        self._stale_photo |= self._is_blended

    def set_viewport(self, viewport: Viewport) -> None:
        """Show another part. Panning keeps what stays in view."""
        old, self.sampler = self.sampler, Sampler(viewport)
        if self._buffers[0].pixels.shape != (viewport.view_height, viewport.view_width):
            size = viewport.view_width, viewport.view_height
            self._buffers, old = (_opaque(*size), _clear(*size)), None
        self._choose_way()
        is_stale = self._stale_photo or (self._stale_overlay and not self._is_blended)
        if old is None or is_stale or not _is_pan(old.viewport, viewport):
            self._stale_photo = self._stale_overlay = True
        else:
            self._pan(old, self.sampler)

    def overlay_changed(self, pixels: Rect) -> Rect:
        """The rasters changed in `pixels` (image). Returns the device rectangle to repaint."""
        if self.sampler is None or self._paint is None:
            return NOWHERE
        shown = self.sampler.shown(pixels)
        if shown.is_empty:
            return shown
        rect = grown(shown, outline_width(self._paint)).intersected(self.area)
        if 2 * rect.width * rect.height > self.area.width * self.area.height:
            # With the next paint, once: whoever changed so much is busy enough.
            self._stale_overlay = True
            self._stale_photo |= self._is_blended
        elif self._is_blended:
            self._render_photo(rect)
        elif not self._stale_overlay:
            self._render_overlay(rect)
        return rect

    def refine(self) -> None:
        """Make the next drawing spend some more time on a photo that is not final."""
        self._stale_photo = True

    def draw(self, painter: QPainter, rect: Rect) -> None:
        """Paint the part of `rect` that shows the image; the painter works in device pixels."""
        self._freshen()
        part = rect.intersected(self.area)
        if part.is_empty or self._photo is None:
            return
        at = QRect(part.x, part.y, part.width, part.height)
        photo, overlay = self._buffers
        painter.drawImage(at, photo.image, at)
        if self._has_overlay and not self._is_blended:
            painter.drawImage(at, overlay.image, at)

    @property
    def _has_overlay(self) -> bool:
        return self._is_overlay_shown and self._paint is not None and not self._layers.is_empty

    def _choose_way(self) -> None:
        was_blended = self._is_blended
        squares = self.sampler is not None and self.sampler.viewport.zoom >= SQUARES_FROM
        plain = self._paint is None or is_plain(self._layers, self._paint.look)
        self._is_blended = squares and (plain or not self._has_overlay)
        if self._is_blended != was_blended:
            self._stale_photo = self._stale_overlay = True

    def _freshen(self) -> None:
        if self._stale_photo:
            self._stale_photo = False
            self.is_final = True
            self._render_photo(self.area)
        if self._stale_overlay and self._has_overlay and not self._is_blended:
            self._stale_overlay = False
            self._render_overlay(self.area)

    def _pan(self, old: Sampler, new: Sampler) -> None:
        dx = new.viewport.left - old.viewport.left
        dy = new.viewport.top - old.viewport.top
        for buffer in self._buffers[: 1 if self._is_blended else 2]:
            buffer.moved(dx, dy)
        kept = old.area.moved(dx, dy).intersected(new.area)
        for strip in _without(new.area, kept):
            self._render_photo(strip)
            if not self._is_blended:
                self._render_overlay(strip)

    def _render_photo(self, rect: Rect) -> None:
        if self._photo is None or self.sampler is None or rect.is_empty:
            return
        if self._is_blended:
            source = self.sampler.source(rect)
            colors = self._photo.pixels(source)
            if self._has_overlay and self._paint is not None:
                _blend(colors, plain_colors(source, self._layers, self._paint))
            lines = under_grid(colors) if has_grid(self.sampler) else None
            pixels, is_final = self.sampler.enlarge(rect, colors, lines), True
        else:
            pixels, is_final = self._photo.render(self.sampler, rect)
        self._buffers[0].pixels[rect.slices] = pixels
        self.is_final &= is_final

    def _render_overlay(self, rect: Rect) -> None:
        if self.sampler is None or self._paint is None or rect.is_empty or self._layers.is_empty:
            return
        self._buffers[1].pixels[rect.slices] = render(self.sampler, rect, self._layers, self._paint)


def _blend(photo_HW: NDArray[np.uint32], colors_HW: NDArray[np.uint32]) -> None:
    """Lay premultiplied colours over a photo, in place."""
    height, width = photo_HW.shape
    below = QImage(photo_HW.data, width, height, width * 4, QImage.Format.Format_RGB32)
    kind = QImage.Format.Format_ARGB32_Premultiplied
    with QPainter(below) as painter:
        painter.drawImage(0, 0, QImage(colors_HW.data, width, height, width * 4, kind))


def _opaque(width: int, height: int) -> Buffer:
    return Buffer(width, height, QImage.Format.Format_RGB32)


def _clear(width: int, height: int) -> Buffer:
    return Buffer(width, height, QImage.Format.Format_ARGB32_Premultiplied)


def _is_pan(old: Viewport, new: Viewport) -> bool:
    same_image = (old.image_width, old.image_height) == (new.image_width, new.image_height)
    return same_image and old.zoom == new.zoom


def _without(area: Rect, kept: Rect) -> list[Rect]:
    """`area` less the part `kept` of it, as rectangles that do not overlap."""
    if kept.is_empty:
        return [area]
    strips = [
        Rect(area.x, area.y, area.width, kept.y - area.y),
        Rect(area.x, kept.bottom, area.width, area.bottom - kept.bottom),
        Rect(area.x, kept.y, kept.x - area.x, kept.height),
        Rect(kept.right, kept.y, area.right - kept.right, kept.height),
    ]
    return [strip for strip in strips if not strip.is_empty]
