"""Copying and pasting by keys, and by the menus of a region and of the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.views.images.menus import RowMenu
from app.views.tidy_menu import TidyMenu
from fcn_core.masks import UNTOUCHED
from tests.flows.world import make_photos

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def program(program: Program, qtbot: QtBot, tmp_path: Path) -> Program:
    """The first of two photos is open, and all of it confirmed as the first label."""
    program.window.show()
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    program.parts.opening.open_path(make_photos(tmp_path / "photos", 2))
    qtbot.waitUntil(lambda: program.parts.opening.document is not None)
    program.parts.session.set_label(1)
    program.parts.correcting.fill_rest()
    qtbot.waitUntil(lambda: not untouched(program))
    return program


def untouched(program: Program) -> bool:
    document = program.parts.opening.document
    assert document is not None
    return bool((document.corrections.values_HW == UNTOUCHED).all())


def test_keys_carry_a_mask_into_the_next_image(qtbot: QtBot, program: Program) -> None:
    canvas, window = program.canvas, program.window
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    program.parts.opening.step(1)
    qtbot.waitUntil(lambda: untouched(program))
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: not untouched(program))
    assert window.status.currentMessage() == "Pasted at the same place"


def test_a_text_that_is_typed_keeps_its_own_keys(qtbot: QtBot, program: Program) -> None:
    program.parts.pasting.copy_confirmed()
    program.parts.opening.step(1)
    qtbot.waitUntil(lambda: untouched(program))
    field = program.window.image_list.findChildren(QLineEdit)[0]
    field.setText("photo")
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_C, CONTROL)
    field.end(False)
    qtbot.keyClick(field, Qt.Key.Key_V, CONTROL)
    assert field.text() == "photophoto"
    assert untouched(program)


def test_the_menu_of_a_region_copies_it(qtbot: QtBot, program: Program) -> None:
    program.tidy.ask(3, 3, QPoint(100, 100))
    menu = program.tidy.menu
    assert isinstance(menu, TidyMenu)
    (copy,) = (action for action in menu.actions() if action.text() == "Copy region")
    copy.trigger()
    menu.close()
    assert program.parts.pasting.can_paste


def test_the_menu_of_the_list_pastes(qtbot: QtBot, program: Program) -> None:
    images = program.window.image_list
    row = images.model.row_of("photo1.png")
    before = RowMenu([row], images)
    images.menu_opened.emit(before)
    assert not before.paste.isEnabled(), "nothing was copied"
    program.parts.pasting.copy_confirmed()
    menu = RowMenu([row], images)
    images.menu_opened.emit(menu)
    menu.paste.trigger()
    banner = program.window.banner
    qtbot.waitUntil(lambda: any("Paste: 1 image changed." in m.text for m in banner.messages))
