"""The `fcn` process: Ctrl+C at any time, and output that is not taken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fcn_core import predict_files
from fcn_core.cli import report
from fcn_core.cli.main import main
from tests.core.models import tiny_model, voc_folder

FCN = [sys.executable, "-m", "fcn_core.cli"]
IMPATIENT = """
import os, signal, sys
from fcn_core.cli.start import start

class Impatient:
    def find_spec(self, name, *_):
        if name == sys.argv[0]:
            os.kill(os.getpid(), signal.SIGINT)

sys.argv = [sys.argv[1], "info", "fcn8s-vgg16"]
sys.meta_path.insert(0, Impatient())
sys.exit(start())
"""


@pytest.mark.parametrize("module", ["fcn_core.cli.main", "tqdm", "torch"])
def test_ctrl_c_ends_imports_in_a_word(module: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", IMPATIENT, module], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "fcn: interrupted\n")


@pytest.mark.parametrize("words", [["report", "table2"], ["models", "names"], ["--help"]])
def test_an_output_that_is_closed_is_no_error(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [*FCN, *words], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0 if words == ["--help"] else 141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device to write to")
def test_a_full_disk_is_told_in_a_word() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*FCN, "report", "table2"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    said = "The disk: No space left on device. Make room there, or name a place on another disk."
    assert (ended.returncode, ended.stderr) == (1, f"fcn report: {said}\n")


@pytest.mark.parametrize(
    "words",
    [
        ["report", "table9"],
        ["info", "none.safetensors"],
        ["evaluate", "--data", "voc:none"],
        ["predict", ".", "--out", "masks"],
        ["models", "export", "none.safetensors", "--out", "net.onnx"],
        ["models", "import", "none.pth"],
    ],
)
def test_problems_are_a_line_for_people_and_json_for_programs(
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    people = capsys.readouterr()
    assert people.out == "" and people.err.count("\n") == 1
    assert main([*words, "--json"]) == 1
    programs = capsys.readouterr()
    told = json.loads(programs.out)
    assert set(told) == {"problem", "remedy"} and programs.err == people.err
    assert people.err == f"fcn {words[0]}: {told['problem']} {told['remedy']}\n"


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (PermissionError(13, "Permission denied", "/x/y"), "/x/y: Permission denied."),
        (FileExistsError(17, "File exists", "/x/y"), "/x/y: File exists."),
        (MemoryError("No memory for 1 x 1 pixels."), "No memory for 1 x 1 pixels."),
        (MemoryError(), "Memory ran out."),
    ],
)
def test_what_the_system_refuses_is_told_alike(
    error: Exception,
    problem: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing(_: object) -> int:
        raise error

    monkeypatch.setattr(report, "run", failing)
    assert main(["report", "table2", "--json"]) == 1
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert told["problem"] == problem and f"{problem} {told['remedy']}\n" in said.err
    assert told["remedy"].endswith(".")


def test_an_interrupted_prediction_tells_of_the_masks_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tiny_model(tmp_path / "m.safetensors")
    one = predict_files.predict_file
    done: list[Path] = []

    def impatient(predictor: object, path: Path, *rest: object) -> object:
        if done:
            raise KeyboardInterrupt
        done.append(path)
        return one(predictor, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(predict_files, "predict_file", impatient)
    photos = voc_folder(tmp_path / "voc") / "JPEGImages"
    words = ["predict", str(photos), "--model", str(model)]
    assert main([*words, "--device", "cpu", "--out", str(tmp_path / "masks"), "--json"]) == 130
    said = capsys.readouterr()
    predicted = json.loads(said.out)["predicted"]
    assert [Path(each["mask"]) for each in predicted] == list((tmp_path / "masks").iterdir())
    assert said.err == "fcn predict: interrupted\n"
