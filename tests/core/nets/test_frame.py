"""What is not computed of the frame around an image is what computing it gives."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from fcn_core.nets.backbones import frame
from fcn_core.nets.backbones.vgg16 import VGG16

STRIDES = (32, 16, 8, 4, 2)


@pytest.fixture(scope="module")
def net() -> VGG16:
    torch.manual_seed(0)
    made = VGG16(100, width=0.125, strides=STRIDES).eval()
    for parameter in made.parameters():
        nn.init.normal_(parameter, 0, 0.05)  # a bias as large as what it is added to
    return made


def plainly(net: VGG16, image: Tensor, patch: pytest.MonkeyPatch) -> dict[int, Tensor]:
    with patch.context() as without:
        without.setattr("fcn_core.nets.backbones.vgg16.is_wide", lambda *_: False)
        return net(image)


@pytest.mark.parametrize("height", [*range(1, 34), 130])
def test_all_taps_are_those_of_the_whole_frame(
    net: VGG16, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in (1, 2, height % 16 + 40, 101):
        image = 50 * torch.randn(2, 3, height, width)
        with torch.inference_mode():
            found, expected = net(image), plainly(net, image, monkeypatch)
        assert found.keys() == expected.keys() == set(STRIDES)
        for stride, tap in expected.items():
            assert found[stride].shape == tap.shape
            error = (found[stride] - tap).abs().max() / tap.abs().max()
            assert error < 1e-5, (stride, width)


def test_less_is_computed(net: VGG16, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    conv = frame.F.conv2d

    def counted(x: Tensor, weight: Tensor, *args: object, **kwargs: object) -> Tensor:
        result = conv(x, weight, *args, **kwargs)  # type: ignore[arg-type]
        sizes.append(result[0].numel() * weight[0].numel())
        return result

    image = torch.randn(1, 3, 500, 500)
    done = []
    for run in (net, lambda x: plainly(net, x, monkeypatch)):
        with torch.inference_mode(), monkeypatch.context() as patch:
            patch.setattr(frame.F, "conv2d", counted)
            sizes.clear()
            run(image)
            done.append(sum(sizes))
    assert done[0] < 0.75 * done[1]


def test_learning_sees_the_whole_frame_and_has_its_gradient(
    net: VGG16, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fcn_core.nets.backbones.vgg16.pools", None)
    image = torch.randn(1, 3, 20, 30, requires_grad=True)
    net(image)[32].sum().backward()
    assert image.grad is not None and image.grad.abs().sum() > 0


def test_a_narrow_frame_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcn_core.nets.backbones.vgg16.pools", None)
    lean = VGG16(1, width=0.0625).eval()
    with torch.inference_mode():
        assert lean(torch.randn(1, 3, 40, 40))[32].shape[-2:] == (2, 2)
