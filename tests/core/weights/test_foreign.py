"""Files of pytorch-fcn and torchvision: the same numbers come out as of the nets they are from."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from fcn_core.data.transforms import CAFFE, Preprocessing
from fcn_core.errors import FcnError
from fcn_core.nets import catalog, torchvision_ops
from fcn_core.nets.backbones.vgg16 import VGG16
from fcn_core.nets.upsample import bilinear_kernel
from fcn_core.weights.classifier import load_backbone
from fcn_core.weights.foreign import read_state
from fcn_core.weights.imports import import_model

THIN = 1 / 32
torchvision_ops.declare()


def save(path: Path, state: dict[str, torch.Tensor]) -> Path:
    torch.save(state, path)
    return path


def as_pytorch_fcn(net: nn.Module) -> dict[str, torch.Tensor]:
    """An FCN-8s's tensors by pytorch-fcn's names."""
    names = {"32": "score_fr", "16": "score_pool4", "8": "score_pool3"}
    state = {}
    for name, value in net.state_dict().items():
        part, _, rest = name.partition(".")
        if part == "scores":
            stride, _, leaf = rest.partition(".")
            rest = f"{names[stride]}.{leaf}"
        state[rest] = value
    return state


def test_pytorch_fcns_names_are_caffes(randomized: Any, tmp_path: Path) -> None:
    net, _ = catalog.build("fcn8s-vgg16", width=THIN)
    randomized(net, 5)
    state = as_pytorch_fcn(net)
    found, info = import_model(save(tmp_path / "fcn8s_from_caffe.pth", state))
    assert (info.preprocessing, info.config.strides) == (CAFFE, (32, 16, 8))
    for key, value in net.state_dict().items():
        assert torch.equal(found.state_dict()[key], value), key


@pytest.mark.parametrize("core", [b"core", b"_core"])
def test_pytorch_fcns_checkpoints_are_read(randomized: Any, tmp_path: Path, core: bytes) -> None:
    """They keep their best score as a NumPy float, which NumPy 1 and 2 pickle by other names."""
    net, _ = catalog.build("fcn8s-vgg16", width=THIN)
    randomized(net, 5)
    held = {
        "epoch": 3, "arch": "FCN8s", "optim_state_dict": {"state": {}, "param_groups": []},
        "model_state_dict": as_pytorch_fcn(net), "best_mean_iu": np.float64(0.63),
    }  # fmt: skip
    path = tmp_path / "model_best.pth.tar"
    torch.save(held, path, _use_new_zipfile_serialization=False)
    written = path.read_bytes()
    assert written.count(b"numpy._core.multiarray\n") == 1
    path.write_bytes(written.replace(b"numpy._core.", b"numpy." + core + b"."))
    found, _ = import_model(path)
    for key, value in net.state_dict().items():
        assert torch.equal(found.state_dict()[key], value), key


def test_names_of_several_cards_are_those_of_one(randomized: Any, tmp_path: Path) -> None:
    """`torch.nn.DataParallel` puts a word before each."""
    net, _ = catalog.build("fcn8s-vgg16", width=THIN)
    randomized(net, 6)
    state = {f"module.{name}": value for name, value in as_pytorch_fcn(net).items()}
    found, _ = import_model(save(tmp_path / "parallel.pth", state))
    for key, value in net.state_dict().items():
        assert torch.equal(found.state_dict()[key], value), key


@pytest.mark.parametrize(
    ("name", "axes", "said"),
    [
        ("conv3_2.bias", None, "lacks 1 of the net's layers, the first is conv3_2.bias"),
        ("upscore2.weight", None, "lacks 1 of the net's layers, the first is twice.16.weight"),
        ("upscore2.weight", 1, "twice.16.weight is"),
        ("upscore8.weight", 1, "upscore8 is not bilinear"),
        ("fc6.weight", 1, "lacks the layers fc6"),
    ],
)
def test_what_lacks_or_has_another_shape_is_named(
    tmp_path: Path, name: str, axes: int | None, said: str
) -> None:
    state = as_pytorch_fcn(catalog.build("fcn8s-vgg16", width=THIN)[0])
    state |= {
        f"{layer}.weight": torch.ones(21, 21, 4, 4) for layer in ("upscore2", "upscore_pool4")
    }
    state["upscore8.weight"] = torch.zeros(21, 21, 16, 16)
    state["upscore8.weight"][range(21), range(21)] = bilinear_kernel(16)
    if axes is None:
        del state[name]
    else:
        state[name] = state[name].flatten()
    with pytest.raises(FcnError, match=said):
        import_model(save(tmp_path / "fcn8s.pth", state))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_are_no_numbers_are_refused(tmp_path: Path, value: float) -> None:
    net, _ = catalog.build("fcn8s-vgg16", width=THIN)
    state = as_pytorch_fcn(net)
    state["conv3_1.weight"][0, 0, 1, 1] = value
    path = save(tmp_path / "fcn8s.pth", state)
    with pytest.raises(FcnError, match=r"no numbers, first in conv3_1\.weight"):
        import_model(path)
    with pytest.raises(FcnError, match=r"no numbers, first in conv3_1\.weight"):
        load_backbone(net, path)


def thin_vgg16() -> nn.Module:
    from torchvision.models.vgg import VGG, make_layers

    widths = [w if w == "M" else w // 32 for w in
              (64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M")]  # fmt: skip # noqa: E501
    net: nn.Module = VGG(make_layers(widths), init_weights=True)
    net.classifier = nn.Sequential(
        nn.Linear(16 * 49, 128), nn.ReLU(), nn.Dropout(), nn.Linear(128, 128), nn.ReLU()
    )
    return net.eval()


def test_torchvisions_vgg16_keeps_its_features(tmp_path: Path) -> None:
    torch.manual_seed(0)
    theirs = thin_vgg16()
    found, info = import_model(save(tmp_path / "vgg16-397923af.pth", theirs.state_dict()))
    assert (info.name.split()[0], info.preprocessing) == ("torchvision-vgg16", Preprocessing())
    assert info.provenance["untrained"][0] == "scores.32.weight"
    lean = VGG16(1, THIN).eval()
    lean.load_state_dict(found.backbone.state_dict())
    image = torch.randn(1, 3, 224, 224)
    with torch.no_grad():
        # The lean net pads fc6 by 3: its middle cell sees what the classifier sees.
        torch.testing.assert_close(lean(image)[32][:, :, 3, 3], theirs(image))


def thin_alexnet() -> nn.Module:
    """torchvision's AlexNet, layer for layer, with a thirty-second of its channels."""
    c = [2, 6, 12, 8, 8]
    features = nn.Sequential(
        nn.Conv2d(3, c[0], 11, 4, 2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(c[0], c[1], 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(c[1], c[2], 3, padding=1), nn.ReLU(),
        nn.Conv2d(c[2], c[3], 3, padding=1), nn.ReLU(),
        nn.Conv2d(c[3], c[4], 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2),
    )  # fmt: skip
    classifier = nn.Sequential(
        nn.Dropout(), nn.Linear(c[4] * 36, 128), nn.ReLU(), nn.Dropout(), nn.Linear(128, 128),
        nn.ReLU(),
    )  # fmt: skip
    flat = nn.Flatten()
    return nn.Sequential(
        OrderedDict([("features", features), ("flat", flat), ("classifier", classifier)])
    )


def test_torchvisions_alexnet_keeps_its_features(tmp_path: Path) -> None:
    torch.manual_seed(3)
    theirs = thin_alexnet().eval()
    found, info = import_model(save(tmp_path / "alexnet.pth", theirs.state_dict()))
    assert info.name.startswith("torchvision-alexnet")
    image = torch.randn(1, 3, 224, 224)
    with torch.no_grad():
        # fc6 is padded by 3: the cell in the middle sees the 6 x 6 map that the classifier sees.
        torch.testing.assert_close(found.backbone(image)[32][:, :, 3, 3], theirs(image))


def test_torchvisions_googlenet_keeps_its_features(tmp_path: Path) -> None:
    import torchvision

    torch.manual_seed(1)
    theirs = torchvision.models.googlenet(
        weights=None, aux_logits=True, init_weights=False, num_classes=10
    ).eval()
    found, info = import_model(save(tmp_path / "googlenet.pth", theirs.state_dict()))
    assert info.preprocessing.mean == (0.5, 0.5, 0.5)
    image = torch.randn(1, 3, 96, 96)
    with torch.no_grad():
        features = F.adaptive_avg_pool2d(found.backbone(image)[32], 1).flatten(1)
        torch.testing.assert_close(theirs.fc(features), theirs(image))


@pytest.mark.parametrize("layers", [50, 101])
def test_torchvisions_fcn_resnets_score_the_same(tmp_path: Path, layers: int) -> None:
    import torchvision

    torch.manual_seed(2)
    make = getattr(torchvision.models.segmentation, f"fcn_resnet{layers}")
    theirs = make(weights=None, weights_backbone=None, num_classes=21, aux_loss=True).eval()
    path = save(tmp_path / f"fcn_resnet{layers}_coco.pth", theirs.state_dict())
    found, info = import_model(path)
    assert info.provenance["untrained"] == []
    odd, image = torch.randn(1, 3, 65, 81), torch.randn(1, 3, 64, 80)
    with torch.no_grad():
        coarse = theirs.classifier(theirs.backbone(odd)["out"])
        torch.testing.assert_close(found(odd)[8], coarse)
        pixels = found.upsample(found(image)[8], 8, (64, 80))
        torch.testing.assert_close(pixels, theirs(image)["out"])


def test_a_file_that_is_not_there_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match=r"cannot be opened.*Check the path") as caught:
        read_state(tmp_path / "nowhere.pth")
    assert "code" not in str(caught.value)


class Attack:
    def __reduce__(self) -> tuple[Any, ...]:
        return (open, ("stolen", "w"))


def test_code_in_a_file_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save({"conv1_1.weight": Attack()}, tmp_path / "evil.pth")
    with pytest.raises(FcnError, match="code"):
        import_model(tmp_path / "evil.pth")
    (tmp_path / "plain.pth").write_bytes(pickle.dumps({"state_dict": Attack()}))
    with pytest.raises(FcnError, match="code"):
        import_model(tmp_path / "plain.pth")
    assert not (tmp_path / "stolen").exists()


def test_an_unknown_file_is_named_with_what_is_known(tmp_path: Path) -> None:
    path = save(tmp_path / "mine.pth", {"layer.weight": torch.zeros(2)})
    with pytest.raises(FcnError, match=r"layer\.weight.*pytorch-fcn") as caught:
        import_model(path)
    assert str(caught.value).startswith(f"{path} holds")
