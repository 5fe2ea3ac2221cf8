"""The two AlexNets made convolutional: CaffeNet, which the paper uses, and torchvision's."""

from __future__ import annotations

from collections.abc import Sequence

import torch.nn.functional as F
from torch import Tensor, nn

from fcn_core.nets.backbones.base import Backbone, Geometry, Taps, extended, larger, scaled


class CaffeNet(Backbone):
    """CaffeNet (AlexNet with pooling before normalization); its one tap is fc7, at stride 32.

    conv1 is padded by `pad`: 100 as in the reference code, whose fc6 (6x6) is unpadded.
    Parameters carry the Caffe names. Input: BGR, 0-255, mean subtracted.
    """

    def __init__(self, pad: int = 100, width: float = 1.0, inputs: int = 3) -> None:
        super().__init__()
        c1, c2, c3, full = (scaled(c, width) for c in (96, 256, 384, 4096))
        self.conv1 = nn.Conv2d(inputs, c1, 11, stride=4, padding=pad)
        self.conv2 = nn.Conv2d(c1, c2, 5, padding=2, groups=2)
        self.conv3 = nn.Conv2d(c2, c3, 3, padding=1)
        self.conv4 = nn.Conv2d(c3, c3, 3, padding=1, groups=2)
        self.conv5 = nn.Conv2d(c3, c2, 3, padding=1, groups=2)
        self.fc6 = nn.Conv2d(c2, full, 6)
        self.fc7 = nn.Conv2d(full, full, 1)
        self.dropout = nn.Dropout(0.5)
        geometry = Geometry()
        geometry.add(11, stride=4, padding=pad)
        geometry.add(3, stride=2)
        geometry.add(5, padding=2)
        geometry.add(3, stride=2)
        for _ in range(3):
            geometry.add(3, padding=1)
        geometry.add(3, stride=2)
        geometry.add(6)
        self.channels = {32: full}
        self.placement = {32: geometry.here()}

    def forward(self, image_NCHW: Tensor) -> Taps:
        x = normalized(pooled(F.relu(self.conv1(image_NCHW), inplace=True)))
        x = normalized(pooled(F.relu(self.conv2(x), inplace=True)))
        x = F.relu(self.conv3(x), inplace=True)
        x = F.relu(self.conv4(x), inplace=True)
        x = pooled(F.relu(self.conv5(x), inplace=True))
        x = self.dropout(F.relu(self.fc6(x), inplace=True))
        return {32: self.dropout(F.relu(self.fc7(x), inplace=True))}

    def stem(self) -> Sequence[nn.Module]:
        return [self.conv1, self.conv2]


class TorchvisionAlexNet(Backbone):
    """torchvision's AlexNet made convolutional: no groups, no normalization, fewer channels.

    Another net than the paper's. Its tap is fc7, at stride 32; input: RGB, 0-1, ImageNet's
    mean and deviation. `features.N` are torchvision's names, fc6 and fc7 its `classifier.1`, `.4`.
    """

    CONVOLUTIONS = ((0, 64, 11, 4, 2), (3, 192, 5, 1, 2), (6, 384, 3, 1, 1), (8, 256, 3, 1, 1),
                    (10, 256, 3, 1, 1))  # fmt: skip
    POOLED = (0, 3, 10)
    SMALLEST = 63
    """Sides of the smallest image that fc6 sees something of; it has two cells."""

    def __init__(self, width: float = 1.0, inputs: int = 3) -> None:
        super().__init__()
        self.features = nn.ModuleDict()
        geometry, channels = Geometry(), inputs
        for index, outputs, kernel, stride, padding in self.CONVOLUTIONS:
            wide = scaled(outputs, width)
            self.features[str(index)] = nn.Conv2d(
                channels, wide, kernel, stride=stride, padding=padding
            )
            geometry.add(kernel, stride=stride, padding=padding)
            if index in self.POOLED:
                geometry.add(3, stride=2)
            channels = wide
        full = scaled(4096, width)
        self.fc6 = nn.Conv2d(channels, full, 6, padding=3)
        self.fc7 = nn.Conv2d(full, full, 1)
        self.dropout = nn.Dropout(0.5)
        geometry.add(6, padding=3)
        self.channels = {32: full}
        self.placement = {32: geometry.here()}

    def forward(self, image_NCHW: Tensor) -> Taps:
        # Pools round down: with a last cell that lacks one pixel, the image's end has none.
        x = extended(image_NCHW, *map(covering, image_NCHW.shape[-2:]))
        for index, convolution in self.features.items():
            x = F.relu(convolution(x), inplace=True)
            if int(index) in self.POOLED:
                x = F.max_pool2d(x, 3, 2)
        x = F.relu(self.fc6(self.dropout(x)), inplace=True)
        return {32: F.relu(self.fc7(self.dropout(x)), inplace=True)}

    def stem(self) -> Sequence[nn.Module]:
        return [self.features["0"], self.features["3"]]


def covering(length: int) -> int:
    """How long an image must be for the cells of torchvision's net to reach over `length` pixels.

    n of them need 32n - 1 pixels, and a kernel of 63 around each (from 15 on) reaches 32n + 15.
    """
    cells = (length + 16) // 32
    return larger(32 * cells - 1, TorchvisionAlexNet.SMALLEST)


def pooled(x_NCHW: Tensor) -> Tensor:
    """Caffe's 3x3 max-pooling with stride 2, which rounds sizes up."""
    return F.max_pool2d(x_NCHW, 3, 2, ceil_mode=True)


def normalized(x_NCHW: Tensor) -> Tensor:
    """Local response normalization across 5 channels, as CaffeNet and GoogLeNet have it."""
    return F.local_response_norm(x_NCHW, 5, alpha=1e-4, beta=0.75, k=1.0)
