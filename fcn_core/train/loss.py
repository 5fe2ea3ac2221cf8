"""The per-pixel softmax loss over all stride outputs (sections 3 and 4.3)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from fcn_core.masks import UNTOUCHED
from fcn_core.nets.fcn import FCN, Scores

IGNORED = -100


def targets_from(masks_NHW: Tensor) -> Tensor:
    """uint8 masks -> int64 targets; void and untouched become the index that no loss counts."""
    targets = masks_NHW.long()
    return targets.masked_fill_(targets >= UNTOUCHED, IGNORED)


def stride_loss(
    net: FCN,
    scores: Scores,
    masks_NHW: Tensor,
    *,
    grid: int,
    weights: tuple[float, ...],
    mean: bool,
    label_weights: Tensor | None = None,
) -> Tensor:
    """Weighted sum of the stride outputs' losses, taken at every `grid`-th pixel.

    The last of `weights` is the finest output's; outputs that have none do not count.
    `mean` divides by the pixels that count; otherwise the sum is divided by the batch alone,
    which is the paper's unnormalized loss. `label_weights` (labels,) balance the classes, of
    several tasks one after the other.
    A net with several tasks has masks (N, H, W, tasks); their losses add up.
    """
    height, width = masks_NHW.shape[1:3]
    targets = [
        targets_from(task[:, ::grid, ::grid])
        for task in (masks_NHW.unbind(-1) if masks_NHW.ndim == 4 else (masks_NHW,))
    ]
    sizes = list(net.config.tasks or (net.labels,))
    balance = (
        torch.split(label_weights, sizes) if label_weights is not None else [None] * len(sizes)
    )
    total = torch.zeros((), device=masks_NHW.device)
    last = min(len(scores), len(weights))
    weighed = list(scores.items())[-last:]
    for (stride, score), weight in zip(weighed, weights[-last:], strict=True):
        if weight:
            pixels = net.upsample_to_grid(score, stride, (height, width), grid)
            for part, target, own in zip(net.by_task(pixels), targets, balance, strict=True):
                loss = F.cross_entropy(
                    part.float(), target, own, ignore_index=IGNORED, reduction="sum"
                )
                total = total + weight * loss / divisor(target, mean)
    return total


def divisor(targets: Tensor, mean: bool) -> Tensor | int:
    """What a sum over pixels is divided by: the pixels that count, or the images."""
    return (targets != IGNORED).sum().clamp(min=1) if mean else len(targets)
