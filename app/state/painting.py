"""A stroke under way: paints into a document's corrections until it is finished or cancelled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.state.corrections import FREE, Corrections, PaintLimits
from app.state.edits import Edit, Stroke
from app.state.rect import NOWHERE, Rect
from fcn_core.masks import Mask


@dataclass(frozen=True, kw_only=True)
class PaintHooks:
    """What a stroke needs of its document: what is shown in a rectangle, and two listeners."""

    composite: Callable[[Rect], Mask]
    changed: Callable[[Rect], None]
    ended: Callable[[Edit | None], Edit | None]
    """Told of what was painted; returns the edit that is in the history."""


class Painting:
    """The active command of a document; `Document.begin_stroke` makes one.

    The document's listeners hear of every rectangle it changes.
    """

    def __init__(self, corrections: Corrections, title: str, hooks: PaintHooks) -> None:
        self._corrections = corrections
        self._hooks = hooks
        self._stroke = Stroke(corrections, title)
        self.is_over = False

    def paint(
        self, rect: Rect, inside_HW: NDArray[np.bool_], label: int, limits: PaintLimits = FREE
    ) -> Rect:
        """Give `label` to the pixels `inside_HW` (bool, the size of `rect`).

        `rect` may reach beyond the image. Returns the rectangle that may have changed.
        """
        clipped = self._touched(rect, label)
        if clipped.is_empty:
            return NOWHERE
        inside = inside_HW[clipped.moved(-rect.x, -rect.y).slices]
        values = self._corrections.values_HW[clipped.slices]
        if not limits.is_free:
            inside = inside & limits.allowed(values, self._hooks.composite(clipped))
        np.copyto(values, np.uint8(label), where=inside)
        self._hooks.changed(clipped)
        return clipped

    def put(self, rect: Rect, values_HW: Mask, label: int | None = None) -> Rect:
        """Replace the corrections in `rect` by `values_HW` (uint8, the size of `rect`).

        `label` is what pixels that change are given, None if it is not one.
        """
        clipped = self._touched(rect, label)
        if not clipped.is_empty:
            part = values_HW[clipped.moved(-rect.x, -rect.y).slices]
            self._corrections.values_HW[clipped.slices] = part
            self._hooks.changed(clipped)
        return clipped

    def repeat(self, edit: Edit) -> None:
        """Give the pixels that an edit changed what it gave them, whatever they are now."""
        self._touched(edit.rect, edit.label)
        edit.repeat(self._corrections)
        self._hooks.changed(edit.rect)

    def seal(self) -> None:
        """Do the finishing of what was painted so far; it may not be painted again."""
        self._stroke.seal()

    def finish(self) -> Edit | None:
        """End the stroke: one edit in the history, or None if nothing changed."""
        if self.is_over:
            return None
        self.is_over = True
        return self._hooks.ended(self._stroke.finish())

    def cancel(self) -> None:
        """End the stroke as if it had never been."""
        if self.is_over:
            return
        self.is_over = True
        rect = self._stroke.cancel()
        self._hooks.ended(None)
        self._hooks.changed(rect)

    def restore_into(self, values_HW: Mask) -> None:
        """Take this stroke out of a copy of the corrections."""
        self._stroke.restore_into(values_HW)

    def _touched(self, rect: Rect, label: int | None = None) -> Rect:
        if self.is_over:
            raise RuntimeError("the stroke is over")
        height, width = self._corrections.shape
        clipped = rect.clipped(width, height)
        self._stroke.touch(clipped, label)
        return clipped
