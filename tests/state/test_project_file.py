"""The project file and its backup: one of them is always whole."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.state.net_words import became
from app.state.paths import ProjectPaths
from app.state.project_file import ProjectData, read_project, write_project
from fcn_core.masks import UNTOUCHED


@pytest.fixture
def paths(tmp_path: Path) -> ProjectPaths:
    made = ProjectPaths(tmp_path / "project")
    made.create()
    return made


def save(paths: ProjectPaths, count: int) -> list[ProjectData]:
    data = ProjectData(images="/photos")
    written = []
    for number in range(count):
        data = replace(data, settings={"number": number})
        write_project(paths, data)
        written.append(data)
    return written


def backup(paths: ProjectPaths) -> ProjectData:
    return ProjectData.decode(paths.backup_file.read_bytes())


def test_the_backup_is_the_last_good_version(paths: ProjectPaths) -> None:
    for count in (1, 4):
        written = save(paths, count)
        assert read_project(paths) == backup(paths) == written[-1]
    with paths.project_file.open("r+") as file:  # in its place, as some editors write
        file.write("{ broken by hand")
    assert backup(paths) == written[-1]
    assert not [p for p in paths.root.iterdir() if p.suffix == ".tmp"]


def test_a_backup_that_cannot_be_written_stops_no_change(
    paths: ProjectPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = save(paths, 1)[-1]
    real = os.replace

    def refuse(source: Path, target: Path) -> None:
        if target == paths.backup_file:
            raise OSError("no space")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        written = save(paths, 3)
    assert (read_project(paths), backup(paths)) == (written[-1], first)
    assert not [p for p in paths.root.iterdir() if p.suffix == ".tmp"]
    assert save(paths, 3)[-1] == backup(paths)


def test_a_failed_write_leaves_the_old_file_and_a_good_backup(
    paths: ProjectPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = save(paths, 2)

    def full(*_: object, **__: object) -> None:
        raise OSError("no space")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="no space"):
        patch.setattr("app.state.project_file.replacing", full)
        write_project(paths, replace(written[-1], images="/elsewhere"))
    assert read_project(paths) == backup(paths) == written[-1]
    assert not [p for p in paths.root.iterdir() if p.suffix == ".tmp"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs no folders")
def test_what_stands_in_a_folder_that_cannot_be_synced_is_changed(
    paths: ProjectPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    assert save(paths, 2)[-1] == read_project(paths) == backup(paths)


def test_what_became_of_labels_is_kept(paths: ProjectPaths) -> None:
    data = ProjectData(images="/photos").without((8, 12), 3).without((3,), UNTOUCHED)
    assert became(data.gone)[[3, 8, 12]].tolist() == [UNTOUCHED] * 3
    # Who brings a label back has all again that had become it.
    assert became(data.with_again(3).gone)[[3, 8, 12]].tolist() == [3, 3, 3]
    write_project(paths, data)
    assert read_project(paths) == data
    older = json.loads(data.encode())
    del older["gone"]  # as it was before labels could be deleted
    assert ProjectData.decode(json.dumps(older).encode()).gone == {}


def test_what_a_later_version_wrote_is_kept(paths: ProjectPaths) -> None:
    save(paths, 1)
    found = json.loads(paths.project_file.read_bytes())
    later = {"instances": {"photo0.png": [1, 2]}, "axes": None}
    paths.project_file.write_text(json.dumps({**found, **later}))
    data = read_project(paths)
    assert data is not None
    write_project(paths, replace(data, images="/elsewhere"))
    again = json.loads(paths.project_file.read_bytes())
    assert again == {**found, **later, "images": "/elsewhere"}


def test_what_was_written_into_a_file_decides_nothing_anew() -> None:
    """Whichever of the hashes that it is known by was decided of, and however the rule is."""
    names = [hashlib.sha256(bytes([n])).hexdigest() for n in range(60)]
    known = {name: (f"pixels of {n}",) for n, name in enumerate(names[:30])}
    before = ProjectData(images="x").with_split(names[:30], known)
    assert 2 < len(before.held_out & set(names)) < 12
    rated = dict(zip(names[30:], names[:30], strict=True))
    after = before.with_split(rated, {new: known[old] for new, old in rated.items()})
    assert {rated[new] for new in rated if new in after.held_out} == before.held_out & set(names)
    # Of projects of earlier versions the files' hashes are known alone.
    earlier = ProjectData(images="x").with_split(names[:30])
    later = earlier.with_split(rated, {new: ("pixels", old) for new, old in rated.items()})
    assert {rated[new] for new in rated if new in later.held_out} == earlier.held_out


def test_a_copy_of_what_is_held_out_is_held_out_but_nothing_that_was_learned_from() -> None:
    data = ProjectData(images="x", held_out=frozenset({"0a", "pixels"}), training=frozenset({"0b"}))
    split = data.with_split(["0a", "0b", "0c", "0d"], dict.fromkeys(["0b", "0c"], ("pixels",)))
    assert split.held_out == {"0a", "0c", "pixels"}
    assert split.training == {"0b", "0d"}
    assert split.with_split(["0a", "0b", "0c", "0d"]) == split
