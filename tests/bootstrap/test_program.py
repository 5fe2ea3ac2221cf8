"""The window closes when all is saved, or when a person says so."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.bootstrap.parts import Replacements
from app.bootstrap.program import NET_DELAY_MS, Program
from app.flows.flow import Flow
from app.flows.work.many_images import ManyImages
from app.state.rect import Rect
from app.state.regions import Region
from app.state.settings import Settings
from fcn_core.errors import FcnError
from tests.ending import end
from tests.flows.world import make_photos
from tests.workers.fakes import FakeZoo


@pytest.fixture
def program(program: Program, qtbot: QtBot, tmp_path: Path) -> Program:
    program.window.show()
    program.parts.opening.open_path(make_photos(tmp_path / "photos", 2))
    qtbot.waitUntil(lambda: program.parts.opening.document is not None)
    return program


def test_the_status_names_the_net_and_its_tip_the_structure(qtbot: QtBot, program: Program) -> None:
    engine = program.window.status._engine
    program.parts.load_net()
    qtbot.waitUntil(lambda: engine.text().startswith("Shipped net · "))
    assert program.parts.predicting.info is not None
    assert program.parts.predicting.info.description in engine.toolTip()
    program.parts.predicting.use(Path("second.safetensors"), "second")
    qtbot.waitUntil(lambda: engine.text().startswith("Net second · "))


def test_what_goes_wrong_in_a_flow_is_shown(program: Program) -> None:
    flows = program.parts.findChildren(Flow)
    assert program.parts.saving in flows and program.parts.objects in flows
    for place, flow in enumerate(flows):
        flow.problem.emit(FcnError(f"Problem {place}.", "Remedy."))
        assert f"Problem {place}." in {each.text for each in program.window.banner.messages}
        program.window.banner.dismiss()


def test_a_program_that_ends_before_its_net_is_asked_for_asks_for_none(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ini = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    program = Program(qapp, Settings(ini), Replacements(load=FakeZoo()))
    asked: list[bool] = []
    monkeypatch.setattr(program.parts, "load_net", lambda: asked.append(True))
    program.start()
    program._begin()
    program.shutdown()
    qtbot.wait(2 * NET_DELAY_MS)
    assert not asked
    end(program)


def whoever_stays(patch: pytest.MonkeyPatch) -> list[str]:
    """Cancel is what a person answers; the titles of what was asked."""
    asked: list[str] = []

    def answer(*said: object) -> QMessageBox.StandardButton:
        asked.append(str(said[1]))
        return QMessageBox.StandardButton.Cancel

    patch.setattr(QMessageBox, "warning", answer)
    return asked


def test_without_a_window_no_thread_keeps_the_process_alive(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr("app.bootstrap.program.MainWindow", fail)
    before = set(threading.enumerate())
    ini = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    with pytest.raises(RuntimeError, match="a mistake"):
        Program(qapp, Settings(ini), Replacements(load=FakeZoo()))
    assert set(threading.enumerate()) <= before


def test_while_many_images_are_changed_it_asks(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = whoever_stays(monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(ManyImages, "is_running", property(lambda _: True))
        assert not program.window.close()
    assert asked == ["Images are being changed"]
    assert program.parts.opening.project is not None
    assert program.window.close()


def turn_read_only(program: Program, patch: pytest.MonkeyPatch) -> None:
    """As a disk does after an error: nothing is written or removed any more."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    project = program.parts.opening.project
    assert project is not None and project._index._database is not None
    project._index._database.execute("PRAGMA query_only = ON")
    patch.setattr(Path, "unlink", refuse)
    patch.setattr(os, "fsync", refuse)


def test_on_a_disk_that_turned_read_only_it_asks(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = whoever_stays(monkeypatch)
    document = program.parts.opening.document
    assert document is not None
    with monkeypatch.context() as patch:
        turn_read_only(program, patch)
        region = Region(label=0, rect=Rect(2, 2, 4, 3), inside_HW=np.ones((3, 4), np.bool_))
        document.paint("Paint", region, 2)
        assert not program.window.close()
    assert program.window.isVisible()
    assert asked == ["Not everything is saved"]
    assert document.is_dirty
