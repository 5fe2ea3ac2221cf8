"""The menus of tidying up: what they offer, with which sizes, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.state.session import Session
from app.state.tidy.order import OF_LABELS, OF_REGIONS, Operation
from app.views.tidy_menu import TidyMenu


@pytest.fixture
def menu(qtbot: QtBot) -> Iterator[TidyMenu]:
    parent, session = QWidget(), Session()
    qtbot.addWidget(parent)
    session.set_tidying(7, 1200)
    yield TidyMenu("cat", (10, 20, 30), session, parent)


def asked(menu: QMenu) -> list[str]:
    return [action.objectName() for action in menu.actions() if action.objectName()]


def test_all_operations_are_offered_with_their_sizes(menu: TidyMenu) -> None:
    assert asked(menu) == list(OF_REGIONS)
    assert asked(menu.all) == list(OF_LABELS)
    words = [action.text().replace("&", "") for action in (*menu.actions(), *menu.all.actions())]
    assert "This region of cat" in words and "Drop specks under 1,200 px" in words
    assert words.count("Grow by 7 px") == 2


def test_letters_are_unique_in_each_menu(menu: TidyMenu) -> None:
    for each in (menu, menu.all):
        letters = [a.text().split("&")[1][0].lower() for a in each.actions() if "&" in a.text()]
        assert len(letters) == len(set(letters)) == 6


def test_entries_ask_for_an_operation(menu: TidyMenu) -> None:
    region: list[Operation] = []
    label: list[Operation] = []
    menu.region_asked.connect(region.append)
    menu.label_asked.connect(label.append)
    for each in (menu, menu.all):
        for action in each.actions():
            if action.objectName():
                action.trigger()
    assert region == list(OF_REGIONS) and label == list(OF_LABELS)
    assert all(isinstance(operation, Operation) for operation in (*region, *label))


def test_a_name_is_shown_as_it_is(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = TidyMenu("sand & gravel", (10, 20, 30), Session(), parent)
    assert menu.actions()[0].text() == "This region of sand && gravel"
    assert menu.all.title() == "All sand && gravel in this image"
