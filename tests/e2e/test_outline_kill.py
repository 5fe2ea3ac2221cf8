"""A real program is killed while an outline is open: the next one goes on with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt

from tests.e2e.conftest import User
from tests.e2e.outline_drawer import LABEL, corner

ROOT = Path(__file__).resolve().parents[2]


def killed_drawer(folder: Path, settings: Path, tool: str, clicks: int) -> int:
    """Kill it some clicks later; how many it said were safe."""
    command = [sys.executable, "-m", "tests.e2e.outline_drawer", folder, settings, tool]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as drawer:
        assert drawer.stdout is not None
        lines = [drawer.stdout.readline() for _ in range(clicks)]
        assert drawer.poll() is None, "the drawer died by itself; its stderr says why"
        drawer.send_signal(signal.SIGKILL)
        lines += drawer.stdout.readlines()
    return int([line for line in lines if line.endswith("\n")][-1])


@pytest.mark.e2e
@pytest.mark.timeout(300)
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("tool", ["polygon", "live-wire"])
def test_an_open_outline_survives_kill(
    user: User, tmp_path: Path, tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    image = np.random.default_rng(0).integers(60, 80, (300, 320, 3), np.uint8)
    assert cv2.imwrite(str(folder / "noise.png"), image)
    safe = killed_drawer(folder, tmp_path / "drawer.ini", tool, 9)
    # The banner itself goes after some seconds.
    notices: list[str] = []
    monkeypatch.setattr(user.window, "show_notice", notices.append)

    user.opens(folder)
    document = user.sees("noise.png")
    user.waits(lambda: user.canvas.outline.tool is not None)
    # At most one press was kept whose acknowledgement the kill cut off.
    draft = user.canvas.outline.tool.draft
    assert draft.corners in (safe, safe + 1)
    places = np.array(draft.points)
    for number in range(safe):
        assert np.hypot(*(places - corner(number)).T).min() < 1
    session = user.parts.session
    assert (session.tool, session.label) == (tool, LABEL)
    assert any("Enter closes it" in notice for notice in notices)

    file = user.parts.opening.project.paths.draft("noise.png")
    user.paints(corner(safe + 1))
    user.parts.writer.flush()
    assert user.canvas.outline.tool.draft.corners == draft.corners + 1 and file.exists()
    user.types(Qt.Key.Key_Return)
    user.waits(lambda: not document.is_dirty and not file.exists())
    assert [edit.label for edit in document.history.done] == [LABEL]
    assert user.canvas.outline.tool is None


@pytest.mark.e2e
@pytest.mark.timeout(300)
@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Backspace])
def test_a_dropped_outline_does_not_come_back(user: User, photos: Path, key: Qt.Key) -> None:
    user.opens(photos)
    document = user.sees(sorted(photo.name for photo in photos.iterdir())[0])
    file = user.parts.opening.project.paths.draft(document.image_id)
    user.parts.session.set_tool("polygon")
    user.paints((40, 40))
    user.waits(file.exists)
    user.types(key)
    user.waits(lambda: not file.exists())
    assert not document.history.done
