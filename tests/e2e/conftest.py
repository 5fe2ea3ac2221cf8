"""The real program on copies of the sample photos, with settings of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.simulated_brush import drag
from app.state.document import Document
from app.state.settings import Settings
from app.workers.priority import torch_threads
from tests.ending import end

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True, scope="session")
def torch_pool() -> None:
    """PyTorch makes threads for the life of the process when their number is first set. They are
    called as who sets it: an engine's would be taken for ones that it left behind.
    """
    torch.set_num_threads(torch_threads())


class User:
    """Somebody before the window: looks, clicks, types and waits."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot, self.program = qtbot, program
        self.parts, self.window, self.canvas = program.parts, program.window, program.canvas
        self.problems: list[str] = []
        self.expects_problems = False
        parts = self.parts
        for flow in (
            parts.opening, parts.listing, parts.saving, parts.predicting, parts.models,
            parts.training,
        ):  # fmt: skip
            flow.problem.connect(lambda error: self.problems.append(str(error)))

    @property
    def document(self) -> Document:
        assert self.parts.opening.document is not None
        return self.parts.opening.document

    def waits(self, done: Callable[[], bool], seconds: float = 180) -> None:
        """Let the program work until `done`; a problem that nobody expects ends the wait."""

        def is_over() -> bool:
            return done() or (bool(self.problems) and not self.expects_problems)

        self.qtbot.waitUntil(is_over, timeout=round(1000 * seconds))
        assert self.expects_problems or self.problems == []

    def sees(self, name: str) -> Document:
        """Wait until an image and its finest prediction are shown."""
        self.waits(lambda: self.parts.opening.document is not None)
        self.waits(lambda: self.document.image_id == name)
        self.waits(lambda: 8 in self.document.predictions.by_stride)
        return self.document

    def types(
        self, key: Qt.Key, keys_held: Qt.KeyboardModifier = NO_KEY, at: QWidget | None = None
    ) -> None:
        target = at or self.canvas
        target.setFocus()
        self.waits(lambda: QApplication.focusWidget() is target)
        self.qtbot.keyClick(target, key, keys_held)

    def paints(self, *points: tuple[float, float]) -> None:
        """Drag the brush along image points."""
        drag(self.canvas, points)

    def clicks(self, button: QWidget) -> None:
        self.waits(button.isVisible)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def opens(self, path: Path) -> None:
        self.program.start(path)
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()


@pytest.fixture
def photos(tmp_path: Path, samples: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for photo in sorted(samples.glob("*.jpg")):
        shutil.copyfile(photo, folder / photo.name)
    return folder


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[User]:
    ini = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    program = Program(qapp, Settings(ini))
    user = User(qtbot, program)
    yield user
    end(program)
