from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from app.flows.open_documents import KEPT_DOCUMENTS
from app.flows.suggest.suggesting import Suggested
from app.state.index import ImageStatus
from app.state.paths import ProjectPaths
from tests.flows.world import World, make_photos


def test_a_folder_becomes_a_project_and_its_first_image_a_document(
    world: World, folder: Path
) -> None:
    projects: list[object] = []
    world.parts.opening.project_changed.connect(projects.append)
    document = world.open(folder)
    assert document.path == folder / "photo0.png"
    assert projects == [world.parts.opening.project]
    assert world.parts.settings.recent == (folder,)


def test_an_image_opens_its_folder(world: World, folder: Path) -> None:
    assert world.open(folder / "photo2.png").path == folder / "photo2.png"
    assert len(world.parts.opening.project.entries) == 3


@pytest.mark.parametrize("name", ["", "photo2.png"])
def test_a_drive_that_does_not_answer_is_told(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def asked(path: Path) -> None:
        raise OSError(errno.ENOTCONN, "Transport endpoint is not connected", str(path))

    for question in ("is_dir", "exists"):
        monkeypatch.setattr(Path, question, asked)
    world.parts.opening.open_path(folder / name)
    (told,) = world.problems
    assert "cannot be looked at (Transport endpoint is not connected)" in told
    assert "Connect the drive" in told


def test_a_large_folder_is_opened_where_somebody_stopped_too(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one the first image alone is known at once."""
    world.parts.settings.set_image(folder, "photo2.png")
    monkeypatch.setattr("app.state.listing.FEW", 1)
    assert world.open(folder).image_id == "photo2.png"
    world.until(lambda: world.parts.opening.project.is_listed)
    assert world.document.image_id == "photo2.png"
    world.parts.close_project()
    (folder / "photo2.png").unlink()
    assert world.open(folder).image_id == "photo0.png" and world.problems == []


def test_next_and_previous_stop_at_the_ends(world: World, folder: Path) -> None:
    world.open(folder)
    opening = world.parts.opening
    opening.step(-1)
    opening.step(1)
    opening.step(1)
    opening.step(1)
    world.until(lambda: world.document.image_id == "photo2.png")
    assert not opening.can_step(1)
    assert opening.can_step(-1)


def test_unreadable_images_are_listed_with_the_reason_and_passed_over(
    world: World, folder: Path
) -> None:
    (folder / "photo1.png").write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    (folder / "photo0.png").write_bytes(b"")
    document = world.open(folder)
    assert document.image_id == "photo2.png"
    project = world.parts.opening.project
    assert project.status("photo1.png") is ImageStatus.UNREADABLE
    assert "photo1.png" in project.facts("photo1.png").reason
    assert len(world.problems) == 2
    world.parts.opening.step(-1)
    world.qtbot.wait(100)
    assert world.document is document


def test_a_corrected_image_that_was_away_for_a_while_is_corrected_still(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    world.show("photo1.png")
    world.paint()
    world.saved()
    world.parts.close_project()
    away = (folder / "photo1.png").rename(tmp_path / "away.png")
    (folder / "photo1.png").write_bytes(b"")
    world.open(folder)
    world.parts.opening.show("photo1.png")
    world.until(lambda: bool(world.problems))
    project = world.parts.opening.project
    assert project is not None
    assert project.status("photo1.png") is ImageStatus.CORRECTED
    assert "photo1.png" in project.facts("photo1.png").reason
    away.replace(folder / "photo1.png")
    world.parts.close_project()
    world.open(folder)
    now = world.parts.opening.project
    assert now is not None
    world.until(lambda: not now.facts("photo1.png").reason)
    assert now.status("photo1.png") is ImageStatus.CORRECTED


def test_all_strokes_are_there_when_one_comes_back(world: World, tmp_path: Path) -> None:
    folder = make_photos(tmp_path / "many", KEPT_DOCUMENTS + 4)
    world.open(folder)
    drawn: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.uint8]]] = {}
    for number in range(KEPT_DOCUMENTS + 4):
        document = world.show(f"photo{number}.png")
        world.paint(label=number + 1)
        world.paint(label=number + 2, x=11)
        document.undo()
        drawn[document.image_id] = document.corrections.values_HW.copy()
    for image_id, values in drawn.items():
        document = world.show(image_id)
        assert np.array_equal(document.corrections.values_HW, values)
        assert (len(document.history.done), len(document.history.undone)) == (1, 1)


def test_only_the_last_documents_stay_in_memory(world: World, tmp_path: Path) -> None:
    world.open(make_photos(tmp_path / "many", KEPT_DOCUMENTS + 4))
    for number in range(KEPT_DOCUMENTS + 4):
        world.show(f"photo{number}.png")
        world.paint()
    world.parts.saving.flush()
    world.until(lambda: len(world.parts.opening._live) <= KEPT_DOCUMENTS)


def test_the_last_wanted_image_wins(world: World, folder: Path) -> None:
    world.open(folder)
    shown: list[str] = []
    world.parts.opening.document_changed.connect(lambda d: shown.append(d.image_id if d else ""))
    world.parts.opening.show("photo1.png")
    world.parts.opening.show("photo2.png")
    world.until(lambda: world.document.image_id == "photo2.png")
    world.qtbot.wait(50)
    assert shown == ["photo2.png"]


def test_which_image_stays_is_said_when_another_fails_or_is_given_up(
    world: World, folder: Path
) -> None:
    world.open(folder)
    stayed: list[str] = []
    world.parts.opening.stayed.connect(stayed.append)
    world.parts.opening.show("photo1.png")
    world.parts.opening.show("photo0.png")
    assert stayed == ["photo0.png"]
    world.show("photo1.png")
    (folder / "photo2.png").write_bytes(b"")
    world.parts.opening.show("photo2.png")
    world.until(lambda: len(stayed) == 2)
    assert stayed[-1] == world.document.image_id == "photo1.png"


def test_a_missing_path_and_an_empty_folder_are_said(world: World, tmp_path: Path) -> None:
    world.parts.opening.open_path(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    world.parts.opening.open_path(tmp_path / "empty")
    assert "does not exist" in world.problems[0]
    assert "no images" in world.problems[1]
    assert not any((tmp_path / "empty").iterdir()), "no project is made"
    assert world.parts.settings.recent == () and world.parts.opening.project is None


def test_a_project_whose_images_are_away_is_opened_but_not_remembered(
    world: World, folder: Path
) -> None:
    world.open(folder)
    assert world.parts.close_project()
    world.parts.settings.clear_recent()
    for photo in folder.glob("*.png"):
        photo.unlink()
    world.parts.opening.open_path(folder)
    assert world.parts.opening.project is not None and world.parts.settings.recent == ()
    assert "no images" in world.problems[-1]


def test_damaged_corrections_are_not_opened_as_empty(world: World, folder: Path) -> None:
    world.open(folder)
    world.paint()
    world.parts.saving.flush()
    file = world.parts.opening.project.paths.corrections("photo0.png")
    world.parts.close_project()
    file.write_bytes(file.read_bytes()[:-30])
    before = file.read_bytes()
    document = world.open(folder)
    assert document.image_id == "photo1.png"
    assert "damaged" in world.problems[0]
    assert file.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_read_only_folder_is_asked_about(world: World, folder: Path) -> None:
    folder.chmod(0o500)
    asked: list[tuple[object, object]] = []
    world.parts.opening.asked.connect(lambda *said: asked.append(said))
    world.parts.opening.open_path(folder)
    folder.chmod(0o700)
    assert asked[0][0] == folder


def test_the_image_that_was_asked_for_is_shown_once_there_is_a_place(
    world: World, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, create = world.parts.opening, ProjectPaths.create

    def refuse(paths: ProjectPaths) -> None:
        if paths.root.parent == folder:
            raise OSError(errno.EROFS, "Read-only file system")
        create(paths)

    monkeypatch.setattr(ProjectPaths, "create", refuse)
    agreed = [False, True]
    opening.asked.connect(
        lambda images, *_: agreed.pop(0) and opening.open_folder(images, tmp_path / "apart")
    )
    opening.open_path(folder / "photo2.png")
    assert opening.project is None
    assert world.open(folder / "photo2.png").image_id == "photo2.png"


def test_the_open_project_is_found_by_whatever_way(
    world: World, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(folder)
    (tmp_path / "x").mkdir()
    world.open(tmp_path / "x" / ".." / folder.name)
    project = world.parts.opening.project
    for way in (folder, tmp_path / "link"):
        world.parts.opening.open_path(way / "photo1.png")
        world.until(lambda: world.document.image_id == "photo1.png")
        world.parts.opening.open_path(way)
        world.until(lambda: world.document.image_id == "photo0.png")
    world.show("photo2.png")
    world.parts.opening.open_path(folder / "fcn-project")
    assert world.document.image_id == "photo0.png"
    assert (world.problems, world.parts.opening.project) == ([], project)


def test_a_project_that_its_own_window_has_locked_is_shown(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open(folder)
    world.show("photo1.png")
    # As a share that is there twice: nothing tells that the two folders are one.
    monkeypatch.setattr("app.state.place.is_same", lambda *_: False)
    world.parts.opening.open_path(folder)
    assert (world.problems, world.document.image_id) == ([], "photo0.png")


def test_a_copy_of_the_open_project_is_opened(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    world.paint(5)
    world.saved()
    shutil.copytree(folder, tmp_path / "copy")
    world.open(tmp_path / "copy")
    assert world.parts.opening.project.images == tmp_path / "copy"
    world.paint(7, x=9)
    world.saved()
    assert 7 not in world.open(folder).corrections.values_HW
    values = world.open(tmp_path / "copy").corrections.values_HW
    assert {5, 7} <= {*np.unique(values).tolist()} and world.problems == []


def test_the_open_project_is_found_under_the_new_name_of_its_folder(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    world.paint(5)
    world.saved()
    assert world.parts.saving.flush() == []
    renamed = folder.rename(tmp_path / "renamed")
    document = world.open(renamed)
    assert world.parts.opening.project.images == renamed and world.problems == []
    assert 5 in document.corrections.values_HW
    folder = renamed.rename(folder)
    world.paint(7, x=9)
    world.parts.opening.open_path(folder)
    assert "could not be saved" in world.problems[-1]
    renamed.parent.joinpath(folder.name).rename(renamed)
    world.saved()


def test_samples_are_copied_once(world: World, tmp_path: Path, samples: Path) -> None:
    copies = tmp_path / "copies"
    world.parts.opening.open_samples(samples, copies)
    world.until(lambda: world.parts.opening.document is not None)
    assert len(list(copies.glob("*.jpg"))) >= 5
    assert not (samples / "fcn-project").exists()


def test_what_a_closed_project_says_is_heard_by_nobody(
    world: World, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.open(folder)
    closed, parts = world.parts.opening.project, world.parts
    assert closed is not None and parts.close_project()
    world.open(make_photos(tmp_path / "other", 2))
    world.paint()
    shown = Suggested(image_id="photo0.png", words="", net="")
    parts.checking.has_run, parts.suggesting.shown = True, shown
    looked: list[object] = []
    monkeypatch.setattr(parts.tasks, "submit_latest", lambda *order: looked.append(order))
    closed.gone_changed.emit()
    closed.status_changed.emit("photo0.png")
    closed.images_changed.emit()
    assert parts.checking.has_run and parts.suggesting.shown is shown and not looked
    now = parts.opening.project
    assert now is not None
    now.gone_changed.emit()
    now.status_changed.emit("photo0.png")
    now.images_changed.emit()
    assert not parts.checking.has_run and parts.suggesting.shown is None and looked


def test_an_image_that_is_shown_no_more_is_not_counted_any_more(world: World, folder: Path) -> None:
    left = world.open(folder)
    said: list[str] = []
    opening = world.parts.opening
    for name in ("corrections", "prediction", "history"):
        signal = getattr(opening, f"{name}_changed")
        signal.connect(lambda *_, name=name: said.append(name))
    world.show("photo1.png")
    left.prediction_changed.emit()
    assert said == []
    world.paint()
    assert set(said) == {"corrections", "history"}
