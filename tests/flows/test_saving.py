from __future__ import annotations

import errno
import gc
import os
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.flows import saving
from app.flows.open_documents import KEPT_DOCUMENTS
from app.state.document import Document
from app.state.index import ImageStatus
from app.state.journal import Journal
from app.state.paths import ProjectPaths
from app.state.recovery import recover
from app.workers import writer
from fcn_core.errors import FcnError
from fcn_core.masks import read_mask
from tests.flows.world import HEIGHT, WIDTH, World, make_photos


class Disk:
    """A disk that can be full: every fsync then fails, as on a real one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        real = os.fsync

        def fsync(handle: int) -> None:
            if self.full:
                raise OSError(errno.ENOSPC, "No space left on device")
            real(handle)

        monkeypatch.setattr(os, "fsync", fsync)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    monkeypatch.setattr(saving, "RETRY_MS", 50)
    disk = Disk(monkeypatch)
    yield disk
    disk.full = False


def test_a_finished_edit_is_in_the_journal_before_any_snapshot(world: World, folder: Path) -> None:
    document = world.open(folder)
    world.paint()
    world.saved()
    paths = world.parts.opening.project.paths
    assert not paths.corrections(document.image_id).exists()
    found = recover(paths, document.image_id, (HEIGHT, WIDTH))
    assert np.array_equal(found.corrections_HW, document.corrections.values_HW)


def test_edits_made_while_a_write_is_under_way_keep_their_order(world: World, folder: Path) -> None:
    document = world.open(folder)
    for number in range(12):
        world.paint(label=number, x=number)
    document.undo()
    world.saved()
    found = recover(world.parts.opening.project.paths, document.image_id, (HEIGHT, WIDTH))
    assert np.array_equal(found.corrections_HW, document.corrections.values_HW)
    assert (len(found.done), len(found.undone)) == (11, 1)


def test_the_corrections_file_follows_by_itself(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "SNAPSHOT_MS", 10)
    document = world.open(folder)
    world.paint()
    file = world.parts.opening.project.paths.corrections(document.image_id)
    world.until(file.exists)
    world.until(lambda: world.parts.saving.is_settled(document))
    assert np.array_equal(read_mask(file), document.corrections.values_HW)


def test_it_follows_also_what_came_while_it_was_written(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, save = threading.Event(), writer.save_snapshot

    def slowly(*args: Any) -> None:
        began.set()
        time.sleep(0.1)
        save(*args)

    monkeypatch.setattr(saving, "SNAPSHOT_MS", 10)
    monkeypatch.setattr(writer, "save_snapshot", slowly)
    document = world.open(folder)
    world.paint()
    world.until(began.is_set)
    world.paint(x=9)
    world.until(lambda: world.parts.saving.is_settled(document))


def test_an_untouched_image_leaves_no_files(world: World, folder: Path) -> None:
    document = world.open(folder)
    world.parts.saving.flush()
    paths = world.parts.opening.project.paths
    assert not paths.journal(document.image_id).exists()
    assert not paths.corrections(document.image_id).exists()


def test_the_status_follows(world: World, folder: Path) -> None:
    document = world.open(folder)
    world.paint()
    assert world.parts.opening.project.status(document.image_id) is ImageStatus.CORRECTED


def test_a_full_disk_is_said_once_and_the_document_stays_dirty(
    world: World, folder: Path, disk: Disk
) -> None:
    document = world.open(folder)
    recovered: list[bool] = []
    world.parts.saving.recovered.connect(lambda: recovered.append(True))
    disk.full = True
    world.paint()
    world.until(lambda: bool(world.problems))
    world.paint(x=9)
    world.paint(x=15)
    world.qtbot.wait(150)
    assert len(world.problems) == 1
    assert "No space left" in world.problems[0]
    assert document.is_dirty
    assert world.parts.saving.is_failing
    disk.full = False
    world.saved()
    assert recovered == [True]
    found = recover(world.parts.opening.project.paths, document.image_id, (HEIGHT, WIDTH))
    assert np.array_equal(found.corrections_HW, document.corrections.values_HW)
    assert len(found.done) == 3


@pytest.mark.parametrize("way", ["by itself", "another image"])
def test_steps_that_the_corrections_file_knew_first_can_be_undone_after_reopening(
    world: World, folder: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The disk is there again before the journal is tried once more."""
    world.open(folder)
    world.paint()
    world.saved()
    monkeypatch.setattr(saving, "RETRY_MS", 60_000)
    disk.full = True
    world.paint(x=9)
    world.until(lambda: bool(world.problems))
    disk.full = False
    if way == "by itself":
        world.parts.saving.save_now()
    else:
        world.show("photo1.png")
    world.until(lambda: not world.parts.saving.is_failing)
    assert world.parts.close_project()
    world.open(folder)
    assert len(world.show("photo0.png").history.done) == 2


def test_an_image_whose_steps_the_journal_lacks_stays_in_memory(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "RETRY_MS", 50)
    document = world.open(folder)
    is_full = True
    real = Journal.append

    def append(journal: Journal, records: bytes) -> None:
        if is_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(journal, records)

    monkeypatch.setattr(Journal, "append", append)
    world.paint()
    world.until(lambda: bool(world.problems))
    world.parts.saving.save_now()
    world.saved()
    assert not world.parts.saving.is_settled(document)
    world.qtbot.wait(150)
    assert world.parts.saving.is_failing and len(world.problems) == 1
    is_full = False
    world.until(lambda: world.parts.saving.is_settled(document))
    assert not world.parts.saving.is_failing


def test_flush_says_what_could_not_be_saved(world: World, folder: Path, disk: Disk) -> None:
    document = world.open(folder)
    disk.full = True
    world.paint()
    assert world.parts.saving.flush() == [document]
    assert not world.parts.close_project()
    assert world.parts.opening.document is document
    disk.full = False
    assert world.parts.saving.flush() == []


def test_images_that_were_let_go_leave_memory(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[weakref.ref[Document]] = []
    begin = Document.__init__

    def note(self: Document, *args: Any, **named: Any) -> None:
        begin(self, *args, **named)
        made.append(weakref.ref(self))

    monkeypatch.setattr(Document, "__init__", note)
    photos = make_photos(tmp_path / "many", 7)
    world.open(photos)
    for number in range(7):
        world.show(f"photo{number}.png")
        world.paint()
        world.saved()
    world.parts.saving.save_now()
    world.show("photo0.png")
    world.parts.saving.flush()
    world.show("photo1.png")
    gc.collect()
    assert len(made) >= 7
    assert sum(document() is not None for document in made) <= KEPT_DOCUMENTS + 1


def test_an_image_that_is_being_changed_stays_in_memory(world: World, tmp_path: Path) -> None:
    world.open(make_photos(tmp_path / "many", KEPT_DOCUMENTS + 2))
    document = world.show("photo0.png")
    change = document.begin_filling_rest(3)
    assert change is not None
    for number in range(1, KEPT_DOCUMENTS + 2):
        world.show(f"photo{number}.png")
    assert world.parts.opening.open_document("photo0.png") is document
    change.finish()
    assert world.parts.close_project()
    world.open(tmp_path / "many")
    assert (world.show("photo0.png").corrections.values_HW == 3).all()


def test_a_project_that_is_closed_is_written_no_more(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last corrections file fails, and may be written late; the next project's image of the
    same name has nothing to do with that.
    """
    written: list[Path] = []
    real = writer.save_snapshot

    def refuse(paths: ProjectPaths, *rest: Any) -> None:
        written.append(paths.root)
        if paths.root == one / "fcn-project":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(paths, *rest)

    monkeypatch.setattr(writer, "save_snapshot", refuse)
    one, other = (make_photos(tmp_path / name, 1) for name in ("one", "other"))
    world.open(one)
    world.paint(x=2)
    world.paint(x=9)
    world.saved()
    assert world.parts.close_project()
    assert not world.parts.saving.is_failing
    tried = len(written)
    document = world.open(other)
    for x in (2, 9, 16):
        world.paint(label=5, x=x)
        world.saved()
    assert world.parts.close_project()
    assert written[tried:] == [other / "fcn-project"]
    assert np.array_equal(world.open(other).corrections.values_HW, document.corrections.values_HW)
    values = world.open(one).corrections.values_HW
    assert np.count_nonzero(values == 2) == 24


@pytest.mark.parametrize("way", ["link", "folders"])
def test_nothing_is_written_into_another_project_at_the_same_place(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(saving, "RETRY_MS", 50)
    for name in ("one", "other"):
        make_photos(tmp_path / name, 1)
        world.open(tmp_path / name)
        world.paint(label=5)
        assert world.parts.close_project()
    current = tmp_path / "current"
    if way == "link":
        current.symlink_to(tmp_path / "one")
    else:
        (tmp_path / "one").rename(current)
    world.open(current)
    world.paint(label=7, x=15)
    world.saved()
    if way == "link":
        current.unlink()
        current.symlink_to(tmp_path / "other")
    else:
        current.rename(tmp_path / "one")
        (tmp_path / "other").rename(current)
    found = [file for file in (current / "fcn-project").rglob("*") if file.is_file()]
    # The index is made anew where it is missing.
    files = {file: file.read_bytes() for file in found if file.suffix != ".sqlite"}
    document = world.document
    world.paint(label=9, x=9)
    world.until(lambda: bool(world.problems))
    assert "another project lies there by now" in world.problems[0]
    with pytest.raises(FcnError, match="another project"):
        world.parts.opening.project.rename_label(5, "changed")
    assert not world.parts.close_project() and document.is_dirty
    assert all(f.read_bytes() == data for f, data in files.items())

    if way == "link":
        current.unlink()
        current.symlink_to(tmp_path / "one")
    else:
        current.rename(tmp_path / "other")
        (tmp_path / "one").rename(current)
    world.saved()
    assert world.parts.close_project()
    values = world.open(tmp_path / "one" if way == "link" else current).corrections.values_HW
    assert {5, 7, 9} <= {*np.unique(values).tolist()}


def test_a_window_whose_lock_was_deleted_writes_nothing_over_a_later_one(
    world: World, folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    world.open(folder)
    (folder / "fcn-project" / "window.lock").unlink()
    (tmp_path / "later").mkdir()
    later = World(qtbot, tmp_path / "later")
    for x in (2, 9):
        later.open(folder)
        later.paint(label=7, x=x)
        later.saved()
        later.parts.close_project()  # the window is gone, what it did stays
    project = folder / "fcn-project"
    files = [project / "corrections" / "photo0.png.png", project / "journal" / "photo0.png.log"]
    before = [file.read_bytes() for file in files]
    world.paint(label=9)
    world.until(lambda: bool(world.problems))
    assert "another window has the project by now" in world.problems[0]
    assert "drawn there again" in world.problems[0]
    world.parts.opening.show("photo1.png")
    world.until(lambda: len(world.problems) > 1)
    assert "another window has the project by now" in world.problems[1]
    assert not world.parts.close_project()
    assert [file.read_bytes() for file in files] == before
    values = later.open(folder).corrections.values_HW
    assert np.count_nonzero(values == 7) == 24
    later.close()
    (project / "window.name").unlink()  # lets the fixture close it


def test_a_lock_that_somebody_deleted_is_no_reason_to_lose_strokes(
    world: World, folder: Path
) -> None:
    world.open(folder)
    (folder / "fcn-project" / "window.lock").unlink()
    world.paint()
    world.saved()
    assert world.problems == []
