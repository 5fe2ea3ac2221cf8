from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from app.flows.exporting import ExportWish, Scope
from app.flows.importing import ImportPreview
from app.state.index import ImageStatus
from app.workers.corrected import Corrected
from fcn_core.interchange.exporting import ExportResult
from fcn_core.interchange.formats import FORMATS
from fcn_core.masks import VOID, read_mask
from tests.flows.world import HEIGHT, WIDTH, World, make_photo


def export(world: World, wish: ExportWish) -> ExportResult:
    done: list[ExportResult] = []
    exporting = world.parts.exporting
    exporting.finished.connect(done.append)
    exporting.failed.connect(lambda *said: world.problems.append(" ".join(said)))
    exporting.start(wish)
    world.until(lambda: bool(done) or bool(world.problems))
    assert world.problems == []
    return done[0]


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
        name: world.parts.exporting.count(
            ExportWish(folder=tmp_path, format=name, composite=False)
        ).warnings[-1]
        for name in FORMATS
    }
    assert {name for name, text in said.items() if "no void" in text} == {"coco", "cvat", "yolo"}
    assert said["voc"] == said["labelme"] == "Pixels that nobody confirmed are written as void."


def test_every_format_leaves(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    world.paint(label=3)
    for name in FORMATS:
        wish = ExportWish(folder=tmp_path / name, format=name, scope=Scope.ALL)
        result = export(world, wish)
        assert result.images == 3 and result.same > 0.9 * result.pixels, name
        assert any(file.name.startswith("photo0") for file in (tmp_path / name).rglob("*.*"))


def test_progress_and_counts(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    seen: list[tuple[int, int]] = []
    world.parts.exporting.progressed.connect(lambda *said: seen.append(said))
    wish = ExportWish(folder=tmp_path / "out", scope=Scope.ALL)
    counted = world.parts.exporting.count(wish)
    assert len(counted.entries) == 3
    assert "3 images untouched by people" in counted.warnings[0]
    export(world, wish)
    world.until(lambda: seen == [(1, 3), (2, 3), (3, 3)])


def test_nothing_to_export_is_said(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    world.parts.exporting.failed.connect(lambda *said: world.problems.append(" ".join(said)))
    world.parts.exporting.start(ExportWish(folder=tmp_path / "out"))
    assert world.problems == ["There is nothing to export. Choose more images."]


def test_a_place_that_cannot_be_written_is_named(
    world: World, folder: Path, tmp_path: Path
) -> None:
    world.open(folder)
    (tmp_path / "out").write_text("a file in the way")
    world.parts.exporting.failed.connect(lambda *said: world.problems.append(" ".join(said)))
    world.parts.exporting.start(ExportWish(folder=tmp_path / "out", scope=Scope.ALL))
    world.until(lambda: bool(world.problems))
    assert "out" in world.problems[0]
    assert not world.parts.exporting.is_running


def test_an_export_can_be_cancelled(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    exporting = world.parts.exporting
    exporting.failed.connect(lambda *said: world.problems.append(" ".join(said)))
    exporting.progressed.connect(lambda *_: exporting.cancel())
    exporting.start(ExportWish(folder=tmp_path / "out", scope=Scope.ALL))
    exporting.cancel()
    world.until(lambda: bool(world.problems))
    assert "cancelled" in world.problems[0]


def test_unreadable_images_are_left_out_and_said(
    world: World, folder: Path, tmp_path: Path
) -> None:
    (folder / "photo9.png").write_bytes(b"nothing")
    world.open(folder)
    world.parts.opening.project.set_status("photo9.png", ImageStatus.UNREADABLE, "why")
    wish = ExportWish(folder=tmp_path / "out", scope=Scope.ALL)
    assert any("cannot be read" in w for w in world.parts.exporting.count(wish).warnings)
    assert len(masks(export(world, wish))) == 3


def test_labels_that_would_leave_are_counted(world: World, folder: Path) -> None:
    world.open(folder)
    world.paint(label=12)
    world.saved()
    counted: list[tuple[Corrected, ...]] = []
    exporting = world.parts.exporting
    exporting.labels_counted.connect(counted.append)
    exporting.count_labels(exporting.count(ExportWish(folder=folder, scope=Scope.ALL)))
    world.until(lambda: bool(counted))
    assert [image.pixels for image in counted[0]] == [{12: 12}]


@pytest.mark.skipif(sys.platform != "linux", reason="Names of other systems are always text")
@pytest.mark.parametrize("name", FORMATS)
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
    importing.problem.connect(lambda *said: world.problems.append(" ".join(said)))
    importing.look(result.folder)
    world.until(lambda: bool(found) or bool(world.problems))
    assert world.problems == []
    came = {entry.path.name: read((HEIGHT, WIDTH)) for entry, read in found[0].images}
    assert len(came) == 9 and {*odd} < {*came}
    assert all((mask[:, WIDTH // 2 :] == 8).all() for mask in came.values())
