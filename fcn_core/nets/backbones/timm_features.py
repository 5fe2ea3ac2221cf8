"""Any timm model as a backbone, its cells' places measured."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from fcn_core.errors import FcnError
from fcn_core.geometry import Placement
from fcn_core.nets import torchvision_ops
from fcn_core.nets.backbones.base import Backbone, Taps

REMEDY = "Choose a convolutional one, as resnet18 or convnext_atto."


@dataclass(frozen=True, kw_only=True)
class TimmTaps:
    """What a timm model's taps are: (stride, index, channels, placement), finest first."""

    strides: tuple[int, ...]
    indices: tuple[int, ...]
    channels: tuple[int, ...]
    places: tuple[Placement, ...]


def preload() -> None:
    """Import what these backbones are built with, which takes a second or two, before they are."""
    torchvision_ops.declare()
    import timm  # noqa: F401


@functools.cache
def timm_taps(name: str, strides: tuple[int, ...]) -> TimmTaps:
    """The taps of timm's model `name` at `strides`, measured without any weights.

    Cells are taken to lie at stride * i if an input of 128 + 1 pixels has one cell more than one
    of 128 (odd kernels, symmetric padding), else between pixels. Raises `FcnError`.
    """
    torchvision_ops.declare()
    import timm

    if not timm.is_model(name):
        near = timm.list_models(f"*{name.partition('_')[0]}*")[:5]
        raise FcnError(
            f"There is no backbone {name!r}.", f"Near names: {', '.join(near) or 'none'}."
        )
    model, even, odd = _tried(name)
    reductions = list(model.feature_info.reduction())
    missing = set(strides) - set(reductions)
    if missing:
        raise FcnError(
            f"Backbone {name!r} has taps at strides {reductions}, none at {sorted(missing)}.",
            "Choose a backbone with taps at 8, 16 and 32.",
        )
    finest_first = tuple(sorted(strides))
    indices = tuple(reductions.index(stride) for stride in finest_first)
    channels = tuple(model.feature_info.channels()[i] for i in indices)
    if any(even[i].shape[1] != count for i, count in zip(indices, channels, strict=True)):
        raise FcnError(f"Backbone {name!r} gives its features in another order of axes.", REMEDY)
    on_pixels = [odd[i].shape[-1] > even[i].shape[-1] for i in indices]
    return TimmTaps(
        strides=finest_first,
        indices=indices,
        channels=channels,
        places=tuple(
            Placement(stride=s, offset=0.0 if on else (s - 1) / 2)
            for s, on in zip(finest_first, on_pixels, strict=True)
        ),
    )


def _tried(name: str) -> tuple[Any, list[Tensor], list[Tensor]]:
    """The model of timm, and its taps of images of 128 and 129 pixels, without memory for any."""
    import timm

    try:
        with torch.device("meta"):
            model: Any = timm.create_model(name, features_only=True, pretrained=False).eval()
            even, odd = (model(torch.zeros(1, 3, side, side)) for side in (128, 129))
    except (AssertionError, RuntimeError, ValueError) as error:  # each family has its own words
        reason = next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")
        raise FcnError(
            f"Backbone {name!r} does not take images of all sizes ({reason}).", REMEDY
        ) from error
    return model, even, odd


class TimmBackbone(Backbone):
    """Any timm model that offers `features_only` with taps at the wanted strides."""

    def __init__(self, name: str, strides: Sequence[int], inputs: int = 3) -> None:
        super().__init__()
        self.inputs = inputs
        taps = timm_taps(name, tuple(strides))
        import timm

        self.body = timm.create_model(
            name, features_only=True, pretrained=False, in_chans=inputs, out_indices=taps.indices
        )
        self.strides = taps.strides
        self.channels = dict(zip(taps.strides, taps.channels, strict=True))
        self.placement = dict(zip(taps.strides, taps.places, strict=True))

    def forward(self, image_NCHW: Tensor) -> Taps:
        return dict(zip(self.strides, self.body(image_NCHW), strict=True))

    def stem(self) -> Sequence[nn.Module]:
        blocks = getattr(self.body, "blocks", None)
        if blocks is None:
            return []
        return [self.body.conv_stem, self.body.bn1, *blocks[:2]]
