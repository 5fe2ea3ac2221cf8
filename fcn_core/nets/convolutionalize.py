"""Classifiers made convolutional: a fully connected head read as convolutions (section 3.1).

A fully connected layer on a C x H x W map is a convolution whose kernel covers the map; applied
to a larger map, it gives the classifier's scores at every place. The first fully connected layer
takes the kernel of its map, later ones 1 x 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

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


def convolutional_head(
    head: Iterable[nn.Module], channels: int, kernel: tuple[int, int]
) -> nn.Sequential:
    """A whole fully connected head as convolutions, for a map of `channels` x `kernel` cells.

    `Flatten` and 1 x 1 adaptive pools of a 1 x 1 map vanish; elementwise layers (activations,
    dropout) stay. Raises `FcnError` for layers that mix places.
    """
    layers: list[nn.Module] = []
    for module in head:
        if isinstance(module, nn.Linear):
            layers.append(convolutionalized(module, channels, kernel))
            channels, kernel = module.out_features, (1, 1)
        elif isinstance(module, (nn.ReLU, nn.GELU, nn.Dropout, nn.Identity, nn.Sigmoid, nn.Tanh)):
            layers.append(module)
        elif not isinstance(module, nn.Flatten):
            raise FcnError(
                f"A {type(module).__name__} layer cannot be made convolutional.",
                "A head may hold fully connected, activation, dropout and flatten layers.",
            )
    return nn.Sequential(*layers)
