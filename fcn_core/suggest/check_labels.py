"""Places where a confident net disagrees with a person: labels that may be slips.

Confident learning (Northcutt, Jiang and Chuang 2021), for regions instead of examples: a label
counts as surely predicted where the net doubts no more than it does, on average, on the pixels of
that label on which it agrees with people. So a label about which the net is never sure needs less,
and one that it knows well needs more. Outlines that differ by a few pixels are no mistakes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.masks import UNTOUCHED, Mask, value_counts

Bools = NDArray[np.bool_]
# Of the image's longer side; around every outline that a person drew nothing is compared.
BAND, LEAST_BAND = 0.012, 2
# Of the image's pixels: less is a speck.
SPECK, LEAST_PIXELS = 0.0005, 40
# A mask that has little to do with the image differs in countless places: the largest will do.
MOST_REGIONS = 8
# Share of a region's pixels that must be surely predicted.
SURE_SHARE = 1 / 3
# Whatever is usual for a label: below this nobody would call a net sure.
LEAST_CONFIDENCE = 0.5
MOST_DOUBT = 255


@dataclass(frozen=True, kw_only=True, eq=False)
class Region:
    """Connected pixels that were called `said` and are predicted as `net`.

    It lies at (x, y); `inside_HW` (bool) has the size of its box and reaches up to the outlines.
    `doubts` counts its pixels away from outlines by their doubt (256 values).
    """

    said: int
    net: int
    x: int
    y: int
    inside_HW: Bools
    doubts: NDArray[np.int64]

    @cached_property
    def up_to(self) -> NDArray[np.int64]:
        """Of the pixels away from outlines those with at most so much doubt (256 values)."""
        return np.cumsum(self.doubts)

    @cached_property
    def confidence(self) -> float:
        """The net's mean (0-1) away from outlines."""
        return 1 - float(self.doubts @ np.arange(256)) / int(self.up_to[-1]) / MOST_DOUBT


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """One image compared: regions that differ, and how sure the net is where both agree.

    Of each of the 256 ids: `agreed`, pixels away from outlines, and `agreed_doubt`, their doubts'
    sum (0-255 each). `shape` is (H, W).
    """

    image_id: str
    shape: tuple[int, int]
    regions: tuple[Region, ...]
    agreed: NDArray[np.int64]
    agreed_doubt: NDArray[np.float64]
    unknown: tuple[int, ...] = ()
    """Labels that people confirmed and that the net does not know: nothing is said of these."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Place:
    """Where to look. `confidence` (0-1) is the net's mean in it; `score` ranks it."""

    image_id: str
    region: Region
    confidence: float
    score: float

    @property
    def pixels(self) -> int:
        return int(self.region.inside_HW.sum())


def compare(
    image_id: str,
    corrections_HW: Mask,
    predicted_HW: Mask,
    doubt_HW: Mask,
    known: Collection[int] = range(UNTOUCHED),
) -> Comparison:
    """Compare a person's mask with a net's, all uint8 (H, W).

    Void and untouched pixels, and those that the net gives no label (254), do not count; nor do
    those of labels that are not `known` to the net, which cannot but call them something else.
    """
    height, width = corrections_HW.shape
    band = max(LEAST_BAND, round(BAND * max(height, width)))
    can_say = np.isin(np.arange(256), [*known])
    confirmed = np.flatnonzero(value_counts(corrections_HW)[:UNTOUCHED])
    counted = can_say[corrections_HW] & (predicted_HW < UNTOUCHED)
    away = counted & ~near_outlines(corrections_HW, band)
    same = away & (corrections_HW == predicted_HW)
    labels = corrections_HW[same]
    differs = counted & (corrections_HW != predicted_HW)
    regions = _regions(corrections_HW, predicted_HW, doubt_HW, differs, away, band)
    largest = sorted(regions, key=lambda region: -int(region.doubts.sum()))[:MOST_REGIONS]
    return Comparison(
        image_id=image_id,
        shape=(height, width),
        regions=tuple(largest),
        agreed=value_counts(labels),
        agreed_doubt=np.bincount(labels, doubt_HW[same], minlength=256).astype(np.float64),
        unknown=tuple(confirmed[~can_say[confirmed]].tolist()),
    )


def places(comparisons: Iterable[Comparison]) -> list[Place]:
    """The regions about which the net is sure, largest and surest first."""
    all_of_them = list(comparisons)
    usual = usual_doubts(all_of_them)
    found = [
        place
        for compared in all_of_them
        for region in compared.regions
        if (place := _place(compared, region, int(usual[region.net]))) is not None
    ]
    return sorted(found, key=lambda p: (-p.score, p.image_id, p.region.y, p.region.x))


def usual_doubts(comparisons: Sequence[Comparison]) -> NDArray[np.int64]:
    """Of each id the mean doubt (0-255, rounded up) where net and people agree on it.

    For a label on which they never agree, that of all labels; 0 if they never agree at all.
    """
    pixels = sum((c.agreed for c in comparisons), np.zeros(256, np.int64))
    doubt = sum((c.agreed_doubt for c in comparisons), np.zeros(256))
    overall = doubt.sum() / max(1, pixels.sum())
    usual = np.where(pixels > 0, doubt / np.maximum(1, pixels), overall)
    rounded: NDArray[np.int64] = np.ceil(usual).astype(np.int64)
    return rounded


def near_outlines(mask_HW: Mask, band: int) -> Bools:
    """Pixels at most `band` from where one value meets another; untouched ones meet nobody."""
    edge = np.zeros(mask_HW.shape, np.uint8)
    for one, other in ((np.s_[1:], np.s_[:-1]), (np.s_[:, 1:], np.s_[:, :-1])):
        a, b = mask_HW[one], mask_HW[other]
        meets = (a != b) & (a != UNTOUCHED) & (b != UNTOUCHED)
        edge[one] |= meets
        edge[other] |= meets
    return _grown(edge, band - 1)


def _regions(
    said_HW: Mask, net_HW: Mask, doubt_HW: Mask, differs: Bools, away: Bools, band: int
) -> Iterable[Region]:
    """Connected pixels of one kind of disagreement, specks left out."""
    least = max(LEAST_PIXELS, round(SPECK * said_HW.size))
    kinds = np.where(differs, said_HW.astype(np.int32) * 256 + net_HW, -1)
    found, pixels = np.unique(kinds[differs & away], return_counts=True)
    for kind in found[pixels >= least]:
        everywhere = kinds == kind
        cores = (everywhere & away).astype(np.uint8)
        count, numbers, boxes, _ = cv2.connectedComponentsWithStats(cores, connectivity=8)
        for number in range(1, count):
            if boxes[number, cv2.CC_STAT_AREA] < least:
                continue
            part = _around(boxes[number], band, said_HW.shape)
            core = numbers[part] == number
            inside = _grown(core.astype(np.uint8), band) & everywhere[part]
            yield Region(
                said=int(kind) // 256,
                net=int(kind) % 256,
                x=part[1].start,
                y=part[0].start,
                inside_HW=inside,
                doubts=value_counts(doubt_HW[part][core]),
            )


def _place(compared: Comparison, region: Region, usual: int) -> Place | None:
    """The region as a place to look at, if the net is sure enough of it."""
    pixels, sure = int(region.up_to[-1]), int(region.up_to[usual])
    confidence = region.confidence
    if sure < SURE_SHARE * pixels or confidence < LEAST_CONFIDENCE:
        return None
    height, width = compared.shape
    return Place(
        image_id=compared.image_id,
        region=region,
        confidence=confidence,
        score=confidence * sure / (height * width),
    )


def _around(box: NDArray[np.int32], band: int, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """OpenCV's box (x, y, width, height, ...), `band` wider on all sides, inside the image."""
    x, y, width, height = (int(side) for side in box[:4])
    return (
        slice(max(0, y - band), min(shape[0], y + height + band)),
        slice(max(0, x - band), min(shape[1], x + width + band)),
    )


def _grown(mask_HW: Mask, by: int) -> Bools:
    """All pixels at most `by` from the mask, counted along rows, columns and diagonals."""
    square = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return cv2.dilate(mask_HW, square).astype(np.bool_)
