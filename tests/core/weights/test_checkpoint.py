"""Models survive their file to the bit, and no file does more than fail with a clear message."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from fcn_core.errors import FcnError
from fcn_core.labels import VOC
from fcn_core.nets.fcn import FCN, NetConfig
from fcn_core.weights import checkpoint
from fcn_core.weights.checkpoint import (
    ModelInfo,
    load_info,
    load_model,
    save_model,
)
from fcn_core.weights.classifier import load_backbone
from tests.core.models import CONFIG, LABELS, tiny_model, tiny_net


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("models") / "modèle.safetensors")


def test_weights_and_info_survive(tmp_path: Path) -> None:
    net = tiny_net(VOC)
    info = ModelInfo(
        config=CONFIG, labels=VOC, name="n", recipe={"lr": 1.0}, provenance={"data": ["voc"]}
    )
    save_model(tmp_path / "m.safetensors", net, info)
    loaded, found = load_model(tmp_path / "m.safetensors")
    assert found == info
    assert not loaded.training
    for (name, mine), (_, theirs) in zip(
        net.state_dict().items(), loaded.state_dict().items(), strict=True
    ):
        assert torch.equal(mine, theirs), name


@pytest.mark.parametrize(
    "damage",
    [
        {"std": [0, 0, 0]}, {"std": [1, 1]}, {"mean": [float("nan")] * 3}, {"order": "xyz"},
        {"views": "xyz"}, {"scale": 0}, {"zoom": -1}, {"long_side": -5},
        {"mean": [0] * 4, "std": [1] * 4},
    ],
)  # fmt: skip
def test_preprocessing_that_prepares_nothing_is_damage(
    tmp_path: Path, damage: dict[str, Any]
) -> None:
    info = ModelInfo(config=CONFIG, labels=LABELS).to_json()
    info["preprocessing"] |= damage
    path, state = tmp_path / "m.safetensors", dict(tiny_net().state_dict())
    save_file(state, path, {"fcn": json.dumps(info)})
    for load in (load_info, load_model):
        with pytest.raises(FcnError, match="is damaged") as caught:
            load(path)
        assert caught.value.remedy


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_are_no_numbers_are_damage(tmp_path: Path, value: float) -> None:
    net = tiny_net()
    next(net.backbone.parameters()).data[0] = value
    save_model(tmp_path / "m.safetensors", net, ModelInfo(config=CONFIG, labels=LABELS))
    with pytest.raises(FcnError, match=r"no numbers.*export or download"):
        load_model(tmp_path / "m.safetensors")


def test_half_precision_halves_the_file_and_loads_as_float(model: Path, tmp_path: Path) -> None:
    net, info = load_model(model)
    save_model(tmp_path / "half.safetensors", net, info, half=True)
    assert (tmp_path / "half.safetensors").stat().st_size < 0.55 * model.stat().st_size
    halved, _ = load_model(tmp_path / "half.safetensors")
    assert {v.dtype for v in halved.parameters()} == {torch.float32}
    image = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        a, b = net(image)[8], halved(image)[8]
    assert torch.allclose(a, b, atol=0.05 * float(a.abs().max()))


def test_info_is_read_without_the_weights(model: Path) -> None:
    info = load_info(model)
    assert (info.name, info.labels, info.config) == ("tiny", LABELS, CONFIG)


class Exploding:
    """What a hostile pickle does: run something of its own."""

    def __init__(self, witness: Path) -> None:
        self.witness = witness

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self.witness,)


@pytest.mark.parametrize("name", ["m.safetensors", "m.pth", "m.pt"])
def test_pickles_are_refused_and_never_run(tmp_path: Path, name: str) -> None:
    witness, net = tmp_path / "it ran", tiny_net()
    for write in (torch.save, lambda obj, path: path.write_bytes(pickle.dumps(obj))):
        write({"state_dict": Exploding(witness)}, tmp_path / name)
        for read in (load_model, load_info, lambda path: load_backbone(net, path)):
            with pytest.raises(FcnError, match=name) as caught:
                read(tmp_path / name)
            assert caught.value.remedy
    assert not witness.exists()


@pytest.mark.parametrize("content", [b"", b"text", b"\xff" * 100, b"\x10" + bytes(40)])
def test_files_of_nothing_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.safetensors"
    path.write_bytes(content)
    with pytest.raises(FcnError, match=r"m\.safetensors"):
        load_model(path)


def test_a_missing_and_a_truncated_file_are_refused(model: Path, tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="none"):
        load_model(tmp_path / "none.safetensors")
    path = tmp_path / "cut.safetensors"
    path.write_bytes(model.read_bytes()[:-1000])
    with pytest.raises(FcnError, match="cut"):
        load_model(path)


def test_a_model_that_is_deleted_or_replaced_while_it_loads_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tiny_model(tmp_path / "m.safetensors")
    expected = load_model(path)[0].state_dict()
    tiny_model(tmp_path / "other.safetensors")

    def replacing(config: NetConfig, labels: int) -> FCN:
        os.replace(tmp_path / "other.safetensors", path)
        path.unlink()
        return FCN(config, labels)

    monkeypatch.setattr(checkpoint, "FCN", replacing)
    found = load_model(path)[0].state_dict()
    assert not path.exists()
    assert all(torch.equal(found[name], expected[name]) for name in expected)


def test_tensors_without_a_description_are_refused(tmp_path: Path) -> None:
    save_file({"a": torch.zeros(1)}, tmp_path / "plain.safetensors")
    with pytest.raises(FcnError, match="no description"):
        load_info(tmp_path / "plain.safetensors")


def described(model: Path, target: Path, description: str) -> Path:
    """The model's tensors under another description."""
    with safe_open(model, framework="pt") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    save_file(tensors, target, {"fcn": description})
    return target


def changed(model: Path, **changes: Any) -> str:
    return json.dumps(load_info(model).to_json() | changes)


@pytest.mark.parametrize(
    "description",
    ["", "{", "[]", "[1]", "3", "null", "{}", '{"format": "fcn-1"}', '{"format": "fcn-9"}'],
)
def test_a_damaged_description_is_named(model: Path, tmp_path: Path, description: str) -> None:
    path = described(model, tmp_path / "odd.safetensors", description)
    with pytest.raises(FcnError, match="odd") as caught:
        load_model(path)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "changes",
    [
        {"config": {"backbone": "unheard_of"}},
        {"config": {"strides": []}},
        {"config": {"speed": 9}},
        {"config": {"hidden": "much"}},
        {"config": {"hidden": -4}},
        {"config": 3},
        {"labels": [{"name": "a"}]},
        {"labels": [{"name": "a", "color": [1]}]},
        {"labels": 5},
        {"labels": VOC.to_json()},
        {"preprocessing": {}},
        {"preprocessing": {"mean": 0, "std": 1, "scale": "x", "order": "rgb"}},
    ],
    ids=lambda changes: str(changes)[:40],
)
def test_a_description_of_another_net_is_refused(
    model: Path, tmp_path: Path, changes: dict[str, Any]
) -> None:
    path = described(model, tmp_path / "odd.safetensors", changed(model, **changes))
    with pytest.raises(FcnError):
        load_model(path)


def test_a_failed_save_keeps_the_old_model(model: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    net, info = load_model(model)
    save_model(path, net, info)
    before = path.read_bytes()
    broken = ModelInfo(config=CONFIG, labels=LABELS, recipe={"lr": object()})
    with pytest.raises(TypeError):
        save_model(path, net, broken)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_backbone_starts_from_weights_in_the_same_order(tmp_path: Path) -> None:
    """Other names, same shapes, a classifier behind: what other programs' files look like."""
    donor = tiny_net(seed=5)
    renamed = {f"layer{i}": v for i, v in enumerate(donor.backbone.state_dict().values())}
    torch.save({"state_dict": renamed | {"head": torch.zeros(9)}}, tmp_path / "w.pth")
    net = tiny_net(seed=6)
    load_backbone(net, tmp_path / "w.pth")
    for mine, theirs in zip(
        net.backbone.state_dict().values(), donor.backbone.state_dict().values(), strict=True
    ):
        assert torch.equal(mine, theirs)


def test_weights_of_another_architecture_are_refused(tmp_path: Path) -> None:
    torch.save({"a": torch.zeros(3), "b": torch.zeros(4)}, tmp_path / "w.pth")
    with pytest.raises(FcnError, match=r"w\.pth"):
        load_backbone(FCN(NetConfig(), 2), tmp_path / "w.pth")


def test_a_net_that_is_not_there_is_not_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match=r"none\.safetensors is not there\. Put the file back"):
        load_model(tmp_path / "none.safetensors")
