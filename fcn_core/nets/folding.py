"""Batch norm folded into the convolutions before it: a net that learns no more gets faster."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torch.overrides import TorchFunctionMode

from fcn_core.nets.fcn import FCN
from fcn_core.nets.tensors import tensors_in

Pair: TypeAlias = tuple[str, nn.Conv2d, nn.BatchNorm2d]
"""The norm's name, and what its input comes from."""
SIDE = 64


@torch.no_grad()
def fold(net: FCN) -> FCN:
    """Fold every batch norm that follows a convolution into it, in place; the net, in eval mode.

    Its scores stay the same up to rounding (1e-4 of theirs).
    """
    net.eval()
    for name, conv, norm in _pairs(net):
        folded = fuse_conv_bn_eval(conv, norm)
        conv.weight, conv.bias = folded.weight, folded.bias
        # timm's norms hold the activation that follows.
        net.set_submodule(name, getattr(norm, "act", nn.Identity()))
    return net


def folded(net: FCN) -> FCN:
    """The net as it is now, folded: a copy, so the net itself can go on learning.

    Without batch norms there is nothing to fold, and it is the net itself.
    """
    has_norms = any(isinstance(module, nn.BatchNorm2d) for module in net.modules())
    return fold(copy.deepcopy(net)).requires_grad_(False) if has_norms else net


def _pairs(net: FCN) -> list[Pair]:
    """Norms whose input is what a convolution has just made, as one pass over zeros shows.

    A module that is used more than once in a pass has no one neighbour, so it is left alone, and
    so is a norm beside which something else reads what the convolution made, as a skip does.
    """
    norms = {
        m: name
        for name, m in net.named_modules()
        if isinstance(m, nn.BatchNorm2d) and m.track_running_stats
    }
    if not norms:
        return []
    made: list[tuple[Tensor, nn.Conv2d]] = []
    pairs: list[tuple[Pair, Tensor]] = []
    uses: Counter[nn.Module] = Counter()

    def note(conv: nn.Module, _: object, output: Tensor) -> None:
        uses[conv] += 1
        if isinstance(conv, nn.Conv2d):
            made.append((output, conv))

    def meet(norm: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        uses[norm] += 1
        if isinstance(norm, nn.BatchNorm2d):
            pairs.extend(((norms[norm], c, norm), x) for x, c in made if x is inputs[0])

    hooks = [m.register_forward_hook(note) for m in net.modules() if isinstance(m, nn.Conv2d)]
    hooks += [norm.register_forward_pre_hook(meet) for norm in norms]
    try:
        like = next(net.parameters())
        with _Reading() as reading:
            net(torch.zeros(1, net.config.channels, SIDE, SIDE).to(like))
    finally:
        for hook in hooks:
            hook.remove()
    return [
        (name, conv, norm)
        for (name, conv, norm), x in pairs
        if uses[conv] == uses[norm] == reading.times[id(x)] == 1
    ]


class _Reading(TorchFunctionMode):
    """Counts how many functions make something of each tensor."""

    def __init__(self) -> None:
        super().__init__()
        self.times: Counter[int] = Counter()
        self._kept: list[Tensor] = []  # as long as it counts, so that no id is given twice

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        values = dict(kwargs or {})
        result = func(*args, **values)
        if any(True for _ in tensors_in([result])):
            read = list(tensors_in([*args, *values.values()]))
            self.times.update(map(id, read))
            self._kept += read
        return result
