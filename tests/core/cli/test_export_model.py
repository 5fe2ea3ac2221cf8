"""`fcn models export`: which net is meant, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fcn_core.cli.export_model import model_file
from fcn_core.cli.main import main
from fcn_core.errors import FcnError
from fcn_core.interchange.onnx import export
from fcn_core.interchange.onnx.check import Agreement
from fcn_core.project_names import MODELS_FOLDER, PROJECT_FILE
from fcn_core.registry import Registry
from fcn_core.weights.checkpoint import load_info
from fcn_core.zoo import NUCLEI, SHIPPED, built_in_model
from tests.core.models import tiny_model

FOUND = Agreement(images=4, pixels=2000, same=1999, difference=0.0157, span=27.7)


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model whose export takes no time; returns its file."""
    model = tiny_model(tmp_path / "tiny.safetensors")

    def export_onnx(path: Path, out: Path, *, all_views: bool) -> export.Written:
        assert path == model and not all_views
        info = load_info(path)
        return export.Written(file=out, size=1_500_000, opset=18, info=info, agreement=FOUND)

    monkeypatch.setattr(export, "export_onnx", export_onnx)
    return model


def test_a_net_is_meant_by_its_name_its_file_or_its_id(tmp_path: Path) -> None:
    (tmp_path / PROJECT_FILE).write_text('{"settings": {}}')
    registry = Registry(tmp_path / MODELS_FOLDER)
    record = registry.begin(SHIPPED)
    tiny_model(registry.path(record.model_id))
    registry.keep(record.model_id)
    assert model_file(NUCLEI, tmp_path) == built_in_model(NUCLEI)
    assert model_file(record.model_id, tmp_path) == registry.path(record.model_id)
    path = registry.path(record.model_id)
    assert model_file(str(path), Path("nowhere")) == path
    with pytest.raises(FcnError, match="There is no net 'other'"):
        model_file("other", tmp_path)
    with pytest.raises(FcnError, match=r"no model 'other'.*no project.*--project"):
        model_file("other", tmp_path / "elsewhere")


def test_what_was_written_and_checked_is_said(
    quick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a new" / "folder" / "net.onnx"
    words = ["models", "export", str(quick), "--one-view", "--out", str(out)]
    assert main(words) == 0
    assert out.parent.is_dir()
    said = capsys.readouterr().out
    assert "net.onnx: 1.5 MB, opset 18" in said and "float32 (batch, 2, height, width)" in said
    assert "1,999 of 2,000 pixels have the same label" in said
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["labels"] == ["background", "thing"]
    assert (told["same"], told["pixels"], told["bytes"]) == (1999, 2000, 1_500_000)


def test_a_problem_is_a_line_for_people_and_json_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["models", "export", SHIPPED, "--out", str(tmp_path)]
    assert main(words) == 1
    assert "cannot be written (it is a folder)" in capsys.readouterr().err
    assert main([*words, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert "it is a folder" in told["problem"] and "another folder" in told["remedy"]
