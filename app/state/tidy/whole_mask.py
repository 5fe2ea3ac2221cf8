"""Tidying up a mask that no document holds, as those that are exported."""

from __future__ import annotations

from functools import partial
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
    return _tidied(mask_HW, partial(Order, operation=Operation.SEPARATE), stopped)


def without_small(mask_HW: Mask, least: int, stopped: Event) -> Mask:
    """A copy in which regions of fewer than `least` pixels are what surrounds them most.

    Holes of the background stay. Raises `StoppedError` soon after `stopped` is set.
    """
    return _tidied(mask_HW, partial(Order, operation=Operation.DROP_SPECKS, speck=least), stopped)


def _tidied(mask_HW: Mask, order: partial[Order], stopped: Event) -> Mask:
    """A copy in which each label but the background is tidied up."""
    found = mask_HW.copy()
    for label in np.unique(mask_HW).tolist():
        if not BACKGROUND < label < UNTOUCHED:
            continue
        seen = Seen(corrections_HW=found, stopped=stopped)
        tidied(order(label=label), seen).put_into(found)
    return found
