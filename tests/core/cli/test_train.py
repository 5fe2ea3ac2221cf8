"""`fcn train`: runs that go on, models to start from, and what is never replaced."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from fcn_core.cli.main import main
from fcn_core.events import Progress, from_line
from fcn_core.masks import VOID, read_mask, write_mask
from fcn_core.train import loop
from fcn_core.train.loop import RunFiles
from fcn_core.weights.checkpoint import load_info, load_model
from tests.core.models import tiny_model, torchvisions_vgg16, voc_folder

SETTINGS = (
    "batch=2", "crops=[[0.0, 64]]", "net.context=16", "net.hidden=8", "warmup=2", "epochs=2",
    "drop_paths=[[0.0, 0.5], [0.5, 0.0]]", "long_side=90", "frozen_stem=false",
)  # fmt: skip


def first_words(data: str) -> list[str]:
    """A small run, with options that leave nothing as it is by default."""
    words = ["train", "--recipe", "shipped", "--data", data, "--device", "cpu", "--name", "mine"]
    return [*words, *(word for setting in SETTINGS for word in ("--set", setting))]


def stopped(words: list[str], after: int) -> None:
    """Run this, and have Ctrl+C pressed in the step after so many."""
    step = loop.Trainer._step

    def counted(self: loop.Trainer, *batch: object) -> float:
        if self.done == after - 1:
            os.kill(os.getpid(), signal.SIGINT)
        return step(self, *batch)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loop.Trainer, "_step", counted)
        assert main(words) == 0


def curve(folder: Path) -> list[tuple[int, float]]:
    """The loss after each step, as it was shown."""
    events = map(from_line, RunFiles(folder=folder).events.read_text().splitlines())
    return [(event.step, event.loss) for event in events if isinstance(event, Progress)]


@pytest.mark.parametrize("after", [2, 3])
def test_a_run_goes_on_by_its_folder_alone(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also after the phase in which blocks are left out, and from another folder."""
    voc_folder(tmp_path / "voc")
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    monkeypatch.chdir(tmp_path)
    assert main([*first_words("voc:voc#train"), "--out", "whole"]) == 0
    stopped([*first_words("voc:voc#train"), "--out", "parts"], after)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert main(["train", "--resume", "--out", str(parts)]) == 0
    one, other = (RunFiles(folder=f).model.read_bytes() for f in (whole, parts))
    assert one == other
    assert curve(parts) == curve(whole)
    info = load_info(RunFiles(folder=parts).model)
    assert (info.name, info.preprocessing.long_side) == ("mine", 90)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What goes on with a run that was stopped after its second step."""
    words = first_words(f"voc:{voc_folder(tmp_path / 'voc')}#train")
    stopped([*words, "--out", str(tmp_path / "run")], 2)
    capsys.readouterr()
    return ["train", "--resume", "--out", str(tmp_path / "run")]


def test_options_that_say_the_same_are_none(run: list[str], tmp_path: Path) -> None:
    same = ["--recipe", "shipped", "--name", "mine", "--set", "net.hidden=8", "--set", "batch=2"]
    shutil.move(tmp_path / "voc", tmp_path / "moved")
    assert main(run) == 1  # the data are gone
    assert main([*run, *same, "--data", f"voc:{tmp_path}/moved#train"]) == 0


@pytest.mark.parametrize(
    "option",
    [
        "--net fcn8s-vgg16", "--recipe small", "--name other", "--weights x.pth",
        "--model shipped", "--set lr=0.5", "--set net.hidden=9",
    ],
)  # fmt: skip
def test_options_that_contradict_the_run_are_refused(
    option: str, run: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*run, *option.split()]) == 1
    said = capsys.readouterr().err
    words = option if "x.pth" not in option else "x.pth"
    assert "was begun otherwise than" in said and words in said and said.count("\n") == 1


def test_other_data_are_refused(
    run: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fewer = voc_folder(tmp_path / "fewer", 3)
    others = [f"voc:{fewer}#train", f"voc:{tmp_path}/voc#train@0.5"]
    named = voc_folder(tmp_path / "named")
    (named / "labels.txt").write_text("background\nother\n")
    for spec in (*others, f"voc:{named}#train"):
        assert main([*run, "--data", spec]) == 1
        assert "not the 4 that the run learned from" in capsys.readouterr().err


def test_a_gpu_that_stops_answering_leaves_the_run(
    run: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    step = loop.Trainer._step

    def gone(self: loop.Trainer, *batch: object) -> float:
        raise torch.AcceleratorError("CUDA error: unspecified launch failure\nand more")

    monkeypatch.setattr(loop.Trainer, "_step", gone)
    assert main([*run, "--device", "cpu"]) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert "The GPU stopped answering (CUDA error: unspecified launch failure)." in said
    assert said.endswith("goes on from where it was last saved with --resume.")
    monkeypatch.setattr(loop.Trainer, "_step", step)
    assert main(run) == 0


def test_no_run_is_no_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--resume", "--out", str(tmp_path)]) == 1
    assert "There is no run to resume" in capsys.readouterr().err
    for about in ({}, {"resume": "{}"}, {"resume": '{"recipe": {}, "begun": null}'}):
        save_file({"net/x": torch.zeros(1)}, RunFiles(folder=tmp_path).state, about)
        assert main(["train", "--resume", "--out", str(tmp_path)]) == 1
        assert "does not tell what its run was begun with" in capsys.readouterr().err


def test_nothing_is_learned_from_no_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = voc_folder(tmp_path / "voc", 2)
    for path in (data / "SegmentationClass").iterdir():
        write_mask(path, np.full_like(read_mask(path), VOID))
    assert main([*first_words(f"voc:{data}#train"), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "None of the 2 images has a labelled pixel" in said and "Label some" in said
    assert not (tmp_path / "out").exists()


def test_no_model_is_replaced(
    run: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"
    kept = {path: path.read_bytes() for path in folder.iterdir()}
    new = ["train", "--data", f"voc:{tmp_path}/voc#train", "--out", str(folder)]
    for start in ("--model", "--weights"):
        assert main([*new, start, str(folder / "model.safetensors")]) == 1
        assert "is to be read" in capsys.readouterr().err
    assert main(new) == 1
    assert "model.safetensors is there already. Go on with" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.iterdir()} == kept


def test_without_a_net_it_is_the_models(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whose settings can be changed, and whose name it keeps."""
    data, start = voc_folder(tmp_path / "voc"), tiny_model(tmp_path / "start.safetensors")
    common = ["train", "--data", f"voc:{data}", "--device", "cpu", "--model", str(start)]
    small = ["--set", "iterations=1", "--set", "batch=2", "--set", "crops=[[0, 64]]"]
    finer = ["--set", "net.strides=[32, 16, 8, 4]", "--set", "stride_weights=[1.0]"]
    assert main([*common, *small, *finer, "--out", str(tmp_path / "out")]) == 0
    net, info = load_model(tmp_path / "out" / "model.safetensors")
    assert net.strides == (32, 16, 8, 4) and info.config.context == 16
    assert (info.name, info.provenance) == ("tiny", {"parent": "tiny"})
    capsys.readouterr()
    for words in (["--net", "fcn-googlenet"], ["--recipe", "shipped"], ["--set", "net.hidden=9"]):
        assert main([*common, *words, "--out", str(tmp_path / "other")]) == 1
        assert "the model to start from net." in capsys.readouterr().err
    assert main([*common, "--weights", "x.pth", "--out", str(tmp_path / "other")]) == 1
    assert "Leave one of them out" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()


def test_layers_that_stay_as_they_are_are_no_random_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The shipped recipe leaves the stem alone: random, it would see next to nothing for good."""
    words = [*first_words(f"voc:{voc_folder(tmp_path / 'voc')}"), "--out", str(tmp_path / "run")]
    assert main([*words, "--set", "frozen_stem=true"]) == 1
    said = capsys.readouterr().err
    assert "stay random" in said and "--set frozen_stem=false" in said
    assert not (tmp_path / "run").exists()
    assert main([*words, "--set", "iterations=1"]) == 0
    assert "The backbone starts from random weights" in capsys.readouterr().out


def test_whose_weights_a_file_is_taken_for_is_said_where_its_name_alone_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, weights = voc_folder(tmp_path / "voc"), tmp_path / "mine.pth"
    torch.save(torchvisions_vgg16(), weights)
    words = ["train", "--net", "fcn32s-vgg16", "--data", f"voc:{data}", "--device", "cpu"]
    settings = ("net.width=0.03125", "iterations=1", "crops=[[0, 64]]")
    words += [word for setting in settings for word in ("--set", setting)]
    assert main([*words, "--weights", str(weights), "--out", str(tmp_path / "run")]) == 0
    assert "mine.pth is taken for torchvision's VGG16" in capsys.readouterr().out
    _, info = load_model(tmp_path / "run" / "model.safetensors")
    assert info.preprocessing.scale == 255 and info.provenance["taken_for"] == "torchvision-vgg16"
