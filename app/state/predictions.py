"""What the net says about one image: a mask for each stride output, and which model said it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.state.rect import Rect
from fcn_core.masks import UNTOUCHED, Mask

STRIDES = (32, 16, 8, 4, 2)
USUAL = STRIDES[:3]
"""What nearly every net has; 4s and 2s are for small and thin things."""


class Predictions:
    """Predictions of one model, by stride (32 to 2): uint8 label ids (H, W) and doubt.

    Those of another model replace them all: what is shown always comes from one model. Before
    there is any, a large image shows the `parts` that are predicted.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        self.shape = shape
        self.model_id = ""
        self.by_stride: dict[int, Mask] = {}
        self.doubt_by_stride: dict[int, Mask] = {}
        self._parts: Mask | None = None
        self._parts_model = ""

    def put(self, stride: int, mask_HW: Mask, model_id: str, doubt_HW: Mask | None) -> None:
        """Take over one stride output. `doubt_HW` is uint8: 0 certain, 255 undecided."""
        if stride not in STRIDES:
            raise ValueError(f"stride {stride} is none of {STRIDES}")
        for raster in (mask_HW, doubt_HW):
            if raster is not None and raster.shape != self.shape:
                raise ValueError(f"a prediction of {raster.shape} for an image of {self.shape}")
        if model_id != self.model_id or self._parts is not None:
            self.clear()
            self.model_id = model_id
        self.by_stride[stride] = mask_HW
        self.doubt_by_stride.pop(stride, None)
        if doubt_HW is not None:
            self.doubt_by_stride[stride] = doubt_HW

    def put_part(self, rect: Rect, labels: Mask, model_id: str) -> bool:
        """Take over a part of the finest output to come; whether it is the first one."""
        is_first = self._parts is None or model_id != self._parts_model
        if is_first:
            self.clear()
            self._parts_model = model_id
            self._parts = np.full(self.shape, UNTOUCHED, np.uint8)
        assert self._parts is not None
        self._parts[rect.slices] = labels
        return is_first

    def translate(self, table: NDArray[np.uint8]) -> None:
        """Other ids for the same labels, by a table of 256 entries."""
        self.by_stride = {stride: table[mask] for stride, mask in self.by_stride.items()}
        self._parts = None if self._parts is None else table[self._parts]

    def clear(self) -> None:
        self.model_id, self._parts = "", None
        self.by_stride.clear()
        self.doubt_by_stride.clear()

    @property
    def stride(self) -> int | None:
        """The finest complete stride output: the one that is shown."""
        return min(self.by_stride, default=None)

    @property
    def strides(self) -> tuple[int, ...]:
        """The stride outputs there are or will be, coarse to fine."""
        finest = min((USUAL[-1], *self.by_stride))
        return tuple(s for s in STRIDES if s >= finest)

    @property
    def shown(self) -> Mask | None:
        return self._parts if self.stride is None else self.by_stride[self.stride]

    @property
    def doubt(self) -> Mask | None:
        return None if self.stride is None else self.doubt_by_stride.get(self.stride)
