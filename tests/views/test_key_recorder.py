"""The recorder with real keys: what is pressed is what Qt will match."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.views.look.kit import column
from app.views.shortcuts.key_recorder import IDLE, RECORDING, KeyRecorder, pressed_keys

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE, PAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier


class Place(QWidget):
    """A recorder, and a field that has the keyboard before."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.recorder = QLineEdit(), KeyRecorder()
        self.setLayout(column(self.field, self.recorder))
        self.recorded: list[str] = []
        self.recorder.recorded.connect(self.recorded.append)


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    widget = Place()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    widget.field.setFocus()
    qtbot.waitUntil(widget.field.hasFocus)
    return widget


@pytest.mark.parametrize(
    ("key", "held", "written"),
    [
        (Qt.Key.Key_K, NONE, "K"),
        (Qt.Key.Key_K, CTRL | SHIFT, "Ctrl+Shift+K"),
        (Qt.Key.Key_Tab, NONE, "Tab"),
        (Qt.Key.Key_Backtab, SHIFT, "Shift+Tab"),
        (Qt.Key.Key_Return, NONE, "Return"),
        (Qt.Key.Key_Space, NONE, "Space"),
        (Qt.Key.Key_Escape, CTRL, "Ctrl+Esc"),
        (Qt.Key.Key_F5, SHIFT, "Shift+F5"),
        (Qt.Key.Key_Exclam, SHIFT, "!"),
        (Qt.Key.Key_1, PAD, "1"),
    ],
)
def test_the_next_keys_are_taken_as_they_are(
    qtbot: QtBot, place: Place, key: Qt.Key, held: Qt.KeyboardModifier, written: str
) -> None:
    place.recorder.start()
    assert place.recorder.text() == RECORDING
    qtbot.keyClick(place.recorder, key, held)
    assert place.recorded == [written]
    assert (place.recorder.text(), place.recorder.is_recording) == (IDLE, False)
    assert place.field.hasFocus() and place.field.text() == ""


def test_letters_of_other_scripts_are_keys_too() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, ord("Й"), CTRL | SHIFT, "")
    assert pressed_keys(event) == "Ctrl+Shift+Й"


def test_modifiers_alone_are_waited_out(qtbot: QtBot, place: Place) -> None:
    place.recorder.start()
    qtbot.keyPress(place.recorder, Qt.Key.Key_Control, CTRL)
    assert place.recorded == [] and place.recorder.is_recording
    qtbot.keyPress(place.recorder, Qt.Key.Key_K, CTRL)
    assert place.recorded == ["Ctrl+K"]


def test_escape_and_leaving_give_up(qtbot: QtBot, place: Place) -> None:
    place.recorder.start()
    qtbot.keyClick(place.recorder, Qt.Key.Key_Escape)
    assert not place.recorder.is_recording and place.field.hasFocus()
    place.recorder.start()
    place.field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is place.field)
    assert not place.recorder.is_recording
    assert place.recorded == []


def test_it_is_a_button_of_the_keyboard_too(qtbot: QtBot, place: Place) -> None:
    place.recorder.setFocus()
    qtbot.keyClick(place.recorder, Qt.Key.Key_Space)
    assert place.recorder.is_recording
    qtbot.keyClick(place.recorder, Qt.Key.Key_K)
    assert place.recorded == ["K"]
    assert place.recorder.hasFocus()
