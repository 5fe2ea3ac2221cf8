"""Classifiers made convolutional: a fully connected head read as convolutions (section 3.1).

A fully connected layer on a C x H x W map is a convolution whose kernel covers the map; applied
to a larger map, it gives the classifier's scores at every place. The first fully connected layer
takes the kernel of its map, later ones 1 x 1.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from fcn_core.errors import FcnError


def as_kernel(weight_OF: Tensor, channels: int, kernel: tuple[int, int]) -> Tensor:
    """A fully connected weight (O, C * h * w) as a convolution's (O, C, h, w): the same numbers.

    Raises `FcnError` if the sizes do not agree.
    """
    outputs, features = weight_OF.shape
    if features != channels * math.prod(kernel):
        raise FcnError(
            f"A layer of {features} inputs does not cover {channels} channels of "
            f"{kernel[0]} x {kernel[1]} cells.",
            "Give the size of the map that the classifier flattens.",
        )
    return weight_OF.reshape(outputs, channels, *kernel)


@torch.no_grad()
def convolutionalized(layer: nn.Linear, channels: int, kernel: tuple[int, int]) -> nn.Conv2d:
    """The convolution that equals `layer` on a map of `channels` x `kernel` cells."""
    convolution = nn.Conv2d(channels, layer.out_features, kernel, bias=layer.bias is not None)
    convolution = convolution.to(layer.weight)
    convolution.weight.copy_(as_kernel(layer.weight, channels, kernel))
    if layer.bias is not None and convolution.bias is not None:
        convolution.bias.copy_(layer.bias)
    return convolution
