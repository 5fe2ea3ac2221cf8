"""What was copied of an image's mask, for others: at the same place there, or where it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from app.state.net_words import became
from app.state.rect import Rect
from app.state.regions import Region
from app.state.tiles import bands_of
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.motion import Motion


@dataclass(frozen=True, kw_only=True, eq=False)
class Copied:
    """Label ids in a rectangle of image pixels, `values_HW` of its size; not those UNTOUCHED."""

    rect: Rect
    values_HW: Mask

    @classmethod
    def of_region(cls, region: Region) -> Copied:
        """One region under its label."""
        values = np.where(region.inside_HW, np.uint8(region.label), np.uint8(UNTOUCHED))
        return cls(rect=region.rect, values_HW=values)

    @classmethod
    def of_corrections(cls, values_HW: Mask) -> Copied | None:
        """All that a person has confirmed; None where that is nothing."""
        rows = np.flatnonzero((values_HW != UNTOUCHED).any(1))
        if not rows.size:
            return None
        band = values_HW[rows[0] : rows[-1] + 1]
        cols = np.flatnonzero((band != UNTOUCHED).any(0))
        rect = Rect(int(cols[0]), int(rows[0]), int(np.ptp(cols)) + 1, int(np.ptp(rows)) + 1)
        return cls(rect=rect, values_HW=values_HW[rect.slices].copy())

    def after(self, gone: Mapping[int, int]) -> Copied:
        """The same once these labels became others, or nothing (UNTOUCHED)."""
        return replace(self, values_HW=became(gone)[self.values_HW])

    def moved(self, motion: Motion) -> Copied | None:
        """Where it is in a later image, as far as it was found again there; None if nowhere."""
        values = np.full(motion.shape, UNTOUCHED, np.uint8)
        for band in bands_of(Rect.of_shape(values.shape)):
            rows, cols = motion.came_from(*band.slices)
            rows, cols = rows - self.rect.y, cols - self.rect.x
            is_here = (rows >= 0) & (rows < self.rect.height)
            is_here &= (cols >= 0) & (cols < self.rect.width)
            values[band.slices][is_here] = self.values_HW[rows[is_here], cols[is_here]]
        return Copied.of_corrections(values)

    @property
    def pixels(self) -> int:
        """How many there are."""
        return int(np.count_nonzero(self.values_HW != UNTOUCHED))

    def over(self, values_HW: Mask, band: Rect) -> Mask:
        """What the corrections in a rectangle of an image become; a copy."""
        result, shared = values_HW.copy(), self.rect.intersected(band)
        if not shared.is_empty:
            new = self.values_HW[shared.moved(-self.rect.x, -self.rect.y).slices]
            there = result[shared.moved(-band.x, -band.y).slices]
            np.copyto(there, new, where=new != UNTOUCHED)
        return result

    def under(self, values_HW: Mask, band: Rect) -> Mask:
        """The same, but what is there already stays."""
        return np.where(values_HW == UNTOUCHED, self.over(values_HW, band), values_HW)
