"""One open image: composite, painting, regions, undo and what waits to be saved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.state import tiles
from app.state.corrections import PaintLimits
from app.state.document import Document
from app.state.edits import Edit
from app.state.records import RecordKind
from app.state.rect import Rect
from fcn_core.masks import UNTOUCHED, VOID
from tests.strategies import accept_all, document, full, stroke

HEIGHT, WIDTH = 80, 130


@pytest.fixture
def doc() -> Iterator[Document]:
    made = document(HEIGHT, WIDTH)
    prediction = np.zeros((HEIGHT, WIDTH), np.uint8)
    prediction[10:40, 20:60] = 3
    prediction[50:70, 20:60] = 3
    prediction.flags.writeable = False
    made.set_prediction(8, prediction, "model")
    yield made
    assert np.array_equal(made.prediction, prediction), "a person's edit changed the prediction"


def values(doc: Document) -> np.ndarray:
    return doc.corrections.values_HW


def test_composite_is_corrections_over_prediction(doc: Document) -> None:
    stroke(doc, Rect(15, 15, 10, 10), 7)
    stroke(doc, Rect(100, 70, 5, 5), VOID)
    composite = doc.composite()
    assert composite[16, 16] == 7
    assert composite[71, 101] == VOID
    assert composite[30, 50] == 3
    assert composite[0, 0] == 0
    part = Rect(10, 12, 40, 20)
    assert np.array_equal(doc.composite(part), composite[part.slices])


def test_without_prediction_the_composite_is_untouched() -> None:
    empty = document()
    assert (empty.composite() == UNTOUCHED).all()
    assert accept_all(empty) is None
    assert empty.accept_region(3, 3) is None
    assert empty.take_region(3, 3, 32) is None


def test_accept_region_copies_one_connected_part(doc: Document) -> None:
    edit = doc.accept_region(30, 20)
    assert edit is not None
    assert edit.title == "Accept region"
    expected = np.full((HEIGHT, WIDTH), UNTOUCHED, np.uint8)
    expected[10:40, 20:60] = 3
    assert np.array_equal(values(doc), expected)
    assert doc.accept_region(30, 20) is None


def test_accept_all_keeps_what_was_corrected(doc: Document) -> None:
    stroke(doc, Rect(0, 0, 30, 30), 9)
    before = doc.composite()
    assert accept_all(doc) is not None
    assert np.array_equal(values(doc), before)
    assert accept_all(doc) is None


def test_accept_copies_the_stride_that_is_shown() -> None:
    doc = document(HEIGHT, WIDTH)
    doc.set_prediction(32, np.full((HEIGHT, WIDTH), 5, np.uint8), "model")
    assert (doc.composite() == 5).all()
    accept_all(doc)
    assert (values(doc) == 5).all()


def test_take_region_from_another_stride(doc: Document) -> None:
    coarse = np.full((HEIGHT, WIDTH), 5, np.uint8)
    coarse[:, 64:] = 6
    doc.set_prediction(32, coarse, "model")
    doc.take_region(100, 3, 32)
    assert (values(doc)[:, 64:] == 6).all()
    assert (values(doc)[:, :64] == UNTOUCHED).all()


def test_fill_respects_limits(doc: Document) -> None:
    stroke(doc, Rect(20, 10, 5, 30), 3)
    assert doc.fill(30, 20, 8, PaintLimits(only_untouched=True)) is not None
    assert (values(doc)[10:40, 20:25] == 3).all()
    assert (values(doc)[10:40, 25:60] == 8).all()
    assert doc.fill(-1, 0, 8) is None


def test_painting_respects_limits(doc: Document) -> None:
    painting = doc.begin_stroke("Brush")
    everywhere = Rect(0, 0, WIDTH, HEIGHT)
    painting.paint(everywhere, full(everywhere), 4, PaintLimits(locked=frozenset({3})))
    painting.finish()
    assert (values(doc)[10:40, 20:60] == UNTOUCHED).all()
    assert (doc.composite() == np.where(doc.prediction == 3, 3, 4)).all()


def test_painting_beyond_the_edge_is_cut(doc: Document) -> None:
    painting = doc.begin_stroke("Brush")
    rect = Rect(-5, -6, 10, 10)
    inside = full(rect)
    inside[-1, -1] = False
    assert painting.paint(rect, inside, 2) == Rect(0, 0, 5, 4)
    assert painting.paint(Rect(500, 0, 3, 3), full(Rect(0, 0, 3, 3)), 2).is_empty
    painting.finish()
    assert (values(doc) == 2).sum() == 19


def test_signals_tell_what_changed(doc: Document, qtbot: QtBot) -> None:
    seen: list[Rect] = []
    doc.corrections_changed.connect(seen.append)
    with qtbot.waitSignal(doc.history_changed):
        stroke(doc, Rect(3, 4, 5, 6), 1)
    edit = doc.undo()
    assert edit is not None
    assert seen == [Rect(3, 4, 5, 6), edit.rect]
    with qtbot.waitSignal(doc.prediction_changed):
        doc.set_prediction(8, doc.prediction, "model")


def test_parts_of_a_prediction_are_shown_as_they_come(qtbot: QtBot) -> None:
    doc = document(HEIGHT, WIDTH)
    grown: list[Rect] = []
    doc.prediction_grew.connect(grown.append)
    parts = Rect(0, 0, WIDTH, 10), Rect(0, 10, WIDTH, 10)
    with qtbot.waitSignal(doc.prediction_changed):
        doc.set_prediction_part(parts[0], np.full((10, WIDTH), 3, np.uint8), "model")
    with qtbot.assertNotEmitted(doc.prediction_changed):
        doc.set_prediction_part(parts[1], np.full((10, WIDTH), 2, np.uint8), "model")
    assert grown == [*parts]
    stroke(doc, Rect(0, 5, 2, 10), 1)
    assert doc.composite()[[0, 7, 12, 17, 25], 0].tolist() == [3, 1, 1, 2, UNTOUCHED]


def test_nothing_else_happens_under_a_stroke(doc: Document) -> None:
    stroke(doc, Rect(0, 0, 9, 9), 1)
    painting = doc.begin_stroke("Brush")
    painting.paint(Rect(30, 30, 5, 5), full(Rect(0, 0, 5, 5)), 2)
    before = values(doc).copy()
    assert doc.undo() is None
    assert accept_all(doc) is None
    assert doc.fill(30, 20, 8) is None
    assert np.array_equal(values(doc), before)
    painting.finish()
    assert doc.undo() is not None


def test_a_forgotten_stroke_is_kept(doc: Document) -> None:
    forgotten = doc.begin_stroke("Brush")
    forgotten.paint(Rect(0, 0, 5, 5), full(Rect(0, 0, 5, 5)), 2)
    doc.begin_stroke("Brush").finish()
    assert len(doc.history.done) == 1
    with pytest.raises(RuntimeError, match="over"):
        forgotten.paint(Rect(0, 0, 5, 5), full(Rect(0, 0, 5, 5)), 2)
    assert forgotten.finish() is None


def test_a_cancelled_stroke_leaves_no_trace(doc: Document) -> None:
    painting = doc.begin_stroke("Brush")
    painting.paint(Rect(0, 0, 50, 50), full(Rect(0, 0, 50, 50)), 2)
    painting.cancel()
    painting.cancel()
    assert (values(doc) == UNTOUCHED).all()
    assert not doc.is_dirty
    assert not doc.history.done
    assert not doc.is_painting


def test_a_stroke_that_changes_nothing_is_no_edit(doc: Document) -> None:
    stroke(doc, Rect(0, 0, 5, 5), 2)
    revision = doc.revision
    stroke(doc, Rect(0, 0, 5, 5), 2)
    assert doc.revision == revision


def test_revisions_say_what_is_saved(doc: Document) -> None:
    assert not doc.is_dirty
    stroke(doc, Rect(0, 0, 5, 5), 2)
    stroke(doc, Rect(9, 9, 5, 5), 2)
    doc.undo()
    assert [record.kind for record in doc.pending] == [
        RecordKind.EDIT,
        RecordKind.EDIT,
        RecordKind.UNDO,
    ]
    doc.mark_journaled(2)
    assert doc.saved_revision == 2
    assert [record.revision for record in doc.pending] == [3]
    assert doc.is_dirty
    doc.mark_saved(1)
    assert doc.saved_revision == 2
    doc.mark_saved(3)
    assert not doc.is_dirty
    assert len(doc.pending) == 1, "only the journal itself takes records off the list"


def test_a_snapshot_leaves_the_stroke_under_way_out(doc: Document) -> None:
    stroke(doc, Rect(0, 0, 5, 5), 2)
    before = values(doc).copy()
    painting = doc.begin_stroke("Brush")
    painting.paint(Rect(2, 2, 90, 60), full(Rect(0, 0, 90, 60)), 6)
    snapshot = doc.snapshot()
    assert np.array_equal(snapshot.corrections_HW, before)
    assert snapshot.revision == 1
    painting.finish()
    assert np.array_equal(snapshot.corrections_HW, before)


def test_undo_returns_the_edit(doc: Document) -> None:
    edits: list[Edit | None] = [doc.accept_region(30, 20), accept_all(doc)]
    assert doc.undo() is edits[1]
    assert doc.undo() is edits[0]
    assert doc.undo() is None
    assert (values(doc) == UNTOUCHED).all()
    assert doc.redo() is edits[0]
    assert doc.redo() is edits[1]
    assert doc.redo() is None


def test_corrections_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        document(10, 10, np.zeros((9, 10), np.uint8))


def prediction(height: int, width: int) -> np.ndarray:
    return (np.arange(width, dtype=np.uint8) // 64 + np.zeros((height, 1), np.uint8)).copy()


def test_accepting_step_by_step_is_the_same_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "PIXELS_PER_BAND", 1)
    at_once, stepwise = document(130, 200), document(130, 200)
    for doc in (at_once, stepwise):
        doc.set_prediction(8, prediction(130, 200), "m")
        stroke(doc, Rect(50, 50, 40, 90), 7)
    one = accept_all(at_once)
    under_way = stepwise.begin_accepting()
    assert under_way is not None
    assert under_way.step()
    assert UNTOUCHED not in stepwise.corrections.values_HW[:64]
    assert UNTOUCHED in stepwise.corrections.values_HW[64:]
    assert np.array_equal(stepwise.snapshot().corrections_HW[:50], np.full((50, 200), UNTOUCHED))
    stepwise.set_prediction(8, prediction(130, 200) + 1, "better")
    assert under_way.finish() == one
    assert np.array_equal(at_once.corrections.values_HW, stepwise.corrections.values_HW)
    assert one is not None
    assert one.pixels == 130 * 200 - 40 * 80


def test_filling_the_rest_takes_the_net_out_and_is_one_edit() -> None:
    doc = document(130, 200)
    doc.set_prediction(8, prediction(130, 200), "m")
    stroke(doc, Rect(50, 50, 40, 40), 7)
    mine = doc.corrections.values_HW == 7
    change = doc.begin_filling_rest(3)
    assert change is not None
    edit = change.finish()
    assert edit is not None and edit.title == "Fill the rest"
    assert edit.pixels == 130 * 200 - int(mine.sum())
    assert (doc.composite()[mine] == 7).all()
    assert (doc.composite()[~mine] == 3).all()
    doc.undo()
    assert (doc.corrections.values_HW[~mine] == UNTOUCHED).all()


def test_what_comes_while_an_image_is_accepted_finds_it_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tiles, "PIXELS_PER_BAND", 1)
    doc = document(130, 200)
    doc.set_prediction(8, prediction(130, 200), "m")
    doc.begin_accepting()
    undone = doc.undo()
    assert undone is not None
    assert undone.title == "Accept image"
    assert (doc.corrections.values_HW == UNTOUCHED).all()
    doc.begin_accepting()
    stroke(doc, Rect(0, 0, 9, 9), 3)
    assert UNTOUCHED not in doc.corrections.values_HW
    assert doc.history.done[0].title == "Accept image"
