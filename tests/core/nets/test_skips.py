"""FCN-4s and FCN-2s: finer skips change nothing at first, and lie where they look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from fcn_core.errors import FcnError
from fcn_core.nets import catalog
from fcn_core.nets.fcn import FCN, NetConfig, grow_labels
from fcn_core.nets.surgery import calibrate, with_new_heads, without_skips
from fcn_core.predict import Predictor
from fcn_core.weights.checkpoint import ModelInfo, load_model, save_model
from tests.core.models import LABELS, tiny_net, with_skips

FINEST = (32, 16, 8, 4, 2)
LEAN_VGG = NetConfig(backbone="vgg16", width=1 / 32)
PADDED_VGG = NetConfig(backbone="vgg16-pad100", width=1 / 32, upsampling="fixed")


def trained(config: NetConfig) -> FCN:
    """A net whose score layers say something."""
    torch.manual_seed(0)
    net = FCN(config, 2).eval()
    for name, parameter in net.scores.named_parameters():
        if name.endswith("weight"):
            torch.nn.init.normal_(parameter, std=0.1)
    return net


@pytest.mark.parametrize("config", [NetConfig(hidden=8), LEAN_VGG], ids=lambda c: c.backbone)
def test_the_scores_stay_the_same(config: NetConfig) -> None:
    net, image = trained(config), torch.rand(1, 3, 70, 93)
    with torch.inference_mode():
        before, after = net(image), with_skips(net, FINEST, fine=4)(image)
    assert list(after) == list(FINEST)
    assert all(torch.equal(after[stride], scores) for stride, scores in before.items())


def test_the_new_outputs_start_as_the_finest_old_one() -> None:
    """To the pixel where cells lie on pixels: interpolating in steps is interpolating at once."""
    net, image, size = trained(NetConfig(hidden=8)), torch.rand(1, 3, 70, 93), (70, 93)
    finer = with_skips(net, FINEST, fine=4)
    with torch.inference_mode():
        after = finer(image)
        pixels = finer.upsample(after[8], 8, size)
        for stride in (4, 2):
            torch.testing.assert_close(finer.upsample(after[stride], stride, size), pixels)


def test_the_reference_nets_padding_is_cropped_by_the_rule() -> None:
    finer = with_skips(trained(PADDED_VGG), FINEST)
    assert finer.skip_crops == {16: 5, 8: 9, 4: 17, 2: 33}
    with torch.inference_mode():
        for height, width in ((1, 1), (37, 60)):
            scores = finer(torch.rand(1, 3, height, width))
            assert finer.upsample(scores[2], 2, (height, width)).shape[-2:] == (height, width)


@pytest.mark.parametrize(
    "config", [NetConfig(fine=4), NetConfig(), LEAN_VGG, PADDED_VGG], ids=lambda c: c.backbone
)
@pytest.mark.parametrize("stride", [4, 2])
def test_a_fine_score_looks_at_its_own_pixels(config: NetConfig, stride: int) -> None:
    """With the coarse scores silent, the input gradient's centre is the pixel itself."""
    strides = tuple(s for s in FINEST if s >= stride)
    torch.manual_seed(0)
    net = FCN(replace(config, strides=strides), 2).eval()
    with torch.no_grad():
        for parameter in (*net.backbone.parameters(), *net.necks.parameters()):
            parameter.abs_()  # so that nothing that is seen cancels out
        net.get_parameter(f"scores.{stride}.weight").fill_(1.0)
    image = torch.full((1, 3, 96, 96), 1e-9, requires_grad=True)  # ReLU6 stays in its slope
    pixels = net.upsample(net(image)[stride], stride, (96, 96))
    pixels[0, 0, 40:56, 52:68].sum().backward()  # type: ignore[no-untyped-call]
    assert image.grad is not None
    weight = image.grad.abs().sum((0, 1))
    places = torch.arange(96.0)
    row = float((weight.sum(1) * places).sum() / weight.sum())
    column = float((weight.sum(0) * places).sum() / weight.sum())
    assert abs(row - 47.5) < 0.75 * stride and abs(column - 59.5) < 0.75 * stride


def test_what_is_learned_reaches_the_new_layers_and_the_old() -> None:
    net = with_skips(tiny_net(), FINEST, fine=4).requires_grad_(True)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(2):  # zero score layers pass nothing on before the first step
        optimizer.zero_grad()
        net(torch.rand(1, 3, 64, 64))[2].square().mean().backward()
        optimizer.step()
    for stride in FINEST:
        grads = [p.grad for p in net.necks[str(stride)].parameters()]
        assert any(g is not None and g.any() for g in grads), stride


@pytest.mark.parametrize("grid", [1, 2, 4, 8])
def test_the_fine_grid_thinned_is_the_coarse_one(grid: int) -> None:
    net, size = with_skips(tiny_net(), FINEST), (65, 97)
    torch.nn.init.normal_(net.get_parameter("scores.2.weight"))
    with torch.inference_mode():
        for stride, score in net(torch.rand(1, 3, *size)).items():
            thinned = net.upsample(score, stride, size)[..., ::grid, ::grid]
            assert torch.allclose(
                net.upsample_to_grid(score, stride, size, grid), thinned, atol=1e-4
            )


def test_a_finer_net_is_saved_grown_and_predicts_every_stride(tmp_path: Path) -> None:
    net = with_skips(tiny_net(), FINEST[:4], fine=4)
    grow_labels(net, [0, 1, None])
    labels = LABELS.from_names(["background", "thing", "new"])
    file = tmp_path / "finer.safetensors"
    save_model(file, net, ModelInfo(config=net.config, labels=labels))
    assert load_model(file)[1].config.strides == (32, 16, 8, 4)
    image = np.zeros((50, 61, 3), np.uint8)
    outputs = list(Predictor.load(file, "cpu").predict(image))
    assert [output.stride for output in outputs] == [32, 16, 8, 4]
    assert all(output.labels.shape == (50, 61) for output in outputs)


def test_finer_nets_have_names() -> None:
    assert catalog.spec("fcn4s-efficientnet_lite0").config.strides == (32, 16, 8, 4)
    assert catalog.spec("fcn2s-vgg16").starts_from == "fcn4s-vgg16"
    assert catalog.build("fcn2s-vgg16", LABELS, 1 / 32)[0].strides == FINEST


def test_a_backbone_without_fine_taps_says_so() -> None:
    with pytest.raises(FcnError, match="none at"):
        with_skips(catalog.build("fcn-alexnet", LABELS, 1 / 32)[0], (32, 16))


def test_skips_that_are_not_worth_it_can_go() -> None:
    net, image = with_skips(tiny_net(), FINEST), torch.rand(1, 3, 64, 64)
    torch.nn.init.normal_(net.get_parameter("scores.4.weight"))
    shorter = without_skips(net, FINEST[:4])
    with torch.inference_mode():
        full, cut = net(image), shorter(image)
    assert list(cut) == list(FINEST[:4])
    assert all(torch.equal(full[stride], scores) for stride, scores in cut.items())
    assert without_skips(net, FINEST) is net


def test_new_heads_start_on_the_old_backbone_with_their_own_statistics() -> None:
    old, image = tiny_net(), torch.rand(2, 3, 64, 64)
    new = with_new_heads(old, 5, FINEST[:4])
    assert new.labels == 5 and new.strides == FINEST[:4]
    with torch.inference_mode():
        taps, same = old.backbone(image), new.backbone(image)
        assert all(torch.equal(same[stride], tap) for stride, tap in taps.items())
        assert not any(scores.any() for scores in new(image).values())
    backbone = {k: v.clone() for k, v in new.backbone.state_dict().items()}
    calibrate(new, [image])
    norms = [m for m in new.necks.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    assert all(norm.running_mean is not None and norm.running_mean.any() for norm in norms)
    assert not any(norm.training for norm in norms)
    assert all(torch.equal(v, backbone[k]) for k, v in new.backbone.state_dict().items())
    images = iter([image])
    calibrate(new, images)
    assert next(images) is image  # nothing is untrained any more, so none was taken


@pytest.mark.parametrize("backbone", ["efficientnet_lite0", "googlenet-bvlc"])
def test_heads_get_to_know_an_image_of_a_single_cell(backbone: str) -> None:
    old = FCN(NetConfig(backbone=backbone, context=8, hidden=8, upsampling="fixed"), 2)
    new = with_new_heads(old, 2, old.strides).eval()
    calibrate(new, [torch.rand(1, 3, 24, 28)])
    norms = [m for m in new.necks.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    assert all(norm.running_var is not None and (norm.running_var > 0).any() for norm in norms)
