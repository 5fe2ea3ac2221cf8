"""One FCN class: sizes, skips, places of cells, and labels that come and go."""

from __future__ import annotations

import copy

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from fcn_core.errors import FcnError
from fcn_core.nets.fcn import FCN, NetConfig, grow_labels
from tests.core.models import tiny_net

SMALL_VGG = {"backbone": "vgg16-pad100", "width": 1 / 32, "upsampling": "learned"}


@pytest.fixture(scope="module")
def net() -> FCN:
    return tiny_net()


@pytest.fixture(scope="module")
def vgg() -> FCN:
    """The paper's FCN-8s, thin."""
    torch.manual_seed(0)
    net = FCN(NetConfig(**SMALL_VGG), 3).eval()
    for score in net.scores.values():
        torch.nn.init.normal_(score.weight)
    return net


@given(height=st.integers(1, 130), width=st.integers(1, 130))
@settings(max_examples=15)
def test_any_size_gives_every_stride_at_every_pixel(net: FCN, height: int, width: int) -> None:
    image = torch.rand(1, 3, height, width)
    with torch.inference_mode():
        scores = net(image)
        assert list(scores) == [32, 16, 8]
        for stride, score in scores.items():
            pixels = net.upsample(score, stride, (height, width))
            assert pixels.shape == (1, 2, height, width)
            assert pixels.isfinite().all()


@pytest.mark.parametrize("size", [(1, 1), (37, 60), (64, 64)])
def test_the_papers_net_takes_any_size_too(vgg: FCN, size: tuple[int, int]) -> None:
    with torch.inference_mode():
        scores = vgg(torch.rand(1, 3, *size))
        for stride, score in scores.items():
            assert vgg.upsample(score, stride, size).shape == (1, 3, *size)


def test_pad_100_crops_as_the_reference_does(vgg: FCN) -> None:
    """score_pool4 is cropped by 5 cells, score_pool3 by 9, the image by 31 pixels."""
    assert vgg.skip_crops == {16: 5, 8: 9}
    assert vgg.to_pixels["8"].crop == 31


def test_stages_are_what_one_pass_gives(net: FCN) -> None:
    image = torch.rand(1, 3, 64, 96)
    with torch.inference_mode():
        whole = net(image)
        staged = dict(net.stages(net.backbone(image)))
    assert all(torch.equal(whole[stride], staged[stride]) for stride in whole)


def test_new_score_layers_say_nothing() -> None:
    """The paper starts them at zero: no label is preferred before training."""
    fresh = FCN(NetConfig(), 4).eval()
    with torch.inference_mode():
        assert not any(score.any() for score in fresh(torch.rand(1, 3, 64, 64)).values())


def spot(net: FCN, stride: int, row: int, col: int) -> tuple[float, float]:
    """Centre of the input gradient of one pixel's score: where that pixel looks."""
    image = torch.rand(1, 3, 128, 128, requires_grad=True)
    pixels = net.upsample(net(image)[stride], stride, (128, 128))
    pixels[0, :, row, col].abs().sum().backward()
    assert image.grad is not None
    weight = image.grad.abs().sum((0, 1))
    rows, cols = torch.meshgrid(torch.arange(128.0), torch.arange(128.0), indexing="ij")
    total = weight.sum()
    return float((weight * rows).sum() / total), float((weight * cols).sum() / total)


@pytest.mark.parametrize("stride", [16, 8])
def test_a_pixels_score_comes_from_around_that_pixel(vgg: FCN, stride: int) -> None:
    """The skips decide where; the coarsest output alone sees further than this image."""
    for row, col in ((64, 64), (40, 80)):
        seen_row, seen_col = spot(vgg, stride, row, col)
        assert abs(seen_row - row) < 12
        assert abs(seen_col - col) < 12


@pytest.mark.parametrize("grid", [1, 2, 4, 8])
def test_a_coarser_grid_is_the_fine_one_thinned(net: FCN, grid: int) -> None:
    image, size = torch.rand(1, 3, 65, 97), (65, 97)
    with torch.inference_mode():
        for stride, score in net(image).items():
            thinned = net.upsample(score, stride, size)[..., ::grid, ::grid]
            direct = net.upsample_to_grid(score, stride, size, grid)
            assert direct.shape == thinned.shape
            assert torch.allclose(direct, thinned, atol=1e-4)


def test_growing_labels_keeps_what_was_learned() -> None:
    net = tiny_net()
    image = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        before = net(image)
        grow_labels(net, [1, None, 0])
        after = net(image)
    assert net.labels == 3
    for stride in before:
        assert torch.equal(after[stride][:, 0], before[stride][:, 1])
        assert torch.equal(after[stride][:, 2], before[stride][:, 0])
        assert not after[stride][:, 1].any()


def test_growing_a_net_with_deconvolutions_keeps_working(vgg: FCN) -> None:
    net = copy.deepcopy(vgg)
    grow_labels(net, [0, 1, 2, None])
    with torch.inference_mode():
        scores: dict[int, Tensor] = net(torch.rand(1, 3, 40, 40))
        assert net.upsample(scores[8], 8, (40, 40)).shape == (1, 4, 40, 40)


def test_only_heads_are_head_parameters(net: FCN) -> None:
    heads = {id(p) for p in net.head_parameters()}
    backbone = {id(p) for p in net.backbone.parameters()}
    assert not heads & backbone
    assert heads | backbone == {id(p) for p in net.parameters()}


@pytest.mark.parametrize(
    "config",
    [
        {"strides": ()},
        {"strides": (32, 8)},
        {"strides": (8, 16, 32)},
        {"backbone": "no_such_net"},
        {"backbone": "vgg16", "strides": (64, 32)},
        {"tasks": (2, 2)},
    ],
    ids=str,
)
def test_what_makes_no_net_is_refused(config: dict[str, object]) -> None:
    with pytest.raises(FcnError):
        FCN(NetConfig(**config), 3)


@pytest.mark.parametrize("backbone", ["vgg16-pad100", "caffenet-pad100"])
def test_cells_beside_the_pixels_are_not_interpolated(backbone: str) -> None:
    config = NetConfig(backbone=backbone, width=1 / 32, strides=(32,))
    with pytest.raises(FcnError, match=rf"'{backbone}' lie .* net\.upsampling=fixed"):
        FCN(config, 2)
