"""Backbones of every make: their maps cover images of any size, and nothing is moved in them."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from fcn_core.bands import labels_of
from fcn_core.errors import FcnError
from fcn_core.nets.backbones import build_backbone
from fcn_core.nets.backbones.alexnet import covering
from fcn_core.nets.fcn import FCN, NetConfig

PATCHES = ("convnext_atto", "edgenext_xx_small")
ROUNDING_DOWN = ("vgg11_bn", "densenet121", "resnetaa34d")
LIKE_TENSORFLOW = ("tf_efficientnet_b0",)
HEIGHT, STRIDE = 97, 8
PAPERS = {"upsampling": "fixed", "width": 1 / 32}
"""As the paper's nets are built, thin."""


def fcn(backbone: str, strides: tuple[int, ...], **config: Any) -> FCN:
    torch.manual_seed(0)
    return FCN(NetConfig(backbone=backbone, strides=strides, **config), 2).eval()


def step(width: int, edge: int, before: float) -> Tensor:
    """An image with one upright edge, and some noise."""
    image = torch.full((1, 3, HEIGHT, width), before)
    image[..., edge:] = -before
    return image + 0.05 * torch.randn(image.shape, generator=torch.Generator().manual_seed(edge))


def edge_seen(net: FCN, image: Tensor, edge: int) -> float:
    """The column at which a score changes that tells what is left and right of an edge.

    What the backbone makes of both sides is learned from their insides, away from the edge.
    """
    tap, width = net.backbone(image)[STRIDE], image.shape[-1]
    columns = torch.arange(tap.shape[-1]) * STRIDE + net.backbone.placement[STRIDE].offset
    left, right = (
        tap[0, :, 1:-1, inside].mean((1, 2))
        for inside in (columns < edge - 2 * STRIDE, columns >= edge + 2 * STRIDE)
    )
    apart = right - left
    score = torch.einsum("nchw,c->nhw", tap, apart) - (apart * (left + right) / 2).sum()
    pixels = net.upsample(torch.stack([-score, score], 1), STRIDE, (HEIGHT, width))
    middle = labels_of(pixels, (HEIGHT, width))[HEIGHT // 4 : -HEIGHT // 4]
    return float((middle == 0).sum(1).mean())


@pytest.mark.parametrize("backbone", ["resnet18", *PATCHES, *ROUNDING_DOWN, *LIKE_TENSORFLOW])
def test_edges_stay_where_they_are(backbone: str) -> None:
    """Where a rest of the image has no cell, masks would be stretched over it."""
    net = fcn(backbone, (32, 16, STRIDE))
    with torch.inference_mode():
        for width, edge in ((250, 112), (287, 200), (320, 200)):
            # An untrained net may see light grow further than dark; both together do not move.
            seen = [edge_seen(net, step(width, edge, value), edge) for value in (-1.0, 1.0)]
            assert sum(seen) / 2 == pytest.approx(edge, abs=3), (width, edge)


@pytest.mark.parametrize(
    ("backbone", "strides", "config"),
    [
        ("convnext_atto", (32, 16, 8), {}), ("hrnet_w18_small", (32, 16), {}),
        ("tf_efficientnet_b0", (32, 16, 8, 4), {}), ("resnet18", (32, 16, 8), {}),
        ("vgg16-pad100", (32, 16, 8), PAPERS), ("caffenet-pad100", (32,), PAPERS),
        ("googlenet-bvlc", (32, 16, 8), PAPERS), ("torchvision-alexnet", (32,), PAPERS),
        ("torchvision-googlenet", (32, 16, 8), {"upsampling": "fixed"}),
    ],
)  # fmt: skip
def test_maps_cover_images_of_any_size(
    backbone: str, strides: tuple[int, ...], config: dict[str, Any]
) -> None:
    net = fcn(backbone, strides, **config)
    for size in ((33, 250), (254, 64), (129, 97), (30, 14), (1, 1)):
        with torch.inference_mode():
            for stride, scores in net(torch.rand(1, 3, *size)).items():
                assert net.upsample(scores, stride, size).shape == (1, 2, *size)


def test_torchvisions_alexnet_sees_what_it_saw_where_its_cells_reached_all() -> None:
    """Seven cells, from 15 on and 32 apart, reach over 239 pixels, and are those of 223 to 254."""
    assert all(covering(length) <= length for length in range(223, 240))
    assert all(covering(length) == 255 for length in range(240, 255))
    backbone = build_backbone("torchvision-alexnet", (32,), width=1 / 32).eval()
    with torch.inference_mode():
        assert backbone(torch.rand(1, 3, 239, 240))[32].shape[-2:] == (7, 8)


@pytest.mark.parametrize(
    "backbone", ["inception_v3", "swin_tiny_patch4_window7_224", "vit_tiny_patch16_224"]
)
def test_backbones_that_no_image_fits_are_refused_by_name(backbone: str) -> None:
    with pytest.raises(FcnError, match=f"'{backbone}' does not fit images of every size") as caught:
        build_backbone(backbone, (32, 16, 8))
    assert caught.value.remedy


def test_a_map_that_is_too_small_is_not_stretched() -> None:
    net = fcn("resnet18", (32,))
    with pytest.raises(FcnError, match="leaves a part of an image of 98 x 96 pixels unseen"):
        net.upsample(torch.zeros(1, 2, 3, 3), 32, (96, 98))
    with pytest.raises(FcnError, match=r"over 97 x 97 pixels, not over 128 x 5000\. Give the size"):
        net.upsample(torch.zeros(1, 2, 3, 3), 32, (5000, 128))
