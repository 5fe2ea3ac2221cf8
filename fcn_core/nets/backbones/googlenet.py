"""The two GoogLeNets: BVLC's, which the paper uses, and torchvision's, which is another net."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fcn_core.nets import torchvision_ops
from fcn_core.nets.backbones.alexnet import normalized, pooled
from fcn_core.nets.backbones.base import Backbone, Geometry, Taps, extended, scaled

# 1x1, 3x3_reduce, 3x3, 5x5_reduce, 5x5, pool_proj (Szegedy et al., table 1).
INCEPTIONS = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}


class Inception(nn.ModuleDict):
    """Four branches on one input, their outputs one after the other. Caffe's branch names."""

    def __init__(self, channels: int, widths: Sequence[int]) -> None:
        one, three_reduce, three, five_reduce, five, project = widths
        super().__init__(
            {
                "1x1": nn.Conv2d(channels, one, 1),
                "3x3_reduce": nn.Conv2d(channels, three_reduce, 1),
                "3x3": nn.Conv2d(three_reduce, three, 3, padding=1),
                "5x5_reduce": nn.Conv2d(channels, five_reduce, 1),
                "5x5": nn.Conv2d(five_reduce, five, 5, padding=2),
                "pool_proj": nn.Conv2d(channels, project, 1),
            }
        )

    def forward(self, x_NChw: Tensor) -> Tensor:
        three = self["3x3"](F.relu(self["3x3_reduce"](x_NChw)))
        five = self["5x5"](F.relu(self["5x5_reduce"](x_NChw)))
        around = self["pool_proj"](F.max_pool2d(x_NChw, 3, 1, padding=1))
        return F.relu(torch.cat([self["1x1"](x_NChw), three, five, around], dim=1))


class GoogLeNet(Backbone):
    """BVLC's GoogLeNet without its classifiers; taps at inception 3b, 4e and 5b.

    `average_pool` keeps the 7x7 average pool before the scores (padded by 3, so that the grid
    stays): the paper drops it, but counts it in the receptive field of Table 1. Parameters carry
    the Caffe names with the "/" replaced by "."; input: BGR, 0-255, mean subtracted.
    """

    SMALLEST = 31
    """Sides of the smallest image that leaves a cell after each pooling."""

    def __init__(self, average_pool: bool = False, width: float = 1.0, inputs: int = 3) -> None:
        super().__init__()
        c1, c2 = scaled(64, width), scaled(192, width)
        self.conv1 = nn.ModuleDict({"7x7_s2": nn.Conv2d(inputs, c1, 7, stride=2, padding=3)})
        self.conv2 = nn.ModuleDict(
            {"3x3_reduce": nn.Conv2d(c1, c1, 1), "3x3": nn.Conv2d(c1, c2, 3, padding=1)}
        )
        self.average_pool = average_pool
        geometry, channels = Geometry(), c2
        for kernel, stride, padding in ((7, 2, 3), (3, 2, 0), (3, 1, 1), (3, 2, 0)):
            geometry.add(kernel, stride=stride, padding=padding)
        taps = []
        for name, widths in INCEPTIONS.items():
            if name in ("4a", "5a"):
                geometry.add(3, stride=2)
            wide = [scaled(w, width) for w in widths]
            self.add_module(f"inception_{name}", Inception(channels, wide))
            geometry.add(5, padding=2)
            channels = wide[0] + wide[2] + wide[4] + wide[5]
            if name in ("3b", "4e"):
                taps.append((channels, geometry.here()))
        if average_pool:
            geometry.add(7, padding=3)
        self.dropout = nn.Dropout(0.4)
        taps.append((channels, geometry.here()))
        self.channels = {s: c for s, (c, _) in zip((8, 16, 32), taps, strict=True)}
        self.placement = {s: p for s, (_, p) in zip((8, 16, 32), taps, strict=True)}

    def forward(self, image_NCHW: Tensor) -> Taps:
        x = extended(image_NCHW, self.SMALLEST, self.SMALLEST)
        x = normalized(pooled(F.relu(self.conv1["7x7_s2"](x))))
        x = F.relu(self.conv2["3x3"](F.relu(self.conv2["3x3_reduce"](x))))
        x = pooled(normalized(x))
        eighth = self._through(x, "3a", "3b")
        sixteenth = self._through(pooled(eighth), "4a", "4b", "4c", "4d", "4e")
        x = self._through(pooled(sixteenth), "5a", "5b")
        if self.average_pool:
            x = F.avg_pool2d(x, 7, 1, padding=3)
        return {8: eighth, 16: sixteenth, 32: self.dropout(x)}

    def stem(self) -> Sequence[nn.Module]:
        return [self.conv1, self.conv2]

    def _through(self, x: Tensor, *names: str) -> Tensor:
        for name in names:
            x = self.get_submodule(f"inception_{name}")(x)
        return x


class TorchvisionGoogLeNet(Backbone):
    """torchvision's GoogLeNet: batch norm, 3x3 where the paper has 5x5, a 2x2 pool before 5a.

    Another net than the paper's. Taps at inception 3b, 4e and 5b; input: RGB, 0-1, mean 0.5 and
    deviation 0.5 a channel. Parameters carry torchvision's names.
    """

    SMALLEST = 15
    """As `GoogLeNet.SMALLEST`."""

    def __init__(self) -> None:
        super().__init__()
        torchvision_ops.declare()
        import torchvision

        whole = torchvision.models.googlenet(
            weights=None, aux_logits=False, init_weights=False, num_classes=1
        )
        geometry, taps = Geometry(), []
        for name, part in whole.named_children():
            if name in ("aux1", "aux2", "avgpool", "fc"):
                continue
            self.add_module(name, part)
            if name == "conv1":
                geometry.add(7, stride=2, padding=3)
            elif name == "maxpool4":
                geometry.add(2, stride=2)
            elif name.startswith("maxpool"):
                geometry.add(3, stride=2)
            elif name not in ("conv2", "dropout"):
                geometry.add(3, padding=1)
            if name in ("inception3b", "inception4e", "inception5b"):
                taps.append(geometry.here())
        self.channels = {8: 480, 16: 832, 32: 1024}
        self.placement = dict(zip((8, 16, 32), taps, strict=True))

    def forward(self, image_NCHW: Tensor) -> Taps:
        taps, x = [], extended(image_NCHW, self.SMALLEST, self.SMALLEST)
        for name, part in self.named_children():
            x = part(x)
            if name in ("inception3b", "inception4e"):
                taps.append(x)
        return {8: taps[0], 16: taps[1], 32: x}

    def stem(self) -> Sequence[nn.Module]:
        return [self.get_submodule(name) for name in ("conv1", "conv2", "conv3")]
