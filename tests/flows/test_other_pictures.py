"""Corrections whose picture was replaced: shown with a word of warning, and used by nobody."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.flows.learning.learning_set import held_out_of
from app.jobs.corrected import Counted, count_corrected, sure_corrections_of
from app.state.paths import ProjectPaths
from app.state.picture import hash_of_pixels
from app.state.project_file import read_project
from app.state.snapshot import encode_snapshot, read_snapshot
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_image
from fcn_core.masks import UNTOUCHED
from fcn_core.split import content_hash
from tests.flows.world import HEIGHT, WIDTH, World, make_photo

DOG = 12


@pytest.fixture
def said(world: World) -> list[str]:
    heard: list[str] = []
    world.parts.opening.said.connect(heard.append)
    return heard


def corrected(world: World, folder: Path, *names: str) -> None:
    """Correct some images, and close the folder."""
    world.open(folder)
    for name in names:
        world.show(name)
        world.paint(DOG)
        world.saved()
    world.parts.close_project()


def counted(world: World, *, of_any_picture: bool = False) -> Counted:
    opening = world.parts.opening
    project = opening.project
    assert project is not None
    entries = [(e, project.facts(e.image_id)) for e in project.entries]
    source = opening.corrections_source(project)
    return count_corrected(source, entries, of_any_picture=of_any_picture)


def test_another_picture_is_said_and_left_out_until_it_is_corrected(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo0.png", "photo1.png")
    make_photo(folder / "photo0.png", 999)
    world.open(folder)
    document = world.show("photo0.png")
    assert [text.split(" than")[0] for text in said] == ["photo0.png: This is another picture"]
    assert (document.corrections.values_HW == DOG).any()
    found = counted(world)
    assert [c.entry.image_id for c in found.images] == ["photo1.png"]
    assert "another picture" in found.unread["photo0.png"]
    assert len(counted(world, of_any_picture=True).images) == 2
    world.parts.close_project()  # looking at it says nothing about it
    world.open(folder)
    world.show("photo0.png")
    assert len(said) == 2
    world.paint(DOG, x=20)
    assert len(counted(world).images) == 2
    world.saved()
    world.parts.close_project()
    world.open(folder)
    world.show("photo0.png")
    assert len(counted(world).images) == 2
    assert len(said) == 2


def test_what_undo_brings_back_on_another_picture_is_left_out(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo0.png")
    world.open(folder)
    world.show("photo0.png")
    world.parts.correcting.undo()
    world.saved()
    world.parts.close_project()
    make_photo(folder / "photo0.png", 999)
    world.open(folder)
    document = world.show("photo0.png")
    assert said == [], "nothing is to be seen of it"
    world.parts.correcting.redo()
    assert (document.corrections.values_HW == DOG).any()
    assert "another picture" in counted(world).unread["photo0.png"]


def test_what_undo_brings_back_of_another_picture_is_its_own_for_good(
    world: World, folder: Path, said: list[str]
) -> None:
    """Also after the program was closed: each step knows which picture it turned to."""
    first = (folder / "photo0.png").read_bytes()
    corrected(world, folder, "photo0.png")
    make_photo(folder / "photo0.png", 999)
    world.open(folder)
    world.show("photo0.png")
    world.paint(DOG, x=20)
    world.saved()
    assert counted(world).unread == {}

    def again() -> None:
        world.saved()
        world.parts.close_project()
        world.open(folder)
        world.show("photo0.png")

    for _ in range(2):
        again()
        world.parts.correcting.undo()
        assert "another picture" in counted(world).unread["photo0.png"]
        again()
        assert "another picture" in counted(world).unread["photo0.png"]
        world.parts.correcting.redo()
        assert counted(world).unread == {}
    world.parts.close_project()
    (folder / "photo0.png").write_bytes(first)
    world.open(folder)
    world.show("photo0.png")
    assert "another picture" in counted(world).unread["photo0.png"]
    world.parts.correcting.undo()
    assert counted(world).unread == {}, "what is left is of the one that was put back"


def test_two_names_that_were_swapped(world: World, folder: Path, said: list[str]) -> None:
    corrected(world, folder, "photo0.png", "photo1.png")
    first, second, between = folder / "photo0.png", folder / "photo1.png", folder / "between"
    first.rename(between)
    second.rename(first)
    between.rename(second)
    world.open(folder)
    for name in ("photo0.png", "photo1.png"):
        world.show(name)
    assert len(said) == 2
    assert counted(world).images == ()


def test_a_picture_that_is_replaced_while_it_is_open_is_left_out(
    world: World, folder: Path
) -> None:
    world.open(folder)
    world.show("photo0.png")
    world.paint(DOG)
    world.saved()
    assert len(counted(world).images) == 1
    make_photo(folder / "photo0.png", 999)
    assert "another picture" in counted(world).unread["photo0.png"]
    world.paint(DOG, x=20)  # on the picture that is seen, not on the new one
    assert "another picture" in counted(world).unread["photo0.png"]


def test_a_page_that_is_taken_out_of_a_stack(world: World, tmp_path: Path, said: list[str]) -> None:
    pages = [Image.fromarray(np.full((HEIGHT, WIDTH, 3), v, np.uint8)) for v in (10, 120, 240)]
    folder = tmp_path / "stacks"
    folder.mkdir()
    pages[0].save(folder / "s.tif", save_all=True, append_images=pages[1:])
    world.open(folder)
    project = world.parts.opening.project
    assert project is not None
    second = project.entries.ids[1]
    corrected(world, folder, second)
    pages[1].save(folder / "s.tif", save_all=True, append_images=pages[2:])
    world.open(folder)
    world.show(second)
    assert len(said) == 1
    assert second in counted(world).unread


def test_labels_that_are_merged_do_not_confirm_a_picture(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo0.png")
    make_photo(folder / "photo0.png", 999)
    world.open(folder)
    world.show("photo1.png")
    project = world.parts.opening.project
    assert project is not None
    project.remove_labels((DOG,), 8)
    document = world.show("photo0.png")
    assert (document.corrections.values_HW == 8).any()
    assert "another picture" in counted(world).unread["photo0.png"]
    world.parts.close_project()
    world.open(folder)
    world.show("photo0.png")
    assert len(said) == 2


def test_corrections_of_earlier_versions_get_their_picture_when_they_are_saved(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo0.png")
    file = ProjectPaths(folder / "fcn-project").corrections("photo0.png")
    mask, stamp = read_snapshot(file)
    assert stamp is not None
    file.write_bytes(encode_snapshot(mask, stamp.revision))
    world.open(folder)
    world.show("photo0.png")
    assert said == []
    assert len(counted(world).images) == 1
    world.paint(DOG, x=20)
    world.saved()
    world.parts.close_project()
    _, again = read_snapshot(file)
    assert again is not None
    assert again.picture == replace(stamp, revision=again.revision).picture


def test_where_nothing_is_corrected_any_more_nothing_is_said(
    world: World, folder: Path, said: list[str]
) -> None:
    world.open(folder)
    world.show("photo0.png")
    world.paint(DOG)
    world.saved()
    world.document.undo()
    world.saved()
    world.parts.close_project()
    make_photo(folder / "photo0.png", 999)
    world.open(folder)
    document = world.show("photo0.png")
    assert (document.corrections.values_HW == UNTOUCHED).all()
    assert said == []


def test_an_export_tries_once_more_and_leaves_it_out(world: World, folder: Path) -> None:
    corrected(world, folder, "photo0.png")
    world.open(folder)
    world.show("photo1.png")
    make_photo(folder / "photo0.png", 999)
    opening = world.parts.opening
    project = opening.project
    assert project is not None
    entry = project.entry("photo0.png")
    assert entry is not None
    with pytest.raises(FcnError, match="another picture"):
        sure_corrections_of(opening.corrections_source(project), entry)


def test_what_is_held_out_is_known_by_its_pixels_too(world: World, folder: Path) -> None:
    """A rating that is written into its file later changes nothing, then."""
    names = ("photo0.png", "photo1.png", "photo2.png")
    corrected(world, folder, *names)
    world.open(folder)
    project = world.parts.opening.project
    assert project is not None
    (held,) = held_out_of(project, counted(world))
    pixels = hash_of_pixels(read_image(held.path))
    data = read_project(project.paths)
    assert data is not None and {content_hash(held.path), pixels} <= data.held_out
    Image.open(held.path).save(held.path, pnginfo=rating())
    assert held_out_of(project, counted(world)) == {held}
    data = read_project(project.paths)
    assert data is not None and content_hash(held.path) in data.held_out


def rating() -> PngInfo:
    info = PngInfo()
    info.add_text("Rating", "5")
    return info


def test_what_a_net_says_of_a_picture_is_not_kept_as_of_the_one_in_its_place(
    world: World, folder: Path
) -> None:
    """The first image is open and its file is replaced, before a net is loaded."""
    world.open(folder)
    make_photo(folder / "photo0.png", 999)
    world.predicted()
    known = world.parts.known
    world.show("photo1.png")
    world.predicted()
    world.until(lambda: known.find("photo1.png") is not None)
    assert known.find("photo0.png") is None
    world.parts.predicting_all.start()
    world.until(lambda: not world.parts.predicting_all.is_running)
    assert known.find("photo0.png") is not None, "the one that lies there is looked at"


def test_names_that_are_swapped_between_files_of_one_size_and_date(
    world: World, folder: Path
) -> None:
    """As a camera writes them: only what they show tells them apart."""
    one, other = folder / "a.bmp", folder / "b.bmp"
    for seed, file in enumerate((one, other)):
        make_photo(file, seed)
        os.utime(file, (1_700_000_000, 1_700_000_000))
    corrected(world, folder, "a.bmp", "b.bmp")
    world.open(folder)
    project = world.parts.opening.project
    assert project is not None
    for found in counted(world).images:  # as a run does
        project.remember_hashes({found.entry.image_id: (found.digest, found.state)})
    one.rename(folder / "c")
    other.rename(one)
    (folder / "c").rename(other)
    assert counted(world).images == ()
    world.parts.close_project()
    world.open(folder)
    assert counted(world).images == ()


def after_a_crash_in_the_first_seconds(world: World, folder: Path) -> None:
    """There is a stroke in the journal, and no corrections file yet."""
    corrected(world, folder, "photo1.png")
    ProjectPaths(folder / "fcn-project").corrections("photo1.png").unlink()


def test_a_journal_alone_knows_its_picture(world: World, folder: Path, said: list[str]) -> None:
    after_a_crash_in_the_first_seconds(world, folder)
    make_photo(folder / "photo1.png", 999)
    world.open(folder)
    world.show("photo1.png")
    assert [text.split(" than")[0] for text in said] == ["photo1.png: This is another picture"]
    assert "another picture" in counted(world).unread["photo1.png"]


def test_a_journal_alone_follows_its_picture(world: World, folder: Path) -> None:
    after_a_crash_in_the_first_seconds(world, folder)
    (folder / "photo1.png").rename(folder / "zz.png")
    heard: list[str] = []
    world.parts.following.said.connect(heard.append)
    world.open(folder)
    world.until(lambda: bool(heard))
    assert heard == ["photo1.png is called zz.png now: its corrections went along."]
    assert (world.show("zz.png").corrections.values_HW == DOG).any()
    assert [c.entry.image_id for c in counted(world).images] == ["zz.png"]


def test_strokes_on_another_picture_are_of_that_one_after_a_crash(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo1.png")
    paths, first = ProjectPaths(folder / "fcn-project"), (folder / "photo1.png").read_bytes()
    old = paths.corrections("photo1.png").read_bytes()
    make_photo(folder / "photo1.png", 999)
    corrected(world, folder, "photo1.png")  # as it is
    world.open(folder)
    world.show("photo1.png")
    world.paint(DOG, x=20)
    world.saved()
    world.parts.close_project()
    paths.corrections("photo1.png").write_bytes(old)
    said.clear()
    world.open(folder)
    world.show("photo1.png")
    assert not said
    world.parts.close_project()
    (folder / "photo1.png").write_bytes(first)
    world.open(folder)
    world.show("photo1.png")
    assert [text.split(" than")[0] for text in said] == ["photo1.png: This is another picture"]


def test_a_journal_knows_that_a_first_correction_was_taken_back(
    world: World, folder: Path, said: list[str]
) -> None:
    corrected(world, folder, "photo1.png")
    paths = ProjectPaths(folder / "fcn-project")
    old = paths.corrections("photo1.png").read_bytes()
    make_photo(folder / "photo1.png", 999)
    world.open(folder)
    world.show("photo1.png")
    world.paint(DOG, x=20)
    world.parts.correcting.undo()
    world.saved()
    world.parts.close_project()
    paths.corrections("photo1.png").write_bytes(old)
    said.clear()
    world.open(folder)
    world.show("photo1.png")
    assert [text.split(" than")[0] for text in said] == ["photo1.png: This is another picture"]
