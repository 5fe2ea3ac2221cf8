"""Caffe's files, new and legacy, read back; damaged ones refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from fcn_core.errors import FcnError
from fcn_core.nets import catalog
from fcn_core.nets.surgery import fuse_streams
from fcn_core.nets.upsample import bilinear_kernel
from fcn_core.weights.caffe import read_caffemodel
from fcn_core.weights.imports import import_model
from fcn_core.weights.names import recognized

Encode = Callable[..., Path]
THIN = 1 / 32


@pytest.mark.parametrize("doubles", [False, True])
@pytest.mark.parametrize("legacy", [False, True])
def test_blobs_come_back(encode: Encode, tmp_path: Path, legacy: bool, doubles: bool) -> None:
    rng = np.random.default_rng(0)
    weight = rng.standard_normal((4, 3, 5, 2)).astype(np.float32)
    bias = rng.standard_normal(4).astype(np.float32)
    path = encode(tmp_path / "a.caffemodel", {"conv": [weight, bias]}, legacy, doubles)
    found = read_caffemodel(path)["conv"]
    assert np.array_equal(found[0], weight)
    assert np.array_equal(found[1].ravel(), bias)


def test_a_file_cut_anywhere_is_refused(encode: Encode, tmp_path: Path) -> None:
    path = encode(tmp_path / "a.caffemodel", {"conv": [np.ones((2, 1, 3, 3), np.float32)]})
    whole = path.read_bytes()
    for length in range(1, len(whole)):
        path.write_bytes(whole[:length])
        if length <= 11:  # the net's name alone, or part of it: no weights
            with pytest.raises(FcnError):
                read_caffemodel(path)
        else:
            with pytest.raises(FcnError, match="download it again"):
                read_caffemodel(path)


@given(st.binary(max_size=300))
def test_noise_never_does_more_than_raise(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.caffemodel"
    path.write_bytes(noise)
    with pytest.raises(FcnError):
        read_caffemodel(path)


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize(
    "name",
    ["fcn-alexnet", "fcn32s-vgg16", "fcn16s-vgg16", "fcn8s-vgg16", "fcn-googlenet",
     "nyud-fcn32s-rgb", "nyud-fcn32s-rgbd", "pascalcontext-fcn8s"],
)  # fmt: skip
def test_a_published_net_is_recognized_and_filled(
    encode: Encode, caffe_layers: Any, randomized: Any, tmp_path: Path, name: str, legacy: bool
) -> None:
    net, info = catalog.build(name, width=THIN)
    randomized(net, 1)
    path = encode(tmp_path / "weights.caffemodel", caffe_layers(net), legacy)
    found, found_info = import_model(path)
    assert found_info.preprocessing == info.preprocessing
    assert found_info.labels == info.labels
    assert found_info.config == info.config
    assert len(found_info.provenance["sha256"]) == 64
    for key, value in net.state_dict().items():
        assert torch.equal(found.state_dict()[key], value), key


def test_the_files_name_tells_hha_and_atonce_from_their_twins(
    encode: Encode, caffe_layers: Any, tmp_path: Path
) -> None:
    hha = caffe_layers(catalog.build("nyud-fcn32s-hha", width=THIN)[0])
    _, info = import_model(encode(tmp_path / "nyud-fcn32s-hha-heavy.caffemodel", hha))
    assert info.preprocessing.mean[0] == pytest.approx(132.431)
    plain = caffe_layers(catalog.build("fcn8s-vgg16", width=THIN)[0])
    _, info = import_model(encode(tmp_path / "fcn8s-atonce-pascal.caffemodel", plain))
    assert info.config.skip_scales == (1.0, 0.01, 0.0001)
    scale = {"scale_pool4": [np.full(16, 0.01, np.float32)]}
    _, info = import_model(encode(tmp_path / "any.caffemodel", plain | scale))
    assert info.config.skip_scales == (1.0, 0.01, 0.0001)


def test_colour_with_depth_has_a_first_layer_of_its_own_name(
    encode: Encode, caffe_layers: Any, randomized: Any, tmp_path: Path
) -> None:
    """The reference code's, which thereby starts it anew instead of from the classifier's."""
    net, _ = catalog.build("nyud-fcn32s-rgbd", width=THIN)
    randomized(net, 4)
    layers = dict(caffe_layers(net))
    layers = {"conv1_1_bgrd": layers.pop("conv1_1"), **layers}
    assert recognized({name: blobs[0].shape for name, blobs in layers.items()}, "x").name == (
        "nyud-fcn32s-rgbd"
    )
    found, info = import_model(encode(tmp_path / "color-d.caffemodel", layers))
    assert info.name.startswith("nyud-fcn32s-rgbd")
    for key, value in net.state_dict().items():
        assert torch.equal(found.state_dict()[key], value), key


def test_two_heads_become_one_net_with_two_tasks(
    encode: Encode, caffe_layers: Any, randomized: Any, tmp_path: Path
) -> None:
    net, _ = catalog.build("siftflow-fcn16s", width=THIN)
    randomized(net, 2)
    layers = {}
    for name, blobs in caffe_layers(net).items():
        if name.startswith("score"):
            layers[f"{name}_sem"] = [b[:33] for b in blobs]
            layers[f"{name}_geo"] = [b[33:] for b in blobs]
        else:
            layers[name] = blobs
    found, info = import_model(encode(tmp_path / "sift.caffemodel", layers))
    assert info.config.tasks == (33, 3)
    assert info.preprocessing.mean[0] == pytest.approx(114.578)
    for key, value in net.state_dict().items():
        assert torch.equal(found.state_dict()[key], value), key


def test_two_streams_become_a_late_fusion(
    encode: Encode, caffe_layers: Any, randomized: Any, tmp_path: Path
) -> None:
    layers, streams = {}, []
    for seed, modality in enumerate(("color", "hha")):
        net, _ = catalog.build("nyud-fcn32s-rgb", width=THIN)
        randomized(net, seed)
        streams.append(net)
        layers |= {f"{name}{modality}": blobs for name, blobs in caffe_layers(net).items()}
    found, info = import_model(encode(tmp_path / "fusion.caffemodel", layers))
    assert (info.config.streams, info.config.channels) == (2, 6)
    expected, _ = catalog.build("nyud-fcn32s-rgb-hha", width=THIN)
    fuse_streams(expected, *streams)
    for key, value in expected.state_dict().items():
        assert torch.equal(found.state_dict()[key], value), key


def test_learned_deconvolutions_are_kept_and_a_learned_last_one_refused(
    encode: Encode, caffe_layers: Any, tmp_path: Path
) -> None:
    layers = caffe_layers(catalog.build("fcn16s-vgg16", width=THIN)[0])
    up2 = np.random.default_rng(3).standard_normal((21, 21, 4, 4)).astype(np.float32)
    up16 = np.zeros((21, 21, 32, 32), np.float32)
    up16[range(21), range(21)] = bilinear_kernel(32).numpy()
    layers |= {"upscore2": [up2], "upscore16": [up16]}
    found, info = import_model(encode(tmp_path / "learned.caffemodel", layers))
    assert info.config.upsampling == "learned"
    assert np.array_equal(found.state_dict()["twice.16.weight"], up2)
    layers["upscore16"] = [up16 * 2]
    with pytest.raises(FcnError, match="upscore16 is not bilinear"):
        import_model(encode(tmp_path / "learned.caffemodel", layers))


def test_a_classifier_starts_a_net_whose_scores_are_zero(
    encode: Encode, caffe_layers: Any, randomized: Any, tmp_path: Path
) -> None:
    net, _ = catalog.build("fcn32s-vgg16", width=THIN)
    randomized(net, 4)
    layers = caffe_layers(net)
    layers["fc6"][0] = layers["fc6"][0].reshape(layers["fc6"][0].shape[0], -1)
    layers["fc8"] = layers.pop("score_fr")
    found, info = import_model(encode(tmp_path / "vgg.caffemodel", layers, legacy=True))
    assert info.provenance["untrained"] == ["scores.32.weight", "scores.32.bias"]
    assert torch.equal(found.backbone.fc6.weight, net.backbone.fc6.weight)  # type: ignore[union-attr]
    assert found.scores["32"].weight.abs().max() == 0  # type: ignore[union-attr, operator]


def test_what_does_not_fit_is_named(encode: Encode, caffe_layers: Any, tmp_path: Path) -> None:
    layers = caffe_layers(catalog.build("fcn32s-vgg16", width=THIN)[0])
    path = encode(tmp_path / "a.caffemodel", {k: v for k, v in layers.items() if k != "fc7"})
    with pytest.raises(FcnError, match=r"fc7\.weight"):
        import_model(path)
    with pytest.raises(FcnError, match=r"first is conv1_1\.bias"):
        import_model(encode(path, {k: v[:1] for k, v in layers.items()}))
    strange = layers | {"conv1_2": [np.full_like(layers["conv1_2"][0], np.nan)]}
    with pytest.raises(FcnError, match=r"no numbers, first in conv1_2"):
        import_model(encode(path, strange))
    layers["conv3_2"] = [layers["conv3_2"][0][:, :1], layers["conv3_2"][1]]
    with pytest.raises(FcnError, match=r"conv3_2\.weight"):
        import_model(encode(path, layers))
    with pytest.raises(FcnError, match="layers ip1"):
        import_model(encode(path, {"ip1": [np.ones((2, 3), np.float32)]}))
    with pytest.raises(FcnError, match="There is no file"):
        import_model(tmp_path / "nowhere.caffemodel")
