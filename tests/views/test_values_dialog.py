"""What values of masks become, chosen and typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.state.foreign import ForeignValue
from app.views.values_dialog import ValuesDialog
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID

LABELS = LabelSet.from_names(["background", "road", "car"])
VALUES = (
    ForeignValue(value=0, share=0.5, color=None, guess="background"),
    ForeignValue(value=3, share=0.4, color=(10, 20, 30), guess="label 3"),
    ForeignValue(value=7, share=0.0005, color=None, guess="road"),
    ForeignValue(value=255, share=0.1, color=None, guess=VOID),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> ValuesDialog:
    made = ValuesDialog("Import?", "", VALUES, LABELS.labels)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_guesses_stand_until_they_are_changed(dialog: ValuesDialog) -> None:
    assert dialog.meanings() == {0: "background", 3: "label 3", 7: "road", 255: VOID}


def test_labels_are_chosen_or_typed(qtbot: QtBot, dialog: ValuesDialog) -> None:
    sky, known, nothing, _ = dialog.boxes
    sky.lineEdit().selectAll()
    qtbot.keyClicks(sky, "sky ")
    known.lineEdit().selectAll()
    qtbot.keyClicks(known, "car")
    nothing.setCurrentIndex(nothing.findData(UNTOUCHED))
    assert dialog.meanings() == {0: "sky", 3: "car", 7: UNTOUCHED, 255: VOID}
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)


def test_nothing_opens_while_one_types_that_would_take_the_next_click(
    qtbot: QtBot, dialog: ValuesDialog
) -> None:
    box = dialog.boxes[0]
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, "ro")
    assert QApplication.activePopupWidget() is None
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)


def test_a_value_without_a_meaning_is_not_imported(qtbot: QtBot, dialog: ValuesDialog) -> None:
    assert dialog.take.isEnabled()
    dialog.boxes[1].setEditText("  ")
    assert not dialog.take.isEnabled()


def test_a_name_that_begins_as_a_label_s_is_a_new_one(qtbot: QtBot, dialog: ValuesDialog) -> None:
    box = dialog.boxes[0]
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, "ca")
    assert dialog.meanings()[0] == "ca" and box.currentIndex() == -1
    qtbot.keyClicks(box, "r")
    assert dialog.meanings()[0] == "car" and box.currentIndex() == 2
    qtbot.keyClicks(box, "t")
    assert (box.currentText(), box.currentIndex()) == ("cart", -1)
    assert dialog.boxes[1].currentIndex() == -1  # a guess that is no label yet
