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
from fcn_core.nets.backbones.base import Backbone, Taps, extended
from fcn_core.sentences import said

SIDE = 128
"""Of the image by which models are measured: a multiple of all strides."""
UNFIT = (RuntimeError, AssertionError, ValueError)
"""What models raise that know images of some sizes alone."""

LOPSIDED = "Same"
"""What timm calls layers that pad as TensorFlow does: of even lengths the end alone, so that each
halving moves all by one of its pixels, 7 at stride 8."""


@dataclass(frozen=True, kw_only=True)
class TimmTaps:
    """What a timm model's taps are: (stride, index, channels, placement), finest first."""

    strides: tuple[int, ...]
    indices: tuple[int, ...]
    channels: tuple[int, ...]
    places: tuple[Placement, ...]
    multiple: int
    """Sides of images that the model covers whole are multiples of it: of what is left beyond them
    it sees nothing (patches, pools that round down), or fails."""
    beyond: int = 0
    """... and one more pixel where padding is the same on both sides of odd lengths alone."""

    def covering(self, length: int) -> int:
        """The side that an image of such a side must have for all of it to be seen in place."""
        return length + (self.beyond - length) % self.multiple


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
            "There is no backbone {name!r}.",
            "Near names: {names}.",
            name=name,
            names=", ".join(near) or "none",
        )
    try:
        with torch.device("meta"):
            model: Any = timm.create_model(name, features_only=True, pretrained=False).eval()
        maps = _maps(model, SIDE)
    except UNFIT as error:
        raise _unfit(name, str(error).strip() or type(error).__name__) from error
    reductions = list(model.feature_info.reduction())
    missing = set(strides) - set(reductions)
    if missing:
        raise FcnError(
            "Backbone {name!r} has taps at strides {reductions}, none at {missing}.",
            "Choose a backbone with taps at 8, 16 and 32.",
            name=name,
            reductions=reductions,
            missing=sorted(missing),
        )
    finest_first = tuple(sorted(strides))
    indices = tuple(reductions.index(stride) for stride in finest_first)
    even = _sides(maps)
    if any(even[i] * reductions[i] != SIDE for i in indices):
        raise _unfit(
            name,
            said(
                "of {side} pixels its maps have {found}",
                side=SIDE,
                found=[even[i] for i in indices],
            ),
        )
    odd = _sides_or_none(model, SIDE + 1)
    on_pixels = _on_pixels(model, even, odd)
    is_lopsided = any(type(module).__name__.endswith(LOPSIDED) for module in model.modules())
    covers = odd is not None and all(odd[i] == even[i] + 1 for i in indices)
    return TimmTaps(
        strides=finest_first,
        indices=indices,
        channels=tuple(model.feature_info.channels()[i] for i in indices),
        places=tuple(
            Placement(stride=s, offset=0.0 if on_pixels[i] else (s - 1) / 2)
            for s, i in zip(finest_first, indices, strict=True)
        ),
        multiple=1 if covers and not is_lopsided else finest_first[-1],
        beyond=int(is_lopsided),
    )


def _maps(model: nn.Module, side: int) -> list[Tensor]:
    """A model's maps of an image. Raises one of `UNFIT` if it takes no such image."""
    with torch.device("meta"):
        return list(model(torch.zeros(1, 3, side, side)))


def _sides(maps: Sequence[Tensor]) -> list[int]:
    return [int(tap.shape[-1]) for tap in maps]


def _sides_or_none(model: nn.Module, side: int) -> list[int] | None:
    """The sides of its maps, or None if it takes no such image."""
    try:
        return _sides(_maps(model, side))
    except UNFIT:
        return None


def _on_pixels(model: nn.Module, even: Sequence[int], odd: Sequence[int] | None) -> list[bool]:
    """Of each map, whether its cells lie on pixels rather than between them."""
    if odd is not None:
        return [more > cells for more, cells in zip(odd, even, strict=True)]
    # It takes no image of such a size: then the kernels that skip pixels tell.
    kernels = [
        module.kernel_size[0]
        for module in model.modules()
        if isinstance(module, nn.Conv2d) and module.stride[0] > 1
    ]
    return [all(kernel % 2 for kernel in kernels)] * len(even)


def _unfit(name: str, reason: str) -> FcnError:
    return FcnError(
        "Backbone {name!r} does not fit images of every size ({reason}).",
        "Choose a convolutional one, as resnet18 or convnext_atto.",
        name=name,
        reason=reason,
    )


class TimmBackbone(Backbone):
    """Any timm model that offers `features_only` with taps at the wanted strides."""

    def __init__(self, name: str, strides: Sequence[int], inputs: int = 3) -> None:
        super().__init__()
        self.inputs = inputs
        self.taps = taps = timm_taps(name, tuple(strides))
        import timm

        body: Any = timm.create_model(
            name, features_only=True, pretrained=False, in_chans=inputs, out_indices=taps.indices
        )
        self.body, chosen = body, tuple(body.feature_info.channels())
        if chosen != taps.channels:  # some models count their maps in another way than they say
            raise _unfit(
                name,
                said(
                    "maps of {chosen} channels come for those of {channels}",
                    chosen=chosen,
                    channels=taps.channels,
                ),
            )
        self.channels = dict(zip(taps.strides, taps.channels, strict=True))
        self.placement = dict(zip(taps.strides, taps.places, strict=True))

    def forward(self, image_NCHW: Tensor) -> Taps:
        x = image_NCHW
        if self.taps.multiple > 1:
            height, width = (self.taps.covering(side) for side in x.shape[-2:])
            x = extended(x, height, width)
        return dict(zip(self.taps.strides, self.body(x), strict=True))

    def stem(self) -> Sequence[nn.Module]:
        blocks = getattr(self.body, "blocks", None)
        if blocks is None:
            return []
        return [self.body.conv_stem, self.body.bn1, *blocks[:2]]
