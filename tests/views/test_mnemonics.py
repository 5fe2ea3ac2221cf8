"""Letters of menu entries: each in its menu once, found by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.views.mnemonics import mark, marked, plain


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        (["Open image…", "Open folder…", "Quit"], ["&Open image…", "Open &folder…", "&Quit"]),
        (["cat & dog", "cat"], ["&cat && dog", "c&at"]),
        (["Ändern", "ändern"], ["&Ändern", "ä&ndern"]),
        (["ab", "ba", "ab"], ["&ab", "&ba", "ab"]),
        (["1:1"], ["1:1"]),
    ],
)
def test_a_letter_of_its_own(titles: list[str], found: list[str]) -> None:
    assert marked(titles) == found
    assert [plain(text) for text in found] == titles


def test_marking_again_changes_nothing_but_what_is_new(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    first, second = menu.addAction("Fit && fill"), menu.addAction("Fold")
    for _ in range(2):
        mark(menu)
        assert [first.text(), second.text()] == ["&Fit && fill", "F&old"]
    first.setText("Grow")
    mark(menu)
    assert [first.text(), second.text()] == ["&Grow", "&Fold"]


def test_the_letter_chooses(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.aboutToShow.connect(lambda: mark(menu))
    menu.addAction("Open image")
    entry = menu.addAction("Open folder")
    menu.popup(QPoint(9, 9))
    qtbot.waitExposed(menu)
    with qtbot.waitSignal(entry.triggered):
        qtbot.keyClick(menu, Qt.Key.Key_F)
