"""What an order is about in an image: all of a label, or one region of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from app.state.regions import Region, region_in
from app.state.tidy.order import Order, Seen
from fcn_core.masks import Mask


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The subject is `region`, or all of `label` if there is none."""

    seen: Seen
    label: int
    region: Region | None = None

    @classmethod
    def of(cls, order: Order, seen: Seen) -> Scene | None:
        """Find what an order is about; None if its pixel shows another label by now.

        `ValueError` if the pixel is off the image.
        """
        if order.at is None:
            return cls(seen=seen, label=order.label)
        region = region_in(seen.composite, seen.corrections_HW.shape, *order.at)
        if region is None:
            raise ValueError(f"{order.at} lies outside the image")
        if region.label != order.label:
            return None
        return cls(seen=seen, label=region.label, region=region)

    @property
    def extent(self) -> Rect:
        """A rectangle around the subject."""
        return self.seen.whole if self.region is None else self.region.rect

    def reach(self, radius: int) -> Rect:
        """The extent and `radius` pixels around it, within the image."""
        extent = self.extent
        wide = Rect(
            extent.x - radius, extent.y - radius, extent.width + 2 * radius,
            extent.height + 2 * radius,
        )  # fmt: skip
        return wide.intersected(self.seen.whole)

    def shown(self, rect: Rect) -> Mask:
        """What is shown in a rectangle of the image."""
        return self.seen.composite(rect)

    def of_label(self, rect: Rect) -> Mask:
        """Where the label is shown in a rectangle, uint8 0 or 1."""
        is_shown: NDArray[np.bool_] = self.shown(rect) == self.label
        return is_shown.view(np.uint8)

    def inside(self, rect: Rect) -> Mask:
        """Where the subject is in a rectangle, uint8 0 or 1. Begins a step."""
        self.seen.next_step()
        if self.region is None:
            return self.of_label(rect)
        found = np.zeros((rect.height, rect.width), np.uint8)
        shared, at = rect.intersected(self.region.rect), self.region.rect
        found[shared.moved(-rect.x, -rect.y).slices] = self.region.inside_HW[
            shared.moved(-at.x, -at.y).slices
        ]
        return found

    def outside(self, rect: Rect) -> Mask:
        """Where the subject is not, uint8 0 or 1."""
        return 1 - self.inside(rect)

    def others(self, rect: Rect) -> Mask:
        """Where the label is shown but the subject is not, uint8 0 or 1."""
        return self.of_label(rect) & self.outside(rect)
