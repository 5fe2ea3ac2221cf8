"""torchvision's "FCN": a dilated ResNet with one 3x3 convolution, which has no skips."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from fcn_core.geometry import Placement
from fcn_core.nets import torchvision_ops
from fcn_core.nets.backbones.base import Backbone, Taps


class DilatedResNet(Backbone):
    """ResNet 50 or 101 whose last two stages are dilated, and the 3x3 convolution of its head.

    Not the paper's design; offered for torchvision's `fcn_resnet50` and `fcn_resnet101` weights.
    Its one tap has stride 8 and 512 features. Input: RGB, 0-1, ImageNet's mean and deviation.

    Scores are torchvision's own where sides are multiples of 8; of others it stretches a last cell
    that reaches beyond the image over less than 8 pixels, here cells stay 8 pixels apart.
    """

    def __init__(self, layers: int) -> None:
        super().__init__()
        torchvision_ops.declare()
        import torchvision

        make = {
            50: torchvision.models.segmentation.fcn_resnet50,
            101: torchvision.models.segmentation.fcn_resnet101,
        }[layers]
        whole = make(weights=None, weights_backbone=None, num_classes=1, aux_loss=False)
        self.body = nn.Sequential(*whole.backbone.values())
        self.neck = nn.Sequential(*list(whole.classifier)[:4])
        self.channels = {8: 512}
        # Torchvision upsamples with align_corners=False, and its weights have learned so.
        self.placement = {8: Placement(stride=8, offset=3.5)}

    def forward(self, image_NCHW: Tensor) -> Taps:
        return {8: self.neck(self.body(image_NCHW))}

    def stem(self) -> Sequence[nn.Module]:
        return list(self.body)[:5]
