"""Convolutionalization and warm starts, against the nets they come from."""

from __future__ import annotations

from itertools import pairwise

import pytest
import torch
from torch import nn

from fcn_core.errors import FcnError
from fcn_core.nets import catalog
from fcn_core.nets.backbones.alexnet import CaffeNet, normalized, pooled
from fcn_core.nets.convolutionalize import convolutionalized
from fcn_core.nets.fcn import FCN
from fcn_core.nets.surgery import fuse_streams, transplant, warm_start

THIN = 1 / 32


def filled(net: nn.Module, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.1)


def test_a_convolutional_head_equals_the_classifier_and_slides() -> None:
    torch.manual_seed(0)
    head = nn.Sequential(
        nn.Flatten(), nn.Linear(6 * 7 * 5, 8), nn.ReLU(), nn.Dropout(), nn.Linear(8, 4)
    ).double()
    first, last = head[1], head[4]
    assert isinstance(first, nn.Linear) and isinstance(last, nn.Linear)
    convolutional = nn.Sequential(
        convolutionalized(first, 6, (7, 5)), nn.ReLU(), convolutionalized(last, 8, (1, 1))
    )
    head.eval()
    features = torch.randn(2, 6, 9, 6, dtype=torch.float64)
    scores = convolutional(features)
    assert scores.shape == (2, 4, 3, 2)
    for row in range(3):
        for column in range(2):
            crop = features[:, :, row : row + 7, column : column + 5]
            torch.testing.assert_close(scores[:, :, row, column], head(crop))


def test_a_layer_of_another_map_is_refused() -> None:
    with pytest.raises(FcnError, match="does not cover"):
        convolutionalized(nn.Linear(5, 2), 1, (2, 2))


def test_caffenet_on_its_native_227_pixels_equals_its_fully_connected_form() -> None:
    torch.manual_seed(1)
    net = CaffeNet(0, THIN).double().eval()
    image = torch.randn(1, 3, 227, 227, dtype=torch.float64)
    x = normalized(pooled(net.conv1(image).relu()))
    x = normalized(pooled(net.conv2(x).relu()))
    x = pooled(net.conv5(net.conv4(net.conv3(x).relu()).relu()).relu())
    assert x.shape[-2:] == (6, 6)
    x = (x.flatten(1) @ net.fc6.weight.flatten(1).T + net.fc6.bias).relu()
    x = (x @ net.fc7.weight.flatten(1).T + net.fc7.bias).relu()
    torch.testing.assert_close(net(image)[32].flatten(1), x)


def test_unpadded_alexnet_gives_a_ten_by_ten_grid_on_500_pixels() -> None:
    assert CaffeNet(0, THIN).eval()(torch.zeros(1, 3, 500, 500))[32].shape[-2:] == (10, 10)


def test_a_staged_warm_start_keeps_the_coarse_scores() -> None:
    nets = [catalog.build(f"fcn{s}s-vgg16", width=THIN)[0].eval() for s in (32, 16, 8)]
    filled(nets[0], 3)
    image = torch.randn(1, 3, 70, 90)
    with torch.no_grad():
        coarse = nets[0](image)[32]
        for coarser, finer in pairwise(nets):
            new = warm_start(finer, coarser)
            assert all(name.startswith(f"scores.{finer.strides[-1]}.") for name in new)
            scores = finer(image)
            torch.testing.assert_close(scores[32], coarse)
        up = nets[1].twice["16"](coarse, scores[16].shape[-2:])
        torch.testing.assert_close(scores[16], up[..., : scores[16].shape[-2], :])


def test_a_start_from_another_kind_of_net_is_refused() -> None:
    with pytest.raises(FcnError, match="16s from 32s"):
        warm_start(
            catalog.build("fcn32s-vgg16", width=THIN)[0],
            catalog.build("fcn8s-vgg16", width=THIN)[0],
        )


def test_a_wrong_size_is_refused_before_anything_changes() -> None:
    net = catalog.build("fcn32s-vgg16", width=THIN)[0]
    before = {k: v.clone() for k, v in net.state_dict().items()}
    with pytest.raises(FcnError, match=r"backbone\.fc7\.weight"):
        transplant(
            net,
            {
                "backbone.fc6.bias": torch.ones(net.backbone.channels[32]),
                "backbone.fc7.weight": torch.ones(3, 5),
            },
        )
    for name, value in net.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_flat_weights_become_kernels_and_three_channels_four() -> None:
    rgb = catalog.build("nyud-fcn32s-rgb", width=THIN)[0]
    filled(rgb, 5)
    source = dict(rgb.state_dict())
    source["backbone.fc6.weight"] = source["backbone.fc6.weight"].flatten(1)
    rgbd = catalog.build("nyud-fcn32s-rgbd", width=THIN)[0]
    assert transplant(rgbd, source) == ()
    assert torch.equal(rgbd.backbone.fc6.weight, rgb.backbone.fc6.weight)  # type: ignore[union-attr]
    kernel = rgbd.backbone.conv1_1.weight  # type: ignore[union-attr]
    torch.testing.assert_close(kernel[:, 3], kernel[:, :3].mean(1))


def test_late_fusion_averages_its_streams() -> None:
    rgb, hha = (catalog.build(f"nyud-fcn16s-{m}", width=THIN)[0].eval() for m in ("rgb", "hha"))
    filled(rgb, 6)
    filled(hha, 7)
    both: FCN = catalog.build("nyud-fcn16s-rgb-hha", width=THIN)[0].eval()
    assert fuse_streams(both, rgb, hha) == ()
    image = torch.randn(1, 6, 64, 80)
    with torch.no_grad():
        one, other, fused = rgb(image[:, :3]), hha(image[:, 3:]), both(image)
    for stride in (32, 16):
        torch.testing.assert_close(fused[stride], (one[stride] + other[stride]) / 2)


def test_at_once_scales_multiply_the_skips() -> None:
    plain = catalog.build("fcn8s-vgg16", width=THIN)[0].eval()
    filled(plain, 8)
    scaled = catalog.build("fcn8s-atonce-vgg16", width=THIN)[0].eval()
    transplant(scaled, plain.state_dict())
    with torch.no_grad():
        scaled.scores["16"].weight.mul_(100)  # type: ignore[union-attr]
        scaled.scores["8"].weight.mul_(10_000)  # type: ignore[union-attr]
        image = torch.randn(1, 3, 60, 70)
        torch.testing.assert_close(scaled(image)[8], plain(image)[8], rtol=1e-4, atol=1e-4)
