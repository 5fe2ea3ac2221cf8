"""Snapshot and journal together, through crashes at every point between their writes."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from app.state.journal import Journal, parse_journal
from app.state.paths import ProjectPaths
from app.state.records import Record, RecordKind, encode_records
from app.state.recovery import recover, save_snapshot
from app.state.rect import Rect
from fcn_core.errors import FcnError
from fcn_core.labels import VOC_PALETTE
from fcn_core.masks import UNTOUCHED, Mask, write_mask
from tests.strategies import journal_pending, stored_document, stroke, untouched

SHAPE = (80, 130)


@pytest.fixture
def paths(tmp_path: Path) -> ProjectPaths:
    made = ProjectPaths(tmp_path / "fcn-project")
    made.create()
    return made


def corrected(paths: ProjectPaths, strokes: int = 3) -> np.ndarray:
    """Paint and journal some strokes; returns the corrections as they are then."""
    doc = stored_document(paths)
    for number in range(strokes):
        stroke(doc, Rect(20 * number, 10, 30, 40), number + 1)
    journal_pending(paths, doc)
    return doc.corrections.values_HW.copy()


def test_a_journal_alone_is_enough(paths: ProjectPaths) -> None:
    expected = corrected(paths)
    doc = stored_document(paths)
    assert np.array_equal(doc.corrections.values_HW, expected)
    assert doc.revision == 3
    assert not doc.is_dirty
    assert doc.notes == ()
    while doc.undo():
        pass
    assert (doc.corrections.values_HW == UNTOUCHED).all()


def test_cut_anywhere_every_complete_stroke_is_restored(paths: ProjectPaths) -> None:
    journal = Journal(paths.journal("cat.jpg"))
    states = [untouched(*SHAPE)]
    ends = [0]
    doc = stored_document(paths)
    for number in range(4):
        stroke(doc, Rect(20 * number, 10, 30, 40), number + 1)
        if number == 2:
            journal_pending(paths, doc)
            states.append(doc.corrections.values_HW.copy())
            ends.append(journal.size)
            doc.undo()
        journal_pending(paths, doc)
        states.append(doc.corrections.values_HW.copy())
        ends.append(journal.size)
    data = journal.path.read_bytes()
    near = {end + n for end in record_ends(data) for n in (-1, 0, 1)}
    for length in sorted({*range(0, len(data), 9), *near} & {*range(len(data) + 1)}):
        journal.path.write_bytes(data[:length])
        found = recover(paths, "cat.jpg", SHAPE)
        revision = sum(end <= length for end in ends) - 1
        assert found.revision == revision
        assert np.array_equal(found.corrections_HW, states[revision])
        assert bool(found.notes) == (length > 0 and length not in record_ends(data))


def record_ends(data: bytes) -> set[int]:
    sizes = [len(raw) for raw in parse_journal(data).raw]
    return {sum(sizes[: n + 1]) for n in range(len(sizes))}


def test_work_goes_on_after_a_torn_tail(paths: ProjectPaths) -> None:
    corrected(paths)
    journal = Journal(paths.journal("cat.jpg"))
    journal.path.write_bytes(journal.path.read_bytes()[:-5])
    doc = stored_document(paths)
    assert doc.revision == 2
    assert "not saved whole" in doc.notes[0]
    stroke(doc, Rect(60, 60, 10, 10), 9)
    journal_pending(paths, doc)
    again = stored_document(paths)
    assert again.notes == ()
    assert np.array_equal(again.corrections.values_HW, doc.corrections.values_HW)
    assert len(again.history.done) == 3


@pytest.mark.parametrize("limit", [0, 1 << 30])
def test_a_snapshot_and_its_journal_agree(paths: ProjectPaths, limit: int) -> None:
    corrected(paths)
    doc = stored_document(paths)
    doc.undo()
    journal_pending(paths, doc)
    save_snapshot(paths, doc.snapshot(), VOC_PALETTE, limit)
    again = stored_document(paths)
    assert again.revision == doc.revision
    assert np.array_equal(again.corrections.values_HW, doc.corrections.values_HW)
    assert again.history.done == doc.history.done
    assert again.history.undone == doc.history.undone
    assert again.pending == ()


def test_a_long_journal_is_shortened_and_loses_nothing(paths: ProjectPaths) -> None:
    doc = stored_document(paths)
    doc.history.limit = 2000
    for number in range(30):
        stroke(doc, Rect(3 * number, 10, 30, 40), number + 1)
    journal_pending(paths, doc)
    before = Journal(paths.journal("cat.jpg")).size
    snapshot = doc.snapshot()
    stroke(doc, Rect(0, 0, 130, 80), 5)
    journal_pending(paths, doc)
    save_snapshot(paths, snapshot, VOC_PALETTE, journal_limit=100)
    assert Journal(paths.journal("cat.jpg")).size < before / 2
    again = stored_document(paths)
    assert np.array_equal(again.corrections.values_HW, doc.corrections.values_HW)
    assert again.revision == 31
    again.undo()
    assert np.array_equal(again.corrections.values_HW, snapshot.corrections_HW)


def test_killed_between_snapshot_and_shorter_journal(
    paths: ProjectPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = corrected(paths)
    doc = stored_document(paths)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "rewrite", die)
    with pytest.raises(KeyboardInterrupt):
        save_snapshot(paths, doc.snapshot(), VOC_PALETTE, journal_limit=-(1 << 40))
    again = stored_document(paths)
    assert np.array_equal(again.corrections.values_HW, expected)
    assert len(again.history.done) == 3
    assert again.revision == 3


def test_a_record_written_twice_counts_once(paths: ProjectPaths) -> None:
    corrected(paths)
    journal = Journal(paths.journal("cat.jpg"))
    journal.append(journal.read().raw[-1])
    again = stored_document(paths)
    assert again.revision == 3
    assert len(again.history.done) == 3


def test_a_full_disk_leaves_old_files_and_a_dirty_document(
    paths: ProjectPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected(paths)
    doc = stored_document(paths)
    save_snapshot(paths, doc.snapshot(), VOC_PALETTE)
    old = paths.corrections("cat.jpg").read_bytes()
    stroke(doc, Rect(0, 0, 130, 80), 5)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            journal_pending(paths, doc)
        with pytest.raises(OSError, match="No space"):
            save_snapshot(paths, doc.snapshot(), VOC_PALETTE)
    assert paths.corrections("cat.jpg").read_bytes() == old
    assert doc.is_dirty
    assert len(list(paths.corrections_folder.iterdir())) == 1
    journal_pending(paths, doc)
    assert not doc.is_dirty
    assert np.array_equal(stored_document(paths).corrections.values_HW, doc.corrections.values_HW)


def test_a_damaged_record_costs_itself_and_no_later_one(paths: ProjectPaths) -> None:
    doc = stored_document(paths)
    for number, rect in enumerate([Rect(0, 0, 5, 5), Rect(70, 0, 5, 5), Rect(0, 70, 5, 5)]):
        stroke(doc, rect, number + 1)
    journal_pending(paths, doc)
    journal = Journal(paths.journal("cat.jpg"))
    raw = list(journal.read().raw)
    raw[2] = raw[2][:-1] + bytes([raw[2][-1] ^ 1])
    journal.path.write_bytes(b"".join(raw))
    again = stored_document(paths)
    assert "1 finished changes" in again.notes[0]
    values = again.corrections.values_HW
    assert [values[0, 0], values[0, 70], values[70, 0]] == [1, UNTOUCHED, 3]
    assert len(again.history.done) == 1, "no undo reaches across a gap"
    assert again.revision == 3


def test_undo_of_a_lost_stroke_is_reported(paths: ProjectPaths) -> None:
    corrected(paths, strokes=1)
    journal = Journal(paths.journal("cat.jpg"))
    base = journal.read().records[0]
    undo = Record(kind=RecordKind.UNDO, revision=2)
    journal.path.write_bytes(encode_records([base, undo]))
    again = stored_document(paths)
    assert "2 finished changes" in again.notes[0]


def test_a_snapshot_newer_than_its_journal_wins(paths: ProjectPaths) -> None:
    corrected(paths)
    doc = stored_document(paths)
    stroke(doc, Rect(0, 0, 9, 9), 8)
    save_snapshot(paths, doc.snapshot(), VOC_PALETTE)
    again = stored_document(paths)
    assert again.revision == 4
    assert np.array_equal(again.corrections.values_HW, doc.corrections.values_HW)
    assert again.history.done == ()
    stroke(again, Rect(50, 50, 9, 9), 8)
    journal_pending(paths, again)
    third = stored_document(paths)
    assert np.array_equal(third.corrections.values_HW, again.corrections.values_HW)
    assert third.notes == ()
    assert len(third.history.done) == 1


def test_corrections_from_elsewhere_are_built_upon(paths: ProjectPaths) -> None:
    mask = untouched(*SHAPE)
    mask[:40] = 2
    write_mask(paths.corrections("cat.jpg"), mask)
    doc = stored_document(paths)
    stroke(doc, Rect(0, 30, 30, 30), 5)
    journal_pending(paths, doc)
    again = stored_document(paths)
    assert np.array_equal(again.corrections.values_HW, doc.corrections.values_HW)
    assert again.notes == ()


def test_corrections_put_there_later_win_and_the_journal_is_kept(paths: ProjectPaths) -> None:
    corrected(paths)
    log = paths.journal("cat.jpg")
    old = log.read_bytes()
    mask = untouched(*SHAPE)
    mask[:40] = 2
    write_mask(paths.corrections("cat.jpg"), mask)
    doc = stored_document(paths)
    assert np.array_equal(doc.corrections.values_HW, mask)
    assert "cat.jpg.log.aside-1" in doc.notes[0]
    assert log.with_name("cat.jpg.log.aside-1").read_bytes() == old
    stroke(doc, Rect(0, 0, 9, 9), 8)
    journal_pending(paths, doc)
    again = stored_document(paths)
    assert np.array_equal(again.corrections.values_HW, doc.corrections.values_HW)
    assert again.notes == ()


def put_a_colleagues(paths: ProjectPaths, tmp_path: Path, strokes: int) -> Mask:
    """Their corrections in the place of ours: the revisions are theirs, too."""
    theirs = ProjectPaths(tmp_path / "theirs")
    theirs.create()
    doc = stored_document(theirs)
    for number in range(strokes):
        stroke(doc, Rect(20 * number, 55, 15, 20), 9)
    save_snapshot(theirs, doc.snapshot(), VOC_PALETTE)
    theirs.corrections("cat.jpg").replace(paths.corrections("cat.jpg"))
    return doc.corrections.values_HW


@pytest.mark.parametrize("strokes", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("steps", ["", "u", "uu", "ur", "uur", "uuuu"])
def test_a_colleagues_file_is_never_mixed_with_our_journal(
    paths: ProjectPaths, tmp_path: Path, strokes: int, steps: str
) -> None:
    corrected(paths, 4)
    doc = stored_document(paths)
    for step in steps:
        assert (doc.undo if step == "u" else doc.redo)()
    journal_pending(paths, doc)
    log = paths.journal("cat.jpg")
    old = log.read_bytes()
    theirs = put_a_colleagues(paths, tmp_path, strokes)
    found = recover(paths, "cat.jpg", SHAPE, tidies=False)
    assert np.array_equal(found.corrections_HW, theirs)
    assert log.read_bytes() == old
    again = stored_document(paths)
    assert np.array_equal(again.corrections.values_HW, theirs)
    while again.undo():
        pass
    assert np.array_equal(again.corrections.values_HW, theirs)
    if again.notes:
        assert log.with_name("cat.jpg.log.aside-1").read_bytes() == old
    else:  # theirs is newer than all that we did
        assert strokes > 4 + len(steps)


def test_a_colleagues_file_of_the_revision_that_our_journal_starts_from(
    paths: ProjectPaths, tmp_path: Path
) -> None:
    corrected(paths, 3)
    save_snapshot(paths, stored_document(paths).snapshot(), VOC_PALETTE, -(1 << 40))
    theirs = put_a_colleagues(paths, tmp_path, 3)
    again = stored_document(paths)
    assert np.array_equal(again.corrections.values_HW, theirs)
    assert "journal is kept" in again.notes[0]
    assert again.undo() is None


def test_a_start_that_was_written_twice_counts_once(paths: ProjectPaths) -> None:
    """The rename was made, and only then the disk refused to confirm it."""
    doc = stored_document(paths)
    stroke(doc, Rect(0, 0, 30, 30), 5)
    first = encode_records(doc.pending)
    stroke(doc, Rect(50, 0, 30, 30), 6)
    paths.journal("cat.jpg").write_bytes(first + encode_records(doc.pending))
    again = stored_document(paths)
    assert np.array_equal(again.corrections.values_HW, doc.corrections.values_HW)
    assert len(again.history.done) == 2
    assert again.notes == ()


def test_an_older_backup_wins_and_the_journal_is_kept(paths: ProjectPaths) -> None:
    file = paths.corrections("cat.jpg")
    expected = corrected(paths)
    doc = stored_document(paths)
    save_snapshot(paths, doc.snapshot(), VOC_PALETTE)
    backup = file.read_bytes()
    stroke(doc, Rect(0, 0, 130, 80), 8)
    journal_pending(paths, doc)
    save_snapshot(paths, doc.snapshot(), VOC_PALETTE, journal_limit=-(1 << 40))
    file.write_bytes(backup)
    again = stored_document(paths)
    assert np.array_equal(again.corrections.values_HW, expected)
    assert "journal is kept" in again.notes[0]


def test_missing_corrections_are_not_taken_for_empty(paths: ProjectPaths) -> None:
    corrected(paths)
    save_snapshot(paths, stored_document(paths).snapshot(), VOC_PALETTE, -(1 << 40))
    paths.corrections("cat.jpg").unlink()
    with pytest.raises(FcnError, match=r"are missing.*move .*cat\.jpg\.log away"):
        stored_document(paths)


def test_damaged_corrections_are_neither_opened_nor_overwritten(paths: ProjectPaths) -> None:
    file = paths.corrections("cat.jpg")
    file.write_bytes(b"\x89PNG rubbish")
    with pytest.raises(FcnError, match=r"cat\.jpg\.png are damaged.*backup"):
        stored_document(paths)
    assert file.read_bytes() == b"\x89PNG rubbish"


@pytest.mark.parametrize("with_snapshot", [True, False])
def test_an_image_of_another_size_is_refused(paths: ProjectPaths, with_snapshot: bool) -> None:
    corrected(paths)
    if with_snapshot:
        save_snapshot(paths, stored_document(paths).snapshot(), VOC_PALETTE)
    with pytest.raises(FcnError, match=r"130 x 80 pixels, but the image has 120 x 80.*move"):
        recover(paths, "cat.jpg", (80, 120))


def test_a_journal_whose_start_is_lost_is_still_replayed(paths: ProjectPaths) -> None:
    expected = corrected(paths)
    journal = Journal(paths.journal("cat.jpg"))
    journal.path.write_bytes(b"rubbish" + b"".join(journal.read().raw[1:]))
    again = stored_document(paths)
    assert np.array_equal(again.corrections.values_HW, expected)
