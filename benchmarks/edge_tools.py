"""Live-wire against the polygon on the same clicks, and smart region after one rough stroke.

    python benchmarks/edge_tools.py VOC_FOLDER --objects 60

Things are connected regions of the official masks; void never counts. The hand is simulated: clicks
on the contour, some pixels beside it, and a thin stroke along the middle. Prints mean IU and the
processor's seconds for a press, a move and finding a thing, also on the same photos enlarged.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.state.document import Document
from app.state.opened import Opened
from app.state.regions import Region
from app.state.session import Session
from app.tools import TOOLS, Point, Tool, ToolContext
from app.tools.smart_region import RoughStroke
from app.tools.stamps import Area
from fcn_core.bench.strokes import depths, strokes_for
from fcn_core.imaging.images import read_image
from fcn_core.masks import UNTOUCHED, VOID, Mask, read_mask

SMALLEST, LARGEST = 1500, 0.6
"""Pixels, and share of the photo, of a thing."""
BESIDE = 1.5
"""Standard deviation of the hand, in pixels."""
WIDEST, ENDS = 15, (0.1, 0.25, 0.35)
"""Pixels of the brush; shares of the middle line that are left out at each end."""
NEAR = 4.0
Places = NDArray[np.float64]
Seconds = dict[str, list[float]]


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing on one photo. `inside_HW` is true on it, `counts_HW` false where nobody knows."""

    image_HWC: NDArray[np.uint8]
    inside_HW: NDArray[np.bool_]
    counts_HW: NDArray[np.bool_]

    def iu(self, found_HW: NDArray[np.bool_]) -> float:
        both, either = found_HW & self.inside_HW, (found_HW | self.inside_HW) & self.counts_HW
        return float(both.sum() / either.sum())

    def contour(self) -> Places:
        """Its outermost pixels, in the middle of the void around it."""
        wide = cv2.dilate(self.inside_HW.view(np.uint8), np.ones((5, 5), np.uint8)) > 0
        drawn = (wide & (self.inside_HW | ~self.counts_HW)).view(np.uint8)
        found, _ = cv2.findContours(drawn, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        return max(found, key=cv2.contourArea)[:, 0, :] + 0.5


def things(folder: Path, most: int) -> Iterator[Thing]:
    """One of each photo, photos in random order."""
    draw = np.random.default_rng(0)
    masks = sorted((folder / "SegmentationClass").glob("*.png"))
    for place in draw.permutation(len(masks)):
        mask_HW = read_mask(masks[place])
        regions = list(_regions(mask_HW))
        if regions and most > 0:
            most -= 1
            yield Thing(
                image_HWC=read_image(folder / "JPEGImages" / f"{masks[place].stem}.jpg"),
                inside_HW=regions[draw.integers(len(regions))],
                counts_HW=mask_HW != VOID,
            )


def _regions(mask_HW: Mask) -> Iterator[NDArray[np.bool_]]:
    for label in set(np.unique(mask_HW).tolist()) - {0, VOID}:
        same = (mask_HW == label).view(np.uint8)
        count, parts, stats, _ = cv2.connectedComponentsWithStats(same, connectivity=4)
        for part in range(1, count):
            if SMALLEST <= stats[part, cv2.CC_STAT_AREA] <= LARGEST * mask_HW.size:
                yield parts == part


def evenly(contour: Places, count: int) -> Places:
    """Clicks at equal distances."""
    return contour[np.linspace(0, len(contour), count, endpoint=False).astype(int)]


def corners(contour: Places, count: int) -> Places:
    """Clicks where they matter most: each where the outline so far is farthest away."""
    chosen = [0, int(np.hypot(*(contour - contour[0]).T).argmax())]
    while len(chosen) < count:
        drawn = np.zeros(contour.max(0).astype(int)[::-1] + 2, np.uint8)
        line = contour[sorted(chosen)].astype(np.int32)
        cv2.polylines(drawn, [line], True, 1)
        away = cv2.distanceTransform(1 - drawn, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        rows, columns = contour.astype(int).T[::-1]
        chosen.append(int(away[rows, columns].argmax()))
    return contour[sorted(chosen)]


def middle(thing: Thing, ends: float, draw: np.random.Generator) -> tuple[Places, int]:
    """A thin stroke along the thing, and its brush."""
    stroke = list(strokes_for(depths(thing.inside_HW), 1))[-1]
    points = np.array(stroke.points)
    ways = np.concatenate([[0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()])
    kept = np.linspace(ends, 1 - ends, max(2, int(ways[-1] / 12))) * ways[-1]
    line = np.stack([np.interp(kept, ways, points[:, axis]) for axis in (0, 1)], 1)
    return line + draw.normal(0, BESIDE, line.shape), min(stroke.size, WIDEST)


class Hand:
    """Uses tools on a photo that may be shown enlarged, and keeps the time they take."""

    def __init__(self, thing: Thing, scale: int, seconds: Seconds) -> None:
        image_HWC = thing.image_HWC
        if scale > 1:
            image_HWC = np.asarray(
                cv2.resize(image_HWC, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC),
                np.uint8,
            )
        self._scale, self._seconds = scale, seconds
        untouched = np.full(image_HWC.shape[:2], UNTOUCHED, np.uint8)
        opened = Opened(image_id="", path=Path(), image_HWC=image_HWC, corrections_HW=untouched)
        self._document, self._session = Document(opened), Session()
        self._session.rough_stroke_made.connect(self._finds)

    def clicks(self, tool_id: str, places: Places) -> NDArray[np.bool_]:
        """Clicks corners and closes the outline."""
        tool, ctx = self._begin(tool_id)
        for x, y in places * self._scale:
            at = Point(float(x), float(y))
            self._timed(f"{tool_id}: press", lambda at=at: self._click(tool, at, ctx))
            self._timed(f"{tool_id}: move", lambda at=at: tool.lead(Point(at.x + 40, at.y), ctx))
        tool.close()
        return self._labelled()

    def drags(self, tool_id: str, places: Places, brush: int) -> NDArray[np.bool_]:
        """One stroke."""
        tool, ctx = self._begin(tool_id)
        self._session.set_brush_size(brush * self._scale)
        points = [Point(float(x), float(y)) for x, y in places * self._scale]
        tool.press(points[0], ctx)
        for point in points[1:]:
            tool.move(point, ctx)
        tool.release(points[-1], ctx)
        return self._labelled()

    def _finds(self, stroke: RoughStroke) -> None:
        """What the window does in a thread."""
        found: list[Area] = []
        self._timed("smart-region: thing", lambda: found.append(stroke.thing().area))
        area = found[0]
        region = Region(label=stroke.label, rect=area.rect, inside_HW=area.inside_HW)
        self._document.paint("", region, stroke.label)

    def _begin(self, tool_id: str) -> tuple[Tool, ToolContext]:
        near = NEAR * self._scale  # the whole photo is in sight
        ctx = ToolContext(document=self._document, session=self._session, near=near)
        return TOOLS[tool_id](), ctx

    def _click(self, tool: Tool, at: Point, ctx: ToolContext) -> None:
        tool.press(at, ctx)
        tool.release(at, ctx)
        tool.lead(at, ctx)

    def _timed(self, what: str, deed: Callable[[], object]) -> None:
        start = time.process_time()
        deed()
        self._seconds[what].append(time.process_time() - start)

    def _labelled(self) -> NDArray[np.bool_]:
        """What was labelled, in the photo's own size."""
        half = self._scale // 2
        part = self._document.corrections.values_HW[half :: self._scale, half :: self._scale]
        return part == self._session.label


def measure(folder: Path, objects: int, clicks: int, scale: int) -> None:
    """Print the tables for photos enlarged so many times."""
    scores: dict[str, list[float]] = defaultdict(list)
    seconds: Seconds = defaultdict(list)
    for number, thing in enumerate(things(folder, objects)):
        draw = np.random.default_rng(number)
        for chosen in (evenly, corners):
            places = chosen(thing.contour(), clicks)
            places = places + draw.normal(0, BESIDE, places.shape)
            for tool_id in ("polygon", "live-wire"):
                found = Hand(thing, scale, seconds).clicks(tool_id, places)
                scores[f"{tool_id}, {clicks} clicks, {chosen.__name__}"].append(thing.iu(found))
        for ends in ENDS:
            line, brush = middle(thing, ends, draw)
            for tool_id in ("brush", "smart-region"):
                found = Hand(thing, scale, seconds).drags(tool_id, line, brush)
                scores[f"{tool_id}, {1 - 2 * ends:.0%} of the line"].append(thing.iu(found))
    for what, values in scores.items():
        print(f"{what:36} IU {np.mean(values):.3f}, median {np.median(values):.3f}")
    for what, times in seconds.items():
        low, high = np.percentile(times, (50, 95)) * 1000
        print(f"{what:36} {low:6.1f} ms, 95 per cent below {high:.1f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--objects", type=int, default=60)
    parser.add_argument("--clicks", type=int, default=7)
    parser.add_argument("--enlarged", type=int, default=1)
    options = parser.parse_args()
    measure(options.folder, options.objects, options.clicks, options.enlarged)
