"""A U-Net as RootPainter uses it, written from its description (Smith et al., 2022).

    image   (N, 3, s, s)            s = 572 - 16 i
    scores  (N, labels, s-72, s-72)

Four levels of 64 channels with residual connections; group norm of 32 groups behind every ReLU;
the way up and the first block are unpadded, so that a patch's edge is not guessed.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH = 64
GROUPS = 32
LEVELS = 4
MARGIN = 36
"""Pixels by which the scores are smaller than the image on each side."""
PATCHES = range(92, 573, 16)
"""Sides of patches that come out exactly 72 pixels smaller."""


def patch_for(length: int) -> int:
    """The smallest patch whose scores cover `length` pixels, or the largest there is."""
    return next((p for p in PATCHES if p - 2 * MARGIN >= length), PATCHES[-1])


class UNet(nn.Module):
    """Scores of each label for the inner part of a patch."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.first = nn.Sequential(*_conv(3, WIDTH, 0), *_conv(WIDTH, WIDTH, 0))
        self.down = nn.ModuleList(Down() for _ in range(LEVELS))
        self.up = nn.ModuleList(Up() for _ in range(LEVELS))
        self.scores = nn.Conv2d(WIDTH, labels, 1)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

    def forward(self, image_NCHW: Tensor) -> Tensor:
        """Scores (N, labels, H - 72, W - 72)."""
        levels = [self.first(image_NCHW)]
        for down in self.down:
            levels.append(down(levels[-1]))
        x = levels.pop()
        for up in self.up:
            x = up(x, levels.pop())
        scores: Tensor = self.scores(x)
        return scores


class Down(nn.Module):
    """Half the size: twice the channels within, the same at the end, added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *_conv(WIDTH, 2 * WIDTH, 1),
            *_conv(2 * WIDTH, 2 * WIDTH, 1),
            nn.Conv2d(2 * WIDTH, WIDTH, 1, bias=False),
        )

    def forward(self, x_NCHW: Tensor) -> Tensor:
        pooled = F.max_pool2d(x_NCHW, 2)
        result: Tensor = self.body(pooled) + pooled
        return result


class Up(nn.Module):
    """Twice the size, less a border of two pixels; the level's middle is added."""

    def __init__(self) -> None:
        super().__init__()
        self.grow = nn.Sequential(
            nn.ConvTranspose2d(WIDTH, WIDTH, 2, stride=2), nn.ReLU(), nn.GroupNorm(GROUPS, WIDTH)
        )
        self.body = nn.Sequential(*_conv(WIDTH, WIDTH, 0), *_conv(WIDTH, WIDTH, 0))

    def forward(self, x_NCHW: Tensor, level_NCHW: Tensor) -> Tensor:
        grown = self.grow(x_NCHW)
        top, left = (
            (a - b) // 2 for a, b in zip(level_NCHW.shape[2:], grown.shape[2:], strict=True)
        )
        middle = level_NCHW[:, :, top : top + grown.shape[2], left : left + grown.shape[3]]
        result: Tensor = self.body(grown + middle)
        return result


def _conv(inputs: int, outputs: int, padding: int) -> tuple[nn.Module, ...]:
    return nn.Conv2d(inputs, outputs, 3, padding=padding), nn.ReLU(), nn.GroupNorm(GROUPS, outputs)


def combined_loss(scores_NCHW: Tensor, masks_NHW: Tensor) -> Tensor:
    """RootPainter's loss on confirmed pixels: Dice plus 0.3 cross-entropy.

    `masks_NHW` (int64) holds -1 where nobody has said anything. Dice is the mean over the labels
    that occur, but the first where there are others: with two labels, the foreground's alone.
    """
    known = masks_NHW >= 0
    labels = masks_NHW[known]
    picked = scores_NCHW.permute(0, 2, 3, 1)[known]
    loss = 0.3 * F.cross_entropy(picked, labels)
    present = torch.unique(labels)
    things = present[present > 0]
    if not len(things):
        return loss  # Dice is undefined where there is no foreground
    chance = picked.softmax(1)
    dice = []
    for label in things.tolist():
        truth = (labels == label).float()
        overlap = 2 * (chance[:, label] * truth).sum()
        dice.append(1 - overlap / (chance[:, label].sum() + truth.sum()))
    return loss + torch.stack(dice).mean()
