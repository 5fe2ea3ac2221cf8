from __future__ import annotations

import csv
import errno
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from app.flows.export.preview import ExportCount
from app.flows.importing import ImportPreview
from app.jobs.corrected import Counted, count_corrected
from app.state.failures import note_failure
from app.state.rect import Rect
from app.state.regions import Region
from app.state.wishes import ExportWish, Scope
from fcn_core.cancelling import StoppedError
from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.interchange.exporting import ExportResult
from fcn_core.interchange.formats import FORMATS
from fcn_core.masks import VOID, read_mask
from fcn_core.outputs import StridePrediction
from tests.flows.world import HEIGHT, WIDTH, World, make_photo, make_photos
from tests.workers.fakes import FakeNet


def export(world: World, wish: ExportWish) -> ExportResult:
    done: list[ExportResult] = []
    exporting = world.parts.exporting
    exporting.finished.connect(done.append)
    exporting.failed.connect(lambda error: world.problems.append(str(error)))
    exporting.start(wish)
    world.until(lambda: bool(done) or bool(world.problems))
    assert world.problems == []
    return done[0]


def looked_at(world: World, wish: ExportWish) -> list[ExportCount]:
    """What is said of a wish: at first what is known at once."""
    said: list[ExportCount] = []
    world.parts.exporting.previewed.connect(said.append)
    world.parts.exporting.look(wish)
    world.until(lambda: said[-1].is_counted)
    return said


def masks(result: ExportResult) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    folder = result.folder / "SegmentationClass"
    return {file.stem: read_mask(file) for file in sorted(folder.iterdir())}


def test_the_composite_leaves_with_the_nets_word_where_nobody_spoke(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    world.paint(label=3)
    result = export(world, ExportWish(folder=tmp_path / "out", scope=Scope.ALL))
    found = masks(result)
    assert sorted(found) == ["photo0", "photo1", "photo2"]
    assert found["photo0"][2, 2] == 3
    assert found["photo0"][0, WIDTH - 1] == found["photo1"][0, WIDTH - 1] == 8


def test_corrections_alone_leave_the_rest_void(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    world.paint(label=3)
    result = export(world, ExportWish(folder=tmp_path / "out", composite=False))
    (mask,) = masks(result).values()
    assert np.unique(mask).tolist() == [3, VOID]
    assert (mask == 3).sum() == 12


def test_what_becomes_of_unconfirmed_pixels_is_said_before(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    world.paint(label=3)
    said = {
        name: looked_at(world, ExportWish(folder=tmp_path, format=name, composite=False))[
            -1
        ].warnings[-1]
        for name in FORMATS
    }
    assert {name for name, text in said.items() if "no void" in text} == {
        "coco",
        "cvat",
        "yolo",
        "objects",
    }
    assert said["voc"] == said["labelme"] == "Pixels that nobody confirmed are written as void."


def test_every_format_leaves(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    world.paint(label=3)
    for name in FORMATS:
        wish = ExportWish(folder=tmp_path / name, format=name, scope=Scope.ALL)
        result = export(world, wish)
        assert result.images == 3 and result.same >= 0.9 * result.pixels, name
        assert bool(result.pixels) == FORMATS[name].is_read
        assert any(file.name.startswith("photo0") for file in (tmp_path / name).rglob("*.*"))


def test_progress_and_counts(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    seen: list[tuple[int, int]] = []
    world.parts.exporting.progressed.connect(lambda *said: seen.append(said))
    wish = ExportWish(folder=tmp_path / "out", scope=Scope.ALL)
    counted = looked_at(world, wish)[0]
    assert len(counted.images) == 3
    assert "3 images have only the net's mask" in counted.warnings[0]
    export(world, wish)
    # The first is said before the net is loaded, and an image is done.
    world.until(lambda: seen == [(0, 3), (1, 3), (2, 3), (3, 3)])


def test_nothing_to_export_is_said(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    world.parts.exporting.failed.connect(lambda error: world.problems.append(str(error)))
    world.parts.exporting.start(ExportWish(folder=tmp_path / "out"))
    assert world.problems == ["There is nothing to export. Choose more images."]


def test_nothing_leaves_before_all_images_are_listed(
    world: World, folder: Path, tmp_path: Path
) -> None:
    """An export of the first image alone would remove all others of the one before."""
    world.open(folder)
    world.paint()
    world.parts.exporting.failed.connect(lambda error: world.problems.append(str(error)))
    assert world.parts.opening.project is not None
    world.parts.opening.project.is_listed = False
    world.parts.exporting.start(ExportWish(folder=tmp_path / "out"))
    assert "still being listed" in world.problems.pop() and not (tmp_path / "out").exists()
    world.parts.opening.project.is_listed = True
    assert export(world, ExportWish(folder=tmp_path / "out")).images == 1


def test_a_place_that_cannot_be_written_is_named(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    (tmp_path / "out").write_text("a file in the way")
    world.parts.exporting.failed.connect(lambda error: world.problems.append(str(error)))
    world.parts.exporting.start(ExportWish(folder=tmp_path / "out", scope=Scope.ALL))
    world.until(lambda: bool(world.problems))
    assert "out" in world.problems[0]
    assert not world.parts.exporting.is_running


def test_an_export_can_be_cancelled(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    exporting = world.parts.exporting
    exporting.failed.connect(lambda error: world.problems.append(str(error)))
    told: list[tuple[int, int, str]] = []
    exporting.cancelled.connect(lambda *said: told.append(said))
    exporting.progressed.connect(lambda *_: exporting.cancel())
    exporting.start(ExportWish(folder=tmp_path / "out", scope=Scope.ALL))
    exporting.cancel()
    world.until(lambda: bool(told))
    assert told == [(0, 3, str(tmp_path / "out/VOCdevkit/VOC2012"))] and not world.problems


def test_an_export_that_is_cancelled_does_not_wait_for_all_of_an_image(
    world: World, folder: Path, tmp_path: Path
) -> None:
    """The net looks at a large one in tiles, for minutes."""
    world.open(folder)
    exporting, began = world.parts.exporting, threading.Event()
    given_up: list[bool] = []

    class InTiles(FakeNet):
        def predict(
            self,
            image_HWC: Any,
            cancelled: Callable[[], bool] = lambda: False,
            *_: Any,
            **__: Any,
        ) -> Iterator[StridePrediction]:
            began.set()
            for _tile in range(2000):
                if cancelled():
                    given_up.append(True)
                    return
                time.sleep(0.001)
            yield from super().predict(image_HWC)

    world.zoo.default = InTiles()
    told: list[tuple[int, int, str]] = []
    exporting.cancelled.connect(lambda *said: told.append(said))
    exporting.start(ExportWish(folder=tmp_path / "out", scope=Scope.ALL))
    world.until(began.is_set)
    exporting.cancel()
    world.until(lambda: bool(told))
    assert given_up and told[0][:2] == (0, 3) and not world.problems


def test_unreadable_images_are_left_out_and_said(
    world: World, folder: Path, tmp_path: Path
) -> None:
    (folder / "photo9.png").write_bytes(b"nothing")
    world.open(folder)
    note_failure(world.parts.opening.project, "photo9.png", "why")
    wish = ExportWish(folder=tmp_path / "out", scope=Scope.ALL)
    assert any("cannot be read" in w for w in looked_at(world, wish)[0].warnings)
    assert len(masks(export(world, wish))) == 3


def test_labels_that_would_leave_are_counted(world: World, folder: Path) -> None:
    world.open(folder)
    world.paint(label=12)
    world.saved()
    first, last = looked_at(world, ExportWish(folder=folder, scope=Scope.ALL))
    assert len(first.images) == 3 and not first.is_counted
    assert [image.pixels for image in last.corrected] == [{12: 12}]


@pytest.mark.parametrize("scope", [Scope.LISTED, Scope.SELECTED])
def test_what_the_list_shows_or_has_selected_leaves(
    world: World, folder: Path, tmp_path: Path, scope: Scope
) -> None:
    world.open(folder)
    named = frozenset({"photo0.png", "photo2.png"})
    wish = ExportWish(folder=tmp_path / "out", scope=scope, named=named)
    assert len(looked_at(world, wish)[0].images) == 2
    assert sorted(masks(export(world, wish))) == ["photo0", "photo2"]


def test_what_touches_is_separated_in_what_is_written_alone(world: World, tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    Image.fromarray(np.zeros((60, 90, 3), np.uint8)).save(photos / "a.png")
    document = world.open(photos)
    two = np.zeros((60, 90), np.uint8)
    for x in (30, 56):
        cv2.circle(two, (x, 30), 15, 1, -1)
    document.paint("test", Region(label=0, rect=Rect(0, 0, 90, 60), inside_HW=two == 1), 2)
    world.saved()
    counts = {}
    for is_separated in (False, True):
        wish = ExportWish(
            folder=tmp_path / f"{is_separated}",
            format="objects",
            composite=False,
            separated=is_separated,
        )
        counts[is_separated] = export(world, wish).objects
    assert counts == {False: 1, True: 2}
    assert np.array_equal(document.composite() == 2, two == 1)


@pytest.mark.parametrize(("least", "objects"), [(0, 2), (12, 2), (13, 1)])
def test_small_objects_are_left_out_of_what_is_written_alone(
    least: int, objects: int, world: World, folder: Path, tmp_path: Path
) -> None:
    document = world.open(folder)
    world.paint(label=2)
    large = Region(label=0, rect=Rect(10, 10, 6, 6), inside_HW=np.ones((6, 6), np.bool_))
    document.paint("Paint", large, 2)
    world.saved()
    wish = ExportWish(folder=tmp_path / "out", format="objects", composite=False, least=least)
    assert export(world, wish).objects == objects
    assert np.count_nonzero(document.composite() == 2) == 12 + 36


def test_tables_measure_in_what_a_person_said(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    world.paint(label=2)
    world.saved()
    world.parts.measuring.choose(PixelSize(width=0.5, height=0.5, unit="m"))
    result = export(world, ExportWish(folder=tmp_path / "out", format="objects"))
    with (result.folder / "objects.csv").open(encoding="utf-8", newline="") as file:
        areas = [(row["area"], row["unit_area"], row["unit"]) for row in csv.DictReader(file)]
    assert ("12", "3", "m") in areas


def test_images_that_lose_their_depth_are_said_before(world: World, tmp_path: Path) -> None:
    photos = make_photos(tmp_path / "photos", 1)
    for number in range(2):
        deep = np.full((24, 32), 9000 + number, np.uint16)
        cv2.imwrite(str(photos / f"deep{number}.png"), deep)
    world.open(photos)
    said: list[ExportCount] = []
    exporting = world.parts.exporting
    exporting.previewed.connect(said.append)
    exporting.look(ExportWish(folder=tmp_path, scope=Scope.ALL))
    world.until(lambda: "2 images have more than 8 bits" in " ".join(said[-1].warnings))
    for wish in (
        ExportWish(folder=tmp_path, scope=Scope.ALL, format="plain"),
        ExportWish(folder=tmp_path, scope=Scope.ALL, masks_alone=True),
    ):
        exporting.preview(wish)
        assert "8 bits" not in " ".join(said[-1].warnings)


@pytest.fixture
def corrected(world: World, folder: Path) -> World:
    """Six images of which the first three are corrected, and none of those is in memory."""
    make_photos(folder, 6)
    world.open(folder)
    for number in range(6):
        world.show(f"photo{number}.png")
        if number < 3:
            world.paint(label=number)
            world.saved()
    return world


def test_one_count_answers_all_wishes(
    corrected: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[int] = []

    def count(*args: Any) -> Counted:
        counts.append(1)
        return count_corrected(*args)

    monkeypatch.setattr("app.flows.export.exporting.count_corrected", count)
    said = looked_at(corrected, ExportWish(folder=tmp_path))
    assert (len(said[-1].images), len(said[-1].held_out)) == (3, 1)
    for wish in (
        ExportWish(folder=tmp_path, format="coco"),
        ExportWish(folder=tmp_path, scope=Scope.ALL),
        ExportWish(folder=tmp_path, split=False),
    ):
        corrected.parts.exporting.preview(wish)
        assert said[-1].is_counted
    assert not said[-1].held_out and len(counts) == 1


def test_looking_decides_nothing_and_exporting_does(corrected: World, tmp_path: Path) -> None:
    project = corrected.parts.opening.project
    wish = ExportWish(folder=tmp_path / "out")
    held_out = looked_at(corrected, wish)[-1].held_out
    assert len(held_out) == 1 and not any(map(project.is_held_out, held_out))
    export(corrected, wish)
    assert all(map(project.is_held_out, held_out))


def test_corrected_images_that_are_gone_are_left_out_and_named(
    corrected: World, folder: Path, tmp_path: Path
) -> None:
    (folder / "photo1.png").unlink()
    wish = ExportWish(folder=tmp_path / "out")
    last = looked_at(corrected, wish)[-1]
    assert last.images == ("photo0.png", "photo2.png")
    [sentence] = last.left_out
    assert sentence.startswith("Left out: ") and "photo1.png" in sentence
    result = export(corrected, wish)
    assert sorted(masks(result)) == ["photo0", "photo2"]
    assert any(note.startswith("Left out: ") and "photo1.png" in note for note in result.notes)


def test_a_split_that_cannot_be_saved_is_said_before_anything_is_written(
    corrected: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    exporting = corrected.parts.exporting
    exporting.failed.connect(lambda error: corrected.problems.append(str(error)))
    with monkeypatch.context() as patch:
        patch.setattr("app.state.project_file.write_project", full)
        exporting.start(ExportWish(folder=tmp_path / "out"))
        corrected.until(lambda: bool(corrected.problems))
    assert "Free some space" in corrected.problems[0]
    assert not exporting.is_running and not (tmp_path / "out").exists()


def test_an_export_can_be_cancelled_while_it_is_counted(
    corrected: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = threading.Event()

    def slow(_: object, __: object, stopped: Callable[[], bool]) -> Counted:
        began.set()
        while not stopped():
            time.sleep(0.001)
        raise StoppedError

    monkeypatch.setattr("app.flows.export.exporting.count_corrected", slow)
    exporting = corrected.parts.exporting
    told: list[tuple[int, int, str]] = []
    exporting.cancelled.connect(lambda *said: told.append(said))
    exporting.start(ExportWish(folder=tmp_path / "out"))
    corrected.until(began.is_set)
    exporting.cancel()
    corrected.until(lambda: bool(told))
    assert told[0][:2] == (0, 3)
    assert not exporting.is_running and not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="Names of other systems are always text")
@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.is_read])
def test_odd_names_leave_and_come_back(
    name: str, world: World, folder: Path, tmp_path: Path
) -> None:
    """Spaces, line breaks, twins, bytes that are no UTF-8, and the formats' own words."""
    odd = ("my photo.png", "a\nb.png", "photo0.PNG", "bad\udcff.png", "labels.png", "images.png")
    for number, file in enumerate(odd):
        make_photo(folder / file, 7 + number)
    world.open(folder)
    result = export(world, ExportWish(folder=tmp_path / "out", format=name, scope=Scope.ALL))
    assert result.images == 9
    found: list[ImportPreview] = []
    importing = world.parts.importing
    importing.found.connect(found.append)
    importing.problem.connect(lambda error: world.problems.append(str(error)))
    importing.look(result.folder)
    world.until(lambda: bool(found) or bool(world.problems))
    assert world.problems == []
    came = {entry.path.name: read((HEIGHT, WIDTH)) for entry, read in found[0].images}
    assert len(came) == 9 and {*odd} < {*came}
    assert all((mask[:, WIDTH // 2 :] == 8).all() for mask in came.values())


def test_counting_says_which_image(corrected: World, tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    corrected.parts.exporting.counting.connect(lambda *said: heard.append(said))
    looked_at(corrected, ExportWish(folder=tmp_path))
    assert [(done, total) for done, total, _ in heard] == [(0, 3), (1, 3), (2, 3)]
    assert {name for *_, name in heard} == {"photo0.png", "photo1.png", "photo2.png"}
