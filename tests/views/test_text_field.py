"""Fields of the window and the window's shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.views.images.list import ImageList
from app.views.labels.name_field import NameField
from app.views.look.kit import text_label
from app.views.look.text_field import TextField

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_windows_shortcuts_work_while_a_label_is_named(qtbot: QtBot) -> None:
    window, field = QMainWindow(), NameField(text_label(""), lambda name: False)
    qtbot.addWidget(window)
    window.setCentralWidget(field)
    export = QAction("Export", window, shortcut="Ctrl+E")
    undo = QAction("Undo", window, shortcut="Ctrl+Z")
    asked: list[str] = []
    for action in (export, undo):
        action.triggered.connect(lambda _, action=action: asked.append(action.text()))
        window.addAction(action)
    window.show()
    window.activateWindow()
    field.edit.setFocus()
    qtbot.waitUntil(field.edit.hasFocus)
    qtbot.keyClicks(field.edit, "cell")
    qtbot.keyClick(field.edit, Qt.Key.Key_E, CTRL)
    assert asked == ["Export"]
    qtbot.keyClick(field.edit, Qt.Key.Key_Z, CTRL)
    assert asked == ["Export"] and field.edit.text() == "", "undo is the field's"


def test_every_field_of_the_window_leaves_them(qtbot: QtBot) -> None:
    images = ImageList()
    qtbot.addWidget(images)
    assert isinstance(images.search, TextField)
