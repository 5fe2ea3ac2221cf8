"""What every backbone offers, and chains of layers whose geometry is recorded as they are built."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fcn_core.geometry import Layer, Placement, compose

Taps = dict[int, Tensor]


class Backbone(nn.Module, ABC):
    """What every backbone offers besides its weights."""

    channels: Mapping[int, int]
    """Features per tap, by stride."""
    placement: Mapping[int, Placement]
    """Where the cells of each tap lie in the image."""

    @abstractmethod
    def forward(self, image_NCHW: Tensor) -> Taps:
        """The features of each tap, by stride."""

    @abstractmethod
    def stem(self) -> Sequence[nn.Module]:
        """The modules before the first tap, in order: the ones that fine-tuning may freeze."""


class Geometry:
    """Writes down layers as a backbone builds them, so that its placements are computed."""

    def __init__(self) -> None:
        self.layers: list[Layer] = []

    def add(self, kernel: int, stride: int = 1, padding: int = 0) -> None:
        """One more convolution or pooling layer."""
        self.layers.append(Layer(kernel=kernel, stride=stride, padding=padding))

    def here(self) -> Placement:
        """Where the cells of the last layer lie."""
        return compose(self.layers)


def extended(image_NCHW: Tensor, height: int, width: int) -> Tensor:
    """The image with its last row and column repeated up to this size, if it is smaller.

    For nets that would leave a rest of the image unseen, whose maps then would not reach its end,
    or all of it, whose pools would leave no cell.
    """
    rows, columns = (
        larger(height - image_NCHW.shape[-2], 0),
        larger(width - image_NCHW.shape[-1], 0),
    )
    return F.pad(image_NCHW, (0, columns, 0, rows), mode="replicate")


def larger(one: int, other: int) -> int:
    """Also of a net that is being exported, which has no numbers for sizes."""
    found: int = torch.sym_max(one, other)  # type: ignore[no-untyped-call]
    return found


def scaled(channels: int, width: float) -> int:
    """A layer's channels in a net `width` times as wide, in whole pairs (for grouped layers)."""
    return channels if width == 1.0 else max(2, round(channels * width / 2) * 2)
