"""Where the image lies on the screen: zoom, position, and the maths of changing them.

Lengths on the screen are device pixels. Pixel (0, 0) of the image covers [0, 1) in both directions.
The image's corner is drawn at a whole device pixel, so that at whole zooms all pixels are equal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

MAX_ZOOM = 64.0
# How far below "everything fits" one may zoom out.
BELOW_FIT = 0.5
# This much of the image (device pixels) stays in view, however far one pans.
KEPT_IN_VIEW = 48.0
FIT_MARGIN = 0.02
STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0)
ZOOM_STEPS = tuple(1 / s for s in reversed((*STEPS, 96.0, 128.0))) + STEPS[1:]


@dataclass(frozen=True, kw_only=True)
class Viewport:
    """An image of `image_width` x `image_height` pixels seen through a view (device pixels).

    `zoom` is device pixels per image pixel; `x`, `y` is where the image's corner lies in the view,
    exactly; it is drawn at `left`, `top`, which are whole.
    """

    image_width: int
    image_height: int
    view_width: int
    view_height: int
    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    @property
    def left(self) -> int:
        """First device column of the image as it is drawn."""
        return math.floor(self.x + 0.5)

    @property
    def top(self) -> int:
        """First device row of the image as it is drawn."""
        return math.floor(self.y + 0.5)

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """The image point under a device point."""
        return (x - self.left) / self.zoom, (y - self.top) / self.zoom

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """Where an image point is drawn, in device pixels."""
        return self.left + x * self.zoom, self.top + y * self.zoom

    def holds(self, x: float, y: float) -> bool:
        """True if an image point lies on the image."""
        return 0 <= x < self.image_width and 0 <= y < self.image_height

    @property
    def fit_zoom(self) -> float:
        """The zoom at which the whole image is seen with a small margin."""
        across = self.view_width / self.image_width
        down = self.view_height / self.image_height
        return max(min(min(across, down) * (1 - 2 * FIT_MARGIN), MAX_ZOOM), 1e-4)

    @property
    def min_zoom(self) -> float:
        return min(self.fit_zoom * BELOW_FIT, 1.0)

    def fitted(self) -> Viewport:
        """The whole image, centred."""
        fitting = replace(self, zoom=self.fit_zoom)
        return fitting.centred(self.image_width / 2, self.image_height / 2)

    def centred(self, x: float, y: float) -> Viewport:
        """With image point (x, y) in the middle of the view."""
        moved = replace(
            self, x=self.view_width / 2 - x * self.zoom, y=self.view_height / 2 - y * self.zoom
        )
        return moved._kept_in_view()

    @property
    def centre(self) -> tuple[float, float]:
        """The image point in the middle of the view."""
        return (
            (self.view_width / 2 - self.x) / self.zoom,
            (self.view_height / 2 - self.y) / self.zoom,
        )

    def panned(self, dx: float, dy: float) -> Viewport:
        """Moved by device pixels; part of the image always stays in view."""
        return replace(self, x=self.x + dx, y=self.y + dy)._kept_in_view()

    def zoomed(self, zoom: float, at: tuple[float, float]) -> Viewport:
        """At another zoom, with the image point under device point `at` where it was.

        Beside the image its nearest point is kept instead, so that zooming never loses the image.
        """
        zoom = min(max(zoom, self.min_zoom), MAX_ZOOM)
        kept_x = min(max((at[0] - self.x) / self.zoom, 0.0), self.image_width)
        kept_y = min(max((at[1] - self.y) / self.zoom, 0.0), self.image_height)
        grown = zoom - self.zoom
        return replace(self, zoom=zoom, x=self.x - kept_x * grown, y=self.y - kept_y * grown)

    def wheeled(self, factor: float, at: tuple[float, float]) -> Viewport:
        """Zoomed by a factor that stops at 100 % on its way past it."""
        zoom = self.zoom * factor
        if min(self.zoom, zoom) < 1.0 < max(self.zoom, zoom):
            zoom = 1.0
        return self.zoomed(zoom, at)

    def stepped(self, direction: int) -> Viewport:
        """The next larger (+1) or smaller (-1) round zoom, about the view's centre."""
        slack = 1 + 1e-9 * direction
        if direction > 0:
            zoom = next((z for z in ZOOM_STEPS if z > self.zoom * slack), MAX_ZOOM)
        else:
            zoom = next((z for z in reversed(ZOOM_STEPS) if z < self.zoom * slack), self.min_zoom)
        return self.zoomed(zoom, (self.view_width / 2, self.view_height / 2))

    def resized(self, width: int, height: int) -> Viewport:
        """In a view of another size, about the same centre."""
        centre = self.centre
        return replace(self, view_width=width, view_height=height).centred(*centre)

    def _kept_in_view(self) -> Viewport:
        return replace(
            self,
            x=_kept(self.x, self.image_width * self.zoom, self.view_width),
            y=_kept(self.y, self.image_height * self.zoom, self.view_height),
        )


def _kept(position: float, length: float, view: float) -> float:
    """`position` of a span of `length` moved until enough of it overlaps [0, view)."""
    overlap = min(KEPT_IN_VIEW, length, view)
    return min(max(position, overlap - length), view - overlap)
