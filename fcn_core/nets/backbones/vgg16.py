"""VGG16 made convolutional: the paper's best net, in Caffe's padding and in a lean one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fcn_core.geometry import Placement
from fcn_core.nets.backbones.base import Backbone, Geometry, Taps, scaled
from fcn_core.nets.backbones.frame import is_wide, plain_pools, pools


class VGG16(Backbone):
    """VGG16 made convolutional (section 4.1): fc6 is a 7x7 and fc7 a 1x1 convolution.

    Taps: pool1 (64) to pool4 (512) and fc7 (4096), of which `strides` are handed out. With `pad`
    100 it is the reference code's net, whose fc6 is unpadded; with 1 it keeps the same grid by
    padding fc6 by 3. Parameters carry the Caffe names. Input: BGR, 0-255, mean subtracted.
    """

    GROUPS = ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))

    def __init__(
        self,
        pad: int,
        width: float = 1.0,
        inputs: int = 3,
        strides: Sequence[int] = (32, 16, 8),
    ) -> None:
        super().__init__()
        self.strides = frozenset(strides)
        channels, self.names = inputs, []
        geometry = Geometry()
        pools: list[tuple[int, Placement]] = []
        for group, (outputs, count) in enumerate(self.GROUPS, start=1):
            for number in range(1, count + 1):
                padding = pad if (group, number) == (1, 1) else 1
                name = f"conv{group}_{number}"
                wide = scaled(outputs, width)
                self.add_module(name, nn.Conv2d(channels, wide, 3, padding=padding))
                self.names.append(name)
                geometry.add(3, padding=padding)
                channels = wide
            geometry.add(2, stride=2)
            pools.append((channels, geometry.here()))
        padding = 0 if pad == 100 else 3
        full = scaled(4096, width)
        self.fc6 = nn.Conv2d(channels, full, 7, padding=padding)
        self.fc7 = nn.Conv2d(full, full, 1)
        self.dropout = nn.Dropout(0.5)
        geometry.add(7, padding=padding)
        taps = [*pools[:4], (full, geometry.here())]
        self.channels = {2 << i: channels for i, (channels, _) in enumerate(taps)}
        self.placement = {2 << i: place for i, (_, place) in enumerate(taps)}

    def forward(self, image_NCHW: Tensor) -> Taps:
        *groups, last = self._groups()
        maps = self._pools(groups, image_NCHW)
        taps = {stride: x for stride, x in maps.items() if stride in self.strides}
        (x,) = plain_pools([last], maps[16])
        x = self.dropout(F.relu(self.fc6(x), inplace=True))
        x = self.dropout(F.relu(self.fc7(x), inplace=True))
        return {**taps, 32: x}

    def _pools(self, groups: Sequence[Sequence[nn.Conv2d]], image_NCHW: Tensor) -> Taps:
        """The maps after pooling that are needed, by stride; without a wide frame if possible."""
        is_learning = self.training or torch.is_grad_enabled() or torch.compiler.is_exporting()
        needed = [i for i in range(4) if 2 << i in self.strides or i == 3]
        if is_learning or not is_wide(groups[0][0], len(groups)):
            maps = plain_pools(groups, image_NCHW)
            return {2 << i: maps[i] for i in needed}
        return {2 << i: x for i, x in zip(needed, pools(groups, image_NCHW, needed), strict=True)}

    def _groups(self) -> list[list[nn.Conv2d]]:
        names = iter(self.names)
        return [
            [cast(nn.Conv2d, self.get_submodule(next(names))) for _ in range(count)]
            for _, count in self.GROUPS
        ]

    def stem(self) -> Sequence[nn.Module]:
        return [self.get_submodule(name) for name in self.names[:7]]
