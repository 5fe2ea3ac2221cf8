"""The whole program with a fake net, for tests of what it wires together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.parts import Replacements
from app.bootstrap.program import Program
from app.state.settings import Settings
from tests.ending import end
from tests.workers.fakes import FakeZoo


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    """Not shown yet, nothing open. Whoever needs more has a fixture of this name on top of it."""
    ini = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Program(qapp, Settings(ini), Replacements(load=FakeZoo()))
    yield made
    end(made)
