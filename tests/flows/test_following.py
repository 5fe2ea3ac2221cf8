"""Images that were renamed keep their corrections, and missing ones are named once."""

from __future__ import annotations

import errno
import shutil
import threading
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from tifffile import imwrite

from app.state.draft import Draft, read_draft
from app.state.index import ImageStatus
from app.state.paths import ProjectPaths
from app.state.project import Project
from app.state.recovery import save_snapshot
from app.state.renamed import TITLE
from fcn_core.labels import VOC_PALETTE
from tests.flows.no_case import forget_case
from tests.flows.world import World, make_photo, make_photos

CAT, DOG = 8, 12


@pytest.fixture
def said(world: World) -> list[str]:
    heard: list[str] = []
    world.parts.following.said.connect(heard.append)
    return heard


def corrected(world: World, folder: Path, *names: str) -> None:
    """Correct some images, and close the folder."""
    world.open(folder)
    for number, name in enumerate(names):
        world.show(name)
        world.paint(DOG)
        world.paint(DOG, x=10 + number)
        world.saved()
    world.parts.close_project()


def project(world: World) -> Project:
    assert world.parts.opening.project is not None
    return world.parts.opening.project


def dogs(world: World) -> int:
    return int(np.count_nonzero(world.document.corrections.values_HW == DOG))


def test_corrections_of_a_renamed_image_go_along(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo1.png", "photo2.png")
    (folder / "photo1.png").rename(folder / "photo7.png")
    (folder / "photo2.png").rename(folder / "my photo.png")
    world.open(folder)
    world.until(lambda: bool(said))
    assert said == ["2 images have other names now: their corrections went along."]
    assert project(world).status("photo7.png") is ImageStatus.CORRECTED
    world.until(lambda: project(world).unlisted() == ())
    document = world.show("photo7.png")
    assert dogs(world) == 24
    assert len(document.history.done) == 2  # so does what can be undone
    world.parts.close_project()
    world.open(folder)
    world.show("photo7.png")
    assert dogs(world) == 24
    assert len(said) == 1


def test_one_that_is_shown_at_once_gets_them_too(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo0.png")
    (folder / "photo0.png").rename(folder / "a.png")
    paths = ProjectPaths(folder / "fcn-project")
    old = paths.corrections("photo0.png").read_bytes()
    world.open(folder)
    assert world.document.image_id == "a.png"
    world.until(lambda: bool(said))
    assert said == ["photo0.png is called a.png now: its corrections went along."]
    assert dogs(world) == 24
    assert [edit.title for edit in world.document.history.done] == [TITLE]
    world.saved()
    world.until(lambda: project(world).unlisted() == ())
    assert not paths.corrections("photo0.png").exists()
    aside = paths.corrections_folder / "photo0.png.png.followed"
    assert aside.read_bytes() == old
    world.parts.close_project()
    world.open(folder)
    assert dogs(world) == 24
    assert len(said) == 1


def test_labels_that_are_gone_do_not_come_back_with_it(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo0.png")
    (folder / "photo0.png").rename(tmp := folder.parent / "away.png")
    world.open(folder)
    project(world).remove_labels((DOG,), CAT)
    world.parts.close_project()
    tmp.rename(folder / "a.png")
    world.open(folder)
    assert world.document.image_id == "a.png"
    world.until(lambda: any("a.png" in text for text in said))
    assert dogs(world) == 0
    assert int(np.count_nonzero(world.document.corrections.values_HW == CAT)) == 24
    assert DOG in project(world).gone


def test_a_name_that_another_system_spells_otherwise(
    world: World, folder: Path, said: list[str]
) -> None:
    name = unicodedata.normalize("NFC", "Z\u00fcrich.png")
    make_photo(folder / name, 77)
    corrected(world, folder, name)
    (folder / name).rename(folder / unicodedata.normalize("NFD", name))
    world.open(folder)
    world.until(lambda: bool(said))
    (image_id,) = (each for each in project(world).entries.ids if each.startswith("Z"))
    assert image_id != name
    world.show(image_id)
    assert dogs(world) == 24


def test_of_copies_nobody_knows_which_it_is(world: World, folder: Path, said: list[str]) -> None:
    corrected(world, folder, "photo1.png")
    shutil.copy(folder / "photo1.png", folder / "copy.png")
    (folder / "photo1.png").rename(folder / "other.png")
    world.open(folder)
    world.until(lambda: bool(said))
    assert said == ["A corrected image is missing: photo1.png. Put it back to use its corrections."]
    assert project(world).unlisted() == ("photo1.png",)
    (folder / "other.png").unlink()
    world.parts.close_project()
    world.open(folder)
    world.until(lambda: len(said) == 2)
    assert said[1] == "photo1.png is called copy.png now: its corrections went along."


def test_missing_images_are_named_once(world: World, folder: Path, said: list[str]) -> None:
    corrected(world, folder, "photo1.png", "photo2.png")
    for name in ("photo1.png", "photo2.png"):
        (folder / name).unlink()
    world.open(folder)
    world.until(lambda: bool(said))
    assert said[0].startswith("2 corrected images are missing, photo1.png among them.")
    world.parts.close_project()
    world.open(folder)
    world.parts.tasks.flush()
    world.qtbot.wait(50)
    assert len(said) == 1
    world.parts.close_project()
    make_photo(folder / "photo1.png", 1)
    make_photo(folder / "photo2.png", 2)
    world.open(folder)
    world.parts.close_project()
    (folder / "photo1.png").unlink()
    world.open(folder)
    world.until(lambda: len(said) == 2)
    assert "photo1.png" in said[1]


def test_images_in_subfolders_that_are_not_listed_are_not_missing(
    world: World, folder: Path, said: list[str]
) -> None:
    (folder / "sub").mkdir()
    make_photo(folder / "sub" / "deep.png", 50)
    world.open(folder)
    opening = world.parts.opening
    opening.include_subfolders(True)
    world.until(lambda: len(project(world).entries) == 4)
    (deep,) = (each for each in project(world).entries.ids if "deep" in each)
    world.show(deep)
    world.paint(DOG)
    world.saved()
    shutil.copy(folder / "sub" / "deep.png", folder / "copy.png")
    opening.include_subfolders(False)
    world.until(lambda: len(project(world).entries) == 4)
    world.parts.close_project()
    world.open(folder)
    world.parts.tasks.flush()
    world.qtbot.wait(50)
    assert said == []
    assert project(world).unlisted() == (deep,)


def test_what_was_corrected_under_the_new_name_stays(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo1.png")
    old = folder / "photo1.png"
    shutil.copy(old, folder / "photo7.png")
    world.open(folder)
    world.show("photo7.png")
    world.paint(DOG, x=25)
    world.saved()
    world.parts.close_project()
    old.unlink()
    world.open(folder)
    world.until(lambda: bool(said))
    assert "photo1.png" in said[0]
    world.show("photo7.png")
    assert dogs(world) == 12
    assert ProjectPaths(folder / "fcn-project").corrections("photo1.png").exists()


def renamed_while_shown(world: World, folder: Path, said: list[str]) -> None:
    world.open(folder)
    world.show("photo1.png")
    world.paint(DOG)
    world.saved()
    (folder / "photo1.png").rename(folder / "zz.png")
    world.parts.watching.look()
    world.until(lambda: bool(said))
    assert said == [
        "photo1.png is called zz.png now: its corrections go along once you show another image."
    ]
    said.clear()


def test_one_that_is_renamed_while_it_is_open_follows_when_another_is_shown(
    world: World, folder: Path, said: list[str]
) -> None:
    renamed_while_shown(world, folder, said)
    world.show("photo0.png")
    world.until(lambda: bool(said))
    assert said == ["photo1.png is called zz.png now: its corrections went along."]
    assert len(world.show("zz.png").history.done) == 1  # its files went along
    assert dogs(world) == 12
    assert project(world).unlisted() == ()


@pytest.mark.parametrize("others_come", [False, True])
def test_also_if_it_is_saved_while_it_is_being_followed(
    world: World, folder: Path, said: list[str], others_come: bool
) -> None:
    renamed_while_shown(world, folder, said)
    writer, disk = world.parts.writer, threading.Event()

    def save(*_: object) -> None:
        disk.set()
        writer.flush()

    writer.submit(disk.wait, lambda _: None, print)
    world.parts.following._walk.progressed.connect(save)
    world.show("photo0.png")
    if others_come:
        make_photo(folder / "more.png", 7)
        world.parts.watching.look()
    else:
        disk.set()
    world.until(lambda: bool(said))
    assert said == ["photo1.png is called zz.png now: its corrections went along."]


def test_and_joins_what_is_drawn_under_the_new_name_at_once(
    world: World, folder: Path, said: list[str]
) -> None:
    renamed_while_shown(world, folder, said)

    def draw(_: object) -> None:
        world.paint(CAT, x=20)
        world.paint(CAT, x=4)  # over half of the old ones: what came last counts

    world.parts.opening.document_changed.connect(draw)
    document = world.show("zz.png")
    world.until(lambda: bool(said))
    world.parts.opening.document_changed.disconnect(draw)
    assert [edit.title for edit in document.history.done] == ["Paint", "Paint", TITLE]
    assert np.count_nonzero(document.corrections.values_HW == CAT) == 24
    assert dogs(world) == 6
    world.saved()
    world.until(lambda: project(world).unlisted() == ())
    world.parts.close_project()
    world.open(folder)
    world.show("zz.png")
    assert dogs(world) == 6


OUTLINE = Draft(tool="polygon", label=1, points=((1.0, 1.0), (5.0, 1.0)), corners=2, steps=())


def test_an_open_outline_follows_alone(world: World, folder: Path, said: list[str]) -> None:
    world.open(folder)
    world.parts.drafting.keep(world.show("photo1.png"), OUTLINE)
    world.parts.close_project()
    (folder / "photo1.png").rename(folder / "zz.png")
    paths = ProjectPaths(folder / "fcn-project")
    world.open(folder)
    world.until(lambda: paths.draft("zz.png").exists())
    assert not paths.draft("photo1.png").exists()
    assert project(world).status("zz.png") is ImageStatus.NEW
    assert said == []


@pytest.mark.parametrize("strokes", [0, 1])
def test_an_open_outline_comes_to_the_image_that_is_shown(
    world: World, folder: Path, strokes: int
) -> None:
    document = world.open(folder)
    for _ in range(strokes):
        world.paint(DOG)
    world.saved()
    world.parts.drafting.keep(document, OUTLINE)
    world.parts.close_project()
    (folder / "photo0.png").rename(folder / "a.png")
    found: list[str] = []
    world.parts.drafting.found.connect(lambda of, _: found.append(of.image_id))
    world.open(folder)
    world.until(lambda: found == ["a.png"])
    kept = read_draft(ProjectPaths(folder / "fcn-project").draft("a.png"))
    assert kept is not None and kept.points == OUTLINE.points


def test_what_can_be_taken_back_of_an_emptied_image_follows(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo1.png")
    world.open(folder)
    world.show("photo1.png")
    world.parts.correcting.undo()
    world.parts.correcting.undo()
    world.saved()
    world.parts.close_project()
    (folder / "photo1.png").rename(folder / "zz.png")
    paths = ProjectPaths(folder / "fcn-project")
    world.open(folder)
    world.until(lambda: paths.journal("zz.png").exists())
    assert len(world.show("zz.png").history.undone) == 2
    assert said == []


@pytest.mark.parametrize("is_shortened", [False, True])
def test_a_journal_that_was_left_behind_goes_along_later(
    world: World, folder: Path, said: list[str], is_shortened: bool
) -> None:
    """A crash before the corrections file was written, and another between two names."""
    corrected(world, folder, "photo1.png")
    paths = ProjectPaths(folder / "fcn-project")
    old = paths.corrections("photo1.png").read_bytes()
    world.open(folder)
    world.show("photo1.png")
    world.paint(CAT, x=20)
    world.saved()
    if is_shortened:
        world.parts.close_project()
        old = paths.corrections("photo1.png").read_bytes()
        shown = world.open(folder) and world.show("photo1.png")
        save_snapshot(paths, shown.snapshot(), VOC_PALETTE, journal_limit=-(1 << 20))
    world.parts.close_project()
    paths.corrections("photo1.png").unlink()
    paths.corrections("zz.png").write_bytes(old)
    (folder / "photo1.png").rename(folder / "zz.png")
    world.open(folder)
    world.until(lambda: bool(said))
    assert said == ["photo1.png is called zz.png now: its corrections went along."]
    assert len(world.show("zz.png").history.done) == 3
    assert project(world).unlisted() == ()


def test_what_was_tried_under_the_new_name_and_undone_is_not_in_the_way(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo1.png")
    world.open(folder)
    world.show("photo2.png")
    world.paint(CAT)
    world.document.undo()
    world.saved()
    world.parts.close_project()
    paths = ProjectPaths(folder / "fcn-project")
    (folder / "photo1.png").replace(folder / "photo2.png")
    world.open(folder)
    world.until(lambda: bool(said))
    assert said == ["photo1.png is called photo2.png now: its corrections went along."]
    assert len(world.show("photo2.png").history.done) == 2
    assert dogs(world) == 24
    aside = [file.name for file in paths.journal_folder.glob("*.followed")]
    assert aside == ["photo2.png.log.followed"]


def test_what_the_disk_refuses_to_rename_counts_as_missing(
    world: World, folder: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected(world, folder, "photo1.png")
    (folder / "photo1.png").rename(folder / "zz.png")
    with monkeypatch.context() as patch:
        rename = Path.rename

        def refuse(path: Path, target: Path) -> Path:
            if "fcn-project" in str(path):
                raise OSError(errno.EACCES, "Permission denied")
            return rename(path, target)

        patch.setattr(Path, "rename", refuse)
        world.open(folder)
        world.until(lambda: bool(said))
        world.parts.close_project()
    missing = "A corrected image is missing: photo1.png. Put it back to use its corrections."
    assert said == [missing]
    world.open(folder)
    world.until(lambda: len(said) == 2)
    assert said[1] == "photo1.png is called zz.png now: its corrections went along."


def test_an_end_before_the_old_ones_are_set_aside_is_no_false_alarm(
    world: World, folder: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected(world, folder, "photo0.png")
    (folder / "photo0.png").rename(folder / "a.png")
    with monkeypatch.context() as patch:

        def end(*_: object) -> None:
            raise OSError(errno.EIO, "the program ends here")

        patch.setattr("app.flows.following.set_aside", end)
        world.open(folder)
        world.until(lambda: bool(said))
        world.saved()
        world.parts.close_project()
    paths = ProjectPaths(folder / "fcn-project")
    assert paths.corrections("photo0.png").exists()
    world.open(folder)
    world.until(lambda: len(said) == 2)
    assert said == ["photo0.png is called a.png now: its corrections went along."] * 2
    assert project(world).unlisted() == ()
    assert not paths.corrections("photo0.png").exists()
    assert [edit.title for edit in world.show("a.png").history.done] == [TITLE]
    assert dogs(world) == 24


@pytest.mark.parametrize("name", ["photo0.png", "photo1.png"], ids=["shown at once", "closed"])
def test_another_spelling_on_a_disk_that_knows_no_case(
    world: World, folder: Path, said: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    corrected(world, folder, name)
    forget_case(monkeypatch, folder)
    spelled = name.capitalize()
    (folder / name).rename(folder / spelled)
    world.open(folder)
    world.until(lambda: bool(said))
    assert said == [f"{name} is called {spelled} now: its corrections went along."]
    assert project(world).corrected() == {spelled}
    paths = ProjectPaths(folder / "fcn-project")
    assert [file.name for file in paths.corrections_folder.iterdir()] == [f"{spelled}.png"]
    document = world.show(spelled)
    assert dogs(world) == 24
    assert [edit.title for edit in document.history.done] == ["Paint", "Paint"]


def test_another_spelling_of_the_image_that_is_shown(
    world: World, folder: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are not read while strokes of it are to be written."""
    forget_case(monkeypatch, folder)
    document = world.open(folder)
    world.paint(DOG)
    world.saved()
    (folder / "photo0.png").rename(folder / "Photo0.png")
    world.parts.watching.look()
    world.until(lambda: any("is called" in text for text in said))
    world.paint(DOG, x=9)
    assert document.is_dirty
    world.parts.opening.show("Photo0.png")
    assert world.document is document
    world.saved()
    assert len(world.show("Photo0.png").history.done) == 2
    world.paint(CAT, x=20)
    world.until(lambda: project(world).unlisted() == ())
    world.parts.close_project()
    world.open(folder)
    world.show("Photo0.png")
    assert dogs(world) == 24
    assert np.count_nonzero(world.document.corrections.values_HW == CAT) == 12


def test_a_stack_that_grew_and_has_another_name(
    world: World, tmp_path: Path, said: list[str]
) -> None:
    folder = make_photos(tmp_path / "stacks", 1)
    pages = np.random.default_rng(0).integers(0, 255, (4, 24, 32, 3), dtype=np.uint8)
    imwrite(folder / "s.tif", pages[:3], photometric="rgb")
    world.open(folder)
    for label, image_id in enumerate(project(world).entries.ids[1:], start=1):
        world.show(image_id)
        world.paint(label)
        world.saved()
    world.show("photo0.png")
    world.parts.close_project()
    (folder / "s.tif").unlink()
    imwrite(folder / "t.tif", pages, photometric="rgb")
    world.open(folder)
    world.until(lambda: bool(said))
    assert said == ["3 images have other names now: their corrections went along."]
    for label, image_id in enumerate(project(world).entries.ids[1:4], start=1):
        world.show(image_id)
        assert np.count_nonzero(world.document.corrections.values_HW == label) == 12
