"""What an order has come to so far."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from app.state.tidy.order import Order, Patch, Tidied
from app.state.tidy.scene import Scene
from fcn_core.masks import UNTOUCHED, Mask


@dataclass
class Found:
    """Collects patches."""

    order: Order
    patches: list[Patch] = field(default_factory=list)
    parts: set[int] = field(default_factory=set)
    wanted: int = 0
    overruled: int = 0

    def add(self, scene: Scene, rect: Rect, shown_HW: Mask, after_HW: Mask) -> NDArray[np.bool_]:
        """Where `rect` changes, within the order's limits."""
        seen = scene.seen
        changed: NDArray[np.bool_] = after_HW != shown_HW
        if seen.prediction_HW is not None:
            # To become untouched would change nothing where the net says the same.
            says = seen.prediction_HW[rect.slices] == shown_HW
            changed &= ~((after_HW == UNTOUCHED) & says)
        self.wanted += int(np.count_nonzero(changed))
        corrections = seen.corrections_HW[rect.slices]
        changed &= self.order.limits.allowed(corrections, shown_HW)
        box = Rect(*(int(side) for side in cv2.boundingRect(changed.view(np.uint8))))
        if not box.is_empty:
            before = shown_HW[box.slices]
            after = np.where(changed[box.slices], after_HW[box.slices], before)
            self.patches.append(
                Patch(rect=box.moved(rect.x, rect.y), before_HW=before.copy(), after_HW=after)
            )
            # To change what a person called `label` is what was asked for.
            said = changed & (corrections != UNTOUCHED) & (shown_HW != scene.label)
            self.overruled += int(np.count_nonzero(said))
        return changed

    def tidied(self) -> Tidied:
        return Tidied(
            patches=tuple(self.patches),
            parts=len(self.parts),
            wanted=self.wanted,
            overruled=self.overruled,
        )
