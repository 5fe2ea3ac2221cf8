"""Where a cell of a feature map lies in the image: the (k, s) rule and the crop offsets.

A layer with kernel k, stride s and padding p puts its cell i at position a*i + b of its input,
a = s and b = (k - 1) / 2 - p; layers compose (section 3.1, and the reference code's
`coord_map`). A transposed convolution is the inverse. All lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Layer:
    """The geometry of one convolution or pooling layer."""

    kernel: int
    stride: int = 1
    padding: int = 0


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Cell i of a map is centred on pixel `stride * i + offset` and sees `receptive_field`."""

    stride: int = 1
    offset: float = 0.0
    receptive_field: int = 1

    def after(self, layer: Layer) -> Placement:
        """The placement of this map's cells once `layer` has followed."""
        return Placement(
            stride=self.stride * layer.stride,
            offset=self.offset + self.stride * ((layer.kernel - 1) / 2 - layer.padding),
            receptive_field=self.receptive_field + (layer.kernel - 1) * self.stride,
        )


def compose(layers: Iterable[Layer]) -> Placement:
    """The placement of the last layer's cells in the image."""
    place = Placement()
    for layer in layers:
        place = place.after(layer)
    return place


def upsampling_kernel(factor: int, offset: float) -> int:
    """The bilinear kernel whose crop is a whole number of cells: 2f, or 2f - 1 (k63, say).

    `offset` is the coarse map's offset in cells of the fine map.
    """
    return 2 * factor - 1 if float(offset).is_integer() else 2 * factor


def crop_offset(factor: int, kernel: int, offset: float) -> int:
    """How many fine cells to cut from the start of a transposed convolution's output.

    Its cell 0 is centred (k - 1) / 2 cells in; it belongs at `offset`. Raises `ValueError`
    if that is not a whole number >= 0.
    """
    crop = (kernel - 1) / 2 - offset
    if crop < 0 or not float(crop).is_integer():
        raise ValueError(f"factor {factor}, kernel {kernel}, offset {offset}: crop {crop}")
    return int(crop)
