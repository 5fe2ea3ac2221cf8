"""A real process that paints and saves in a loop, killed without warning."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.state.project import Project
from tests.state.painter import step
from tests.strategies import document, load_document

ROOT = Path(__file__).resolve().parents[2]


def killed_painter(image: Path, seed: int) -> tuple[int, int, int]:
    """Run the painter, kill it at some moment, and return the last state it said was safe."""
    command = [sys.executable, "-m", "tests.state.painter", str(image), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as painter:
        assert painter.stdout is not None
        lines = [painter.stdout.readline() for _ in range(15 * seed)]
        time.sleep(0.0137 * seed)
        assert painter.poll() is None, "the painter died by itself; its stderr says why"
        painter.send_signal(signal.SIGKILL)
        lines += painter.stdout.readlines()
    revision, crc, undoable = map(int, [line for line in lines if line.endswith("\n")][-1].split())
    return revision, crc, undoable


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_acknowledged_stroke_survives_kill(seed: int, tmp_path: Path) -> None:
    image = tmp_path / "cat.png"
    Image.new("RGB", (110, 80)).save(image)
    safe = killed_painter(image, seed)
    project = Project.open(tmp_path)
    try:
        found = load_document(project, image)
    finally:
        project.close()
    # At most one change was saved whose acknowledgement the kill cut off.
    assert found.revision in (safe[0], safe[0] + 1)
    model, rng = document(80, 110), np.random.default_rng(seed)
    while model.revision < found.revision:
        state = step(model, rng)
        assert state == safe or state[0] != safe[0]
    assert zlib.crc32(found.corrections.values_HW.data) == state[1]
    assert len(found.history.done) == state[2]
    assert found.history.undone == model.history.undone
