"""What was copied of an image's mask, to be put into others at the same place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from app.state.net_words import became
from app.state.rect import Rect
from app.state.regions import Region
from fcn_core.masks import UNTOUCHED, Mask


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

    def over(self, values_HW: Mask, band: Rect) -> Mask:
        """What the corrections in a rectangle of an image become; a copy."""
        result, shared = values_HW.copy(), self.rect.intersected(band)
        if not shared.is_empty:
            new = self.values_HW[shared.moved(-self.rect.x, -self.rect.y).slices]
            there = result[shared.moved(-band.x, -band.y).slices]
            np.copyto(there, new, where=new != UNTOUCHED)
        return result
