"""What channels hold: told by the data's kind, kept by nets, guessed of older ones by means."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fcn_core.cli.main import main
from fcn_core.data.modality import CHANNELS, Modality, of_data, require
from fcn_core.data.transforms import Preprocessing
from fcn_core.errors import FcnError
from fcn_core.interchange.onnx.export import export_onnx
from fcn_core.nets import catalog
from fcn_core.train.inputs import preprocessing
from fcn_core.weights.checkpoint import save_model


@pytest.mark.parametrize("modality", CHANNELS)
def test_older_nets_are_known_by_their_means(modality: Modality) -> None:
    kind = "nyud" if modality == "rgb" else f"nyud-{modality}"
    assert of_data(kind) == modality
    modern = preprocessing(Preprocessing(), kind)
    for seen in (catalog.spec(f"nyud-fcn32s-{modality}").preprocessing, modern):
        data = asdict(seen)
        assert data.pop("modality") == modality == Preprocessing.from_json(data).modality


def test_other_data_have_photos() -> None:
    assert {of_data(kind) for kind in ("voc", "", "siftflow-both", "context")} == {"rgb"}


def test_a_mismatch_names_the_data_that_fit() -> None:
    require("net", "hha", "hha")
    with pytest.raises(FcnError, match=r"--data nyud-hha:FOLDER, and with --depth of fcn predict"):
        require("net", "hha", "rgb")
    with pytest.raises(FcnError, match="Open the data as nyud:FOLDER, or choose a net for hha"):
        require("net", "rgb", "hha")


def test_photos_are_not_taken_for_hha(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    net, info = catalog.build("nyud-fcn32s-hha", width=1 / 32)
    path, photo = tmp_path / "hha.safetensors", tmp_path / "photo.png"
    save_model(path, net, info)
    Image.fromarray(np.zeros((9, 9, 3), np.uint8)).save(photo)
    model = ["--model", str(path), "--device", "cpu"]
    assert main(["predict", str(photo), "--out", str(tmp_path / "out"), *model]) == 1
    assert "sees depth (hha), and none is given" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    for command in ("evaluate", "check-labels"):
        assert main([command, "--data", "synthetic:nuclei#1", *model]) == 1
        assert "these images are photos" in capsys.readouterr().err
    with pytest.raises(FcnError, match="sees hha images"):
        export_onnx(path, tmp_path / "net.onnx")
