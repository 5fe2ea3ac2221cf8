"""Heads: what turns a tap's features into scores.

The paper's is one 1x1 convolution, initialised to zero (section 4.2). The modern ones put a
little computation before it: context on the coarsest tap, a 3x3 convolution on the finer ones.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class ConvNormRelu(nn.Sequential):
    """Convolution with symmetric padding, batch norm, ReLU."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int = 1, dilation: int = 1, groups: int = 1
    ) -> None:
        super().__init__(
            nn.Conv2d(
                inputs,
                outputs,
                kernel,
                padding=dilation * (kernel // 2),
                dilation=dilation,
                groups=groups,
                bias=False,
            ),
            nn.BatchNorm2d(outputs),
            nn.ReLU(inplace=True),
        )


class Context(nn.Module):
    """Sees far around each stride-32 cell: depthwise 3x3 at dilations 1, 2, 4 and the mean.

    (N, inputs, h, w) -> (N, width, h, w). It plays the part of fc6 and fc7 for backbones that
    have none; the dilated branches are Chen et al.'s atrous pyramid made separable.
    """

    DILATIONS = (1, 2, 4)

    def __init__(self, inputs: int, width: int) -> None:
        super().__init__()
        self.reduce = ConvNormRelu(inputs, width)
        self.branches = nn.ModuleList(
            ConvNormRelu(width, width, 3, dilation=d, groups=width) for d in self.DILATIONS
        )
        self.image = nn.Conv2d(width, width, 1)
        self.merge = ConvNormRelu(width * (len(self.DILATIONS) + 1), width)
        self.dropout = nn.Dropout(0.1)

    def forward(self, features_NChw: Tensor) -> Tensor:
        x = self.reduce(features_NChw)
        mean = F.relu(self.image(x.mean((2, 3), keepdim=True))).expand_as(x)
        wide = torch.cat([branch(x) for branch in self.branches] + [mean], dim=1)
        result: Tensor = self.dropout(x + self.merge(wide))
        return result


class FineNeck(nn.Sequential):
    """For the large maps at strides 4 and 2: a narrow 3x3 convolution, then a depthwise one.

    (N, inputs, h, w) -> (N, width, h, w). It sees edges and texture 5 x 5 cells wide.
    """

    def __init__(self, inputs: int, width: int) -> None:
        super().__init__(
            ConvNormRelu(inputs, width, 3),
            ConvNormRelu(width, width, 3, groups=width),
            ConvNormRelu(width, width),
        )


def zero_score(inputs: int, labels: int) -> nn.Conv2d:
    """The paper's score layer: 1x1, initialised to zero."""
    score = nn.Conv2d(inputs, labels, 1)
    nn.init.zeros_(score.weight)
    assert score.bias is not None
    nn.init.zeros_(score.bias)
    return score
