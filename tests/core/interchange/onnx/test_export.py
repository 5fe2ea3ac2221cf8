"""Nets written as ONNX say what the program says, or are not written."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnx_ir as ir
import pytest
import torch
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_image
from fcn_core.interchange.onnx import export
from fcn_core.interchange.onnx.check import agreement, open_session
from fcn_core.interchange.onnx.export import export_onnx
from fcn_core.interchange.onnx.graph import onnx_model
from fcn_core.nets.catalog import build
from fcn_core.nets.fcn import FCN, NetConfig
from fcn_core.predict import Predictor
from fcn_core.weights.checkpoint import ModelInfo, load_model, save_model
from tests.core.models import LABELS, picture, tiny_model, tiny_net

ROOT = Path(__file__).resolve().parents[4]
PAGE = ROOT / "docs" / "onnx.md"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped architecture with all that its preprocessing does."""
    path = tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors", long_side=300)
    net, info = load_model(path)
    preprocessing = replace(info.preprocessing, views="turns", brightened=True)
    save_model(path, net, replace(info, preprocessing=preprocessing, provenance={"data": "noise"}))
    return path


@pytest.fixture(scope="module")
def exported(model: Path, tmp_path_factory: pytest.TempPathFactory) -> export.Written:
    return export_onnx(model, tmp_path_factory.mktemp("out") / "net.onnx")


def test_labels_and_scores_are_the_programs(exported: export.Written, model: Path) -> None:
    found = exported.agreement
    assert found.images == 4 and found.good and found.share > 0.9999
    assert found.difference < 0.01 * found.span
    assert exported.size == exported.file.stat().st_size
    assert [p.name for p in exported.file.parent.iterdir()] == ["net.onnx"]
    predictor = Predictor.load(model, "cpu")
    images = [picture(1, 65, 83)[0], picture(2, 33, 200)[0], np.zeros((64, 64, 3), np.uint8)]
    assert agreement(exported.file, predictor, images).share > 0.999


def test_several_images_at_once_are_labelled_as_one_by_one(exported: export.Written) -> None:
    session = open_session(exported.file)
    batch = np.stack([picture(seed)[0] for seed in range(3)])
    _, labels = session.run(None, {"image": batch})
    alone = [session.run(["labels"], {"image": image[None]})[0][0] for image in batch]
    assert labels.dtype == np.uint8 and (labels == np.stack(alone)).mean() > 0.999


def test_the_file_tells_what_it_is(exported: export.Written) -> None:
    told = onnx.load(exported.file)
    onnx.checker.check_model(told, full_check=True)
    facts = {p.key: p.value for p in told.metadata_props}
    assert [label["name"] for label in json.loads(facts["label_set"])] == list(LABELS.names)
    assert json.loads(facts["preprocessing"])["long_side"] == 300
    assert json.loads(facts["provenance"]) == {"data": "noise"}
    assert told.producer_name == "FCN GUI" and told.opset_import[0].version == exported.opset == 18
    # Nobody's folders travel with it.
    assert re.search(rb"\.py\b|site-packages", exported.file.read_bytes()) is None


@pytest.mark.parametrize(
    ("name", "width"),
    [("fcn8s-vgg16", 0.05), ("fcn-alexnet", 0.2), ("fcn-googlenet", 0.2),
     ("torchvision-alexnet", 0.1), ("fcn8s-convnext_atto", 1.0)],
)  # fmt: skip
def test_the_papers_nets_and_others_can_be_written(name: str, width: float, tmp_path: Path) -> None:
    torch.manual_seed(0)
    net, info = build(name, LABELS, width=width)
    agrees(net, info, tmp_path)


def test_a_fine_output_and_learned_upsampling_can_be_written(tmp_path: Path) -> None:
    torch.manual_seed(0)
    config = NetConfig(
        backbone="vgg16", strides=(32, 16, 8, 4), width=0.05, fine=8, upsampling="learned"
    )
    agrees(FCN(config, len(LABELS)), ModelInfo(config=config, labels=LABELS), tmp_path)


def agrees(net: FCN, info: ModelInfo, folder: Path) -> None:
    """Scores are made unequal, then file and program are compared."""
    for name, parameter in net.scores.named_parameters():
        torch.nn.init.normal_(parameter, std=1.0 if name.endswith("weight") else 0.01)
    net.eval()
    ir.save(onnx_model(net, info), folder / "net.onnx")
    images = [picture(seed, *size)[0] for seed, size in enumerate([(97, 131), (64, 80), (150, 61)])]
    found = agreement(folder / "net.onnx", Predictor(net, info, torch.device("cpu")), images)
    assert found.good and found.span > 0, found


def test_a_file_that_disagrees_is_not_kept(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exported: export.Written
) -> None:
    out = tmp_path / "net.onnx"
    out.write_bytes(b"the one before")
    other = tiny_model(tmp_path / "other.safetensors", long_side=300)
    save_model(other, tiny_net(seed=5), load_model(other)[1])
    monkeypatch.setattr(export, "onnx_model", lambda *_: ir.load(exported.file))
    with pytest.raises(FcnError, match="not kept"):
        export_onnx(other, out)
    assert out.read_bytes() == b"the one before"
    assert {p.name for p in tmp_path.iterdir()} == {"net.onnx", "other.safetensors"}


def test_a_full_disk_is_named(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exported: export.Written
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "onnx_model", lambda *_: ir.load(exported.file))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FcnError, match=r"net.onnx cannot be written \(No space"):
        export_onnx(model, tmp_path / "net.onnx")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_refused_at_once(model: Path, tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="no such folder"):
        export_onnx(model, tmp_path / "none" / "net.onnx")
    with pytest.raises(FcnError, match="is a folder"):
        export_onnx(model, tmp_path)
    for name, what in (("nyud-fcn32s-rgbd", "sees rgbd images"), ("siftflow-fcn32s", "2 tasks")):
        with pytest.raises(FcnError, match=what):
            onnx_model(*build(name, width=0.02))


def test_the_pages_lines_give_the_programs_mask(
    exported: export.Written, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lines,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    photo = ROOT / "resources" / "samples" / "cat.jpg"
    (tmp_path / "photo.jpg").write_bytes(photo.read_bytes())
    (tmp_path / "net.onnx").write_bytes(exported.file.read_bytes())
    monkeypatch.chdir(tmp_path)
    exec(compile(lines, str(PAGE), "exec"), {})
    *_, ours = Predictor.load(model, "cpu").predict(read_image(photo))
    with Image.open(tmp_path / "mask.png") as mask:
        assert (np.array(mask) == ours.labels).mean() > 0.999


def test_the_net_itself_is_not_replaced(model: Path) -> None:
    before = model.read_bytes()
    with pytest.raises(FcnError, match=r"is to be read .* Choose another file"):
        export_onnx(model, model.parent / ".." / model.parent.name / model.name)
    assert model.read_bytes() == before
