"""What can be said of a net without running it on an image: Table 1's figures, computed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn

from fcn_core.nets.catalog import spec
from fcn_core.nets.fcn import FCN
from fcn_core.nets.receptive import receptive_field
from fcn_core.nets.upsample import Deconvolution

SIDE = 500


@dataclass(frozen=True, kw_only=True)
class NetFacts:
    """The figures of a net; lengths in pixels."""

    name: str
    parameters: int
    """Weights and biases without the deconvolutions, as the paper counts."""
    receptive_field: int | None
    """Side of what one coarsest score sees; None where it sees the whole image."""
    max_stride: int
    macs: int
    """Multiply-accumulates at 500 x 500; deconvolutions count in full, as the reference code
    computes them, though fixed ones cost us a fraction. Interpolation does not count."""
    crop_offsets: tuple[int, ...]
    """Cells cut off, coarse to fine: at each fusion, then at the pixels."""
    labels: int
    tasks: tuple[int, ...] = ()
    """Labels of each task of a net with several."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def describe(name: str) -> NetFacts:
    """The figures of the net called `name` (`fcn_core.nets.catalog`). Raises `FcnError`.

    The net is built without memory for its weights; nothing is computed on pixels.
    """
    found = spec(name)
    with torch.device("meta"):
        net = FCN(found.config, len(found.labels)).eval()
    return facts_of(name, net)


def facts_of(name: str, net: FCN) -> NetFacts:
    """The figures of a net at hand. A net on the `meta` device costs no arithmetic."""
    place = net.backbone.placement[net.strides[0]]
    return NetFacts(
        name=name,
        parameters=count_parameters(net),
        receptive_field=place.receptive_field
        if place.receptive_field > 1
        else receptive_field(net),
        max_stride=max(net.strides),
        macs=count_macs(net, SIDE, SIDE),
        crop_offsets=crop_offsets(net),
        labels=net.labels,
        tasks=net.config.tasks,
    )


def count_parameters(net: FCN) -> int:
    """Parameters of everything but the deconvolutions."""
    upsampling = ("twice.", "to_pixels.")
    return sum(p.numel() for n, p in net.named_parameters() if not n.startswith(upsampling))


def crop_offsets(net: FCN) -> tuple[int, ...]:
    """The reference code's crop offsets: 5, 9 and 31 for FCN-8s. Empty for interpolation."""
    if net.config.upsampling == "interpolation":
        return ()
    skips = [net.skip_crops[stride] for stride in net.strides[1:]]
    return (*skips, _pixel_crop(net.to_pixels[str(net.strides[-1])]))


def _pixel_crop(up: nn.Module) -> int:
    assert isinstance(up, Deconvolution)
    return up.crop


@torch.enable_grad()  # as learning computes it: the whole frame around an image counts
def count_macs(net: FCN, height: int, width: int) -> int:
    """Multiply-accumulates of one pass over one image, to the pixels of the finest output."""
    total = 0

    def count(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        nonlocal total
        if isinstance(module, nn.Conv2d):
            total += output.numel() * module.weight[0].numel()
        elif isinstance(module, Deconvolution):
            total += inputs[0].numel() * module.channels * module.weight.shape[-1] ** 2

    counted = (nn.Conv2d, Deconvolution)
    handles = [m.register_forward_hook(count) for m in net.modules() if isinstance(m, counted)]
    training, device = net.training, next(net.parameters()).device
    net.eval()
    scores = net(torch.zeros(1, net.config.channels, height, width, device=device))
    finest = net.strides[-1]
    net.upsample(scores[finest], finest, (height, width))
    net.train(training)
    for handle in handles:
        handle.remove()
    return total
