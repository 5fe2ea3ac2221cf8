"""How light images are shown belongs to their project."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.state.lighting import AS_IT_IS, Lighting
from fcn_core.errors import FcnError
from tests.flows.world import make_photos

LIT = Lighting(stretched=True, brightness=-40)


@pytest.fixture
def program(program: Program) -> Program:
    program.window.show()
    return program


def opens(qtbot: QtBot, program: Program, folder: Path) -> None:
    opening = program.parts.opening
    opening.open_path(folder)
    qtbot.waitUntil(lambda: opening.document is not None and opening.document.path.parent == folder)


def test_each_project_has_its_own(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    session = program.parts.session
    cells, aerials = make_photos(tmp_path / "cells", 1), make_photos(tmp_path / "aerials", 1)
    opens(qtbot, program, cells)
    assert session.lighting == AS_IT_IS
    session.set_lighting(LIT)
    opens(qtbot, program, aerials)
    assert session.lighting == AS_IT_IS
    opens(qtbot, program, cells)
    assert session.lighting == LIT, "kept, though another project was opened at once"
    assert program.parts.opening.project is not None
    session.set_lighting(AS_IT_IS)
    qtbot.waitUntil(
        lambda: (
            program.parts.opening.project.setting("lighting")  # type: ignore[union-attr]
            == AS_IT_IS.to_json()
        )
    )
    program.parts.close_project()
    assert session.lighting == AS_IT_IS


def test_a_disk_that_is_full_is_told(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens(qtbot, program, make_photos(tmp_path / "cells", 1))

    def full(*_: object) -> None:
        raise FcnError("The disk is full.", "Free some space.")

    monkeypatch.setattr("app.state.project.save_project", full)
    program.parts.session.set_lighting(LIT)
    qtbot.waitUntil(lambda: bool(program.window.banner.messages))
    assert program.window.banner.messages[0].text == "The disk is full."
