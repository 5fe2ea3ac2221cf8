"""The label panel with real clicks and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.state.session import Session
from app.views.labels.delegate import Part, numbers, part_boxes
from app.views.labels.panel import LabelPanel
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID

LABELS = LabelSet.from_names(["background", "cat", "dog"])
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> LabelPanel:
    widget = LabelPanel(Session())
    qtbot.addWidget(widget)
    widget.resize(280, 400)
    widget.set_labels(LABELS)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def spot(panel: LabelPanel, label: int, part: Part) -> QPoint:
    return part_boxes(panel.list.visualRect(panel.model.index_of(label)))[part].center()


def click(qtbot: QtBot, panel: LabelPanel, label: int, part: Part) -> None:
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=spot(panel, label, part))


def test_a_click_on_a_name_chooses(qtbot: QtBot, panel: LabelPanel) -> None:
    with qtbot.waitSignal(panel.label_chosen) as chosen:
        click(qtbot, panel, 2, Part.NAME)
    assert chosen.args == [2]
    with qtbot.waitSignal(panel.label_chosen) as chosen:
        click(qtbot, panel, VOID, Part.NAME)
    assert chosen.args == [VOID]


def test_eye_and_lock_ask_without_choosing(qtbot: QtBot, panel: LabelPanel) -> None:
    with (
        qtbot.assertNotEmitted(panel.label_chosen),
        qtbot.waitSignal(panel.visibility_changed) as seen,
    ):
        click(qtbot, panel, 1, Part.EYE)
    assert seen.args == [1, False]
    panel.set_hidden(frozenset({1}))
    with qtbot.waitSignal(panel.visibility_changed) as seen:
        click(qtbot, panel, 1, Part.EYE)
    assert seen.args == [1, True]
    with qtbot.waitSignal(panel.lock_changed) as locked:
        click(qtbot, panel, 1, Part.LOCK)
    assert locked.args == [1, True]


def test_void_cannot_be_locked_or_renamed(qtbot: QtBot, panel: LabelPanel) -> None:
    with qtbot.assertNotEmitted(panel.lock_changed):
        click(qtbot, panel, VOID, Part.LOCK)
    titles = [action.text() for action in panel.label_menu(VOID).actions()]
    assert titles == ["Hide\tSpace", "Tidy up in this image"]


def test_renaming_in_place_asks_the_owner(qtbot: QtBot, panel: LabelPanel) -> None:
    qtbot.mouseDClick(panel.list.viewport(), LEFT, pos=spot(panel, 1, Part.NAME))
    editor = panel.list.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "kitten")
    with qtbot.waitSignal(panel.label_renamed) as renamed:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert renamed.args == [1, "kitten"]
    assert panel.model.row_at(1).name == "cat"


def test_a_name_that_is_taken_is_refused_with_a_reason(qtbot: QtBot, panel: LabelPanel) -> None:
    panel.begin_rename(1)
    editor = panel.list.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText("dog")
    with qtbot.assertNotEmitted(panel.label_renamed):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "dog" in panel._refusal.text())
    assert panel._refusal.isVisible()


def test_adding(qtbot: QtBot, panel: LabelPanel) -> None:
    qtbot.keyClicks(panel._name, "  tractor ")
    with qtbot.waitSignal(panel.label_added) as added:
        qtbot.keyClick(panel._name, Qt.Key.Key_Return)
    assert added.args == ["tractor"]
    assert panel._name.text() == ""
    qtbot.keyClicks(panel._name, "cat")
    with qtbot.assertNotEmitted(panel.label_added):
        qtbot.keyClick(panel._name, Qt.Key.Key_Return)
    qtbot.keyClicks(panel._name, "s")
    assert not panel._refusal.isVisible()


def test_keys_toggle(qtbot: QtBot, panel: LabelPanel) -> None:
    panel.set_current(1)
    with qtbot.waitSignal(panel.visibility_changed) as seen:
        qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert seen.args == [1, False]
    with qtbot.waitSignal(panel.lock_changed):
        qtbot.keyClick(panel.list, Qt.Key.Key_L)


def test_recolouring_takes_what_the_dialog_gives(
    qtbot: QtBot, panel: LabelPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor(1, 2, 3))
    with qtbot.waitSignal(panel.label_recolored) as colored:
        qtbot.mouseDClick(panel.list.viewport(), LEFT, pos=spot(panel, 2, Part.SWATCH))
    assert colored.args == [2, (1, 2, 3)]


def test_one_button_hides_all_but_the_current_and_shows_them_again(
    qtbot: QtBot, panel: LabelPanel
) -> None:
    asked: list[tuple[int, bool]] = []
    panel.visibility_changed.connect(lambda label, seen: asked.append((label, seen)))
    panel.set_current(1)
    qtbot.mouseClick(panel._eyes, LEFT)
    assert asked == [(0, False), (2, False), (VOID, False)]
    asked.clear()
    panel.set_hidden(frozenset({0, VOID}))
    qtbot.mouseClick(panel._eyes, LEFT)
    assert asked == [(0, True), (VOID, True)]


def test_pixels_and_scores_are_told(panel: LabelPanel) -> None:
    panel.model.refresh(pixels={1: 1234})
    panel.model.refresh(scores={1: 0.5})
    told = panel.model.data(panel.model.index_of(1), Qt.ItemDataRole.ToolTipRole)
    assert "1,234 pixels" in told
    assert "IU 50.0" in told and "object" not in told
    panel.model.refresh(objects={1: 448})
    told = panel.model.data(panel.model.index_of(1), Qt.ItemDataRole.ToolTipRole)
    assert "448 objects, mean area 3 px" in told
    assert not panel.grab().isNull()


def test_labels_that_are_gone_are_not_shown(qtbot: QtBot, panel: LabelPanel) -> None:
    panel.model.refresh(keys={0: "0", 1: "Ctrl+1", VOID: "V"})
    panel.set_labels(LABELS, (0, 2))
    rows = [panel.model.row_at(row) for row in range(panel.model.rowCount())]
    assert [(row.name, row.label, row.key) for row in rows] == [
        ("background", 0, "0"), ("dog", 2, "Ctrl+1"), ("void", VOID, "V")
    ]  # fmt: skip
    assert not panel.model.index_of(1).isValid()
    panel.set_current(1)  # somebody still paints with it: nothing is marked
    with qtbot.waitSignal(panel.label_chosen) as chosen:
        click(qtbot, panel, 2, Part.NAME)
    assert chosen.args == [2]
    # Its name is free for another.
    panel._name.setText("cat")
    with qtbot.waitSignal(panel.label_added) as added:
        qtbot.keyClick(panel._name, Qt.Key.Key_Return)
    assert added.args == ["cat"]


def test_merging_and_deleting_are_asked_for(qtbot: QtBot, panel: LabelPanel) -> None:
    menu = panel.label_menu(2)
    [below] = [action.menu() for action in menu.actions() if action.text() == "Merge into"]
    assert [action.text() for action in below.actions()] == ["background", "cat"]
    with qtbot.waitSignal(panel.merge_asked) as merged:
        below.actions()[1].trigger()
    assert merged.args == [2, 1]
    click(qtbot, panel, 1, Part.NAME)
    with qtbot.waitSignal(panel.delete_asked) as deleted:
        qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert deleted.args == [1]


def test_every_key_that_deletes_on_this_system_deletes(
    qtbot: QtBot, panel: LabelPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(qtbot, panel, 1, Part.NAME)
    of_a_mac = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
    for module in ("menu", "panel"):
        monkeypatch.setattr(f"app.views.labels.{module}.DELETING", of_a_mac)
    for key in of_a_mac:
        with qtbot.waitSignal(panel.delete_asked):
            qtbot.keyClick(panel.list, key)
    assert "Delete…\tBackspace" in [action.text() for action in panel.label_menu(1).actions()]


def test_background_and_void_cannot_be_deleted(qtbot: QtBot, panel: LabelPanel) -> None:
    for label in (0, VOID):
        titles = [action.text() for action in panel.label_menu(label).actions()]
        assert "Merge into" not in titles and "Delete…\tDel" not in titles
        click(qtbot, panel, label, Part.NAME)
        with qtbot.assertNotEmitted(panel.delete_asked):
            qtbot.keyClick(panel.list, Qt.Key.Key_Delete)


def test_what_is_not_in_use_stands_under_a_heading_that_folds(
    qtbot: QtBot, panel: LabelPanel
) -> None:
    panel.model.refresh(keys={0: "0", 1: "1", 2: "2", VOID: "V"})
    panel.set_labels(LABELS, [0, 2, 1], first=2)
    model = panel.model
    rows = [model.data(model.index(row)) for row in range(model.rowCount())]
    assert rows == ["background", "dog", "Others that the shipped net knows", "cat", "void"]
    assert model.row_of(2).key == "1" and model.row_of(1).key == "2"
    heading = panel.list.visualRect(model.heading).center()
    with qtbot.assertNotEmitted(panel.label_chosen):
        qtbot.mouseClick(panel.list.viewport(), LEFT, pos=heading)
    assert model.is_folded and model.rowCount() == 4
    assert not model.index_of(1).isValid()
    assert [row.text() for row in panel.label_menu(2).actions() if row.menu()][-1] == "Merge into"
    panel.set_current(1)  # by a key: it has to be seen
    assert not model.is_folded and model.index_of(1).isValid()
    panel.list.setCurrentIndex(model.heading)
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert model.is_folded
    assert not panel.grab().isNull()


def test_on_opening_the_list_shows_its_beginning(qtbot: QtBot, panel: LabelPanel) -> None:
    panel.resize(280, 160)
    many = LabelSet.from_names(["background", *map(str, range(40))])
    panel.set_labels(many)
    panel.set_current(30)
    assert panel.list.verticalScrollBar().value() > 0
    panel.show_top()
    assert panel.list.verticalScrollBar().value() == 0


def test_as_much_of_the_numbers_is_painted_as_there_is_room_for(panel: LabelPanel) -> None:
    panel.model.refresh(pixels={1: 1234})
    panel.model.refresh(objects={1: 448})
    row, small = panel.model.row_at(1), panel.fontMetrics()
    whole = small.horizontalAdvance("448 objects · 1.2k px")
    assert numbers(row, small, whole) == "448 objects · 1.2k px"
    assert numbers(row, small, whole - 1) == "448 objects"
    assert numbers(row, small, small.horizontalAdvance("448 objects") - 1) == "1.2k"
    panel.model.refresh(pixels={})
    assert numbers(panel.model.row_at(1), small, whole) == "", "pixels are counted first"
