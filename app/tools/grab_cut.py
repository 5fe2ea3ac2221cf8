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

from app.state.rect import NOWHERE, Rect
from app.tools.snap import StartRegion
from app.tools.stamps import Area
from fcn_core.imaging.pixels import RGB
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
"""Pixels along the window's sides that are no part of the thing."""
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
    whole = Rect.of_shape(corrections_HW.shape)
    length = max(stroke.rect.width, stroke.rect.height)
    window = _grown(stroke.rect, round(max(AROUND * length, BRUSHES * brush))).intersected(whole)
    painted = np.zeros((window.height, window.width), np.bool_)
    painted[stroke.rect.moved(-window.x, -window.y).slices] = stroke.inside_HW
    scale = min(1.0, (PIXELS / painted.size) ** 0.5)
    size = max(1, round(window.width * scale)), max(1, round(window.height * scale))
    image = cv2.resize(image_HWC[window.slices], size, interpolation=cv2.INTER_AREA)
    seen = corrections_HW[window.slices].copy()
    known = cv2.resize(seen, size, interpolation=cv2.INTER_NEAREST)
    under = cv2.resize(painted.view(np.uint8) * 255, size, interpolation=cv2.INTER_AREA) > 0
    seeds = _around(under, NEAR * length * scale)
    _frame(seeds, window, whole)
    seeds[known != UNTOUCHED] = cv2.GC_BGD
    seeds[(known == label) | under] = cv2.GC_FGD
    found = _connected(_cut(np.asarray(image, np.uint8), seeds) & (known != label), under)
    full = cv2.resize(found.view(np.uint8) * 255, (window.width, window.height))
    thing = (full > HALF) | painted
    box = Rect(*cv2.boundingRect(thing.view(np.uint8)))
    area = Area(rect=box.moved(window.x, window.y), inside_HW=thing[box.slices])
    return Thing(area=area, seen_HW=seen[box.slices])


def _grown(rect: Rect, by: int) -> Rect:
    return Rect(rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by)


def _around(under_HW: Inside, near: float) -> Mask:
    """First guesses (OpenCV's): the thing near to the stroke, no thing elsewhere."""
    away = cv2.distanceTransform((~under_HW).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_3)
    return np.where(away <= near, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)


def _frame(seeds: Mask, window: Rect, whole: Rect) -> None:
    """No thing reaches beyond the window, but where the image ends it may."""
    if window.x > whole.x:
        seeds[:, :FRAME] = cv2.GC_BGD
    if window.y > whole.y:
        seeds[:FRAME] = cv2.GC_BGD
    if window.right < whole.right:
        seeds[:, -FRAME:] = cv2.GC_BGD
    if window.bottom < whole.bottom:
        seeds[-FRAME:] = cv2.GC_BGD


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
