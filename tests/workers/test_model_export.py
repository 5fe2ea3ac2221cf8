from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.workers.model_export import ExportedModel, ModelExportProcess
from tests.conftest import ChildScript

CHILD = """
import json, sys, time
words = sys.argv[1:]
assert words[:2] == ["models", "export"] and words[3] == "--out" and words[5] == "--json"
facts = {"file": words[4], "bytes": 5, "images": 4, "pixels": 10, "same": 9, "difference": 0.5}
"""
Made = Callable[[str], ModelExportProcess]


@pytest.fixture
def made(qtbot: QtBot, child_script: ChildScript) -> Iterator[Made]:
    processes: list[ModelExportProcess] = []

    def make(body: str) -> ModelExportProcess:
        processes.append(ModelExportProcess(child_script(CHILD + body)))
        return processes[-1]

    yield make
    for process in processes:
        process.shutdown()


def test_the_answer_comes_back(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    process = made("print(json.dumps(facts))")
    with qtbot.waitSignal(process.finished) as told:
        process.start(tmp_path / "model", tmp_path / "net.onnx")
    assert told.args == [
        ExportedModel(file=tmp_path / "net.onnx", pixels=10, same=9, difference=0.5)
    ]


def test_a_problem_comes_back_with_its_remedy(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    process = made('print(json.dumps({"problem": "It is full.", "remedy": "Empty it."})); exit(1)')
    with qtbot.waitSignal(process.failed) as told:
        process.start(tmp_path / "model", tmp_path / "net.onnx")
    assert told.args == ["It is full.", "Empty it."]


def test_a_death_is_named_with_the_last_words(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    process = made('sys.exit("torch is broken")')
    with qtbot.waitSignal(process.failed) as told:
        process.start(tmp_path / "model", tmp_path / "net.onnx")
    assert told.args is not None and "exporting process ended" in told.args[0]
    assert "torch is broken" in told.args[0]


def test_a_program_that_is_missing_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    process = ModelExportProcess([str(tmp_path / "none")])
    with qtbot.waitSignal(process.failed) as told:
        process.start(tmp_path / "model", tmp_path / "net.onnx")
    assert told.args is not None and "did not start" in told.args[0]


def test_the_window_that_closes_ends_it_silently(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    process, said = made("time.sleep(60)"), []
    process.failed.connect(lambda *words: said.append(words))
    process.start(tmp_path / "model", tmp_path / "net.onnx")
    qtbot.waitUntil(lambda: process.is_running)
    process.shutdown()
    assert not process.is_running and said == []
