"""Masks of other programs become corrections, and nothing that a person did is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
import tifffile

from app.flows import importing
from app.flows.importing import ImportPreview
from app.flows.work.many_edits import ManyResult
from app.state.index import ImageStatus
from fcn_core.masks import UNTOUCHED, VOID, Mask, write_mask
from tests.flows.world import HEIGHT, WIDTH, World, make_photo, make_photos


def preview_of(world: World, masks: Path) -> ImportPreview:
    found: list[ImportPreview] = []
    importing = world.parts.importing
    importing.found.connect(found.append)
    importing.problem.connect(lambda error: world.problems.append(str(error)))
    importing.look(masks)
    world.until(lambda: bool(found) or bool(world.problems))
    assert world.problems == []
    return found[-1]


def imported(world: World, masks: Path, background: bool = True) -> ManyResult:
    done: list[ManyResult] = []
    preview = preview_of(world, masks)
    world.parts.importing.finished.connect(done.append)
    world.parts.importing.start(preview, background)
    world.until(lambda: bool(done))
    return done[0]


def labelme(folder: Path, name: str, **changes: Any) -> None:
    folder.mkdir(exist_ok=True)
    shapes = [
        {"label": "dog", "shape_type": "rectangle", "points": [[0, 0], [3, 5]]},
        {"label": "yeti", "shape_type": "rectangle", "points": [[10, 0], [11, 1]]},
        {"label": "__ignore__", "shape_type": "rectangle", "points": [[20, 0], [20, 0]]},
    ]
    data = {"imagePath": f"{name}.png", "imageHeight": HEIGHT, "imageWidth": WIDTH}
    text = json.dumps({**data, "shapes": shapes, **changes})
    (folder / f"{name}.json").write_text(text)


def index_mask(folder: Path, name: str, value: int) -> None:
    folder.mkdir(exist_ok=True)
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[:4] = value
    write_mask(folder / f"{name}.png", mask)


def test_labelme_files_become_corrections(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    for name in ("photo0", "photo1", "elsewhere"):
        labelme(tmp_path / "masks", name)
    preview = preview_of(world, tmp_path / "masks")
    assert (len(preview.found.masks), len(preview.images), preview.worked_on) == (3, 2, 0)
    assert preview.new_labels == ("yeti",)
    result = imported(world, tmp_path / "masks")
    assert (len(result.images), result.kept, result.problems) == (2, 0, [])
    project = world.parts.opening.project
    assert project is not None and project.labels.names[-1] == "yeti"
    dog, yeti = project.labels.id_of("dog"), project.labels.id_of("yeti")
    for name in ("photo0.png", "photo1.png"):  # one that was open, one that was not
        assert project.status(name) is ImageStatus.ACCEPTED
        values = world.show(name).corrections.values_HW
        assert (values[:6, :4] == dog).all() and (values[:2, 10:12] == yeti).all()
        assert values[0, 20] == VOID and (values == 0).sum() == values.size - 24 - 4 - 1
    assert project.status("photo2.png") is ImageStatus.NEW


def test_the_open_image_can_be_undone(world: World, folder: Path, tmp_path: Path) -> None:
    document = world.open(folder)
    labelme(tmp_path / "masks", "photo0")
    imported(world, tmp_path / "masks")
    assert [edit.title for edit in document.history.done] == ["Import mask"]
    world.parts.correcting.undo()
    assert (document.corrections.values_HW == UNTOUCHED).all()


def test_it_is_still_there_after_a_restart(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    labelme(tmp_path / "masks", "photo0")
    labelme(tmp_path / "masks", "photo1")
    imported(world, tmp_path / "masks")
    world.parts.close_project()
    document = world.open(folder)
    assert document.corrections.touched == HEIGHT * WIDTH
    assert world.show("photo1.png").corrections.touched == HEIGHT * WIDTH
    world.paint(label=3, x=15)
    world.saved()
    assert world.document.corrections.values_HW[2, 15] == 3


def test_what_a_person_did_stays(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    world.paint(label=3)
    world.show("photo1.png")
    world.paint(label=4)
    world.saved()
    before = world.document.corrections.values_HW.copy()
    for number in range(3):
        labelme(tmp_path / "masks", f"photo{number}")
    result = imported(world, tmp_path / "masks")
    assert (len(result.images), result.kept) == (1, 2)
    assert (world.document.corrections.values_HW == before).all()
    assert world.show("photo0.png").corrections.touched == 12


def test_an_image_that_was_emptied_again_has_a_history_that_stays(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    world.show("photo1.png")
    world.paint(label=4)
    world.parts.correcting.undo()
    world.saved()
    world.parts.close_project()
    world.open(folder)
    labelme(tmp_path / "masks", "photo1")
    project = world.parts.opening.project
    assert project is not None and project.status("photo1.png") is ImageStatus.NEW
    result = imported(world, tmp_path / "masks")
    assert (len(result.images), result.kept) == (0, 1)
    document = world.show("photo1.png")
    assert document.corrections.touched == 0 and len(document.history.undone) == 1


def test_unlabelled_pixels_can_stay_untouched(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    labelme(tmp_path / "masks", "photo1")
    imported(world, tmp_path / "masks", background=False)
    project = world.parts.opening.project
    assert project is not None and project.status("photo1.png") is ImageStatus.CORRECTED
    assert world.show("photo1.png").corrections.touched == 24 + 4 + 1


def test_index_masks_without_names_hold_our_ids(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    index_mask(tmp_path / "masks", "photo1", 8)
    assert preview_of(world, tmp_path / "masks").new_labels == ()
    assert len(imported(world, tmp_path / "masks").images) == 1
    assert (world.show("photo1.png").corrections.values_HW[:4] == 8).all()


def test_index_masks_with_names_are_translated(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    index_mask(tmp_path / "masks", "photo1", 1)
    (tmp_path / "labels.txt").write_text("background\nsheep\n")
    imported(world, tmp_path / "masks")
    project = world.parts.opening.project
    assert project is not None
    sheep = project.labels.id_of("sheep")
    assert (world.show("photo1.png").corrections.values_HW[:4] == sheep).all()


def test_masks_that_do_not_fit_are_told_and_the_others_taken(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    index_mask(tmp_path / "masks", "photo0", 200)  # the open one
    write_mask(tmp_path / "masks/photo1.png", np.zeros((3, 3), np.uint8))
    index_mask(tmp_path / "masks", "photo2", 1)
    result = imported(world, tmp_path / "masks")
    assert len(result.images) == 1 and len(result.problems) == 2
    assert "holds the value 200" in result.problems[0] and "3 x 3" in result.problems[1]
    assert world.document.corrections.touched == 0
    assert world.show("photo1.png").corrections.touched == 0


def test_names_that_images_share_decide_nothing(world: World, folder: Path, tmp_path: Path) -> None:
    make_photo(folder / "photo1.bmp", 7)
    world.open(folder)
    index_mask(tmp_path / "masks", "photo1", 1)
    preview = preview_of(world, tmp_path / "masks")
    assert (preview.images, preview.shared) == ((), 1)


def test_an_open_image_with_undone_strokes_keeps_them(
    world: World, folder: Path, tmp_path: Path
) -> None:
    document = world.open(folder)
    world.paint(label=4)
    world.parts.correcting.undo()
    world.saved()
    labelme(tmp_path / "masks", "photo0")
    labelme(tmp_path / "masks", "photo2")
    project = world.parts.opening.project
    assert project is not None
    project.set_status("photo0.png", ImageStatus.NEW)
    result = imported(world, tmp_path / "masks")
    assert (len(result.images), result.kept) == (1, 1)
    assert document.corrections.touched == 0 and len(document.history.undone) == 1


def test_a_file_that_breaks_the_reader_stops_none_of_the_others(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    for number in range(3):
        labelme(tmp_path / "masks", f"photo{number}")
    preview = preview_of(world, tmp_path / "masks")

    def broken(_: tuple[int, int]) -> Mask:
        raise RuntimeError("of a kind that nobody thought of")

    images = ((preview.images[0][0], broken), *preview.images[1:])
    done: list[ManyResult] = []
    world.parts.importing.finished.connect(done.append)
    world.parts.importing.start(replace(preview, images=images), True)
    world.until(lambda: bool(done))
    assert len(done[0].images) == 2 and "photo0.png: of a kind" in done[0].problems[0]
    assert not world.parts.importing.is_running


def test_only_labels_that_the_images_show_are_new(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    labelme(tmp_path / "masks", "photo1", shapes=[])
    labelme(tmp_path / "masks", "elsewhere")
    assert preview_of(world, tmp_path / "masks").new_labels == ()
    assert len(imported(world, tmp_path / "masks").images) == 1
    assert (world.show("photo1.png").corrections.values_HW == 0).all()


def test_a_list_whose_first_label_is_a_thing_is_taken_by_name(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    index_mask(tmp_path / "masks", "photo1", 1)
    (tmp_path / "labels.txt").write_text("road\ncar\n")
    assert preview_of(world, tmp_path / "masks").new_labels == ("road",)
    imported(world, tmp_path / "masks", background=False)
    project = world.parts.opening.project
    assert project is not None
    values = world.show("photo1.png").corrections.values_HW
    assert (values[:4] == project.labels.id_of("car")).all()
    assert (values[4:] == project.labels.id_of("road")).all()


def test_masks_of_0_and_255_are_refused(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    index_mask(tmp_path / "masks", "photo1", VOID)
    (problem,) = imported(world, tmp_path / "masks").problems
    assert "holds only 0 and 255" in problem and "1 instead of 255" in problem


def test_after_a_kill_what_was_imported_is_found(
    world: World, folder: Path, tmp_path: Path
) -> None:
    """The index is written without waiting for the disk; a second import tells it."""
    world.open(folder)
    labelme(tmp_path / "masks", "photo1")
    imported(world, tmp_path / "masks")
    project = world.parts.opening.project
    assert project is not None
    project.note_touched("photo1.png", 0, 1)  # as if it had been lost
    result = imported(world, tmp_path / "masks")
    assert (len(result.images), result.kept) == (0, 1)
    assert project.status("photo1.png") is ImageStatus.ACCEPTED


def test_the_question_of_another_project_starts_nothing(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    labelme(tmp_path / "masks", "photo1")
    preview = preview_of(world, tmp_path / "masks")
    world.parts.close_project()
    world.open(make_photos(tmp_path / "others", 2))
    world.parts.importing.start(preview, True)
    assert not world.parts.importing.is_running
    assert world.show("photo1.png").corrections.touched == 0


@pytest.mark.parametrize("where", ["nowhere", "empty", "photos"])
def test_a_folder_without_masks_is_named(
    world: World, folder: Path, tmp_path: Path, where: str
) -> None:
    world.open(folder)
    (tmp_path / "empty").mkdir()
    world.parts.importing.problem.connect(lambda error: world.problems.append(str(error)))
    world.parts.importing.look({"photos": folder}.get(where, tmp_path / where))
    world.until(lambda: bool(world.problems))
    assert ("no folder" if where == "nowhere" else "There are no masks in") in world.problems[0]


def test_closing_the_project_ends_an_import(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    for number in range(3):
        labelme(tmp_path / "masks", f"photo{number}")
    preview = preview_of(world, tmp_path / "masks")
    world.parts.importing.start(preview, True)
    world.parts.close_project()
    assert not world.parts.importing.is_running
    document = world.open(folder)
    assert document.corrections.touched in (0, HEIGHT * WIDTH)


def taken_back(world: World) -> ManyResult:
    done: list[ManyResult] = []
    world.parts.importing.finished.connect(done.append)
    world.parts.importing.take_back_last()
    world.until(lambda: bool(done))
    return done[0]


def test_an_import_is_taken_back_but_where_something_was_done_since(
    world: World, folder: Path, tmp_path: Path
) -> None:
    opened, importing = world.open(folder), world.parts.importing
    for number in range(3):
        labelme(tmp_path / "masks", f"photo{number}")
    assert not importing.can_take_back
    imported(world, tmp_path / "masks")
    world.show("photo2.png")
    world.paint(label=3)
    world.saved()
    assert importing.can_take_back
    result = taken_back(world)
    assert (len(result.images), result.kept, result.problems) == (2, 1, [])
    assert not importing.can_take_back and not importing.is_running
    project = world.parts.opening.project
    assert project is not None
    assert opened.corrections.touched == 0
    assert not project.facts("photo1.png").labels, "nothing is known of what it shows"
    for name in ("photo0.png", "photo1.png"):  # one that was open, one that was not
        document = world.show(name)
        assert project.status(name) is ImageStatus.NEW
        assert document.corrections.touched == 0 and not document.history.done
        assert [edit.title for edit in document.history.undone] == ["Import mask"]
    document = world.show("photo2.png")
    assert document.corrections.touched == HEIGHT * WIDTH
    assert [edit.title for edit in document.history.done] == ["Import mask", "Paint"]


def test_what_was_taken_back_stays_so_and_can_be_imported_again(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    for number in range(2):
        labelme(tmp_path / "masks", f"photo{number}")
    imported(world, tmp_path / "masks")
    taken_back(world)
    world.parts.close_project()
    world.open(folder)
    assert not world.parts.importing.can_take_back
    result = imported(world, tmp_path / "masks")
    assert (len(result.images), result.kept) == (2, 0)
    for name in ("photo0.png", "photo1.png"):
        document = world.show(name)
        assert document.corrections.touched == HEIGHT * WIDTH and not document.history.undone
        assert document.notes == ()


def test_each_image_can_be_undone_by_itself(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    labelme(tmp_path / "masks", "photo1")
    imported(world, tmp_path / "masks")
    document = world.show("photo1.png")
    world.parts.correcting.undo()
    assert document.corrections.touched == 0
    assert taken_back(world).kept == 1
    world.parts.correcting.redo()
    assert document.corrections.touched == HEIGHT * WIDTH


def test_what_somebody_made_again_since_is_not_taken_back(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    labelme(tmp_path / "masks", "photo1")
    imported(world, tmp_path / "masks")
    document = world.show("photo1.png")
    world.parts.correcting.undo()
    world.parts.correcting.redo()
    assert taken_back(world).kept == 1
    assert document.corrections.touched == HEIGHT * WIDTH


def test_an_image_that_is_let_go_of_meanwhile_gets_its_mask(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was open when its turn came, and is no longer when the mask has been read."""
    photos, masks = make_photos(tmp_path / "many", 6), tmp_path / "masks"
    index_mask(masks, "photo0", 7)
    world.open(photos)
    document, reading = world.document, Event()
    real = importing.translated

    def slow(*given: Any) -> Mask:
        reading.set()
        let_go.wait(10)
        return real(*given)

    let_go = Event()
    monkeypatch.setattr(importing, "translated", slow)
    found = preview_of(world, masks)
    done: list[ManyResult] = []
    world.parts.importing.finished.connect(done.append)
    world.parts.importing.start(found, True)
    world.until(reading.is_set)
    kept = world.parts.opening._live
    kept._saving.forget(document)
    del kept._documents[document.image_id]
    let_go.set()
    world.until(lambda: bool(done))
    assert [entry.image_id for entry in done[0].images] == ["photo0.png"]
    world.show("photo1.png")
    shown = world.show("photo0.png")
    assert shown is not document
    assert np.count_nonzero(shown.corrections.values_HW == 7) == 4 * WIDTH


def stacks(folder: Path, pages: dict[str, int]) -> None:
    folder.mkdir()
    for name, number in pages.items():
        values = np.arange(number * HEIGHT * WIDTH).reshape(number, HEIGHT, WIDTH) // WIDTH % 3
        tifffile.imwrite(folder / name, values.astype(np.uint8), photometric="minisblack")


def test_masks_of_two_stacks_of_one_name_are_said_to_be_shared(
    world: World, tmp_path: Path
) -> None:
    folder, masks = tmp_path / "stacks", tmp_path / "masks"
    stacks(folder, {"x.tif": 3, "x.tiff": 3})
    stacks(masks, {"x.tif": 3})
    (masks / "labels.txt").write_text("background\ncat\ndog\n")
    world.open(folder)
    preview = preview_of(world, masks)
    assert (preview.images, preview.shared, preview.found.notes) == ((), 3, ())


def test_masks_of_a_stack_that_has_another_number_of_pages_are_left_out(
    world: World, tmp_path: Path
) -> None:
    """Of a plane that was taken out of one of them nobody knows which it was."""
    folder, masks = tmp_path / "stacks", tmp_path / "masks"
    stacks(folder, {"same.tif": 3, "other.tif": 4})
    stacks(masks, {"same.tif": 3, "other.tif": 3})
    (masks / "labels.txt").write_text("background\ncat\ndog\n")
    world.open(folder)
    preview = preview_of(world, masks)
    assert [entry.image_id.partition(".")[0] for entry, _ in preview.images] == ["same"] * 3
    assert preview.found.notes == (
        "other.tif holds 3 masks, but the image other.tif has 4 pages: which is whose, nobody "
        "knows.",
        "Replace the one that is wrong.",
    )
    assert len(imported(world, masks).images) == 3
