"""The rest of a thing that was painted roughly: GrabCut, seeded by the stroke.

Rother, Kolmogorov and Blake, "GrabCut: Interactive Foreground Extraction using Iterated Graph
Cuts", 2004. The window and the seeds were chosen on photos with known masks
(docs/decisions/0055-live-wire-and-smart-region.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.tiles import NOWHERE, Rect
from app.tools.snap import StartRegion
from app.tools.stamps import Area
from fcn_core.images import RGB
from fcn_core.masks import UNTOUCHED, Mask

Inside = NDArray[np.bool_]
AROUND, BRUSHES = 0.8, 4.0
"""What is looked at on each side: this share of the stroke's length, or so many brushes."""
NEAR = 0.3
"""So near to the stroke, relative to its length, a pixel is taken for the thing's at first."""
PIXELS = 75_000
"""More are reduced: a fifth of a second on one core, mostly."""
ROUNDS = 2
"""Of describing the colours of both sides and cutting anew; more cost time and gain nothing."""
FRAME = 2
"""Pixels along the window's sides that are no part of the thing: it may end there, too."""
BESIDE, WIDER = 2, 2.5
"""A thing that comes so near to the frame may go on beyond it: it is looked for again, so many
times as far around the stroke."""
COLORS = 5
"""GrabCut describes each side by so many colours, and needs as many pixels."""
HALF = 127


def united(areas: Sequence[Area]) -> Area:
    """What some areas cover together."""
    rect = NOWHERE
    for area in areas:
        rect = rect.united(area.rect)
    inside = np.zeros((rect.height, rect.width), np.bool_)
    for area in areas:
        inside[area.rect.moved(-rect.x, -rect.y).slices] |= area.inside_HW
    return Area(rect=rect, inside_HW=inside)


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What was found under a stroke: `area`, and the corrections that were `seen_HW` there."""

    area: Area
    seen_HW: Mask

    def within(self, region: StartRegion) -> Thing:
        """What of it lies in a region."""
        return replace(self, area=region.part(self.area))

    def unchanged(self, corrections_HW: Mask) -> Area:
        """What of it shows the same corrections now (of the whole image)."""
        is_same = corrections_HW[self.area.rect.slices] == self.seen_HW
        return Area(rect=self.area.rect, inside_HW=self.area.inside_HW & is_same)


def thing_under(
    stroke: Area, brush: int, label: int, image_HWC: RGB, corrections_HW: Mask
) -> Thing:
    """The stroke (not empty, inside the image) and what belongs to the same thing around it.

    `brush` is the stroke's width in pixels. Corrections that are another label are no part of the
    thing; those that are `label` already show how it looks, and lead nowhere. Where nothing can be
    told, the stroke alone.
    """
    length = max(stroke.rect.width, stroke.rect.height)
    around = round(max(AROUND * length, BRUSHES * brush))
    search = _Search(stroke, NEAR * length, label, image_HWC, corrections_HW)
    thing, is_cut_off = search.within(around)
    if is_cut_off:
        thing, _ = search.within(round(WIDER * around))
    return thing


@dataclass(frozen=True)
class _Search:
    """A stroke on an image; `near` pixels around it are taken for the thing's at first."""

    stroke: Area
    near: float
    label: int
    image_HWC: RGB
    corrections_HW: Mask

    def within(self, around: int) -> tuple[Thing, bool]:
        """What is found so many pixels around the stroke; True if a side may have cut it off."""
        stroke, whole = self.stroke, Rect.of_shape(self.corrections_HW.shape)
        window = _grown(stroke.rect, around).intersected(whole)
        painted = np.zeros((window.height, window.width), np.bool_)
        painted[stroke.rect.moved(-window.x, -window.y).slices] = stroke.inside_HW
        seen = self.corrections_HW[window.slices].copy()
        found = self._found(window, painted, seen)
        full = cv2.resize(found.view(np.uint8) * 255, (window.width, window.height))
        thing = (full > HALF) | painted
        box = Rect(*cv2.boundingRect(thing.view(np.uint8)))
        area = Area(rect=box.moved(window.x, window.y), inside_HW=thing[box.slices])
        is_cut_off = any(found[side].any() for side in _sides(window, whole, FRAME + BESIDE))
        return Thing(area=area, seen_HW=seen[box.slices]), is_cut_off

    def _found(self, window: Rect, painted_HW: Inside, seen_HW: Mask) -> Inside:
        """The thing in a window, reduced; so is its size."""
        scale = min(1.0, (PIXELS / painted_HW.size) ** 0.5)
        size = max(1, round(window.width * scale)), max(1, round(window.height * scale))
        image = cv2.resize(self.image_HWC[window.slices], size, interpolation=cv2.INTER_AREA)
        known = cv2.resize(seen_HW, size, interpolation=cv2.INTER_NEAREST)
        painted = painted_HW.view(np.uint8) * 255
        under = cv2.resize(painted, size, interpolation=cv2.INTER_AREA) > 0
        seeds = _around(under, self.near * scale)
        for side in _sides(window, Rect.of_shape(self.corrections_HW.shape), FRAME):
            seeds[side] = cv2.GC_BGD
        seeds[known != UNTOUCHED] = cv2.GC_BGD
        seeds[(known == self.label) | under] = cv2.GC_FGD
        cut = _cut(np.asarray(image, np.uint8), seeds)
        return _connected(cut & (known != self.label), under)


def _grown(rect: Rect, by: int) -> Rect:
    return Rect(rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by)


def _around(under_HW: Inside, near: float) -> Mask:
    """First guesses (OpenCV's): the thing near to the stroke, no thing elsewhere."""
    away = cv2.distanceTransform((~under_HW).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_3)
    return np.where(away <= near, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)


def _sides(window: Rect, whole: Rect, width: int) -> list[tuple[slice, slice]]:
    """So many pixels along the sides of a window, but for those where the image ends."""
    all_, first, last = slice(None), slice(width), slice(-width, None)
    sides = (
        (window.x > whole.x, (all_, first)),
        (window.y > whole.y, (first, all_)),
        (window.right < whole.right, (all_, last)),
        (window.bottom < whole.bottom, (last, all_)),
    )
    return [side for is_inside, side in sides if is_inside]


def _cut(image_HWC: RGB, seeds: Mask) -> Inside:
    """The thing by colours and edges; nothing, where a side is too small to have colours."""
    things = _things(seeds)
    if min(np.count_nonzero(things), np.count_nonzero(~things)) < COLORS:
        return np.zeros_like(things)
    cv2.setRNGSeed(0)  # the first colours are drawn at random
    models = np.zeros((1, 65)), np.zeros((1, 65))
    no_box = (0, 0, 0, 0)
    cv2.grabCut(image_HWC, seeds, no_box, *models, ROUNDS, cv2.GC_INIT_WITH_MASK)
    return _things(seeds)


def _things(seeds: Mask) -> Inside:
    things: Inside = (seeds == cv2.GC_FGD) | (seeds == cv2.GC_PR_FGD)
    return things


def _connected(found_HW: Inside, under_HW: Inside) -> Inside:
    """Those of the pixels found that hang together with the stroke, and the stroke."""
    joined = (found_HW | under_HW).view(np.uint8)
    count, parts = cv2.connectedComponents(joined, connectivity=4)
    is_kept = np.zeros(count, np.bool_)
    is_kept[parts[under_HW]] = True
    kept: Inside = is_kept[parts]
    return kept
