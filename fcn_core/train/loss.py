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
    divisors: Tensor | None = None,
    label_weights: Tensor | None = None,
) -> Tensor:
    """Weighted sum of the stride outputs' losses, taken at every `grid`-th pixel.

    The last of `weights` is the finest output's; outputs that have none do not count.
    `divisors` (tasks, N) say what each image's sum over pixels is divided by; without them it is
    the task's pixels that count, so that the loss is their mean. `label_weights` (labels,) balance
    the classes, of several tasks one after the other.
    A net with several tasks has masks (N, H, W, tasks); their losses add up.
    """
    height, width = masks_NHW.shape[1:3]
    targets = [targets_from(task[:, ::grid, ::grid]) for task in by_task(masks_NHW)]
    if divisors is None:
        divisors = mean_divisors(pixels_that_count(masks_NHW, grid))
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
            for part, target, own, divided in zip(
                net.by_task(pixels), targets, balance, divisors, strict=True
            ):
                loss = F.cross_entropy(
                    part.float(), target, own, ignore_index=IGNORED, reduction="none"
                )
                total = total + weight * (loss.sum((1, 2)) / divided).sum()
    return total


def mean_divisors(counts: Tensor, by_image: bool = False) -> Tensor:
    """(tasks, N) int64: all the images' pixels that count, from each one's; at least 1.

    `by_image` is for the mean of the images' means: each one's own pixels, times the images.
    """
    if by_image:
        return counts.clamp(min=1) * counts.shape[1]
    return counts.sum(1, keepdim=True).clamp(min=1).expand_as(counts)


def pixels_that_count(masks_NHW: Tensor, grid: int) -> Tensor:
    """(tasks, N) int64: how many of every `grid`-th pixel have a label, by task and image."""
    seen = [task[:, ::grid, ::grid] < UNTOUCHED for task in by_task(masks_NHW)]
    return torch.stack([task.sum((1, 2)) for task in seen])


def by_task(masks_NHW: Tensor) -> tuple[Tensor, ...]:
    """The masks (N, H, W) of each task."""
    return masks_NHW.unbind(-1) if masks_NHW.ndim == 4 else (masks_NHW,)
