"""Net surgery: weights carried from one net into another (sections 4.1 and 4.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import torch
from torch import Tensor, nn

from fcn_core.errors import FcnError
from fcn_core.nets.backbones.base import extended
from fcn_core.nets.convolutionalize import as_kernel
from fcn_core.nets.fcn import FCN

CONTEXT, HIDDEN, FINE_WIDTH = 160, 64, 32
"""Widths of heads that are to learn from a few images (see `NetConfig`)."""


@torch.no_grad()
def transplant(net: FCN, source: Mapping[str, Tensor]) -> tuple[str, ...]:
    """Copy every tensor of `source` whose name `net` knows; the names of those that it lacks.

    Flat fully connected weights are read as kernels. A known name with another size raises
    `FcnError` before anything is changed.
    """
    state = net.state_dict()
    fitted = {n: _fitted(n, source[n], value) for n, value in state.items() if n in source}
    for name, value in fitted.items():
        state[name].copy_(value)
    return tuple(name for name in state if name not in source)


def warm_start(finer: FCN, coarser: FCN) -> tuple[str, ...]:
    """Start FCN-16s from FCN-32s, or FCN-8s from FCN-16s: the new score layers stay at zero.

    The coarse scores are unchanged by it; the pixels are not, because two steps of bilinear
    upsampling are not one. Returns the new layers' names. Raises `FcnError` if the nets differ
    in more than their skips.
    """
    if finer.strides[: len(coarser.strides)] != coarser.strides or finer.labels != coarser.labels:
        raise FcnError(
            f"A net of strides {finer.strides} and {finer.labels} labels cannot start from one "
            f"of strides {coarser.strides} and {coarser.labels} labels.",
            "Start 16s from 32s, 8s from 16s and so on, with the same labels.",
        )
    source = {k: v for k, v in coarser.state_dict().items() if not k.startswith("to_pixels.")}
    return transplant(finer, source)


def without_skips(net: FCN, strides: tuple[int, ...]) -> FCN:
    """`net` itself, or a copy that ends at coarser `strides`; its outputs stay as they are."""
    if strides == net.strides:
        return net
    first = next(net.parameters())
    coarser = FCN(replace(net.config, strides=strides), net.labels).to(first)
    transplant(coarser, net.state_dict())
    return coarser.train(net.training).requires_grad_(first.requires_grad)


def with_new_heads(net: FCN, labels: int, strides: tuple[int, ...]) -> FCN:
    """The backbone of `net` under untrained heads for `labels` labels at `strides`.

    For a task that has nothing to do with what `net` knows: heads that are new learn it better
    than heads that have to leave another one. Plain nets keep their plain heads.
    """
    config = replace(net.config, strides=strides, tasks=())
    if config.context and config.hidden:
        config = replace(config, context=CONTEXT, hidden=HIDDEN, fine=FINE_WIDTH)
    new = FCN(config, labels).to(next(net.parameters()))
    backbone = {f"backbone.{k}": v for k, v in net.backbone.state_dict().items()}
    transplant(new, backbone)
    return new.train(net.training)


@torch.no_grad()
def calibrate(net: FCN, images: Iterable[Tensor]) -> None:
    """Give heads whose batch norm has never seen an image their statistics on these (N, C, H, W).

    The rest of the net stays as it is. Without untrained heads no image is taken. One that would
    have a single cell is extended: of that there are no statistics.
    """
    new = [m for m in net.necks.modules() if isinstance(m, nn.BatchNorm2d)]
    new = [m for m in new if m.num_batches_tracked is not None and not m.num_batches_tracked]
    if not new:
        return
    momenta = [norm.momentum for norm in new]
    for norm in new:
        norm.momentum = None  # all images count alike
        norm.train()
    side = 2 * net.strides[0]
    for image in images:
        net(extended(image, side, side))
    for norm, momentum in zip(new, momenta, strict=True):
        norm.momentum = momentum
        norm.eval()


def fuse_streams(fused: FCN, *streams: FCN) -> tuple[str, ...]:
    """Start a late-fusion net from its single streams, in the order of the image's channels.

    Returns the names of the tensors that they lack.
    """
    if len(streams) != fused.config.streams:
        raise FcnError(f"A net of {fused.config.streams} streams needs as many to start from.")
    source: dict[str, Tensor] = {}
    for place, stream in enumerate(streams):
        for name, value in stream.state_dict().items():
            part, _, rest = name.partition(".")
            if part == "backbone":
                source[f"backbone.streams.{place}.{rest}"] = value
            elif part == "scores":
                stride, _, leaf = rest.partition(".")
                source[f"scores.{stride}.streams.{place}.{leaf}"] = value
    return transplant(fused, source)


@torch.no_grad()
def add_depth_channel(kernel_O3hw: Tensor) -> Tensor:
    """conv1_1's weights for a fourth channel: the mean of the three (early fusion, RGBD)."""
    return torch.cat([kernel_O3hw, kernel_O3hw.mean(1, keepdim=True)], dim=1)


def _fitted(name: str, value: Tensor, target: Tensor) -> Tensor:
    if value.shape == target.shape:
        return value
    flat = value.squeeze() if value.ndim == 4 else value
    if flat.ndim == 2 and target.ndim == 4 and flat.numel() == target.numel():
        return as_kernel(flat, target.shape[1], (target.shape[2], target.shape[3]))
    if value.ndim == target.ndim == 4 and value.shape[1] == 3 and target.shape[1] == 4:
        return add_depth_channel(value)
    if value.numel() == target.numel() and target.ndim == 1:
        return value.reshape(target.shape)
    raise FcnError(
        f"{name} is {tuple(target.shape)} in the net and {tuple(value.shape)} in the weights.",
        "Choose the weights of the same net, with the same labels.",
    )
