"""Classifiers in every kind of file start the backbones that they belong to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from fcn_core.data.transforms import CAFFE, Preprocessing
from fcn_core.errors import FcnError
from fcn_core.nets import catalog, torchvision_ops
from fcn_core.nets.fcn import FCN, NetConfig
from fcn_core.weights import imports
from fcn_core.weights.checkpoint import save_model
from fcn_core.weights.classifier import load_backbone
from fcn_core.weights.imports import Checksums, checksums, import_model
from tests.core.models import torchvisions_vgg16

Encode = Callable[..., Path]
THIN = 1 / 32


@pytest.mark.parametrize("name", ["fcn-alexnet", "fcn32s-vgg16", "fcn-googlenet"])
def test_caffes_classifiers_start_their_nets(
    encode: Encode, caffe_layers: Any, randomized: Any, tmp_path: Path, name: str
) -> None:
    donor, _ = catalog.build(name, width=THIN)
    randomized(donor, 1)
    layers = {k: v for k, v in caffe_layers(donor).items() if not k.startswith("score")}
    if "fc6" in layers:  # as a classifier has it: flat
        layers["fc6"][0] = layers["fc6"][0].reshape(layers["fc6"][0].shape[0], -1)
    net, _ = catalog.build(name, width=THIN)
    start = load_backbone(net, encode(tmp_path / "imagenet.caffemodel", layers))
    assert start.preprocessing == CAFFE and start.untrained == ()
    for key, value in donor.backbone.state_dict().items():
        assert torch.equal(net.backbone.state_dict()[key], value), key
    assert not any(p.any() for p in net.scores.parameters())


def test_an_own_model_lends_its_backbone(tmp_path: Path, randomized: Any) -> None:
    donor, info = catalog.build("fcn16s-vgg16", width=THIN)
    randomized(donor, 2)
    save_model(tmp_path / "m.safetensors", donor, info)
    net, _ = catalog.build("pascalcontext-fcn8s", width=THIN)
    assert load_backbone(net, tmp_path / "m.safetensors").untrained == ()
    for key, value in donor.backbone.state_dict().items():
        assert torch.equal(net.backbone.state_dict()[key], value), key


def test_a_timm_backbone_sees_depth_through_the_mean_of_its_colours(tmp_path: Path) -> None:
    config = NetConfig(backbone="resnet10t", strides=(32,))
    donor = FCN(config, 2).backbone
    renamed = {f"layer{i}": v for i, v in enumerate(donor.state_dict().values())}
    torch.save(renamed, tmp_path / "w.pth")
    early = FCN(NetConfig(backbone="resnet10t", strides=(32,), inputs=4), 2)
    load_backbone(early, tmp_path / "w.pth")
    first = next(iter(early.backbone.state_dict().values()))
    source = next(iter(donor.state_dict().values()))
    torch.testing.assert_close(first[:, 3], source.mean(1))
    late = FCN(NetConfig(backbone="resnet10t", strides=(32,), streams=2), 2)
    load_backbone(late, tmp_path / "w.pth")
    first_of = [v for k, v in late.backbone.state_dict().items() if k.endswith("conv1.0.weight")]
    assert len(first_of) == 2 and all(torch.equal(v, source) for v in first_of)


@pytest.mark.parametrize(
    ("name", "release", "sees", "by_name"),
    [
        ("mine.pth", "", Preprocessing(), "torchvision-vgg16"),
        ("my-caffe.pth", "", CAFFE, "fcn32s-vgg16"),
        ("mine.pth", "pytorch-fcn vgg16_from_caffe", CAFFE, ""),
        ("my-caffe.pth", "torchvision vgg16", Preprocessing(), ""),
    ],
)
def test_whose_images_vgg16_sees_is_told_by_the_checksum_before_the_name(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    release: str,
    sees: Preprocessing,
    by_name: str,
) -> None:
    torch.save(torchvisions_vgg16(), tmp_path / name)
    if release:
        monkeypatch.setitem(imports.KNOWN_CHECKSUMS, checksums(tmp_path / name).sha1, release)
    start = load_backbone(catalog.build("fcn32s-vgg16", width=THIN)[0], tmp_path / name)
    assert (start.preprocessing, start.by_name) == (sees, by_name)
    assert import_model(tmp_path / name)[1].preprocessing == sees


def test_the_checksum_of_torchvisions_vgg16_is_torchvisions() -> None:
    torchvision_ops.declare()
    from torchvision.models import VGG16_Weights

    sums = Checksums(sha256="397923af" + "0" * 56, sha1="", md5="")
    assert sums.release == "torchvision vgg16"
    assert VGG16_Weights.IMAGENET1K_V1.url.endswith("/vgg16-397923af.pth")


def test_weights_of_another_net_are_refused(tmp_path: Path) -> None:
    few = {"features.0.weight": torch.zeros(2, 3, 3, 3), "features.28.weight": torch.zeros(2)}
    file = tmp_path / "w.safetensors"
    save_file(few, file)
    with pytest.raises(FcnError, match="2 convolutions, VGG16 has 13"):
        load_backbone(catalog.build("fcn32s-vgg16", width=THIN)[0], file)
    donor = catalog.build("fcn32s-vgg16", width=THIN)
    save_model(file, *donor)
    with pytest.raises(FcnError, match=r"w\.safetensors lacks .* the first is"):
        load_backbone(catalog.build("fcn-googlenet", width=THIN)[0], file)


@pytest.mark.shared
def test_the_weights_at_hand_fit(shared_data: Path) -> None:
    with torch.device("meta"):
        net = FCN(NetConfig(strides=(32,)), 2)
    net = net.to_empty(device="cpu")
    start = load_backbone(net, shared_data / "weights/efficientnet-lite0-57934424.pth")
    assert start.untrained == () and start.preprocessing is None
    assert all(torch.isfinite(v).all() for v in net.backbone.state_dict().values())
