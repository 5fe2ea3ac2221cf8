"""`fcn info NAME`, `fcn models`, `fcn report` and `fcn fetch`, as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from fcn_core.cli.main import main
from fcn_core.masks import VOID, read_mask, write_mask
from fcn_core.nets import catalog
from fcn_core.weights.checkpoint import load_model
from tests.core.models import voc_folder


def test_info_of_a_net_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "fcn16s-vgg16", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["parameters"] == 134_357_354
    assert facts["crop_offsets"] == [5, 27] and facts["receptive_field"] == 404
    assert main(["info", "fcn8s-vg16"]) == 1
    assert "fcn8s-vgg16" in capsys.readouterr().err


def test_models_are_listed_and_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "names", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["fcn16s-vgg16"] == {"recipe": "heavy16s", "starts_from": "fcn32s-vgg16"}
    net, _ = catalog.build("fcn32s-vgg16", width=1 / 32)
    state = {
        k.removeprefix("backbone.").replace("scores.32", "score_fr"): v
        for k, v in net.state_dict().items()
    }
    file = tmp_path / "fcn32s.pth"
    torch.save(state, file)
    assert main(["models", "import", str(file)]) == 0
    assert "21 labels" in capsys.readouterr().out
    found, info = load_model(tmp_path / "fcn32s.safetensors")
    assert info.preprocessing.order == "bgr" and found.strides == (32,)
    assert main(["models", "import", str(file)]) == 1
    assert "is there already. Name another file with --out" in capsys.readouterr().err
    assert main(["models", "import", str(file), "--out", str(tmp_path / "fcn32s.safetensors")]) == 0
    assert main(["models", "import", str(file), "--out", str(tmp_path / "a/b/c.safetensors")]) == 0
    assert load_model(tmp_path / "a/b/c.safetensors")[1].name == info.name
    assert main(["models", "import", str(tmp_path / "none.pth")]) == 1
    assert "none.pth" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("net", "steps"),
    [
        ("fcn8s-vgg16", 100_000),
        ("siftflow-fcn8s", 300_000),
        ("nyud-fcn32s-hha", 300_000),
        ("pascalcontext-fcn8s", 300_000),
    ],
)
def test_a_net_is_trained_as_long_as_the_papers(
    net: str, steps: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "--net", net, "--show"]) == 0
    assert json.loads(capsys.readouterr().out)["iterations"] == steps
    assert main(["train", "--net", net, "--show", "--set", "iterations=7"]) == 0
    assert json.loads(capsys.readouterr().out)["iterations"] == 7


def test_report_and_fetch_name_what_they_know(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "table4", "--results", str(tmp_path)]) == 0
    assert "| Gupta et al. | 60.3 / – | – / – | 28.6 / – | 47.0 / – |" in capsys.readouterr().out
    assert main(["report", "table2", "--results", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"][3]["published"]["mean_iu"] == 62.7
    assert main(["report", "table9"]) == 1
    capsys.readouterr()
    assert main(["report", "table2", "--results", str(tmp_path / "none")]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert main(["fetch", "voc1999", "--into", str(tmp_path)]) == 1
    assert "voc2012" in capsys.readouterr().err


def test_bounds_are_measured_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = voc_folder(tmp_path / "voc", 2)
    arguments = ["report", "bounds", "--results", str(tmp_path / "results")]
    assert main([*arguments, "--data", f"voc:{data}#train", "--keep"]) == 0
    measured = capsys.readouterr().out
    assert "voc train, 2 images" in measured
    assert main(arguments) == 0
    assert capsys.readouterr().out == measured
    assert main(["report", "table2", "--data", f"voc:{data}#train"]) == 1


def test_data_without_labels_have_no_bounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = voc_folder(tmp_path / "voc", 1)
    void = data / "SegmentationClass" / "picture_0.png"
    write_mask(void, np.full_like(read_mask(void), VOID))
    arguments = ["report", "bounds", "--data", f"voc:{data}#train"]
    assert main([*arguments, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["ours"] for row in rows] == [{}] * 6 and "voc train" in rows[0]["data"]
    assert main([*arguments, "--keep", "--results", str(tmp_path / "kept")]) == 0
    assert "/ –" in capsys.readouterr().out
    assert main(["report", "bounds", "--results", str(tmp_path / "kept")]) == 0


def test_our_measurements_come_along_and_others_are_kept_where_one_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", "table2"]) == 0
    shown = capsys.readouterr().out
    assert "FCN-8s [" in shown and "Not measured: FCN-8s at once (released).\n" in shown
    assert main(["report", "bounds", "--data", "voc:mini", "--keep"]) == 1
    assert main(["report", "bounds", "--keep", "--results", "here"]) == 1
    assert main(["evaluate", "--data", "voc:mini", "--row", "table2/fcn8s-vgg16"]) == 1
    assert "--results" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_import_does_not_replace_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, link = tmp_path / "vgg16.safetensors", tmp_path / "link.safetensors"
    file.write_bytes(b"weights of somebody else")
    link.symlink_to(file)
    for out in ([], ["--out", str(file)], ["--out", str(link)]):
        assert main(["models", "import", str(file), *out]) == 1
        assert "is to be read and cannot be written" in capsys.readouterr().err
    assert file.read_bytes() == b"weights of somebody else"
