from __future__ import annotations

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from fcn_core import files
from fcn_core.errors import FcnError
from fcn_core.files import UNSYNCED, file_state, spare, write_atomic


def test_the_new_content_replaces_the_old(tmp_path: Path) -> None:
    path = tmp_path / "ünïcode 文.bin"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_any_failure_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "work.bin"
    write_atomic(path, b"precious")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, b"lost")
    monkeypatch.undo()
    assert path.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [path]


def test_it_waits_for_whoever_reads_the_old_content(tmp_path: Path) -> None:
    path = tmp_path / "work.bin"
    write_atomic(path, b"old")
    with path.open("rb") as reader:
        threading.Timer(0.2, reader.close).start()
        write_atomic(path, b"new")
    assert path.read_bytes() == b"new"


def test_it_waits_where_the_system_replaces_nothing_that_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real, refused = tmp_path / "work.bin", os.replace, [True, True]

    def replace(one: Path, other: Path) -> None:
        if refused and refused.pop():
            raise PermissionError(13, "The process cannot access the file")
        real(one, other)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(files, "PATIENCE", 60.0)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new" and not refused
    refused.append(True)
    monkeypatch.setattr(files, "PATIENCE", 0.0)
    with pytest.raises(PermissionError):
        write_atomic(path, b"newer")
    assert path.read_bytes() == b"new" and list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs no folders")
@pytest.mark.parametrize("number", UNSYNCED)
def test_a_file_system_that_cannot_sync_folders_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, "no such thing")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_atomic(tmp_path / "work.bin", b"kept")
    assert (tmp_path / "work.bin").read_bytes() == b"kept"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
def test_a_write_that_the_system_stops_leaves_the_old_file(tmp_path: Path) -> None:
    """The system itself stops the write half-way, as on a full disk."""
    import resource

    path = tmp_path / "work.bin"
    write_atomic(path, b"precious")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            write_atomic(path, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomic(tmp_path / "none" / "a.bin", b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_others_may_read_what_is_written(tmp_path: Path) -> None:
    """Temporary files are private; what replaces a shared file must not become so."""
    path = tmp_path / "a.bin"
    before = os.umask(0o022)
    try:
        write_atomic(path, b"x")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o644


def test_names_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".png")
    write_atomic(path, b"x")
    assert path.read_bytes() == b"x"


def test_what_is_to_be_read_is_not_written(tmp_path: Path) -> None:
    file, link, other = (tmp_path / name for name in ("file", "link", "other"))
    file.write_bytes(b"precious")
    other.write_bytes(b"")
    link.symlink_to(file)
    for target in (file, link, tmp_path / "." / "sub" / ".." / "file"):
        (tmp_path / "sub").mkdir(exist_ok=True)
        with pytest.raises(FcnError, match=r"is to be read .* Elsewhere\."):
            spare([other, file], [tmp_path / "new", target], "Elsewhere.")
    spare([file, tmp_path / "gone"], [other, tmp_path / "gone", file / "2"], "Elsewhere.")


def test_a_file_of_the_same_size_and_date_is_another(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for file in (one, other):
        file.write_text(file.name[:3])
        os.utime(file, (1_700_000_000, 1_700_000_000))
    before = file_state(one)
    assert before == file_state(one)
    other.replace(one)
    assert file_state(one) != before
    if sys.platform == "win32":
        return  # which dates no change of a file but the last one of its content
    before = file_state(one)
    one.write_text("new")
    os.utime(one, (1_700_000_000, 1_700_000_000))
    assert file_state(one) != before
