"""The command palette with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.shortcuts.command_palette import CommandPalette, ranked
from app.views.values import CommandRow

ROWS = (
    CommandRow(id="zoom-in", title="Zoom in", group="View", keys=("Ctrl++",), icon="zoom-in"),
    CommandRow(
        id="fit",
        title="Fit to window",
        group="View",
        keys=("Ctrl+F",),
        keywords="zoom, whole image",
    ),
    CommandRow(id="fill-rest", title="Fill the rest", group="Edit"),
    CommandRow(
        id="doubt", title="The net's doubt", group="View", checked=True, about="Where it is unsure"
    ),
    CommandRow(id="refill", title="Take the refill", group="Edit"),
)


@pytest.fixture
def palette(qtbot: QtBot) -> CommandPalette:
    widget = CommandPalette(ROWS)
    qtbot.addWidget(widget)
    widget.open()
    widget.search.setFocus()
    return widget


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["zoom-in", "fit", "fill-rest", "doubt", "refill"]),
        ("fi", ["fit", "fill-rest", "refill"]),
        ("the fill", ["fill-rest", "refill"]),
        ("VIEW zoom", ["zoom-in"]),
        ("zoom", ["zoom-in", "fit"]),
        ("whole", ["fit"]),
        ("ftw", ["fit"]),
        ("unsure", ["doubt"]),
        ("nothing", []),
    ],
)
def test_words_find_commands_the_best_first(query: str, found: list[str]) -> None:
    assert [row.id for row in ranked(ROWS, query)] == found


def test_typing_and_return_choose(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette.search, "fil")
    assert palette.shown() == ["fill-rest", "refill"]
    qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert chosen.args == ["refill"]
    assert not palette.isVisible()


def test_a_click_chooses(qtbot: QtBot, palette: CommandPalette) -> None:
    model = palette.list.model()
    at = palette.list.visualRect(model.index(3, 0)).center()
    with qtbot.waitSignal(palette.chosen) as chosen:
        qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == ["doubt"]
    assert str(model.index(3, 1).data()) == "on · View"


def test_nothing_found_is_said_and_chooses_nothing(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette.search, "xyz")
    assert palette._none.isVisible() and not palette.list.isVisible()
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    qtbot.keyClick(palette.search, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_it_is_no_taller_than_what_it_has_to_say(qtbot: QtBot, palette: CommandPalette) -> None:
    tall = palette.height()
    palette.search.setText("ftw")
    qtbot.waitUntil(lambda: palette.height() < tall)
    rows = palette.list.sizeHintForRow(0)
    assert palette.height() - palette.list.geometry().top() < rows + 16


def test_it_is_as_wide_whatever_is_found(qtbot: QtBot, palette: CommandPalette) -> None:
    before = palette.width()
    palette.search.setText("xyz")
    qtbot.waitUntil(palette._none.isVisible)
    QApplication.processEvents()
    assert palette.width() == before
