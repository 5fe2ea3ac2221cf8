from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.state.claim import Claim
from app.state.document import Document
from app.state.opened import Opened
from app.state.paths import ProjectPaths
from app.state.recovery import recover
from app.state.rect import Rect
from app.state.regions import Region
from app.workers.writer import Writer, described
from fcn_core.labels import VOC_PALETTE
from fcn_core.masks import UNTOUCHED

SHAPE = (8, 10)


@pytest.fixture
def writer(qtbot: QtBot) -> Iterator[Writer]:
    writer = Writer()
    yield writer
    writer.shutdown()


@pytest.fixture
def paths(tmp_path: Path) -> ProjectPaths:
    paths = ProjectPaths(tmp_path / "project")
    paths.create()
    return paths


def painted(paths: ProjectPaths) -> Document:
    found = recover(paths, "a", SHAPE)
    document = Document(
        Opened(
            image_id="a",
            path=Path("a.png"),
            image_HWC=np.zeros((*SHAPE, 3), np.uint8),
            corrections_HW=np.full(SHAPE, UNTOUCHED, np.uint8),
            base=found.base,
        )
    )
    region = Region(label=0, rect=Rect(1, 1, 3, 2), inside_HW=np.ones((2, 3), np.bool_))
    document.paint("Paint", region, 7)
    return document


def test_records_are_on_disk_when_it_says_so(writer: Writer, paths: ProjectPaths) -> None:
    document, saved = painted(paths), list[int]()
    writer.append(paths, "a", document.pending, saved.append, pytest.fail)
    writer.flush()
    assert saved == [document.revision]
    found = recover(paths, "a", SHAPE)
    assert np.array_equal(found.corrections_HW, document.corrections.values_HW)
    assert [edit.title for edit in found.done] == ["Paint"]


def test_a_snapshot_is_a_corrections_file(writer: Writer, paths: ProjectPaths) -> None:
    document, saved = painted(paths), list[int]()
    writer.save_snapshot(paths, document.snapshot(), VOC_PALETTE, saved.append, pytest.fail)
    writer.flush()
    assert saved == [document.revision]
    assert np.array_equal(recover(paths, "a", SHAPE).corrections_HW, document.corrections.values_HW)


def test_a_failed_save_names_the_image_the_reason_and_the_remedy(
    writer: Writer, paths: ProjectPaths, tmp_path: Path
) -> None:
    document = painted(paths)
    saved, failures = list[int](), list[tuple[str, str]]()

    def failed(*said: str) -> None:
        problem, remedy = said
        failures.append((problem, remedy))

    gone = ProjectPaths(tmp_path / "gone")
    writer.append(gone, "a", document.pending, saved.append, failed)
    writer.save_snapshot(gone, document.snapshot(), VOC_PALETTE, saved.append, failed)
    writer.flush()
    assert len(failures) == 2 and not saved
    for problem, remedy in failures:
        assert "Changes to a" in problem and "No such file" in problem
        assert "Put it back" in remedy


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EACCES, "permissions"),
        (errno.EIO, "Check the disk"),
    ],
)
def test_remedies(number: int, remedy: str) -> None:
    problem, advice = described("a.png", OSError(number, "why"))
    assert "a.png" in problem
    assert "why" in problem
    assert remedy in advice
    assert "Nothing is lost" in advice


def test_a_name_that_came_back_from_a_backup_can_be_deleted(tmp_path: Path) -> None:
    file = tmp_path / "window.name"
    claim = Claim.on(file)
    file.write_bytes(b"an earlier one")
    with pytest.raises(OSError) as caught:
        claim.check()
    remedy = described("a.png", caught.value)[1]
    assert f"If there is none, delete {file}: saving goes on by itself." in remedy
    file.unlink()
    claim.check()
    assert "delete" not in described("a.png", OSError(errno.EBUSY, "why", "a.png.png"))[1]
