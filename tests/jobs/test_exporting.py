"""What an export leaves out is said."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.jobs.corrected import CorrectionsSource
from app.jobs.exporting import ExportOrder, write_export
from app.state.listing import ImageEntry
from app.state.net_words import NetWords
from app.state.paths import ProjectPaths
from app.state.wishes import ExportWish
from fcn_core.errors import FcnError
from fcn_core.interchange.exporting import ExportResult
from fcn_core.labels import LabelSet
from tests.flows.world import make_photos
from tests.workers.fakes import FakeZoo


@pytest.fixture
def order(tmp_path: Path) -> ExportOrder:
    """Three images, the second of which could not be read."""
    folder, paths = make_photos(tmp_path / "photos", 3), ProjectPaths(tmp_path / "project")
    paths.create()
    labels = LabelSet.from_names(["background", "cat"])
    return ExportOrder(
        wish=ExportWish(folder=tmp_path / "out", format="voc"),
        source=CorrectionsSource(paths=paths, live={}, failed=frozenset({"photo1.png"})),
        entries=tuple(ImageEntry(file.name, file) for file in sorted(folder.iterdir())),
        held_out=frozenset(),
        labels=labels,
        living=(0, 1),
        words=NetWords(names=labels),
        net=None,
    )


def write(order: ExportOrder) -> ExportResult:
    return write_export(order, FakeZoo(), lambda _: None, threading.Event())


def test_an_image_that_still_cannot_be_read_is_left_out_and_said(order: ExportOrder) -> None:
    order.entries[1].path.write_bytes(b"nothing")
    result = write(order)
    assert result.images == 2
    assert [note for note in result.notes if note.startswith("Left out: ")] == list(result.notes)
    assert "photo1.png" in result.notes[0]


def test_damaged_corrections_are_left_out_as_well(order: ExportOrder) -> None:
    order.source.paths.corrections("photo1.png").write_bytes(b"rubbish")
    result = write(order)
    assert (result.images, len(result.notes)) == (2, 1)


def test_an_image_that_is_back_leaves(order: ExportOrder) -> None:
    result = write(order)
    assert (result.images, result.notes) == (3, ())


def test_with_nothing_left_to_export_it_says_why(order: ExportOrder) -> None:
    order.entries[1].path.unlink()
    with pytest.raises(FcnError, match=r"nothing to export.*photo1\.png"):
        write(replace(order, entries=order.entries[1:2]))
