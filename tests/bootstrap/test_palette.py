"""The command palette does what the menus do."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.views.shortcuts.command_palette import CommandPalette, ranked
from tests.flows.world import make_photos


@pytest.fixture
def program(program: Program, qtbot: QtBot, tmp_path: Path) -> Program:
    program.parts.opening.open_path(make_photos(tmp_path / "photos", 2))
    qtbot.waitUntil(lambda: program.parts.opening.document is not None)
    return program


def test_what_is_begun_is_finished_before_a_command_of_the_palette(program: Program) -> None:
    heard: list[str] = []
    program.window.bars.about_to_run.connect(lambda action: heard.append(action.id))
    program.window.bars.actions["palette"].trigger()
    palette = program.window.findChild(CommandPalette)
    assert palette is not None
    palette.chosen.emit("fill-rest")
    palette.reject()
    assert heard == ["palette", "fill-rest"]
    document = program.parts.opening.document
    assert document is not None and len(document.history.done) == 1


def test_every_label_is_found_by_its_name_and_painted_with(program: Program) -> None:
    parts = program.parts
    names = [f"thing{number}" for number in range(12)]
    for name in names:
        assert parts.naming.add(name) is not None
    project = parts.opening.project
    assert project is not None
    for name in names:
        program.window.bars.actions["palette"].trigger()
        palette = program.window.findChild(CommandPalette)
        assert palette is not None
        palette.search.setText(f"{name}")
        [found] = [row for row in ranked(palette._rows, name) if row.title == f"Paint {name}"]
        palette.chosen.emit(found.id)
        palette.reject()
        palette.setParent(None)
        palette.deleteLater()
        assert project.labels.names[parts.session.label] == name


def test_digits_of_labels_are_told_and_start_finds_a_run(program: Program) -> None:
    program.window.bars.actions["palette"].trigger()
    palette = program.window.findChild(CommandPalette)
    assert palette is not None
    labels = [row for row in palette._rows if row.title.startswith("Paint ") and row.color]
    assert [row.keys for row in labels[:11]] == [*((str(digit),) for digit in range(10)), ()]
    assert "fine-tune" in [row.id for row in ranked(palette._rows, "start")]
    palette.reject()
