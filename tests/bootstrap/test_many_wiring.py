"""What is said of work on many images."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.state.document import Document
from app.state.rect import Rect
from app.state.regions import Region
from app.state.tidy.order import Operation
from app.views.images.menus import RowMenu
from tests.flows.world import make_photos


@pytest.fixture
def program(program: Program) -> Program:
    program.window.show()
    return program


def said(program: Program, text: str) -> Callable[[], bool]:
    return lambda: any(text in message.text for message in program.window.banner.messages)


def painted(document: Document) -> None:
    inside = np.ones((3, 4), np.bool_)
    document.paint("Paint", Region(label=0, rect=Rect(0, 0, 4, 3), inside_HW=inside), 2)


def test_what_is_not_taken_back_is_said(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    opening, banner = program.parts.opening, program.window.banner
    opening.open_path(make_photos(tmp_path / "photos", 2))
    qtbot.waitUntil(lambda: opening.document is not None)
    program.parts.many_images.fill_rest(["photo0.png", "photo1.png"])
    qtbot.waitUntil(said(program, "2 images changed."))
    take_back, document = banner.messages[-1].run, opening.document
    assert take_back is not None and document is not None
    painted(document)
    take_back()
    left = "Taken back: 1 image. Changed since, and so left as they are: 1 image."
    qtbot.waitUntil(said(program, left))


def test_the_menu_tidies_up_the_current_label_in_all_selected_images(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    opening, images = program.parts.opening, program.window.image_list
    opening.open_path(make_photos(tmp_path / "photos", 2))
    qtbot.waitUntil(lambda: opening.document is not None)
    document = opening.document
    assert document is not None
    painted(document)
    program.parts.many_images.fill_rest(["photo0.png", "photo1.png"])
    qtbot.waitUntil(said(program, "2 images changed."))
    program.parts.session.set_label(2)
    menu = RowMenu([images.model.row_of(f"photo{number}.png") for number in range(2)], images)
    images.menu_opened.emit(menu)
    (tidying,) = [each for each in menu.findChildren(QMenu) if each.title() == "Tidy up bicycle"]
    (drop,) = [each for each in tidying.actions() if each.objectName() == Operation.DROP_SPECKS]
    drop.trigger()
    qtbot.waitUntil(said(program, "Drop specks of bicycle under 64 px: 1 image changed."))
    assert (document.corrections.values_HW == 0).all()
