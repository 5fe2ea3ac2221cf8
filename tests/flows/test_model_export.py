"""Exporting nets: which file is read, and one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.flows.export.model_export import ModelExporting
from app.workers.model_export import ModelExportProcess
from fcn_core.zoo import NUCLEI, SHIPPED, built_in_model
from tests.conftest import ChildScript
from tests.flows.world import World

CHILD = """
import json, sys
print(json.dumps({"problem": sys.argv[3], "remedy": sys.argv[5]}))
"""


@pytest.fixture
def exporting(world: World, child_script: ChildScript) -> Iterator[ModelExporting]:
    process = ModelExportProcess(child_script(CHILD))
    yield ModelExporting(world.parts.models, process)
    process.shutdown()


def test_one_net_at_a_time(exporting: ModelExporting, tmp_path: Path, qtbot: QtBot) -> None:
    begun: list[str] = []
    exporting.started.connect(begun.append)
    with qtbot.waitSignal(exporting.failed) as told:
        exporting.start(NUCLEI, tmp_path / "one.onnx")
        exporting.start(SHIPPED, tmp_path / "two.onnx")
        assert exporting.is_running
    assert begun == [NUCLEI] and not exporting.is_running
    model_id, error = told.args
    assert model_id == NUCLEI
    said = (str(built_in_model(NUCLEI)), str(tmp_path / "one.onnx"))
    assert (error.problem, error.remedy) == said
