"""What keeps two windows from writing one project, and what is said where that cannot be."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile, QSysInfo

from app.state.place import LockedError
from app.state.project import Project
from fcn_core.errors import FcnError
from tests.flows.world import make_photos


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_photos(tmp_path / "photos", 1)


class FullDiskLock(QLockFile):
    """As on a full disk, where the lock can be made but not written."""

    def tryLock(self, timeout: int = 0) -> bool:
        return False

    def error(self) -> QLockFile.LockError:
        return QLockFile.LockError.UnknownError


def test_a_full_disk_is_not_called_another_window(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.state.place.QLockFile", FullDiskLock)
        with pytest.raises(FcnError, match=r"window\.lock cannot be written: the disk") as caught:
            Project.open(folder)
    assert not isinstance(caught.value, LockedError)
    (folder / "fcn-project" / "window.name").mkdir()  # takes no name of ours
    with pytest.raises(FcnError, match=r"window\.name cannot be written: the disk"):
        Project.open(folder)
    (folder / "fcn-project" / "window.name").rmdir()
    Project.open(folder).close()


def test_a_copy_of_an_open_project_is_free(folder: Path, tmp_path: Path) -> None:
    """Its lock was copied along, and tells of the window that has the original."""
    project = Project.open(folder)
    shutil.copytree(folder, tmp_path / "copy")
    copy = Project.open(tmp_path / "copy")
    with pytest.raises(LockedError):
        Project.open(tmp_path / "copy")
    with pytest.raises(LockedError):
        Project.open(folder)
    copy.close()
    project.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no lock that is held")
def test_the_lock_of_a_later_window_stays(folder: Path) -> None:
    project = Project.open(folder)
    project.paths.lock_file.unlink()
    theirs = f"{os.getppid()}\npython\n{QSysInfo.machineHostName()}\n".encode()
    project.paths.lock_file.write_bytes(theirs)
    project.close()
    assert project.paths.lock_file.read_bytes() == theirs
    assert not [*project.paths.root.glob(".*.tmp")]
