"""Backbones: a classifier's convolutions with taps at strides 2 or 8 to 32.

A backbone maps (N, 3, H, W) to {stride: features}, and says where the cells of each tap lie.
The paper's are here by name, torchvision's (other nets under the same names) with a prefix;
every other name is looked up in timm (`features_only`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fcn_core.errors import FcnError
from fcn_core.nets.backbones.alexnet import CaffeNet, TorchvisionAlexNet
from fcn_core.nets.backbones.base import Backbone, Taps
from fcn_core.nets.backbones.dilated_resnet import DilatedResNet
from fcn_core.nets.backbones.googlenet import GoogLeNet, TorchvisionGoogLeNet
from fcn_core.nets.backbones.timm_features import TimmBackbone
from fcn_core.nets.backbones.vgg16 import VGG16

__all__ = ["OWN", "TORCHVISION", "VGG16", "Backbone", "Taps", "TimmBackbone", "build_backbone"]

Make = Callable[[float, int, Sequence[int]], Backbone]

OWN: dict[str, Make] = {
    "vgg16": lambda width, inputs, strides: VGG16(1, width, inputs, strides),
    "vgg16-pad100": lambda width, inputs, strides: VGG16(100, width, inputs, strides),
    "caffenet-pad100": lambda width, inputs, _: CaffeNet(100, width, inputs),
    "googlenet-bvlc": lambda width, inputs, _: GoogLeNet(False, width, inputs),
    "googlenet-bvlc-avgpool": lambda width, inputs, _: GoogLeNet(True, width, inputs),
    "torchvision-alexnet": lambda width, inputs, _: TorchvisionAlexNet(width, inputs),
}
"""Built for any width and number of input channels."""

TORCHVISION: dict[str, Callable[[], Backbone]] = {
    "torchvision-googlenet": TorchvisionGoogLeNet,
    "torchvision-fcn_resnet50": lambda: DilatedResNet(50),
    "torchvision-fcn_resnet101": lambda: DilatedResNet(101),
}
"""Built by torchvision, as they are."""


def build_backbone(
    name: str, strides: Sequence[int], *, width: float = 1.0, inputs: int = 3
) -> Backbone:
    """A backbone of `OWN` or `TORCHVISION`, or any timm model with taps at `strides`.

    `width` scales the channels and `inputs` counts the image's; raises `FcnError` for names,
    strides, widths and inputs that cannot be had.
    """
    if name in OWN:
        backbone = OWN[name](width, inputs, strides)
    elif width != 1.0 or (name in TORCHVISION and inputs != 3):
        raise FcnError(
            "Backbone {name!r} cannot be built with width {width:g} and {inputs} inputs.",
            "These can: {names}.",
            name=name,
            width=width,
            inputs=inputs,
            names=", ".join(OWN),
        )
    else:
        backbone = (
            TORCHVISION[name]() if name in TORCHVISION else TimmBackbone(name, strides, inputs)
        )
    missing = set(strides) - set(backbone.channels)
    if missing:
        raise FcnError(
            "Backbone {name!r} has taps at strides {strides}, none at {missing}.",
            "Ask for strides among {possible}.",
            name=name,
            strides=sorted(backbone.channels),
            missing=sorted(missing),
            possible=sorted(backbone.channels, reverse=True),
        )
    return backbone
