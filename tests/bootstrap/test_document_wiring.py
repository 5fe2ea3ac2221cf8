"""The list marks the image that is shown, whatever was clicked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.views.labels.name_field import NameField
from tests.flows.world import make_photos


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_photos(tmp_path / "photos", 3)


@pytest.fixture
def program(program: Program, qtbot: QtBot, folder: Path) -> Program:
    program.window.show()
    program.parts.opening.open_path(folder)
    qtbot.waitUntil(lambda: shown(program) == "photo0.png")
    return program


def shown(program: Program) -> str:
    document = program.parts.opening.document
    return "" if document is None else document.image_id


def click(qtbot: QtBot, program: Program, image_id: str) -> None:
    images = program.window.image_list
    box = images.list.visualRect(images.model.index_of(image_id))
    qtbot.mouseClick(images.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())


def marked(program: Program) -> str:
    images = program.window.image_list
    row = images.list.currentIndex().row()
    assert images.model.image_at(row).image_id == images.current_id()
    return images.current_id()


def test_the_keys_are_the_pictures_once_a_label_is_named(qtbot: QtBot, program: Program) -> None:
    program.window.activateWindow()
    field = program.window.label_panel.findChild(NameField).edit
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "nucleus")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert program.canvas.hasFocus()
    field.setFocus()
    qtbot.keyClicks(field, "nucleus")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.hasFocus(), "a name that is taken is to be mended there"


def test_an_image_that_cannot_be_read_is_not_marked_and_can_be_clicked_again(
    qtbot: QtBot, program: Program, folder: Path, tmp_path: Path
) -> None:
    away = (folder / "photo2.png").rename(tmp_path / "away.png")
    click(qtbot, program, "photo2.png")
    qtbot.waitUntil(lambda: bool(program.window.banner.messages))
    assert marked(program) == shown(program) == "photo0.png"
    away.rename(folder / "photo2.png")
    click(qtbot, program, "photo2.png")
    qtbot.waitUntil(lambda: shown(program) == "photo2.png")
    assert marked(program) == "photo2.png"


def test_whoever_goes_back_before_it_was_read_stays(qtbot: QtBot, program: Program) -> None:
    click(qtbot, program, "photo2.png")
    click(qtbot, program, "photo0.png")
    assert marked(program) == "photo0.png"
    program.parts.reader.flush()
    assert marked(program) == shown(program) == "photo0.png"
    click(qtbot, program, "photo2.png")
    qtbot.waitUntil(lambda: shown(program) == "photo2.png")
    assert marked(program) == "photo2.png"


def press(qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """A key wherever the keyboard is."""
    at = QApplication.focusWidget()
    assert at is not None
    qtbot.keyClick(at, key, held)


def test_after_a_click_on_an_image_the_keys_are_the_pictures(
    qtbot: QtBot, program: Program
) -> None:
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    click(qtbot, program, "photo1.png")
    qtbot.waitUntil(program.canvas.hasFocus)
    qtbot.waitUntil(lambda: shown(program) == "photo1.png")
    press(qtbot, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    assert program.window.central_name == "stride"
    click(qtbot, program, "photo2.png")
    qtbot.waitUntil(program.strides.panes[-1].view.hasFocus)
    press(qtbot, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    assert program.window.central_name == "canvas"


def test_contrast_and_accepting_work_from_everywhere_but_fields(
    qtbot: QtBot, program: Program
) -> None:
    shift, session = Qt.KeyboardModifier.ShiftModifier, program.parts.session
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    program.parts.load_net()
    qtbot.waitUntil(lambda: program.parts.correcting.can_accept)
    images = program.window.image_list
    images.list.setFocus()
    press(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    assert images.list.hasFocus()  # one walks on by keys
    qtbot.waitUntil(lambda: shown(program) == "photo1.png")
    press(qtbot, Qt.Key.Key_C, shift)
    assert session.lighting.stretched
    field = program.window.label_panel._name
    field.setFocus()
    press(qtbot, Qt.Key.Key_C, shift)
    assert field.text().upper() == "C" and session.lighting.stretched
    qtbot.waitUntil(lambda: program.parts.correcting.can_accept)
    press(qtbot, Qt.Key.Key_Return, shift)
    assert program.parts.opening.document.corrections.touched == 0
    images.list.setFocus()
    press(qtbot, Qt.Key.Key_Return, shift)
    qtbot.waitUntil(lambda: shown(program) == "photo2.png")


def test_the_pixel_under_the_pointer_is_one_of_the_image_that_is_shown(
    qtbot: QtBot, program: Program
) -> None:
    position = program.window.status._position
    qtbot.mouseMove(program.canvas, program.canvas.rect().center())
    qtbot.waitUntil(lambda: position.text() != "")
    program.canvas.hovered.emit(3, 4)
    program.canvas._hovered = (3, 4)
    assert position.text() == "x 3  y 4"
    program.parts.opening.show("photo1.png")
    qtbot.waitUntil(lambda: shown(program) == "photo1.png")
    assert position.text() != "x 3  y 4"


def test_another_language_offers_to_start_again_with_what_is_open(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    program.languages.choose("de")
    message = program.window.banner.messages[-1]
    assert message.action == "Restart now" and message.run is not None
    message.run()
    assert not program.window.isVisible()
    assert program.languages.again == (str(folder),)


def test_numbers_of_a_net_that_is_being_replaced_are_faint(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    predicting, model = program.parts.predicting, program.window.label_panel.model
    program.parts.load_net()
    qtbot.waitUntil(lambda: program.parts.opening.document.prediction_model != "")
    qtbot.waitUntil(lambda: not model.stale)
    predicting.use(tmp_path / "second.safetensors", "second")
    assert model.stale
    qtbot.waitUntil(lambda: not model.stale)
    assert program.parts.opening.document.prediction_model == "second"
