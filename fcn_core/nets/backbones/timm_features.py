"""Any timm model as a backbone, its cells' places measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from fcn_core.errors import FcnError
from fcn_core.geometry import Placement
from fcn_core.nets import torchvision_ops
from fcn_core.nets.backbones.base import Backbone, Taps


class TimmBackbone(Backbone):
    """Any timm model that offers `features_only` with taps at the wanted strides.

    Its cells are taken to lie at stride * i if an input of 128 + 1 pixels has one cell more than
    one of 128 (odd kernels, symmetric padding), else between pixels.
    """

    def __init__(self, name: str, strides: Sequence[int], inputs: int = 3) -> None:
        super().__init__()
        self.inputs = inputs
        torchvision_ops.declare()
        import timm

        if not timm.is_model(name):
            near = timm.list_models(f"*{name.partition('_')[0]}*")[:5]
            raise FcnError(
                f"There is no backbone {name!r}.", f"Near names: {', '.join(near) or 'none'}."
            )
        probe: Any = timm.create_model(name, features_only=True, pretrained=False)
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
            in_chans=inputs,
            out_indices=tuple(reductions.index(s) for s in taps),
        )
        self.strides = tuple(taps)
        info: Any = self.body.feature_info
        self.channels = dict(zip(taps, info.channels(), strict=True))
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
        even, odd = (self(torch.zeros(1, self.inputs, side, side)) for side in (128, 129))
        self.body.train(training)
        return {
            s: Placement(
                stride=s,
                offset=0.0 if odd[s].shape[-1] > even[s].shape[-1] else (s - 1) / 2,
            )
            for s in self.strides
        }
