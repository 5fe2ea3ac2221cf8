"""What happens in an export's folder while the export runs, and what it costs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fcn_core.errors import FcnError
from fcn_core.interchange import target
from fcn_core.interchange.target import exporting_into

CHANGED = "was changed since it was exported"


def exported(out: Path, *names: str, text: str = "exported") -> None:
    with exporting_into(out) as folder:
        for name in names:
            folder.write(name, text)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_file_that_its_owner_changed_after_it_was_written_stays(
    is_first: bool, tmp_path: Path
) -> None:
    """Or after it was found to hold the same already."""
    file = tmp_path / "masks" / "a.txt"
    if not is_first:
        exported(tmp_path, "masks/a.txt")
    with exporting_into(tmp_path) as folder:
        folder.write("masks/a.txt", "exported")
        file.write_text("by hand")
    with pytest.raises(FcnError, match=CHANGED):
        exported(tmp_path, "masks/a.txt", text="other")
    assert file.read_text() == "by hand"


def test_a_file_that_its_owner_changed_before_it_was_written_stays(tmp_path: Path) -> None:
    exported(tmp_path, "a.txt", "b.txt", "c.txt")
    with pytest.raises(FcnError, match=CHANGED), exporting_into(tmp_path) as folder:
        file = folder.open("a.txt")
        file.write(b"other")
        (tmp_path / "a.txt").write_text("by hand")
    with pytest.raises(FcnError, match=CHANGED):
        exported(tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "theirs")
    with exporting_into(tmp_path) as folder:
        (tmp_path / "b.txt").write_text("by hand")
        with pytest.raises(FcnError, match=CHANGED):
            folder.write("b.txt", "other")
        (tmp_path / "b.txt").rename(tmp_path / "theirs, too")
        folder.write("b.txt", "other")
    assert (tmp_path / "theirs").read_text() == (tmp_path / "theirs, too").read_text() == "by hand"


def test_a_file_that_its_owner_changed_is_not_removed(tmp_path: Path) -> None:
    exported(tmp_path, "a.txt", "b.txt")
    with pytest.raises(FcnError, match=CHANGED), exporting_into(tmp_path) as folder:
        folder.write("b.txt", "exported")
        (tmp_path / "a.txt").write_text("by hand")
    assert (tmp_path / "a.txt").read_text() == "by hand"


@pytest.mark.parametrize("was_there", [True, False])
def test_nothing_is_removed_behind_a_link_that_appeared(was_there: bool, tmp_path: Path) -> None:
    out, own = tmp_path / "out", tmp_path / "own"
    own.mkdir()
    exported(out, "m/a.txt", "n/b.txt")
    state = (out / "m" / "a.txt").stat()
    if not was_there:
        (out / "m").rename(tmp_path / "away")
        (out / "m").symlink_to(own)
    with pytest.raises(FcnError, match="m leads to another folder"), exporting_into(out) as folder:
        folder.write("n/b.txt", "exported")
        if was_there:
            (out / "m").rename(tmp_path / "away")
            (out / "m").symlink_to(own)
        (own / "a.txt").write_text("exported")
        os.utime(own / "a.txt", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert (own / "a.txt").exists()


def test_no_folders_are_made_behind_a_link(tmp_path: Path) -> None:
    out, own = tmp_path / "out", tmp_path / "own"
    out.mkdir()
    own.mkdir()
    (out / "images").symlink_to(own)
    with pytest.raises(FcnError, match="train leads to another folder"):
        exported(out, "images/train/a.txt")
    assert not list(own.iterdir())


def test_what_an_export_left_that_was_cut_short_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(out, "masks/a.txt", "images/a.txt")
    folders = [out, out / "masks", out / "images"]
    for folder in folders:
        (folder / ".0123456789abcdef.tmp").touch()
    theirs = [out / ".mine.tmp", out / "masks" / ".~lock.tmp"]
    for file in theirs:
        file.touch()
    exported(out, "masks/a.txt")
    assert set(out.rglob("*.tmp")) == set(theirs)


def test_nothing_unfinished_is_removed_behind_a_link(tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    other.mkdir()
    unfinished = other / ".0123456789abcdef.tmp"
    unfinished.touch()
    with exporting_into(out) as folder:
        folder.write("masks/a.txt", "exported")
        (out / "masks").rename(tmp_path / "elsewhere")
        (out / "masks").symlink_to(other)
    assert unfinished.exists()


def test_a_file_that_goes_while_the_export_runs_is_no_failure(tmp_path: Path) -> None:
    """It is written anew, if it was to be and was not yet found to be there."""
    exported(tmp_path, "a.txt", "b.txt")
    with exporting_into(tmp_path) as folder:
        folder.write("a.txt", "exported")
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).unlink()
        folder.write("b.txt", "exported")
    assert (tmp_path / "b.txt").exists()
    exported(tmp_path, "a.txt", "b.txt")
    assert (tmp_path / "a.txt").exists()


def test_each_file_is_synced_once_and_each_folder_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is a copy read again to know what it holds."""
    synced: list[int] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        real(handle)

    source = tmp_path / "source.txt"
    source.write_text("copied")
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.delattr(target, "file_hash")
    out = tmp_path / "out"
    with exporting_into(out) as folder:
        for number in range(5):
            folder.write(f"masks/{number}.txt", "exported")
            folder.copy(source, f"images/{number}.txt")
    files = {path.stat().st_ino for path in out.rglob("*.txt")}
    assert len(files) == 10 and files <= set(synced)
    assert len(synced) == len(files) + 4  # two folders, the record, and its folder
