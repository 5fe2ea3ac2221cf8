"""Optimizers, learning rates and the moving average of weights."""

from __future__ import annotations

import copy
import math
from typing import Any

import torch
from torch import Tensor, nn

from fcn_core.nets import torchvision_ops
from fcn_core.nets.fcn import FCN
from fcn_core.train.recipe import Recipe


def freeze_stem(net: FCN) -> None:
    """Stop the backbone's first modules from learning, their batch norms included."""
    for module in net.backbone.stem():
        module.requires_grad_(False)


def freeze_backbone(net: FCN) -> None:
    """Let the score layers alone learn, as FCN-32s-fixed does."""
    net.backbone.requires_grad_(False)


def set_training(net: FCN, recipe: Recipe) -> None:
    """Training mode, except for a frozen stem and a frozen backbone's batch norms."""
    net.train()
    if recipe.frozen_backbone:
        for module in net.backbone.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()
    if recipe.frozen_stem:
        for module in net.backbone.stem():
            module.eval()


def build_optimizer(net: FCN, recipe: Recipe) -> torch.optim.Optimizer:
    """Parameter groups by rate: backbone or head, weight or bias (biases are not decayed).

    Of a batch norm scales count as biases, too; with `plain_backbone_biases` the backbone has none.
    """
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in net.named_parameters():
        if parameter.requires_grad:
            in_backbone = name.startswith("backbone.")
            plain = in_backbone and recipe.plain_backbone_biases
            key = (in_backbone, parameter.ndim <= 1 and not plain)
            groups.setdefault(key, []).append(parameter)
    settings: list[dict[str, Any]] = []
    for (in_backbone, is_bias), parameters in sorted(groups.items(), key=lambda item: item[0]):
        scale = (recipe.backbone_lr_scale if in_backbone else 1.0) * (
            recipe.bias_lr_scale if is_bias else 1.0
        )
        settings.append(
            {
                "params": parameters,
                "lr": recipe.lr * scale,
                "base_lr": recipe.lr * scale,
                "weight_decay": 0.0 if is_bias else recipe.weight_decay,
            }
        )
    if recipe.optimizer == "sgd":
        return torch.optim.SGD(settings, lr=recipe.lr, momentum=recipe.momentum)
    return torch.optim.AdamW(settings, lr=recipe.lr, betas=(recipe.momentum, 0.999))


def rate_at(recipe: Recipe, step: int, steps: int) -> float:
    """The factor on every learning rate at `step` of `steps`."""
    starts = [round(share * steps) for share, _ in recipe.peaks] + [max(steps, 1)]
    cycle = max(i for i, start in enumerate(starts[:-1]) if step >= start)
    done, length = step - starts[cycle], starts[cycle + 1] - starts[cycle]
    rate = recipe.peaks[cycle][1]
    if recipe.warmup:
        rate *= min(1.0, (done + 1) / recipe.warmup)
    if recipe.schedule == "cosine":
        rate *= 0.5 * (1 + math.cos(math.pi * done / max(length, 1)))
    return rate


def set_rate(optimizer: torch.optim.Optimizer, factor: float) -> None:
    """Set each group's rate to `factor` times its base rate."""
    for group in optimizer.param_groups:
        group["lr"] = group["base_lr"] * factor


def set_drop_path(net: FCN, rate: float) -> None:
    """Stochastic depth in timm's residual blocks: rising with depth, up to `rate` in the last."""
    blocks: list[Any] = [m for m in net.backbone.modules() if getattr(m, "has_skip", False)]
    torchvision_ops.declare()
    from timm.layers.drop import DropPath

    for index, block in enumerate(blocks, start=1):
        block.drop_path = DropPath(rate * index / len(blocks))


class WeightAverage:
    """An exponential moving average of a net's weights; early on it forgets faster."""

    def __init__(self, net: FCN, decay: float) -> None:
        self.net = copy.deepcopy(net).eval().requires_grad_(False)
        self.decay = decay

    @torch.no_grad()
    def update(self, net: FCN, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        averages = list(self.net.state_dict().values())
        values = list(net.state_dict().values())
        floats: list[tuple[Tensor, Tensor]] = []
        for average, value in zip(averages, values, strict=True):
            if average.is_floating_point():
                floats.append((average, value))
            else:
                average.copy_(value)
        torch._foreach_lerp_([a for a, _ in floats], [v for _, v in floats], 1 - decay)
