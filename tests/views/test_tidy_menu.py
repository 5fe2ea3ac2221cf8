"""The menus of tidying up: what they offer, with which sizes, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget, QWidgetAction
from pytestqt.qtbot import QtBot

from app.language import ENGLISH, LANGUAGES, speak
from app.state.session import Session
from app.state.tidy.order import OF_LABELS, OF_REGIONS, Operation
from app.views.tidy_menu import RegionChoices, TidyMenu


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_unique_in_each_menu(language: str, qtbot: QtBot, qapp: QApplication) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    speak(qapp, language)
    try:
        menu = TidyMenu("cat", (10, 20, 30), Session(), parent)
    finally:
        speak(qapp, ENGLISH)
    for each in (menu, menu.all):
        letters = [a.text().split("&")[1][0].lower() for a in each.actions() if "&" in a.text()]
        assert len(letters) == len(set(letters)) == 7
        assert all(letter.isascii() for letter in letters)


def test_the_heading_can_be_read_but_not_chosen(menu: TidyMenu) -> None:
    heading = menu.actions()[0]
    assert isinstance(heading, QWidgetAction) and heading.text() == "This region of cat"
    assert not heading.isEnabled() and heading.defaultWidget().isEnabled()


def test_a_label_is_called_as_it_is(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = TidyMenu("R&D", (10, 20, 30), Session(), parent)
    assert menu.all.title() == "All R&&D in this image"
    assert menu.actions()[0].text() == "This region of R&D"


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


def test_a_long_name_is_short_in_the_menu_and_whole_in_its_tip(qtbot: QtBot) -> None:
    parent, name = QWidget(), "x" * 80
    qtbot.addWidget(parent)
    menu = TidyMenu(name, (10, 20, 30), Session(), parent)
    every = menu.all.menuAction()
    assert "…" in every.text() and name in every.toolTip()
    assert menu.sizeHint().width() < 480


def test_a_region_can_be_accepted_changed_and_given_back(menu: TidyMenu, qtbot: QtBot) -> None:
    labels = ((0, "background", (0, 0, 0)), (5, "R&D", (9, 9, 9)))
    menu.offer(RegionChoices(labels=labels, can_accept=True, can_restore=False))
    shown = [a for a in menu.actions() if a.text() and not a.objectName()]
    assert [a.text() for a in shown[1:4]] == ["Accept region", "Change to", "Back to the net's"]
    assert not shown[3].isEnabled()
    with qtbot.waitSignal(menu.accept_asked):
        shown[1].trigger()
    change = shown[2].menu()
    assert isinstance(change, QMenu) and change.actions()[1].text() == "R&&D"
    with qtbot.waitSignal(menu.change_asked) as asked_for:
        change.actions()[1].trigger()
    assert asked_for.args == [5]
