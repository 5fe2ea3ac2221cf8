"""Backbones: a classifier's convolutions with taps at strides 8, 16 and 32.

A backbone maps (N, 3, H, W) to {stride: features}, and says where the cells of each tap lie.
VGG16 is the paper's; every other name is looked up in timm (`features_only`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fcn_core.errors import FcnError
from fcn_core.geometry import Layer, Placement, compose

Taps = dict[int, Tensor]


class Backbone(nn.Module):
    """What every backbone offers besides its weights."""

    channels: Mapping[int, int]
    """Features per tap, by stride."""
    placement: Mapping[int, Placement]
    """Where the cells of each tap lie in the image."""

    def forward(self, image_NCHW: Tensor) -> Taps:
        raise NotImplementedError

    def stem(self) -> Sequence[nn.Module]:
        """The modules before the first tap, in order: the ones that fine-tuning may freeze."""
        raise NotImplementedError


def build_backbone(name: str, strides: Sequence[int]) -> Backbone:
    """`vgg16`, `vgg16-pad100` (as the paper pads it), or any timm model with these taps."""
    if name in ("vgg16", "vgg16-pad100"):
        return VGG16(pad=100 if name.endswith("pad100") else 1)
    return TimmBackbone(name, strides)


class TimmBackbone(Backbone):
    """Any timm model that offers `features_only` with taps at the wanted strides.

    Its cells are taken to lie at stride * i if an input of 128 + 1 pixels has one cell more than
    one of 128 (odd kernels, symmetric padding), else between pixels.
    """

    def __init__(self, name: str, strides: Sequence[int]) -> None:
        super().__init__()
        from fcn_core.nets import torchvision_ops  # noqa: F401  (before timm: see there)

        import timm

        if not timm.is_model(name):
            near = timm.list_models(f"*{name.split('_')[0]}*")[:5]
            raise FcnError(
                f"There is no backbone {name!r}.", f"Near names: {', '.join(near) or 'none'}."
            )
        probe = timm.create_model(name, features_only=True, pretrained=False)
        reductions = list(probe.feature_info.reduction())
        missing = set(strides) - set(reductions)
        if missing:
            raise FcnError(
                f"Backbone {name!r} has taps at strides {reductions}, none at {sorted(missing)}.",
                "Choose a backbone with taps at 8, 16 and 32.",
            )
        taps = sorted(strides)
        self.body = timm.create_model(
            name,
            features_only=True,
            pretrained=False,
            out_indices=tuple(reductions.index(s) for s in taps),
        )
        self.strides = tuple(taps)
        self.channels = dict(zip(taps, self.body.feature_info.channels(), strict=True))
        self.placement = self._measured_placement()

    def forward(self, image_NCHW: Tensor) -> Taps:
        return dict(zip(self.strides, self.body(image_NCHW), strict=True))

    def stem(self) -> Sequence[nn.Module]:
        blocks = getattr(self.body, "blocks", None)
        if blocks is None:
            return []
        return [self.body.conv_stem, self.body.bn1, *blocks[:2]]

    @torch.no_grad()
    def _measured_placement(self) -> dict[int, Placement]:
        training = self.body.training
        self.body.eval()
        even, odd = (self(torch.zeros(1, 3, side, side)) for side in (128, 129))
        self.body.train(training)
        return {
            s: Placement(
                stride=s,
                offset=0.0 if odd[s].shape[-1] > even[s].shape[-1] else (s - 1) / 2,
            )
            for s in self.strides
        }


class VGG16(Backbone):
    """VGG16 made convolutional (section 4.1): fc6 is a 7x7 and fc7 a 1x1 convolution.

    Taps: pool3 (256), pool4 (512) and fc7 (4096). With `pad` 100 it is the reference code's net,
    whose fc6 is unpadded; with 1 it keeps the same grid by padding fc6 by 3. Parameters carry
    the Caffe names. Input: BGR, 0-255, mean subtracted.
    """

    GROUPS = ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))

    def __init__(self, pad: int) -> None:
        super().__init__()
        width, self.names = 3, []
        layers: list[Layer] = []
        places: list[Placement] = []
        for group, (channels, count) in enumerate(self.GROUPS, start=1):
            for number in range(1, count + 1):
                padding = pad if (group, number) == (1, 1) else 1
                name = f"conv{group}_{number}"
                self.add_module(name, nn.Conv2d(width, channels, 3, padding=padding))
                self.names.append(name)
                layers.append(Layer(kernel=3, padding=padding))
                width = channels
            layers.append(Layer(kernel=2, stride=2))
            places.append(compose(layers))
        padding = 0 if pad == 100 else 3
        self.fc6 = nn.Conv2d(512, 4096, 7, padding=padding)
        self.fc7 = nn.Conv2d(4096, 4096, 1)
        self.dropout = nn.Dropout(0.5)
        layers += [Layer(kernel=7, padding=padding), Layer(kernel=1)]
        self.channels = {8: 256, 16: 512, 32: 4096}
        self.placement = {8: places[2], 16: places[3], 32: compose(layers)}

    def forward(self, image_NCHW: Tensor) -> Taps:
        pools, x = [], image_NCHW
        names = iter(self.names)
        for _, count in self.GROUPS:
            for _ in range(count):
                x = F.relu(self.get_submodule(next(names))(x), inplace=True)
            x = F.max_pool2d(x, 2, 2, ceil_mode=True)
            pools.append(x)
        x = self.dropout(F.relu(self.fc6(x), inplace=True))
        x = self.dropout(F.relu(self.fc7(x), inplace=True))
        return {8: pools[2], 16: pools[3], 32: x}

    def stem(self) -> Sequence[nn.Module]:
        return [self.get_submodule(name) for name in self.names[:7]]
