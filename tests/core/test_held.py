"""A folder is held while a process works in it, and not one moment longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fcn_core import held
from fcn_core.errors import FcnError
from fcn_core.held import HELD, holding, is_held

HOLD = """
import sys, time
from pathlib import Path
from fcn_core.held import holding
with holding(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_it_is_held_until_the_end_of_the_block(tmp_path: Path) -> None:
    assert not is_held(tmp_path)
    with holding(tmp_path):
        assert is_held(tmp_path)
        for _ in range(2):
            with pytest.raises(FcnError, match="Another run is at work"), holding(tmp_path):
                pass
            assert is_held(tmp_path), "whoever was refused takes nothing from whoever has it"
    assert not is_held(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_is_killed_holds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"held\n"
        assert is_held(tmp_path)
        process.kill()
    assert (tmp_path / HELD).exists()
    assert not is_held(tmp_path)


def test_a_file_that_its_holder_removes_meanwhile_is_not_the_one_to_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = held._locked
    removed: list[Path] = []

    def just_after_its_end(handle: int) -> bool:
        if not removed:
            removed.append(tmp_path / HELD)
            removed[0].unlink()
        return honest(handle)

    monkeypatch.setattr(held, "_locked", just_after_its_end)
    with holding(tmp_path):
        assert removed and is_held(tmp_path)


def test_a_folder_that_is_gone_meanwhile_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    with holding(folder):
        (folder / HELD).unlink()
        folder.rmdir()
    assert not is_held(folder)
