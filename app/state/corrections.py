"""The corrections of one image: what a person said about its pixels, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from fcn_core.masks import UNTOUCHED, Mask


class Corrections:
    """A uint8 raster (H, W): label ids 0-253, void 255, untouched 254.

    Only a `Stroke` (see `app.state.edits`) may write into `values_HW`, so that every change can
    be undone.
    """

    def __init__(self, values_HW: Mask) -> None:
        if values_HW.ndim != 2 or values_HW.dtype != np.uint8:
            raise ValueError(f"corrections are 2-d uint8, not {values_HW.dtype} {values_HW.shape}")
        self.values_HW = np.ascontiguousarray(values_HW)

    @classmethod
    def untouched(cls, height: int, width: int) -> Corrections:
        """Corrections of an image that nobody has worked on."""
        return cls(np.full((height, width), UNTOUCHED, np.uint8))

    @property
    def shape(self) -> tuple[int, int]:
        """(H, W) in pixels."""
        height, width = self.values_HW.shape
        return height, width

    @property
    def touched(self) -> int:
        """Pixels that a person has spoken about, void ones included."""
        return int(np.count_nonzero(self.values_HW != UNTOUCHED))


def composited(corrections_HW: Mask, prediction_HW: Mask | None, rect: Rect | None = None) -> Mask:
    """A new mask: corrections where there are any, else the prediction, else UNTOUCHED.

    Both have the same size; of a `rect` inside them only that part is composed.
    """
    part = ... if rect is None else rect.slices
    joined = corrections_HW[part].copy()
    if prediction_HW is not None and joined.size:
        # OpenCV copies under a mask in half of numpy's time.
        cv2.copyTo(prediction_HW[part], (joined == UNTOUCHED).view(np.uint8), joined)
    return joined


@dataclass(frozen=True, kw_only=True)
class PaintLimits:
    """Where a tool may write, judged by what the screen shows (the composite).

    `only_over`: only where this label is shown; `locked`: never over these labels;
    `only_untouched`: only where no correction is.
    """

    only_over: int | None = None
    locked: frozenset[int] = frozenset()
    only_untouched: bool = False

    @property
    def is_free(self) -> bool:
        """True if everything may be painted."""
        return self.only_over is None and not self.locked and not self.only_untouched

    def allowed(self, corrections_HW: Mask, composite_HW: Mask) -> NDArray[np.bool_]:
        """Where painting is allowed, as bool (H, W), for equally large parts of both rasters."""
        allowed = np.ones(composite_HW.shape, np.bool_)
        if self.only_over is not None:
            allowed &= composite_HW == self.only_over
        if self.locked:
            table = np.ones(256, np.bool_)
            table[list(self.locked)] = False
            allowed &= table[composite_HW]
        if self.only_untouched:
            allowed &= corrections_HW == UNTOUCHED
        return allowed


FREE = PaintLimits()
