"""The (k, s) rule applied to any net by watching what it computes (section 3.1).

Backbones of the paper write their layers down as they are built; of others, such as timm's, only
the computation is known. It is followed on tensors without values, which costs no arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.overrides import TorchFunctionMode

from fcn_core.nets.fcn import FCN
from fcn_core.nets.tensors import tensors_in

SIDE = 64
Function = Callable[..., Any]
POOLS: tuple[Function, ...] = (
    F.max_pool2d, torch.max_pool2d, F.avg_pool2d, torch._C._nn.avg_pool2d,
)  # fmt: skip
CONVOLUTIONS: tuple[Function, ...] = (F.conv2d, torch.conv2d)
GLOBAL: tuple[Function, ...] = (
    F.adaptive_avg_pool2d, F.adaptive_max_pool2d, F.scaled_dot_product_attention,
    torch.matmul, Tensor.matmul, Tensor.__matmul__, torch.bmm, torch.einsum,
)  # fmt: skip
MEANS: tuple[Function, ...] = (torch.mean, Tensor.mean)


@dataclass(frozen=True)
class Sight:
    """What one cell of a map sees: a window of `field` pixels, cells `step` pixels apart."""

    field: float = 1.0
    step: float = 1.0


def receptive_field(net: FCN) -> int | None:
    """Side of what one coarsest score sees, in pixels; None where it sees the whole image.

    A net on the `meta` device costs no arithmetic.
    """
    device = next(net.parameters()).device
    image = torch.zeros(1, net.config.channels, SIDE, SIDE, device=device)
    training = net.training
    net.eval()
    # As learning computes it: what is left out of a frame of zeros could not be followed.
    with torch.enable_grad(), _Watch(image) as watch:
        scores = net(image)[net.strides[0]]
    net.train(training)
    field = watch.sight_of(scores).field
    return int(field) if math.isfinite(field) else None


class _Watch(TorchFunctionMode):
    """Follows every tensor computed from the image."""

    def __init__(self, image: Tensor) -> None:
        super().__init__()
        # Tensors are kept as long as the watch lasts, so that no id is given twice.
        self._sights: dict[int, tuple[Tensor, Sight]] = {id(image): (image, Sight())}

    def sight_of(self, tensor: Tensor) -> Sight:
        return self._sights[id(tensor)][1]

    def __torch_function__(
        self,
        func: Function,
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        options = dict(kwargs or {})
        result = func(*args, **options)
        seen = [
            self.sight_of(t)
            for t in tensors_in([*args, *options.values()])
            if id(t) in self._sights
        ]
        if seen:
            before = Sight(max(s.field for s in seen), max(s.step for s in seen))
            after = _after(before, func, args, options)
            for tensor in tensors_in([result]):
                self._sights[id(tensor)] = tensor, after
        return result


def _after(before: Sight, func: Function, args: Sequence[Any], options: dict[str, Any]) -> Sight:
    if func in GLOBAL or (func in MEANS and _over_places(args, options)):
        return Sight(math.inf, before.step)
    if func in CONVOLUTIONS:
        named = dict(zip(("input", "weight", "bias", "stride", "padding", "dilation"), args,
                         strict=False)) | options  # fmt: skip
        kernel, stride = named["weight"].shape[-1], _one(named.get("stride", 1))
        extent = (kernel - 1) * _one(named.get("dilation", 1)) + 1
    elif func in POOLS:
        named = dict(zip(("input", "kernel_size", "stride"), args, strict=False)) | options
        extent = _one(named["kernel_size"])
        stride = _one(named.get("stride") or extent)
    else:
        return before
    return Sight(before.field + (extent - 1) * before.step, before.step * stride)


def _over_places(args: Sequence[Any], options: dict[str, Any]) -> bool:
    """Whether a mean is taken over rows and columns."""
    axes = options.get("dim", args[1] if len(args) > 1 else (2, 3))
    return isinstance(axes, (tuple, list)) and len(axes) > 1


def _one(value: Any) -> int:
    """Kernels and strides are numbers or pairs; nets here are square."""
    return int(value[-1]) if isinstance(value, (tuple, list)) and value else int(value or 1)
