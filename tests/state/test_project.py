"""The project folder: made, found again, guarded, and never overwritten when damaged."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from app.jobs.copying import copy_project
from app.state.failures import failures, note_failure, outdated
from app.state.index import ImageStatus
from app.state.listing import ImageEntry
from app.state.paths import ProjectPaths
from app.state.place import (
    LockedError,
    ReadOnlyFolderError,
    TwoProjectsError,
    leads_to,
    passed_over,
    suggested_folder,
)
from app.state.project import Project
from app.state.recovery import save_snapshot
from app.state.rect import Rect
from app.state.snapshot import encode_snapshot
from fcn_core.errors import FcnError
from fcn_core.labels import VOC_NAMES, LabelSet
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.split import content_hash
from tests.strategies import journal_pending, load_document, stroke

Opener = Callable[..., Project]


@pytest.fixture
def images(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("a.jpg", "a.png", "my cat.png", "ü.png"):
        Image.new("RGB", (40, 30), (len(name), 3, 4)).save(folder / name)
    (folder / "broken.jpg").write_bytes(b"not an image")
    return folder


@pytest.fixture
def opened() -> Iterator[Opener]:
    made: list[Project] = []

    def make(*args: object, **options: object) -> Project:
        for project in made:
            project.close()
        made.clear()
        made.append(Project.open(*args, **options))  # type: ignore[arg-type]
        return made[0]

    yield make
    for project in made:
        project.close()


def test_a_new_project_lists_its_images(images: Path, opened: Opener) -> None:
    project = opened(images)
    assert [entry.path.name for entry in project.entries] == [
        "a.jpg",
        "a.png",
        "broken.jpg",
        "my cat.png",
        "ü.png",
    ]
    assert len({entry.image_id for entry in project.entries}) == 5
    assert project.labels.names == tuple(VOC_NAMES)
    assert project.paths.root == images / "fcn-project"
    assert all(project.status(e.image_id) is ImageStatus.NEW for e in project.entries)
    assert project.entry(project.entries[1].image_id) == project.entries[1]


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names")
def test_a_folder_whose_name_is_no_text_says_so(tmp_path: Path, opened: Opener) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/fo\xe9"))
    folder.mkdir()
    Image.new("RGB", (4, 3)).save(folder / "a.png")
    with pytest.raises(FcnError, match="is not written in letters") as caught:
        opened(folder)
    assert "Rename" in caught.value.remedy and str(caught.value).encode()


def test_work_is_there_again(images: Path, opened: Opener) -> None:
    project = opened(images)
    originals = {path: path.read_bytes() for path in images.iterdir() if path.is_file()}
    document = load_document(project, images / "my cat.png")
    stroke(document, Rect(3, 3, 9, 9), 5)
    journal_pending(project.paths, document)
    project.note_document(document)
    save_snapshot(project.paths, document.snapshot(), project.labels.palette())
    stroke(document, Rect(20, 3, 9, 9), 6)
    journal_pending(project.paths, document)

    project = opened(images)
    again = load_document(project, images / "my cat.png")
    assert np.array_equal(again.corrections.values_HW, document.corrections.values_HW)
    assert project.status(again.image_id) is ImageStatus.CORRECTED
    assert project.facts(again.image_id).touched == 162
    assert project.status(load_document(project, images / "a.png").image_id) is ImageStatus.NEW
    assert {path: path.read_bytes() for path in originals} == originals


def test_status_follows_the_document(images: Path, opened: Opener, qtbot: QtBot) -> None:
    project = opened(images)
    document = load_document(project, images / "a.png")
    stroke(document, Rect(0, 0, 9, 9), 5)
    with qtbot.waitSignal(project.status_changed) as told:
        project.note_document(document)
    assert told.args == ["a.png"]
    with qtbot.assertNotEmitted(project.status_changed):
        project.note_document(document)
    stroke(document, Rect(0, 0, 40, 30), 5)
    project.note_document(document)
    assert project.status("a.png") is ImageStatus.ACCEPTED


def test_an_unreadable_image_is_noted_and_stops_nothing(images: Path, opened: Opener) -> None:
    project = opened(images)
    with pytest.raises(FcnError, match=r"broken\.jpg cannot be read"):
        project.read(images / "broken.jpg")
    note_failure(project, "broken.jpg", "broken.jpg cannot be read")
    facts = opened(images).facts("broken.jpg")
    assert facts.status is ImageStatus.UNREADABLE
    assert "broken.jpg cannot be read" in facts.reason


def test_labels_change_with_a_signal_and_stay(images: Path, opened: Opener, qtbot: QtBot) -> None:
    project = opened(images, labels=LabelSet.from_names(["sky", "sea"]))
    with qtbot.waitSignal(project.labels_changed):
        assert project.add_label("sand", (1, 2, 3)) == 2
    with qtbot.waitSignal(project.labels_changed):
        project.rename_label(0, "air")
    project.recolor_label(1, (9, 9, 9))
    with pytest.raises(FcnError, match="sand"):
        project.add_label("sand", (0, 0, 0))
    project = opened(images)
    assert project.labels.names == ("air", "sea", "sand")
    assert project.labels.labels[1].color == (9, 9, 9)


def test_settings_stay(images: Path, opened: Opener) -> None:
    project = opened(images)
    project.set_setting("hidden", [1, 2])
    assert opened(images).setting("hidden") == [1, 2]
    assert opened(images).setting("none", 4) == 4


def test_new_images_are_found(images: Path, opened: Opener, qtbot: QtBot) -> None:
    project = opened(images)
    with qtbot.assertNotEmitted(project.images_changed):
        project.take(project.list_all())
    Image.new("RGB", (4, 4)).save(images / "new.png")
    with qtbot.waitSignal(project.images_changed):
        project.take(project.list_all())
    assert project.entry("new.png") is not None


def test_a_second_window_is_turned_away(images: Path, opened: Opener) -> None:
    project = opened(images)
    with pytest.raises(LockedError, match=rf"another window \(process {os.getpid()} on") as caught:
        Project.open(images)
    assert caught.value.is_ours
    project.close()
    opened(images)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 99}', b"\xff\xfe", b"null"])
def test_a_damaged_project_file_is_left_alone(content: bytes, images: Path, opened: Opener) -> None:
    project = opened(images, labels=LabelSet.from_names(["sky", "sea"]))
    project.add_label("sand", (1, 2, 3))
    project.close()
    file, backup = project.paths.project_file, project.paths.backup_file
    file.write_bytes(content)
    good = backup.read_bytes()
    with pytest.raises(FcnError, match=r"project\.json cannot be read.*project\.json\.bak"):
        Project.open(images)
    assert file.read_bytes() == content
    assert backup.read_bytes() == good
    backup.replace(file)
    assert opened(images).labels.names == ("sky", "sea", "sand")


def test_a_lost_project_file_is_not_made_up(images: Path, opened: Opener) -> None:
    project = opened(images)
    project.close()
    project.paths.project_file.unlink()
    with pytest.raises(FcnError, match=r"project\.json is missing"):
        Project.open(images)
    assert not project.paths.project_file.exists()


def test_a_damaged_index_is_rebuilt(images: Path, opened: Opener) -> None:
    project = opened(images)
    for name, rect in (("a.png", Rect(0, 0, 9, 9)), ("a.jpg", Rect(0, 0, 40, 30))):
        document = load_document(project, images / name)
        stroke(document, rect, 5)
        save_snapshot(project.paths, document.snapshot(), project.labels.palette())
    document = load_document(project, images / "ü.png")
    stroke(document, Rect(0, 0, 9, 9), 5)
    journal_pending(project.paths, document)
    project.close()
    for damage in (b"rubbish " * 500, b""):
        project.paths.index_file.write_bytes(damage)
        project = opened(images)
        assert project.status("a.png") is ImageStatus.CORRECTED
        assert project.facts("a.png").touched == 81
        assert project.status("a.jpg") is ImageStatus.ACCEPTED
        assert project.status("ü.png") is ImageStatus.CORRECTED
        project.close()


def test_strokes_that_only_the_journal_knows_count_although_the_image_cannot_be_read(
    images: Path, opened: Opener
) -> None:
    project = opened(images)
    document = load_document(project, images / "a.png")
    stroke(document, Rect(0, 0, 9, 9), 5)
    journal_pending(project.paths, document)
    note_failure(project, "a.png", "away")
    assert project.status("a.png") is ImageStatus.UNREADABLE
    project = opened(images)
    assert project.status("a.png") is ImageStatus.CORRECTED
    assert project.facts("a.png").reason == "away"


def test_an_index_that_cannot_be_written_stops_nothing(images: Path, opened: Opener) -> None:
    project = opened(images)
    project.set_doubt("a.jpg", 0.5)
    assert project._index._database is not None
    project._index._database.execute("PRAGMA query_only = ON")
    project.set_status("a.png", ImageStatus.CORRECTED)
    assert project.status("a.png") is ImageStatus.CORRECTED
    assert not project.paths.index_file.exists(), "a stale index would be believed"
    assert opened(images).status("a.png") is ImageStatus.NEW


def test_a_disk_that_turned_read_only_stops_nothing(
    images: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = opened(images)
    project.set_doubt("a.jpg", 0.5)
    refuse_all(project, monkeypatch)
    project.set_status("a.png", ImageStatus.CORRECTED)
    assert project.status("a.png") is ImageStatus.CORRECTED
    assert project.paths.index_file.exists()


def refuse_all(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is the index written from now on, nor anything removed."""

    def unlink(path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    assert project._index._database is not None
    project._index._database.execute("PRAGMA query_only = ON")
    monkeypatch.setattr(Path, "unlink", unlink)


def test_what_a_cut_off_write_left_is_removed(images: Path, opened: Opener) -> None:
    project = opened(images)
    project.close()
    leftover = project.paths.corrections_folder / ".a.png.png.x1y2.tmp"
    leftover.touch()
    opened(images)
    assert not leftover.exists()


def test_an_index_of_another_version_is_rebuilt(images: Path, opened: Opener) -> None:
    project = opened(images)
    project.set_doubt("a.png", 0.25)
    assert opened(images).facts("a.png").doubt == 0.25
    project.close()
    with sqlite3.connect(project.paths.index_file) as database:
        database.execute("PRAGMA user_version = 77")
    database.close()
    assert opened(images).facts("a.png").doubt is None


def test_corrections_from_elsewhere_are_counted_on_rebuild(images: Path, opened: Opener) -> None:
    project = opened(images)
    project.close()
    project.paths.index_file.unlink()
    mask = np.full((30, 40), 254, np.uint8)
    mask[:3] = 7
    Image.fromarray(mask).save(project.paths.corrections("a.png"))
    project.paths.corrections("a.jpg").write_bytes(b"rubbish")
    project = opened(images)
    assert project.facts("a.png").touched == 120
    assert project.status("a.jpg") is ImageStatus.CORRECTED
    assert [facts.image_id for facts in project.unreadable()] == ["a.jpg"]


def test_corrections_that_were_put_there_meanwhile_are_known(images: Path, opened: Opener) -> None:
    project = opened(images)
    project.set_doubt("a.png", 0.25)
    note_failure(project, "ü.png", "away")
    project.close()
    mask = np.full((30, 40), 254, np.uint8)
    mask[:3] = 7
    for name in ("a.png", "ü.png"):
        Image.fromarray(mask).save(project.paths.corrections(name))
    project.paths.corrections("a.jpg").write_bytes(b"rubbish")
    project.paths.corrections("._a.png").write_bytes(b"of another system")
    for _ in range(2):  # found, and remembered
        project = opened(images)
        facts = project.facts("a.png")
        assert (facts.status, facts.touched, facts.doubt) == (ImageStatus.CORRECTED, 120, 0.25)
        assert project.facts("ü.png").status is ImageStatus.CORRECTED
        assert project.facts("ü.png").reason == "away"
        assert "damaged" in project.facts("a.jpg").reason
        assert project.status("._a.png") is ImageStatus.NEW


def touched_mask() -> Mask:
    """81 pixels are corrected."""
    mask = np.full((30, 40), UNTOUCHED, np.uint8)
    mask[:9, :9] = 7
    return mask


def test_an_image_without_files_counts_as_corrected_no_longer(images: Path, opened: Opener) -> None:
    """A crash between a row and the files it tells of, or somebody has taken these away."""
    project = opened(images)
    project.note_touched("a.png", 81, 1200)
    project.note_touched("gone.png", 81, 1200)
    project.set_doubt("a.png", 0.5)
    project = opened(images)
    assert project.corrected() == frozenset()
    assert project.facts("a.png").touched == 0
    assert project.facts("a.png").doubt == 0.5


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names")
def test_names_that_are_no_text_stop_nothing(images: Path, opened: Opener) -> None:
    name = os.fsdecode(b"a\xe9.png")
    project = opened(images)
    note_failure(project, "a_.png~1", f"{name} cannot be read")
    project.note_touched("a.png", 81, 1200)
    project.paths.corrections("a.png").write_bytes(encode_snapshot(touched_mask(), 1))
    assert project.facts("a_.png~1").reason == f"{name} cannot be read"
    project = opened(images)
    assert project.status("a.png") is ImageStatus.CORRECTED
    assert project.facts("a_.png~1").reason == "a?.png cannot be read"


def test_an_index_from_before_knows_what_was_corrected(images: Path, opened: Opener) -> None:
    project = opened(images)
    project.note_touched("a.png", 81, 1200)
    project.paths.corrections("a.png").write_bytes(encode_snapshot(touched_mask(), 1))
    project.close()
    with sqlite3.connect(project.paths.index_file) as database:
        database.execute("UPDATE images SET status = 'unreadable', reason = 'away'")
        database.execute("ALTER TABLE images DROP COLUMN failed")
        database.execute("PRAGMA user_version = 2")
    database.close()
    project = opened(images)
    assert project.status("a.png") is ImageStatus.CORRECTED
    (failure,) = outdated(failures(project))
    assert failure.image_id == "a.png"


def hashes(entries: Iterable[ImageEntry]) -> dict[ImageEntry, str]:
    return {entry: content_hash(entry.path) for entry in entries}


def test_the_split_is_decided_once(images: Path, opened: Opener) -> None:
    project = opened(images)
    training, held_out = project.split(hashes(project.entries[:2]))
    assert (len(training), len(held_out)) == (2, 0)
    training, held_out = project.split(hashes(project.entries))
    assert held_out and training
    assert not held_out & set(project.entries[:2])
    again = opened(images)
    assert again.split(hashes(again.entries)) == (training, held_out)
    moved = images / "renamed.png"
    next(iter(held_out)).path.rename(moved)
    again.take(again.list_all())
    assert any(entry.path == moved for entry in again.split(hashes(again.entries))[1])


def test_a_look_ahead_decides_nothing(images: Path, opened: Opener) -> None:
    project = opened(images)
    before = project.paths.project_file.read_bytes()
    ahead = project.split(hashes(project.entries), decides=False)
    assert ahead[1] and project.paths.project_file.read_bytes() == before
    assert project.split(hashes(project.entries[:2])) == (set(project.entries[:2]), set())


def read_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so a read-only folder is played."""
    real = Path.mkdir

    def mkdir(self: Path, *args: object, **options: object) -> None:
        if self.is_relative_to(folder):
            raise OSError(errno.EROFS, "Read-only file system")
        real(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", mkdir)


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, "Access is denied")


def test_a_read_only_folder_gets_its_project_elsewhere(
    images: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_only(images, monkeypatch)
    with pytest.raises(ReadOnlyFolderError, match="read-only") as caught:
        Project.open(images)
    suggested = caught.value.suggested
    assert suggested == suggested_folder(images)
    assert str(suggested) in caught.value.remedy
    project = opened(images, suggested)
    document = load_document(project, images / "a.png")
    stroke(document, Rect(0, 0, 9, 9), 5)
    journal_pending(project.paths, document)
    assert opened(images).paths.root == suggested, "it is found again without being named"
    again = opened(suggested)
    assert again.images == images
    assert load_document(again, images / "a.png").revision == 1


def test_images_on_another_drive_find_their_project_again(
    images: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        read_only(images, patch)
        project = opened(images, suggested_folder(images))
        stroke(load_document(project, images / "a.png"), Rect(0, 0, 9, 9), 5)
        project.add_label("sand", (1, 2, 3))
        project.close()
    drive = images.parent / "another"
    drive.mkdir()
    moved = images.rename(drive / images.name)
    read_only(moved, monkeypatch)
    with pytest.raises(ReadOnlyFolderError) as caught:
        opened(moved)
    assert caught.value.earlier == (project.paths.root, images)
    again = opened(moved, project.paths.root)
    assert again.images == moved and again.labels.names[-1] == "sand"
    again.close()
    assert opened(moved).paths.root == project.paths.root, "from now on without asking"
    other = drive / "other"
    other.mkdir()
    (other / "a.png").write_bytes(b"")
    read_only(other, monkeypatch)
    with pytest.raises(ReadOnlyFolderError) as caught:
        opened(other)
    assert caught.value.earlier is None


def test_a_project_that_can_only_be_read_is_not_passed_over(
    images: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = opened(images)
    document = load_document(project, images / "a.png")
    stroke(document, Rect(0, 0, 9, 9), 5)
    journal_pending(project.paths, document)
    project.add_label("sand", (1, 2, 3))
    beside = project.paths
    project.close()
    with monkeypatch.context() as patch:
        read_only(images, patch)
        patch.setattr(ProjectPaths, "create", lambda self: self.corrections_folder.mkdir())
        with pytest.raises(ReadOnlyFolderError) as caught:
            opened(images)
    assert caught.value.there == beside.root
    apart = ProjectPaths(caught.value.suggested)
    copy_project(beside, apart)
    assert not apart.claim_file.exists() and not apart.index_file.exists()
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        project = opened(images)
        assert project.paths == apart and project.images == images
        assert passed_over(images, project.paths) == beside.root
    assert project.corrected() == {"a.png"} and project.labels.names[-1] == "sand"
    assert load_document(project, images / "a.png").history.done
    assert leads_to(images, project.paths, images), "opened once more, nobody is asked"
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: True)  # what Windows says of every folder
        patch.setattr(Path, "touch", refuse)
        assert opened(images).paths == apart and passed_over(images, apart) == beside.root
    with pytest.raises(TwoProjectsError) as asked:
        Project.open(images)
    assert (asked.value.beside, asked.value.apart) == (beside.root, apart.root)
    for paths in (beside, apart):
        project = opened(images, paths.root)
        assert project.paths == paths and passed_over(images, paths) is None


def test_a_copy_that_was_cut_short_is_no_project(
    images: Path, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, place = opened(images).paths, ProjectPaths(tmp_path / "place")
    copyfile = shutil.copyfile

    def full(source: Path, target: Path) -> None:
        if source == kept.project_file:
            raise OSError(errno.ENOSPC, "No space left on device")
        copyfile(source, target)

    kept.journal_folder.chmod(0o500)
    with monkeypatch.context() as patch:
        patch.setattr("app.jobs.copying.shutil.copyfile", full)
        with pytest.raises(FcnError, match="cannot be copied"):
            copy_project(kept, place)
    assert place.backup_file.exists() and not place.project_file.exists()
    copy_project(kept, place)
    kept.journal_folder.chmod(0o700)
    assert place.project_file.read_bytes() == kept.project_file.read_bytes()
    assert place.journal_folder.stat().st_mode & stat.S_IWUSR, "the copy can be written"


def test_a_project_folder_opens_as_its_images(images: Path, opened: Opener) -> None:
    opened(images)
    project = opened(images / "fcn-project")
    assert project.images == images
    project.close()
    moved = images.rename(images.with_name("moved"))
    project = opened(moved / "fcn-project")
    assert project.images == moved
    assert len(project.entries) == 5


def test_a_full_disk_changes_no_labels(
    images: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = opened(images)
    before = project.paths.project_file.read_bytes()

    def fsync(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(FcnError, match="No space left"):
            project.add_label("sand", (1, 2, 3))
    assert project.paths.project_file.read_bytes() == before
    assert "sand" not in project.labels.names


def test_no_folder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="cannot be opened"):
        Project.open(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_ten_thousand_images_are_listed_fast(tmp_path: Path, opened: Opener) -> None:
    for number in range(10_000):
        (tmp_path / f"{number}.jpg").touch()
    start = time.process_time()
    project = opened(tmp_path)
    assert len(project.entries) == 1, "the first image alone"
    project.take(project.list_all())
    assert len(project.entries) == 10_000
    assert time.process_time() - start < 5, "headers are read up front"
    assert ProjectPaths(project.paths.root).journal_folder.is_dir()


def test_dates_are_not_trusted_where_the_index_is_lost(images: Path, opened: Opener) -> None:
    """A clock was set back, and the program ended before it wrote the corrections."""
    project = opened(images)
    document = load_document(project, images / "a.png")
    for x in (0, 9):
        stroke(document, Rect(x, 0, 5, 5), 3)
    document.undo()
    document.undo()
    journal_pending(project.paths, document)
    save_snapshot(project.paths, document.snapshot(), project.labels.palette())
    for emptied in (True, False):
        if not emptied:
            document.redo()
            journal_pending(project.paths, document)
        os.utime(project.paths.journal("a.png"), (0, 0))
        project.close()
        project.paths.index_file.unlink()
        project = opened(images)
        expected = ImageStatus.NEW if emptied else ImageStatus.CORRECTED
        assert project.status("a.png") is expected
