"""Tidying up a mask that no document holds, as those that are exported."""

from __future__ import annotations

from threading import Event

import numpy as np

from app.state.tidy.order import Operation, Order, Seen
from app.state.tidy.run import tidied
from fcn_core.labels import BACKGROUND
from fcn_core.masks import UNTOUCHED, Mask


def separated(mask_HW: Mask, stopped: Event) -> Mask:
    """A copy in which things of one label that touch are regions of their own, but the background.

    Raises `StoppedError` soon after `stopped` is set.
    """
    found = mask_HW.copy()
    for label in np.unique(mask_HW).tolist():
        if not BACKGROUND < label < UNTOUCHED:
            continue
        order = Order(operation=Operation.SEPARATE, label=label)
        for patch in tidied(order, Seen(corrections_HW=found, stopped=stopped)).patches:
            part = found[patch.rect.slices]
            patch.put_into(part, part.copy())
    return found
