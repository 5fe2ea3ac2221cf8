"""What is said of work on many images."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.parts import Replacements
from app.bootstrap.program import Program
from app.state.rect import Rect
from app.state.regions import Region
from app.state.settings import Settings
from tests.ending import end
from tests.flows.world import make_photos
from tests.workers.fakes import FakeZoo


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    ini = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    program = Program(qapp, Settings(ini), Replacements(load=FakeZoo()))
    program.window.show()
    yield program
    end(program)


def test_what_is_not_taken_back_is_said(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    opening, banner = program.parts.opening, program.window.banner

    def said(text: str) -> Callable[[], bool]:
        return lambda: any(text in message.text for message in banner.messages)

    opening.open_path(make_photos(tmp_path / "photos", 2))
    qtbot.waitUntil(lambda: opening.document is not None)
    program.parts.many_images.fill_rest(["photo0.png", "photo1.png"])
    qtbot.waitUntil(said("2 images changed."))
    take_back, document = banner.messages[-1].run, opening.document
    assert take_back is not None and document is not None
    inside = np.ones((3, 4), np.bool_)
    document.paint("Paint", Region(label=0, rect=Rect(0, 0, 4, 3), inside_HW=inside), 2)
    take_back()
    qtbot.waitUntil(said("Taken back: 1 image. Changed since, and so left as they are: 1 image."))
