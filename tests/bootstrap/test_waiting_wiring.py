"""What takes longer than a moment to open says so, over an empty canvas or another image."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.state import project as module
from app.state.opened import Opened
from tests.flows.world import make_photos
from tests.patience import HANG_MS


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Lets one image through for each release."""
    found, read = threading.Semaphore(0), module.read_opened

    def slow(*args: Any) -> Opened:
        assert found.acquire(timeout=HANG_MS / 1000)
        return read(*args)

    monkeypatch.setattr(module, "read_opened", slow)
    return found


@pytest.fixture
def program(program: Program, gate: threading.Semaphore) -> Iterator[Program]:
    program.window.show()
    yield program
    gate.release(100)


def test_what_is_opened_is_said(
    qtbot: QtBot, program: Program, gate: threading.Semaphore, tmp_path: Path
) -> None:
    note, opening = program.window.opening_note, program.parts.opening

    def shows(image_id: str) -> Callable[[], bool]:
        return lambda: opening.document is not None and opening.document.image_id == image_id

    opening.open_path(make_photos(tmp_path / "photos", 2))
    assert not note.isVisible(), "most are there at once"
    qtbot.waitUntil(note.isVisible)
    assert note.text == "Opening photo0.png …"
    assert note.geometry() == program.canvas.geometry()
    gate.release()
    qtbot.waitUntil(shows("photo0.png"))
    assert not note.isVisible()

    opening.show("photo1.png")
    qtbot.waitUntil(note.isVisible)
    assert note.text == "Opening photo1.png …"
    opening.show("photo0.png")
    assert not note.isVisible(), "it is there already"
    gate.release()
    opening.show("photo1.png")
    gate.release()
    qtbot.waitUntil(shows("photo1.png"))
    qtbot.wait(350)
    assert not note.isVisible()
