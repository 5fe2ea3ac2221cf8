"""Dense scores from a strided net: shift-and-stitch, and filter rarefaction (section 3.2).

Shift-and-stitch runs the net on all shifts of the image and interlaces what comes out. Filter
rarefaction (the "a trous" trick) runs it once with its strides taken out and its later filters
spread apart by them: f'_ij = f_(i/s, j/s) where s divides i and j, else 0. Both give the same
scores wherever the net sees no padding of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.overrides import TorchFunctionMode

from fcn_core.nets.tensors import tensors_in

Net = Callable[[Tensor], Tensor]
# What `F.max_pool2d` goes by: it chooses between two functions by its arguments.
MAX_POOL = ("max_pool2d", "_max_pool2d", "boolean_dispatch", "fn")


def shift_and_stitch(net: Net, image_NCHW: Tensor, stride: int, step: int = 1) -> Tensor:
    """The scores of a net of total `stride` at every `step`-th pixel, from (stride / step)^2 runs.

    The image is shifted by x pixels to the right and y down, 0 <= x, y < stride, with zeros
    moving in, as in the paper. Cell 0 of the result lies `stride - step` pixels before the net's
    own cell 0.
    """
    if stride % step:
        raise ValueError(f"a step of {step} does not divide the stride {stride}")
    count = stride // step
    rows = []
    for down in reversed(range(count)):
        row = [
            net(shifted(image_NCHW, right * step, down * step, stride - step))
            for right in reversed(range(count))
        ]
        rows.append(_interlaced(row, dim=3))
    return _interlaced(rows, dim=2)


def shifted(image_NCHW: Tensor, right: int, down: int, room: int = 0) -> Tensor:
    """The image moved right and down by whole pixels, with zeros around.

    `room` is the zeros per axis in all, so that all shifts give images of one size.
    """
    after_right, after_down = max(0, room - right), max(0, room - down)
    return F.pad(image_NCHW, (right, after_right, down, after_down))


class Rarefied(TorchFunctionMode):
    """While active, convolutions and pools run without stride and spread out instead.

    Each tensor remembers the stride that has been taken out on its way. Strides are kept up to
    `step` in all, so cells end up `step` pixels apart. Works for convolutions, max and average
    pools and whatever acts on each cell alone; partial windows at the end (ceil mode) have no
    dense counterpart and are left out.
    """

    def __init__(self, step: int = 1) -> None:
        super().__init__()
        self.step = step

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Run `func`, spread out if it is a spatial one, and pass the strides on."""
        values = dict(kwargs or {})
        name = getattr(func, "__name__", "")
        if func is torch.conv2d:
            return self._convolved(*args, **values)
        if name in MAX_POOL:
            return self._max_pooled(*args, **values)
        if name == "avg_pool2d":
            return self._avg_pooled(*args, **values)
        result = func(*args, **values)
        strides = [_strides(tensor) for tensor in tensors_in([*args, *values.values()])]
        for out in tensors_in([result]):
            if strides:
                _remember(out, max(strides))
        return result

    def _convolved(
        self,
        x: Tensor,
        weight: Tensor,
        bias: Tensor | None = None,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
    ) -> Tensor:
        removed, kept, spread = self._split(x, stride)
        apart = spread * _one(dilation)
        out = F.conv2d(x, weight, bias, kept, spread * _one(padding), apart, groups)
        return _remember(out, removed)

    def _max_pooled(
        self,
        x: Tensor,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        dilation: Any = 1,
        *_ceil_mode: Any,
        **_others: Any,
    ) -> Tensor:
        kernel = _one(kernel_size)
        removed, kept, spread = self._split(x, stride or kernel)
        pad, apart = spread * _one(padding), spread * _one(dilation)
        # A pool takes no padding beyond half of its kernel, however far apart that is spread.
        room = F.pad(x, (pad,) * 4, value=-math.inf) if pad else x
        return _remember(F.max_pool2d(room, kernel, kept, 0, apart), removed)

    def _avg_pooled(
        self,
        x: Tensor,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        *_ceil_mode: Any,
        **_others: Any,
    ) -> Tensor:
        kernel = _one(kernel_size)
        removed, kept, spread = self._split(x, stride or kernel)
        mean = x.new_full((x.shape[1], 1, kernel, kernel), 1 / kernel**2)
        out = F.conv2d(x, mean, None, kept, spread * _one(padding), spread, x.shape[1])
        return _remember(out, removed)

    def _split(self, x: Tensor, stride: Any) -> tuple[tuple[int, int], int, int]:
        """(strides after the layer, the part of its stride that stays, how far it is spread)."""
        kept, spread = _strides(x)
        own = _one(stride)
        if kept * own <= self.step:
            return (kept * own, spread), own, spread
        return (kept, spread * own), 1, spread


def rarefied(net: Net, image_NCHW: Tensor, step: int = 1) -> Tensor:
    """The net's scores at every `step`-th pixel in one pass; cell 0 lies where the net's does."""
    with Rarefied(step):
        return net(image_NCHW)


def _interlaced(parts: Sequence[Tensor], dim: int) -> Tensor:
    """Maps of one size, cell by cell in turn along `dim`."""
    return torch.stack(list(parts), dim + 1).flatten(dim, dim + 1)


def _strides(x: Tensor) -> tuple[int, int]:
    """(stride kept, stride taken out) on the way to `x`."""
    found: tuple[int, int] = getattr(x, "_rarefied", (1, 1))
    return found


def _remember(x: Tensor, strides: tuple[int, int]) -> Tensor:
    x._rarefied = strides  # type: ignore[attr-defined]
    return x


def _one(value: Any) -> int:
    """A square layer's one number."""
    if isinstance(value, int):
        return value
    first, *rest = value
    if any(v != first for v in rest):
        raise ValueError(f"{tuple(value)}: only square layers can be rarefied")
    return int(first)
