"""Nets from elsewhere become nets of a project, whole or not at all."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors import safe_open

from fcn_core import bring as bringing
from fcn_core.bring import bring
from fcn_core.cli.main import main
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.lineage import Family, best_before
from fcn_core.registry import ModelRecord, ModelState, Registry
from fcn_core.weights.checkpoint import load_info, load_model, save_model
from fcn_core.zoo import SHIPPED
from tests.core.models import LABELS, tiny_model, tiny_net


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    root = tmp_path / "photos" / "fcn-project"
    root.mkdir(parents=True)
    (root / "project.json").write_text(json.dumps({"settings": {}}))
    return Registry(root / "models")


@pytest.fixture
def net(tmp_path: Path) -> Path:
    """One that has learned from images of another project, stored in half precision."""
    path = tiny_model(tmp_path / "cells.safetensors")
    model, info = load_model(path)
    save_model(path, model, replace(info, provenance={"images": ["a"], "seed": 3}), half=True)
    return path


def test_it_is_kept_to_the_bit_without_the_images_of_elsewhere(
    registry: Registry, net: Path
) -> None:
    record = bring(registry, net, "cells", "the good one")
    copy = registry.path(record.model_id)
    assert registry.records() == (record,)
    assert (record.origin, record.parent, record.note) == ("cells", "", "the good one")
    assert record.state is ModelState.KEPT
    info = load_info(copy)
    assert info.learned_from == frozenset() and info.provenance == {"seed": 3}
    assert info.labels == LABELS
    with safe_open(net, "pt") as one, safe_open(copy, "pt") as other:
        assert set(one.keys()) == set(other.keys())
        for key in one.keys():  # noqa: SIM118
            assert one.get_tensor(key).dtype == other.get_tensor(key).dtype
            assert torch.equal(one.get_tensor(key), other.get_tensor(key))
    assert load_info(net).learned_from == {"a"}, "the source stays as it is"


def test_labels_get_their_present_names_unless_others_have_them(
    registry: Registry, tmp_path: Path
) -> None:
    net = tiny_model(tmp_path / "a.safetensors", LabelSet.from_names(["sky", "cat", "dog"]))
    record = bring(registry, net, "pets", names={"cat": "lynx", "sky": "dog", "none": "other"})
    assert load_info(registry.path(record.model_id)).labels.names == ("sky", "lynx", "dog")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.safetensors", "is not there"),
        ("text.safetensors", "not a model"),
        ("none.pth", "There is no file"),
    ],
)
def test_what_is_no_net_leaves_nothing_behind(
    registry: Registry, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "text.safetensors").write_text("no net")
    with pytest.raises(FcnError, match=said):
        bring(registry, tmp_path / name, "elsewhere")
    assert registry.records() == () and registry.problems() == ()


def test_a_damaged_net_leaves_nothing_behind(registry: Registry, net: Path) -> None:
    net.write_bytes(net.read_bytes()[:-100])
    with pytest.raises(FcnError):
        bring(registry, net, "cells")
    assert registry.records() == ()


def test_a_net_that_sees_depth_is_for_others(registry: Registry, net: Path) -> None:
    model, info = load_model(net)
    sees = replace(info.preprocessing, modality="hha")
    save_model(net, model, replace(info, preprocessing=sees))
    with pytest.raises(FcnError, match="sees depth"):
        bring(registry, net, "cells")
    assert registry.records() == ()


def test_a_full_disk_leaves_nothing_behind(
    registry: Registry, net: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(bringing, "copy_model", full)
    with pytest.raises(FcnError, match="No space left"):
        bring(registry, net, "cells")
    assert registry.records() == ()


def test_files_of_other_programs_are_nets_too(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which ones, and that they are right, the tests of imports say."""
    made, info = tiny_net(), load_info(tiny_model(tmp_path / "a.safetensors"))
    untrained: list[str] = []
    monkeypatch.setattr(
        bringing,
        "import_model",
        lambda _: (made, replace(info, provenance={"untrained": untrained})),
    )
    record = bring(registry, tmp_path / "fcn8s.caffemodel", "fcn8s.caffemodel")
    assert load_info(registry.path(record.model_id)).labels == LABELS
    untrained.append("scores.32.weight")
    with pytest.raises(FcnError, match="classifier"):
        bring(registry, tmp_path / "vgg16.PTH", "vgg16.PTH")
    assert registry.records() == (record,)


def test_its_descendants_stand_under_it(
    registry: Registry, net: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = registry.folder.parent
    assert main(["models", "add", str(net), "--project", str(root)]) == 0
    assert "cells.safetensors" in capsys.readouterr().out
    (brought,) = registry.records()
    child = registry.begin(brought.model_id, base=brought.model_id)
    rows = [(depth, r.model_id) for depth, r in Family.of(root).trees()[brought.model_id]]
    assert rows == [(0, brought.model_id), (1, child.model_id)]
    assert Family.of(root).trees()[SHIPPED] == []
    assert main(["models", "list", "--project", str(root)]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[-2].startswith(brought.model_id) and "from cells.safetensors" in listed[-2]
    assert listed[-1].startswith(f"  {child.model_id}")
    assert main(["models", "show", brought.model_id, "--project", str(root)]) == 0
    assert "made in       cells.safetensors" in capsys.readouterr().out


def test_it_may_have_been_the_best() -> None:
    """A net without a report of its own is told by that of the run after it."""
    seen = {"images": [{"image_id": "h", "before": 0.9, "after": 0.5}]}
    brought = ModelRecord(model_id="1", parent="", created="", origin="cells")
    worse = ModelRecord(model_id="2", parent="1", created="", report=seen)  # type: ignore[arg-type]
    assert best_before("2", ("h",), (brought, worse)) == "1"
    assert best_before("1", ("h",), (brought, worse)) is None
