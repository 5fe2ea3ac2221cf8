"""`fcn bench annotator` on tiny pictures: sessions, a page and charts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fcn_core.cli.main import main
from tests.core.models import tiny_model, voc_folder


def arguments(folder: Path) -> list[str]:
    data = voc_folder(folder / "data", 5)
    model = tiny_model(folder / "model.safetensors")
    words = "bench annotator --arms shipped --seeds 1 --images 2 --test 2 --device cpu".split()
    return [*words, "--data", f"voc:{data}", "--model", str(model), "--out", str(folder / "out")]


def test_it_writes_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(tmp_path)) == 0
    told = capsys.readouterr()
    assert told.out.startswith("# The simulated annotator")
    assert "[1/1] voc, shipped, seed 0: image 2 of 2" in told.err
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "annotator.json",
        "annotator.md",
        "voc-acts.svg",
        "voc-seconds.svg",
        "runs",
    }
    assert main([*arguments(tmp_path), "--json"]) == 0
    told = capsys.readouterr()
    assert "done before" in told.err
    assert json.loads(told.out)["plan"]["images"] == 2


def test_too_little_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments(tmp_path), "--every", "0"]) == 1
    assert "--every 0 is too few" in capsys.readouterr().err
