from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.state.session import Session
from app.views.canvas.agreement import agreement
from app.views.canvas.stride_pane import MASK, StridePane
from app.views.stride_view import StrideView
from fcn_core.labels import VOC
from fcn_core.masks import UNTOUCHED, VOID
from tests.strategies import accept_all
from tests.tools.parts import blob, document
from tests.views.canvas_input import drag, move, wheel


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def view(qtbot, session) -> StrideView:
    made = StrideView(session, VOC)
    qtbot.addWidget(made)
    made.resize(640, 240)
    made.show()
    qtbot.waitExposed(made)
    doc = document()
    doc.set_prediction(32, np.roll(blob(), 3, 1), "net")
    doc.set_prediction(16, np.roll(blob(), 1, 1), "net")
    doc.set_prediction(8, blob(), "net")
    made.set_document(doc)
    return made


@pytest.fixture
def doc(view):
    return view._document


def at(view, x, y):
    return view.viewport.to_screen(x, y)


def pane(view, stride):
    return next(p for p in view.panes if p.stride == stride)


def test_zoom_and_pan_are_linked(view, qtbot):
    first, last = view.panes[0].view, view.panes[-1].view
    with qtbot.waitSignals([view.view_changed, view.zoom_changed]):
        wheel(first, (40, 40), 3)
    assert last.zoom == first.zoom
    drag(last, [(40, 40), (60, 55), (70, 60)])
    for p in view.panes:
        assert (p.view.viewport.left, p.view.viewport.top) == (
            first.viewport.left,
            first.viewport.top,
        )
    view.fit()
    assert all(p.view.is_fitted for p in view.panes if p.isVisible())


def test_the_cursor_is_shared_and_labels_are_named(view, qtbot):
    source = pane(view, 16).view
    with qtbot.waitSignal(view.hovered) as hovered:
        move(source, at(source, 17.5, 15.5))
    assert hovered.args == [17, 15]
    assert source._cursor is None
    assert all(p.view._cursor == (17, 15) for p in view.panes if p.view is not source)
    assert "bicycle" in pane(view, 8).under.full_text
    assert "background" in pane(view, 32).under.full_text
    move(source, (0, 0))
    assert all(p.view._cursor is None and not p.under.full_text for p in view.panes)


@pytest.mark.parametrize("stride", [32, 16, 8])
def test_a_click_takes_the_region_from_that_stride(view, doc, stride):
    source = pane(view, stride).view
    drag(source, [at(source, 20.5, 15.5)])
    assert len(doc.history.done) == 1
    taken = doc.predictions.by_stride[stride] == 2
    assert np.array_equal(doc.corrections.values_HW == 2, taken)
    doc.undo()
    assert (doc.corrections.values_HW == UNTOUCHED).all()


def test_a_click_into_the_mask_confirms(view, doc):
    drag(view.panes[-1].view, [at(view.panes[-1].view, 20.5, 15.5)])
    assert np.array_equal(doc.corrections.values_HW == 2, blob() == 2)


def test_a_drag_or_another_button_takes_nothing(view, doc):
    source = view.panes[0].view
    drag(source, [at(source, 20, 15), (90, 90)])
    drag(source, [at(source, 20, 15)], Qt.MouseButton.RightButton)
    assert not doc.history.done


def test_headers_judge_each_stride(view, doc, qtbot):
    region = doc.region_at(20, 15)
    doc.paint("x", region, 2)
    doc.paint("x", doc.region_at(0, 0), 0)
    view.count()
    assert pane(view, 8).scores.full_text == "IU 1.00 · differs 0 %"
    share = np.count_nonzero(np.roll(blob(), 3, 1) != blob()) / blob().size
    assert pane(view, 32).scores.full_text.endswith(f"differs {100 * share:.1f} %")
    assert view.panes[-1].scores.full_text == "100 % confirmed"
    doc.predictions.clear()
    doc.prediction_changed.emit()
    assert pane(view, 32).scores.full_text == "waiting for the net"


def test_scores_follow_corrections_by_themselves(view, doc, qtbot):
    accept_all(doc)
    qtbot.waitUntil(lambda: view.panes[-1].scores.full_text == "100 % confirmed")


def test_panes_stand_in_a_row_or_two_by_two(view, doc):
    view.resize(900, 200)
    assert view._shape == (1, 4)
    view.resize(500, 500)
    assert view._shape == (2, 2)
    view.set_document(None)
    assert all(p.view.viewport is None and not p.under.full_text for p in view.panes)


def test_finer_outputs_get_panes_of_their_own(view, doc):
    def shown():
        return [p.stride for p in view.panes if p.isVisible()]

    assert shown() == [32, 16, 8, 0]
    doc.set_prediction(2, blob(), "finer")
    assert shown() == [32, 16, 8, 4, 2, 0]
    view.resize(900, 600)
    assert view._shape == (2, 3)
    doc.set_prediction(8, blob(), "another net without them")
    assert shown() == [32, 16, 8, 0]


def test_the_overlay_hides_in_all_panes(view, session):
    shown = view.panes[1].view.grab().toImage()
    session.set_overlay_hidden(True)
    assert view.panes[1].view.grab().toImage() != shown


def test_agreement_counts_what_was_said():
    predicted = np.array([[0, 1, 2, UNTOUCHED]], np.uint8)
    said = np.array([[0, 2, VOID, 1]], np.uint8)
    found = agreement(predicted, predicted, said, 3)
    # Label 0: 1 of 1. Label 1: 0 of 2. Label 2: 0 of 1.
    assert found.mean_iu == pytest.approx(1 / 3)
    assert found.differs == 1 / 4
    nothing = agreement(predicted, None, np.full((1, 4), UNTOUCHED, np.uint8), 3)
    assert nothing.mean_iu is None
    assert nothing.differs == 0


def test_each_label_is_judged_by_what_was_confirmed() -> None:
    predicted = np.array([[1, 1, 2, 0]], np.uint8)
    said = np.array([[1, UNTOUCHED, 1, 0]], np.uint8)
    assert agreement(predicted, predicted, said, 3).iu == {0: 1.0, 1: 0.5, 2: 0.0}
    assert agreement(predicted, predicted, np.full_like(said, UNTOUCHED), 3).iu == {}


def test_a_narrow_header_says_less_and_nothing_cut(qtbot):
    pane = StridePane(8)
    qtbot.addWidget(pane)
    pane.show()
    pane.scores.set_texts("IU 0.50 · differs 12.3 %", "differs 12.3 %", "12.3 %")
    seen = set()
    for width in range(400, 60, -10):
        pane.resize(width, 200)
        pane.layout().activate()
        seen.add(pane.scores.text())
    assert seen <= {"IU 0.50 · differs 12.3 %", "differs 12.3 %", "12.3 %", ""}
    assert {"IU 0.50 · differs 12.3 %", "12.3 %"} <= seen
    assert pane.scores.toolTip() == "IU 0.50 · differs 12.3 %"


def test_the_masks_header_explains_what_the_others_are(qtbot):
    pane = StridePane(MASK)
    qtbot.addWidget(pane)
    pane.show()
    assert pane.help.isVisible() and "every 32, 16 and 8 pixels" in pane.help.toolTip()
    assert StridePane(8).help.isHidden()


@pytest.mark.parametrize("steps", [-1, 4])
def test_panes_look_at_the_same_place_after_they_were_arranged_anew(view, qtbot, steps):
    view.resize(600, 500)
    qtbot.waitUntil(lambda: view._shape == (2, 2))
    wheel(view.panes[0].view, (100, 80), steps)
    before = view.panes[0].view.viewport.centre
    view.resize(600, 120)
    qtbot.waitUntil(lambda: view._shape == (1, 4))
    for each in view.panes:
        if each.isVisible():
            assert each.view.viewport.centre == pytest.approx(before, abs=1)
