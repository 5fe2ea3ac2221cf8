"""What goes wrong in the window: a kill, a full disk, files that are none, another Qt."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from app.flows import saving
from app.state.index import ImageStatus
from app.state.project import Project
from tests.e2e.conftest import User
from tests.strategies import load_document

ROOT = Path(__file__).resolve().parents[2]

PAINTER = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from app.bootstrap.parts import Replacements
from app.bootstrap.program import Program
from app.simulated_brush import drag
from app.state.settings import Settings
from tests.workers.fakes import FakeZoo

folder = Path(sys.argv[1])
app = QApplication([])
ini = QSettings(str(folder.parent / "s.ini"), QSettings.Format.IniFormat)
program = Program(app, Settings(ini), Replacements(load=FakeZoo()))
strokes = 0

def paint():
    global strokes
    document = program.parts.opening.document
    if document is None or document.is_dirty or program.canvas.viewport is None:
        return
    if strokes:
        crc = __import__("zlib").crc32(document.corrections.values_HW.data)
        print(strokes, crc, flush=True)
    strokes += 1
    program.parts.session.set_label(strokes % 20 + 1)
    drag(program.canvas, [(10, 10 + strokes), (60, 20 + strokes)], 3)

timer = QTimer(interval=5)
timer.timeout.connect(paint)
timer.start()
program.start(folder)
app.exec()
"""


def started(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.e2e
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_a_kill_after_any_finished_stroke_loses_nothing(photos: Path) -> None:
    painter = started(PAINTER, str(photos))
    assert painter.stdout is not None
    number, crc = 0, 0
    while number < 7:
        line = painter.stdout.readline()
        assert line, painter.stderr.read() if painter.stderr else ""
        number, crc = (int(word) for word in line.split())
    painter.kill()
    # What it still said before the kill came has been saved as well.
    rest = [line.split() for line in painter.communicate()[0].splitlines()]
    crcs = [crc, *(int(words[1]) for words in rest if len(words) == 2)]
    project = Project.open(photos)
    try:
        document = load_document(project, project.entries[0].path)
    finally:
        project.close()
    import zlib

    assert len(document.history.done) >= number
    for _ in range(len(document.history.done) - number):
        document.undo()
    assert zlib.crc32(document.corrections.values_HW.data) in crcs
    while document.undo() is not None:
        pass
    assert document.corrections.touched == 0


@pytest.mark.e2e
def test_a_full_disk_is_said_once_and_closing_asks(
    user: User, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "RETRY_MS", 100)
    full = True
    real = os.fsync

    def fsync(handle: int) -> None:
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    answers: list[str] = []

    def answer(*asked: object) -> QMessageBox.StandardButton:
        answers.append(str(asked[1]))
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "warning", answer)
    user.expects_problems = True
    user.opens(photos)
    document = user.sees("astronaut.jpg")
    monkeypatch.setattr(os, "fsync", fsync)
    for row in (20, 60, 100):
        user.paints((20, row), (100, row))
    user.waits(lambda: bool(user.problems))
    user.qtbot.wait(300)
    assert len(user.problems) == 1
    assert "No space left" in user.window.banner.messages[0].text
    assert document.is_dirty
    user.window.close()
    assert user.window.isVisible()
    assert answers == ["Not everything is saved"]
    full = False
    user.waits(lambda: not document.is_dirty)
    user.window.close()
    assert not user.window.isVisible()
    project = Project.open(photos)
    saved = load_document(project, photos / "astronaut.jpg")
    project.close()
    assert np.array_equal(saved.corrections.values_HW, document.corrections.values_HW)


@pytest.mark.e2e
def test_closing_flushes_the_last_stroke(user: User, photos: Path) -> None:
    user.opens(photos)
    document = user.sees("astronaut.jpg")
    user.paints((20, 20), (100, 90))
    user.window.close()
    assert not document.is_dirty
    project = Project.open(photos)
    saved = load_document(project, photos / "astronaut.jpg")
    project.close()
    assert np.array_equal(saved.corrections.values_HW, document.corrections.values_HW)
    assert project.paths.corrections("astronaut.jpg").exists()


@pytest.mark.e2e
def test_files_that_are_no_images_are_listed_and_stop_nothing(user: User, photos: Path) -> None:
    (photos / "aaa.jpg").write_bytes(b"")
    (photos / "aab.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    cat = (photos / "cat.jpg").read_bytes()
    (photos / "cat.jpg").write_bytes(cat[:200])
    user.expects_problems = True
    user.opens(photos)
    user.sees("astronaut.jpg")
    user.types(Qt.Key.Key_D)
    user.sees("cow.jpg")
    project = user.parts.opening.project
    for name in ("aaa.jpg", "aab.png", "cat.jpg"):
        assert project.status(name) is ImageStatus.UNREADABLE
        assert name in project.facts(name).reason


FIRST_PAINT = """
import sys, time
began = time.perf_counter()
sys.argv = ["fcn-gui"]
import app.__main__
from app.bootstrap import program

def begin(self):
    import os
    loaded = "torch" in sys.modules
    print("torch" if loaded else "light", round(time.perf_counter() - began, 2), flush=True)
    os._exit(0)

program.Program._begin = begin
app.__main__.main([])
"""


@pytest.mark.e2e
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="opencv-python's Qt is Linux's")
def test_the_window_stands_before_torch_whatever_cv2_says(tmp_path: Path) -> None:
    """Also with the variables that opencv-python sets, and which keep Qt from starting."""
    plugins = str(Path(cv2.__file__).parent / "qt" / "plugins")
    environment = {**os.environ, "QT_QPA_PLATFORM_PLUGIN_PATH": plugins, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout.startswith("light"), done.stderr
