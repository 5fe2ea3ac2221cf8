"""Shift-and-stitch and filter rarefaction are one thing; the slides' example."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fcn_core.dense import Method, dense_scores, predict_dense
from fcn_core.errors import FcnError
from fcn_core.nets import catalog
from fcn_core.nets.backbones.alexnet import CaffeNet
from fcn_core.nets.fcn import FCN
from fcn_core.nets.rarefaction import rarefied, shift_and_stitch, shifted
from fcn_core.views import BATCHES, Views

METHODS: tuple[Method, ...] = ("shift", "rarefy")
# The slides' 5 x 5 example: 1 ... 25, max pooling 2/2 rounding up, by shift (x, y).
SLIDES = {
    (0, 0): [[7, 9, 10], [17, 19, 20], [22, 24, 25]],
    (1, 0): [[6, 8, 10], [16, 18, 20], [21, 23, 25]],
    (0, 1): [[2, 4, 5], [12, 14, 15], [22, 24, 25]],
    (1, 1): [[1, 3, 5], [11, 13, 15], [21, 23, 25]],
}


@pytest.mark.parametrize("shift", SLIDES)
def test_the_slides_example(shift: tuple[int, int]) -> None:
    image = torch.arange(1.0, 26.0).reshape(1, 1, 5, 5)
    pooled = F.max_pool2d(shifted(image, *shift), 2, 2, ceil_mode=True)
    assert pooled[0, 0].tolist() == SLIDES[shift]


def test_the_slides_example_stitched() -> None:
    image = torch.arange(1.0, 26.0).reshape(1, 1, 5, 5)
    stitched = shift_and_stitch(lambda x: F.max_pool2d(x, 2, 2, ceil_mode=True), image, 2)
    for (right, down), expected in SLIDES.items():
        assert stitched[0, 0, 1 - down :: 2, 1 - right :: 2].tolist() == expected


def valid_net(pool: type[nn.Module]) -> nn.Sequential:
    torch.manual_seed(2)
    return nn.Sequential(
        nn.Conv2d(2, 4, 3), nn.ReLU(), pool(2, 2), nn.Conv2d(4, 6, 3, stride=2), nn.ReLU(),
        pool(3, 2), nn.Conv2d(6, 5, 2), nn.Sigmoid(),
    ).double().eval()  # fmt: skip


@pytest.mark.parametrize("pool", [nn.MaxPool2d, nn.AvgPool2d])
@pytest.mark.parametrize("step", [1, 2, 4])
def test_both_ways_are_equal_on_a_valid_net(pool: type[nn.Module], step: int) -> None:
    net, stride = valid_net(pool), 8
    image = torch.randn(2, 2, 41, 46, dtype=torch.float64)
    room = stride - step
    with torch.no_grad():
        stitched = shift_and_stitch(net, image, stride, step)
        spread = rarefied(net, F.pad(image, (room, room, room, room)), step)
    height, width = (min(a, b) for a, b in zip(stitched.shape[2:], spread.shape[2:], strict=True))
    assert min(height, width) >= (41 - 27) // step
    difference = stitched[..., :height, :width] - spread[..., :height, :width]
    assert difference.abs().max() < 1e-14


def test_a_caffenet_without_padding_is_equal_too() -> None:
    torch.manual_seed(0)
    backbone = CaffeNet(0, 1 / 32).double().eval()
    for convolution in (backbone.conv2, backbone.conv3, backbone.conv4, backbone.conv5):
        convolution.padding = (0, 0)

    def net(x: Tensor) -> Tensor:
        return backbone(x)[32]

    # Sizes at which no pool has a partial window, which has no dense counterpart.
    image, room = torch.randn(1, 3, 366, 398, dtype=torch.float64) * 50, 24
    with torch.no_grad():
        stitched = shift_and_stitch(net, image, 32, 8)
        spread = rarefied(net, F.pad(image, (room, room, room, room)), 8)
    height, width = (min(a, b) for a, b in zip(stitched.shape[2:], spread.shape[2:], strict=True))
    assert min(height, width) >= 3
    torch.testing.assert_close(
        stitched[..., :height, :width], spread[..., :height, :width], rtol=1e-12, atol=1e-12
    )


def test_cells_of_the_strided_net_are_among_the_dense_ones() -> None:
    net = valid_net(nn.MaxPool2d)
    image = torch.randn(1, 2, 64, 64, dtype=torch.float64)
    with torch.no_grad():
        coarse, dense = net(image), rarefied(net, image)
    torch.testing.assert_close(
        dense[..., ::8, ::8][..., : coarse.shape[2], : coarse.shape[3]], coarse
    )


@pytest.mark.parametrize("step", [8, 16])  # VGG16's padded part has stride 16: 8 reaches into it
def test_strides_of_a_padded_fcn_agree_in_the_interior(step: int) -> None:
    net = catalog.build("fcn32s-vgg16", width=1 / 32)[0].eval()
    torch.manual_seed(3)
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.2)
        x = torch.randn(1, 3, 480, 480) * 20
        shift, rarefy = (dense_scores(net, x, m, step) for m in METHODS)
    assert shift.shape == rarefy.shape == (1, 21, 480, 480)
    inside = slice(238, 242)  # the 404 pixels seen from here hold no padding
    torch.testing.assert_close(
        shift[..., inside, inside], rarefy[..., inside, inside], rtol=1e-3, atol=1e-4
    )


def random_net(name: str, width: float) -> FCN:
    """A net that scores apart, in double precision."""
    torch.manual_seed(0)
    net = catalog.build(name, width=width)[0].double().eval()
    for parameter in (p for p in net.parameters() if p.ndim > 1):
        torch.nn.init.kaiming_normal_(parameter)
    for parameter in net.scores.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return net


def test_branches_that_come_together_stay_spread_apart() -> None:
    net = random_net("fcn-googlenet", 1 / 16)
    x = torch.randn(1, 3, 832, 832, dtype=torch.float64) * 30
    shift, rarefy = (dense_scores(net, x, m, 16)[..., 400:432, 400:432] for m in METHODS)
    torch.testing.assert_close(shift, rarefy, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("step", [1, 4, 16])
def test_padded_pools_are_spread_apart(step: int) -> None:
    net = nn.Sequential(
        nn.Conv2d(2, 4, 3, stride=2), nn.MaxPool2d(3, 2, padding=1), nn.Conv2d(4, 4, 2, stride=4),
    ).double()  # fmt: skip
    image = -torch.rand(1, 2, 65, 65, dtype=torch.float64)
    with torch.no_grad():
        coarse, dense = net(image), rarefied(net, image, step)
    among = dense[..., :: 16 // step, :: 16 // step]
    torch.testing.assert_close(among[..., : coarse.shape[2], : coarse.shape[3]], coarse)


@pytest.mark.parametrize("side", [1, 20, 40])
@pytest.mark.parametrize(
    ("name", "step"),
    [("fcn32s-vgg16", 16), ("fcn-alexnet", 8), ("fcn-googlenet", 16), ("fcn32s-resnet18", 1)],
)
def test_images_smaller_than_what_a_cell_sees_are_scored(name: str, step: int, side: int) -> None:
    net = catalog.build(name, width=1 if "resnet" in name else 1 / 32)[0].eval()
    image = torch.ones(1, 3, side, side + 1)
    with torch.no_grad():
        assert dense_scores(net, image, "rarefy", step).shape == (1, 21, side, side + 1)


def test_dense_labels_of_a_skip_net_match_its_image() -> None:
    net, info = catalog.build("fcn8s-vgg16", width=1 / 32)
    image = np.zeros((37, 50, 3), np.uint8)
    assert predict_dense(net, info.preprocessing, image, "shift", 4).shape == (37, 50)
    with pytest.raises(FcnError, match="without skips"):
        predict_dense(net, info.preprocessing, image, "rarefy", 4)
    with pytest.raises(FcnError, match="Choose 1, 2, 4, 8"):
        predict_dense(net, info.preprocessing, image, "shift", 3)


@pytest.mark.parametrize("views", ["mirror", "turns"])
def test_dense_labels_are_those_of_all_views_together(views: Views) -> None:
    net = random_net("fcn32s-vgg16", 1 / 32).float()
    seen = replace(catalog.spec("fcn32s-vgg16").preprocessing, views=views)
    image = np.random.default_rng(1).integers(0, 255, (40, 70, 3), dtype=np.uint8)
    x = torch.from_numpy(image)[None]
    mean = sum(
        view.back(dense_scores(net, seen(view.of(x, 1, 2)), "shift", 16))
        for batch in BATCHES[views]
        for view in batch
    )
    assert isinstance(mean, Tensor)
    found = predict_dense(net, seen, image, "shift", 16)
    assert (found == mean[0].argmax(0).numpy()).mean() > 0.999
    once = predict_dense(net, replace(seen, views="one"), image, "shift", 16)
    assert (found != once).any()


@pytest.mark.parametrize("step", [0, -4, 3])
def test_steps_that_cannot_be_are_refused(step: int) -> None:
    net, _ = catalog.build("fcn32s-vgg16", width=1 / 32)
    with pytest.raises(FcnError, match=f"step of {step} does not divide"):
        dense_scores(net, torch.zeros(1, 3, 32, 32), "shift", step)
