"""Adding a net by the menu: from another project, or from a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from fcn_core.registry import Registry
from fcn_core.zoo import SHIPPED
from tests.core.models import tiny_model
from tests.flows.world import make_photos


@pytest.fixture
def program(program: Program, qtbot: QtBot, tmp_path: Path) -> Program:
    program.window.show()
    program.parts.opening.open_path(make_photos(tmp_path / "photos", 1))
    qtbot.waitUntil(lambda: program.parts.opening.document is not None)
    return program


def make_cells(program: Program, qtbot: QtBot, folder: Path) -> Registry:
    """Another project that keeps a net, opened before."""
    here = program.parts.opening.project
    assert here is not None
    program.parts.opening.open_path(make_photos(folder, 1))
    qtbot.waitUntil(lambda: program.parts.opening.project not in (None, here))
    registry = program.parts.models.registry
    assert registry is not None
    record = registry.begin(SHIPPED)
    tiny_model(registry.path(record.model_id))
    registry.keep(record.model_id)
    registry.annotate(record.model_id, "the good one")
    program.parts.opening.open_path(here.images)
    qtbot.waitUntil(
        lambda: (
            program.parts.opening.project is not None
            and program.parts.opening.project.images == here.images
        )
    )
    return registry


def opened(qtbot: QtBot, program: Program) -> list[QAction]:
    """The entries of the menu once it is there."""
    qtbot.mouseClick(program.window.models_panel.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(program.adding_nets.menu.isVisible)
    return [a for a in program.adding_nets.menu.actions() if not a.isSeparator()]


def test_a_net_of_another_project(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    make_cells(program, qtbot, tmp_path / "cells")
    program.window.show_models()
    cells, file = opened(qtbot, program)
    assert (cells.text(), file.text()) == ("cells", "From a file…")
    (net,) = cells.menu().actions()  # type: ignore[attr-defined]
    assert net.text().endswith(" · the good one")
    net.trigger()
    program.adding_nets.menu.close()
    models, panel = program.parts.models, program.window.models_panel
    qtbot.waitUntil(lambda: models.in_use != SHIPPED)
    assert panel.current_id() == models.in_use
    (record,) = models.records()
    assert record.origin.startswith("cells, Net ") and record.note == "the good one"
    (back,) = (b for b in program.window.banner.findChildren(QPushButton) if b.text() == "Go back")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert models.in_use == SHIPPED


def test_a_file_where_no_other_project_has_a_net(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    file = tiny_model(tmp_path / "tiny.safetensors")
    program.window.show_models()
    qtbot.mouseClick(program.window.models_panel.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(program.window.findChildren(QFileDialog)))
    (dialog,) = program.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    qtbot.waitUntil(lambda: program.parts.models.in_use != SHIPPED)
    assert program.parts.models.records()[0].origin == "tiny.safetensors"


def test_a_file_that_is_dropped_on_the_window(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    file = tiny_model(tmp_path / "tiny.safetensors")
    program.window.dropped.emit([str(file)])
    qtbot.waitUntil(lambda: program.parts.models.in_use != SHIPPED)
