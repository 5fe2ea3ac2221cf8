"""Before | after on the canvas: two masks, a line between them, and tools at rest."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from pytestqt.qtbot import QtBot

from app.state.rect import Rect
from app.state.session import Session
from app.views.canvas import Canvas
from app.views.canvas.swipe import Halves
from fcn_core.masks import UNTOUCHED
from tests.tools.parts import blob, document
from tests.views.canvas_input import drag, tablet
from tests.views.canvases import shown_canvas
from tests.views.test_canvas import at, screen


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    return shown_canvas(qtbot, Session())


def test_both_masks_are_one_and_moving_the_line_changes_the_strip_alone() -> None:
    before, after = np.full((4, 10), 1, np.uint8), np.full((4, 10), 2, np.uint8)
    halves = Halves(before)
    joined = halves.joined(after)
    assert (joined == [1] * 5 + [2] * 5).all()
    assert halves.move(8) == Rect(5, 0, 3, 4)
    assert halves.joined(after) is joined
    assert (joined == [1] * 8 + [2] * 2).all()
    assert halves.move(-5) == Rect(0, 0, 8, 4)
    assert (joined == 2).all()
    assert halves.move(0).is_empty
    newer = np.full((4, 10), 3, np.uint8)
    assert (halves.joined(newer) == 3).all()
    assert (after == 2).all()


def test_dragging_moves_the_line_and_paints_nothing(canvas: Canvas) -> None:
    doc = canvas.document
    assert doc is not None
    alone = screen(canvas)
    canvas.compare_with(np.full(doc.shape, 5, np.uint8))
    split = screen(canvas)
    assert not np.array_equal(split, alone)
    assert canvas.cursor().shape() == Qt.CursorShape.SplitHCursor
    drag(canvas, [at(canvas, 30, 20), at(canvas, 10, 20)])
    assert (doc.corrections.values_HW == UNTOUCHED).all()
    assert not np.array_equal(screen(canvas), split)
    canvas.compare_with(None)
    assert np.array_equal(screen(canvas), alone)


def test_another_document_ends_the_comparison(canvas: Canvas) -> None:
    canvas.compare_with(np.full((canvas.document or document()).shape, 5, np.uint8))
    canvas.set_document(document(prediction=blob()))
    drag(canvas, [at(canvas, 5.5, 5.5), at(canvas, 30.5, 5.5)])
    assert canvas.document is not None
    assert (canvas.document.corrections.values_HW != UNTOUCHED).any()


def test_a_stylus_paints_nothing_either(canvas: Canvas) -> None:
    doc = canvas.document
    assert doc is not None
    canvas.compare_with(np.full(doc.shape, 5, np.uint8))
    for kind in (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease):
        tablet(canvas, kind, at(canvas, 20, 20), 0.7)
    assert (doc.corrections.values_HW == UNTOUCHED).all()
    assert doc.history.done == ()
