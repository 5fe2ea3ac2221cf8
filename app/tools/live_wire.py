"""Live-wire: an outline whose way from corner to corner runs along the image's edges.

The way is the cheapest one between two points where edges are cheap (Mortensen and Barrett,
"Intelligent Scissors for Image Composition", 1995). OpenCV finds it; what a pixel costs is our own,
for OpenCV's costs stray to any strong edge nearby, however long the way round
(docs/decisions/0055-live-wire-and-smart-region.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.language import QT_TR_NOOP
from app.state.rect import Rect
from app.tools.outliner import Outliner
from app.tools.tool import Point
from fcn_core.imaging.pixels import RGB

Costs = NDArray[np.float32]
REACH = 224
"""Cells from the last corner to the sides of the window: they are all that a click costs."""
FINEST = 8.0
"""A cell is so many times smaller than what a hand means by one place: about a screen's pixel."""
SAMPLES = 4
"""Image pixels to a side that make up a cell, at most."""
CHEAPEST = 0.3
"""What a pixel on the strongest edge costs, if one on none costs 1: a way along edges may be three
times as long as the straight one."""
STRONG_PERCENT = 90
"""An edge as strong as this share of the pixels is half as good as any could be."""
FAINTEST = 4.0
"""The least that counts as strong (of Sobel's derivatives of 8-bit values): less is no edge."""
BLUR = 1.0


class Wire:
    """Ways along the edges of one image (uint8 RGB, H x W x 3); callable as a `Way`.

    Only a window around the start is looked at, in cells that are as large as the window must be
    to hold the end: far ways are rough, near ones exact, and all are found in the same time.
    """

    def __init__(self, image_HWC: RGB) -> None:
        self._image_HWC, self._whole = image_HWC, Rect.of_shape(image_HWC.shape)
        self._start = Point(0.0, 0.0)
        self._maps: dict[int, _Map] = {}

    def __call__(self, start: Point, to: Point, near: float) -> tuple[Point, ...]:
        begin, end = self._inside(start), self._inside(to)
        if begin != self._start:
            self._start, self._maps = begin, {}
        step = 1 << max(0, int(near / FINEST).bit_length() - 1)
        while not (window := self._window(begin, step)).contains(*end.pixel):
            step *= 2
        if step not in self._maps:
            self._maps[step] = _Map.around(begin, self._image_HWC, window, step)
        return (*self._maps[step].way_to(end)[1:-1], to)

    def _inside(self, point: Point) -> Point:
        """The middle of the image's pixel that is nearest to a point."""
        x, y = point.pixel
        return Point(
            min(max(x, 0), self._whole.width - 1) + 0.5,
            min(max(y, 0), self._whole.height - 1) + 0.5,
        )

    def _window(self, around: Point, step: int) -> Rect:
        (x, y), reach = around.pixel, REACH * step
        return Rect(x - reach, y - reach, 2 * reach, 2 * reach).intersected(self._whole)


@dataclass(frozen=True, kw_only=True)
class _Map:
    """The cheapest ways from one point to everywhere in a window, whose cells have this size."""

    window: Rect
    cell: tuple[float, float]
    found: Any  # OpenCV's stubs do not know what `segmentation` holds

    @classmethod
    def around(cls, start: Point, image_HWC: RGB, window: Rect, step: int) -> _Map:
        cells_HWC = _reduced(image_HWC[window.slices], step)
        height, width = cells_HWC.shape[:2]
        found = cv2.segmentation.IntelligentScissorsMB()
        found.setWeights(0.0, 0.0, 1.0)
        nothing = np.zeros((height, width), np.uint8), np.zeros((height, width, 2), np.float32)
        found.applyImageFeatures(*nothing, edge_costs(cells_HWC))
        made = cls(window=window, cell=(window.width / width, window.height / height), found=found)
        found.buildMap(made._cell_of(start))
        return made

    def way_to(self, end: Point) -> tuple[Point, ...]:
        """From start to end, through the middles of cells, without the steps of a slanting line."""
        cells = np.asarray(self.found.getContour(self._cell_of(end))).reshape(-1, 1, 2)
        corners = cv2.approxPolyDP(cells.astype(np.int32), 0.75, False).reshape(-1, 2)
        places = (corners + 0.5) * self.cell + (self.window.x, self.window.y)
        return tuple(Point(float(x), float(y)) for x, y in places)

    def _cell_of(self, point: Point) -> tuple[int, int]:
        (width, height), window = self.cell, self.window
        return int((point.x - window.x) / width), int((point.y - window.y) / height)


def edge_costs(image_HWC: RGB) -> Costs:
    """What a pixel costs a way (float32 H, W): 1 on an even surface, less on edges."""
    smooth = cv2.GaussianBlur(image_HWC, (0, 0), BLUR)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    strength = cv2.magnitude(across, down).max(2)
    strong = max(float(np.percentile(strength, STRONG_PERCENT)), FAINTEST)
    costs: Costs = 1 - (1 - CHEAPEST) * strength / (strength + np.float32(strong))
    return costs.astype(np.float32)


def _reduced(image_HWC: RGB, step: int) -> RGB:
    """The mean of each cell of about `step` pixels a side; of large ones, of some of its pixels."""
    if step == 1:
        return np.ascontiguousarray(image_HWC)
    height, width = (max(1, round(side / step)) for side in image_HWC.shape[:2])
    part = image_HWC
    if step > SAMPLES:
        sampled = (width * SAMPLES, height * SAMPLES)
        part = np.asarray(cv2.resize(part, sampled, interpolation=cv2.INTER_NEAREST), np.uint8)
    return np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def live_wire() -> Outliner:
    """Along the edges from corner to corner."""
    return Outliner("live-wire", QT_TR_NOOP("Live-wire"), Wire)
