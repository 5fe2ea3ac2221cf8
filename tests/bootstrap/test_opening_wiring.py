"""What is asked where a project cannot lie beside its images, or two lie there."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.state.paths import ProjectPaths
from app.state.place import suggested_folder
from app.state.rect import Rect
from app.state.regions import Region
from tests.flows.world import make_photos


def press(program: Program, verb: str) -> str:
    """Answer the question; what was asked."""
    box = next(b for b in program.window.findChildren(QMessageBox) if b.isVisible())
    said = f"{box.text()} {box.informativeText()}"
    next(b for b in box.findChildren(QPushButton) if b.text().replace("&", "") == verb).click()
    return said


def opens(program: Program, root: Path) -> Callable[[], bool]:
    def is_open() -> bool:
        project, document = program.parts.opening.project, program.parts.opening.document
        return project is not None and project.paths.root == root and document is not None

    return is_open


def test_a_project_that_can_only_be_read_is_copied_and_then_told_of(
    program: Program, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, opening = make_photos(tmp_path / "photos", 2), program.parts.opening
    program.window.show()
    beside, apart = folder / "fcn-project", suggested_folder(folder)
    opening.open_path(folder)
    qtbot.waitUntil(opens(program, beside))
    region = Region(label=0, rect=Rect(2, 2, 4, 3), inside_HW=np.ones((3, 4), np.bool_))
    assert opening.document is not None
    opening.document.paint("Paint", region, 5)
    assert program.parts.close_project()
    create, access = ProjectPaths.create, os.access

    def refuse(paths: ProjectPaths) -> None:
        if paths.root == beside:
            raise OSError(errno.EROFS, "Read-only file system")
        create(paths)

    with monkeypatch.context() as patch:
        patch.setattr(ProjectPaths, "create", refuse)
        patch.setattr(os, "access", lambda path, mode: path != beside and access(path, mode))
        opening.open_path(folder)
        assert "There are masks of the images" in press(program, "Copy and go on")
        qtbot.waitUntil(opens(program, apart))
        assert opening.document is not None
        assert 5 in opening.document.corrections.values_HW
        said = [message.text for message in program.window.banner.messages]
        assert any("Nothing can be saved in" in text for text in said)
        assert program.parts.close_project()
    opening.open_path(folder)
    assert "two projects" in press(program, "The other one")
    qtbot.waitUntil(opens(program, apart))
    assert program.parts.close_project()
    opening.open_path(folder)
    press(program, "The one beside the images")
    qtbot.waitUntil(opens(program, beside))
