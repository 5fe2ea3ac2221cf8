"""Table 1 and the crop offsets, computed, against the published figures."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from fcn_core.errors import FcnError
from fcn_core.nets import catalog
from fcn_core.nets.backbones.alexnet import CaffeNet
from fcn_core.nets.backbones.base import Backbone
from fcn_core.nets.backbones.googlenet import GoogLeNet
from fcn_core.nets.backbones.vgg16 import VGG16
from fcn_core.nets.facts import describe
from fcn_core.nets.receptive import receptive_field

# name: parameters, receptive field, crop offsets, labels
PUBLISHED = {
    "fcn-alexnet": (56_954_261, 355, (18,), 21),
    "fcn32s-vgg16": (134_346_581, 404, (19,), 21),
    "fcn16s-vgg16": (134_357_354, 404, (5, 27), 21),
    "fcn8s-vgg16": (134_362_751, 404, (5, 9, 31), 21),
    "fcn8s-atonce-vgg16": (134_362_751, 404, (5, 9, 31), 21),
    "fcn32s-fixed-vgg16": (134_346_581, 404, (19,), 21),
    "fcn-googlenet": (5_995_077, 715, (1,), 21),
    "fcn-googlenet-avgpool": (5_995_077, 907, (1,), 21),
    "siftflow-fcn8s": (134_435_756, 404, (5, 9, 31), 36),
    "nyud-fcn32s-rgb-hha": (268_848_848, 404, (19,), 40),
    "pascalcontext-fcn8s": (134_552_564, 404, (5, 9, 31), 60),
    "torchvision-alexnet": (57_089_877, 355, (16,), 21),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_figures_are_the_published_ones(name: str) -> None:
    facts = describe(name)
    found = (facts.parameters, facts.receptive_field, facts.crop_offsets, facts.labels)
    assert found == PUBLISHED[name]
    assert facts.max_stride == 32


def test_every_named_net_can_be_described_as_json() -> None:
    keys = {"parameters", "receptive_field", "max_stride", "macs", "crop_offsets", "labels"}
    for name in catalog.names():
        facts = describe(name).to_json()
        assert keys <= facts.keys()
        assert facts["macs"] > 10**9


def test_cost_of_fcn8s_at_500_pixels() -> None:
    assert describe("fcn8s-vgg16").macs == pytest.approx(181.5e9, rel=1e-3)


def test_torchvisions_fcn_resnet50_has_its_own_size() -> None:
    # Published: 35,322,218 with the auxiliary classifier, which is not built here.
    auxiliary = 1024 * 256 * 9 + 2 * 256 + 256 * 21 + 21
    assert describe("torchvision-fcn_resnet50").parameters == 35_322_218 - auxiliary


def test_any_timm_backbone_makes_a_modern_net() -> None:
    facts = describe("fcn16s-resnet18")
    assert facts.max_stride == 32 and facts.crop_offsets == ()


@pytest.mark.parametrize(
    ("name", "field"),
    [("fcn32s-resnet18", 435), ("fcn32s-resnet50", 427), ("fcn32s-densenet121", 2071)],
)
def test_receptive_fields_of_timms_backbones(name: str, field: int) -> None:
    """DenseNet-121's is published so (Araujo et al., Distill, 2019); the ResNets' are by hand."""
    assert describe(name).receptive_field == field


@pytest.mark.parametrize("name", ["fcn8s-vgg16", "fcn-alexnet", "fcn-googlenet"])
def test_watching_a_net_gives_what_it_has_written_down(name: str) -> None:
    with torch.device("meta"):
        net, _ = catalog.build(name, width=1 / 32)
    assert receptive_field(net) == describe(name).receptive_field


def test_nets_that_see_everything() -> None:
    assert describe("fcn8s-efficientnet_b0").receptive_field is None  # squeeze and excitation


def test_an_unknown_name_offers_near_ones() -> None:
    with pytest.raises(FcnError, match="fcn8s-vgg16"):
        catalog.spec("fcn8-vgg16")


@pytest.mark.parametrize(
    ("backbone", "side"),
    [(VGG16(1, 1 / 32), 420), (CaffeNet(0, 1 / 32), 355), (GoogLeNet(False, 1 / 8), 736)],
    ids=["vgg16", "caffenet", "googlenet"],
)
def test_the_gradient_reaches_exactly_the_receptive_field(
    backbone: Backbone, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Max pools as means and positive weights, so that nothing that is seen is multiplied by 0."""

    def mean_pool(x: torch.Tensor, k: int, s: int, padding: int = 0, ceil_mode: bool = False):  # type: ignore[no-untyped-def]
        return F.avg_pool2d(x, k, s, padding, ceil_mode)

    monkeypatch.setattr(F, "max_pool2d", mean_pool)
    monkeypatch.setattr(F, "local_response_norm", lambda x, *_, **__: x)
    backbone.double().eval()
    for parameter in backbone.parameters():
        torch.nn.init.constant_(parameter, 1.0 if parameter.ndim == 1 else 1 / parameter[0].numel())
    image = torch.zeros(1, 3, side, side, dtype=torch.float64, requires_grad=True)
    tap = backbone(image)[32]
    cell = tap.shape[-1] // 2
    tap[0, :, cell, cell].sum().backward()
    assert image.grad is not None
    seen = torch.nonzero(image.grad[0].abs().sum((0, 1))).flatten()
    place = backbone.placement[32]
    first = place.stride * cell + place.offset - (place.receptive_field - 1) / 2
    last = first + place.receptive_field - 1
    assert (int(seen[0]), int(seen[-1])) == (max(0, first), min(side - 1, last))
    if last < side and first >= 0:
        assert len(seen) == place.receptive_field


@pytest.mark.parametrize(
    ("backbone", "problem"),
    [
        ("swin_tiny_patch4_window7_224", "every size .*match model"),
        ("vit_tiny_patch16_224", "every size .*match model"),
        ("botnet26t_256", "every size .AssertionError"),
        ("dla34", "every size .*channels come for"),
        ("mambaout_femto", "its maps have"),
    ],
)
def test_backbones_of_other_kinds_are_named(backbone: str, problem: str) -> None:
    with pytest.raises(FcnError, match=rf"'{backbone}' .*{problem}.* Choose a convolutional one"):
        describe(f"fcn8s-{backbone}")
