"""Batch norm folded into convolutions."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn

from fcn_core.nets.fcn import FCN, NetConfig
from fcn_core.nets.folding import fold, folded

TIMM = "efficientnet_lite0", "resnet18", "mobilenetv3_small_050", "resnetv2_50", "repvgg_a0"


@pytest.mark.parametrize("backbone", [*TIMM, "torchvision-googlenet", "vgg16"])
def test_scores_stay_the_same(backbone: str) -> None:
    """In doubles: how far single precision rounds off, processors differ."""
    made_of: dict[str, object] = {"width": 0.125} if backbone == "vgg16" else {}
    if backbone == "torchvision-googlenet":
        made_of["upsampling"] = "learned"
    config = NetConfig(backbone=backbone, context=8, hidden=8, **made_of)  # type: ignore[arg-type]
    net = _lived(FCN(config, 3)).double()
    image = torch.randn(1, 3, 96, 130, dtype=torch.float64)
    with torch.no_grad():
        before, after = net(image), fold(copy.deepcopy(net))(image)
    for stride, scores in before.items():
        torch.testing.assert_close(after[stride], scores, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("backbone", ["efficientnet_lite0", "resnet18"])
def test_no_norm_is_left_where_each_follows_a_convolution(backbone: str) -> None:
    net = fold(FCN(NetConfig(backbone=backbone, context=8, hidden=8), 3))
    assert not [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]


@pytest.mark.parametrize("neck", ["shared", "skipped"])
def test_a_norm_that_follows_something_else_is_left_alone(neck: str) -> None:
    """A pre-activation net norms sums first, a shared norm follows two convolutions, and what
    goes around a norm must not be normed.
    """
    net = _lived(FCN(NetConfig(), 3))
    kind = {"shared": _Shared, "skipped": _Skipped}[neck]
    net.necks["32"] = kind(net.backbone.channels[32])
    _lived(net)
    image = torch.randn(1, 3, 64, 64)
    with torch.no_grad():
        before, after = net(image), fold(copy.deepcopy(net))(image)
    torch.testing.assert_close(after[32], before[32], rtol=1e-3, atol=1e-4)


def test_a_folded_copy_leaves_the_net_to_learn_on() -> None:
    net = _lived(FCN(NetConfig(backbone="resnet18", context=8, hidden=8), 3))
    image = torch.randn(1, 3, 64, 64)
    with torch.no_grad():
        before, copied = net(image), folded(net)
        for parameter in net.parameters():
            parameter.mul_(2)
        torch.testing.assert_close(copied(image)[8], before[8], rtol=1e-3, atol=1e-4)
    assert all(parameter.requires_grad for parameter in net.parameters())
    assert any(isinstance(module, nn.BatchNorm2d) for module in net.modules())


def test_a_net_without_norms_is_not_copied() -> None:
    net = FCN(NetConfig(backbone="vgg16", width=0.125), 3)
    assert folded(net) is net


class _Shared(nn.Module):
    """Convolution, norm, another convolution, the same norm."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first, self.second = nn.Conv2d(width, width, 1), nn.Conv2d(width, width, 1)
        self.norm = nn.BatchNorm2d(width)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.norm(self.second(self.norm(self.first(x))))
        return result


class _Skipped(nn.Module):
    """Convolution, norm, and what the convolution gave beside it."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first, self.norm = nn.Conv2d(width, width, 1), nn.BatchNorm2d(width)

    def forward(self, x: Tensor) -> Tensor:
        first: Tensor = self.first(x)
        return first + self.norm(first)


def _lived(net: FCN) -> FCN:
    """With norms as after some training, and scores that are not all zero."""
    torch.manual_seed(0)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            assert module.running_mean is not None and module.running_var is not None
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 1.5)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.2)
    for score in net.scores.values():
        nn.init.normal_(score.weight, 0, 0.1)  # type: ignore[arg-type]
    return net.eval()
