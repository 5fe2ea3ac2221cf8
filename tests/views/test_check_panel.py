"""The drawer of places: shown, chosen, answered with the mouse and the keyboard."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.state.rect import Rect
from app.views.check_panel import CheckPanel
from app.views.look.kit import push_button
from app.views.place_marker import outline
from app.views.suggestion_strip import SuggestionStrip
from app.views.values import PlaceRow

PICTURE = cv2.imencode(".jpg", np.full((168, 224, 3), 90, np.uint8))[1].tobytes()


def place(number: int) -> PlaceRow:
    return PlaceRow(
        place_id=f"p{number}",
        image_id=f"{number}.jpg",
        name=f"{number}.jpg",
        said="cow",
        net="horse",
        confidence=0.97,
        pixels=1240,
        picture=PICTURE,
    )


@pytest.fixture
def panel(qtbot: QtBot) -> CheckPanel:
    panel = CheckPanel()
    qtbot.addWidget(panel)
    panel.resize(800, 260)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def test_tips_tell_the_keys_that_answer(panel: CheckPanel) -> None:
    assert panel.mine.toolTip() == "Never ask again  (Alt+M)"
    assert panel.net.toolTip() == "An edit that can be undone  (Alt+T)"
    assert panel.again.toolTip() == ""


def test_no_key_is_told_where_letters_press_nothing(qtbot: QtBot) -> None:
    button = push_button("Mine is right", lambda: None, tip="Never ask again")
    qtbot.addWidget(button)
    assert button.toolTip() == "Never ask again"


def click(qtbot: QtBot, panel: CheckPanel, at: int) -> None:
    box = panel.list.visualItemRect(panel.list.item(at))
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())


def test_before_a_check_it_says_what_one_does_and_offers_it(
    qtbot: QtBot, panel: CheckPanel
) -> None:
    assert not panel.mine.isVisible() and not panel.again.isVisible()
    start = next(b for b in panel.findChildren(QPushButton) if b.text() == "Check labels")
    with qtbot.waitSignal(panel.check_requested):
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)


def test_a_row_says_who_said_what_and_a_click_opens_it(qtbot: QtBot, panel: CheckPanel) -> None:
    panel.show_places([place(1), place(2)], done=5, total=5)
    words = panel.list.item(1).text()
    assert words == "cow → horse\n97 % sure · 1.2k px\n2.jpg"
    assert panel.list.item(1).toolTip().startswith("You said cow, the net says horse")
    assert not panel.list.item(1).icon().isNull() and not panel.mine.isEnabled()
    with qtbot.waitSignal(panel.place_chosen) as chosen:
        click(qtbot, panel, 1)
    assert chosen.args == ["p2"] and panel.current_id() == "p2"
    with qtbot.waitSignal(panel.mine_is_right) as kept:
        qtbot.mouseClick(panel.mine, Qt.MouseButton.LeftButton)
    assert kept.args == ["p2"]
    with qtbot.waitSignal(panel.net_is_right) as taken:
        qtbot.mouseClick(panel.net, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert taken.args == ["p2"]


def test_the_next_place_is_chosen_when_one_is_answered(qtbot: QtBot, panel: CheckPanel) -> None:
    panel.show_places([place(1), place(2), place(3)], done=3, total=3)
    click(qtbot, panel, 1)
    qtbot.mouseClick(panel.mine, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.place_chosen) as chosen:
        panel.show_places([place(1), place(3)], done=3, total=3)
    assert chosen.args == ["p3"]
    qtbot.mouseClick(panel.net, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    panel.show_places([place(1), place(3)], done=3, total=3)  # its image is still being read
    with qtbot.waitSignal(panel.place_chosen) as chosen:
        panel.show_places([place(1)], done=3, total=3)
    assert chosen.args == ["p1"]
    with qtbot.assertNotEmitted(panel.place_chosen):
        panel.show_places([place(1), place(4)], done=3, total=3)
    assert panel.current_id() == "p1"


def test_a_place_that_goes_without_an_answer_opens_no_other(
    qtbot: QtBot, panel: CheckPanel
) -> None:
    panel.show_places([place(1), place(2), place(3)], done=3, total=3)
    click(qtbot, panel, 1)
    with qtbot.assertNotEmitted(panel.place_chosen):
        panel.show_places([place(1), place(3)], done=3, total=3)
    assert panel.current_id() == "p3"
    # Nobody answers for a place that has not been seen.
    assert not panel.mine.isEnabled() and not panel.net.isEnabled()
    assert "Choose a place" in texts(panel)
    with qtbot.waitSignal(panel.place_chosen) as chosen:
        click(qtbot, panel, 1)
    assert chosen.args == ["p3"] and panel.mine.isEnabled()


def test_an_answer_to_one_place_moves_on_from_no_other(qtbot: QtBot, panel: CheckPanel) -> None:
    panel.show_places([place(1), place(2), place(3)], done=3, total=3)
    click(qtbot, panel, 0)
    qtbot.mouseClick(panel.mine, Qt.MouseButton.LeftButton)
    click(qtbot, panel, 1)
    with qtbot.assertNotEmitted(panel.place_chosen):
        panel.show_places([place(3)], done=3, total=3)


def test_nothing_is_opened_by_itself(qtbot: QtBot, panel: CheckPanel) -> None:
    with qtbot.assertNotEmitted(panel.place_chosen):
        panel.show_places([place(1), place(2)], done=2, total=2)
    assert panel.current_id() == ""


def test_keys_go_from_place_to_place(qtbot: QtBot, panel: CheckPanel) -> None:
    panel.show_places([place(1), place(2)], done=2, total=2)
    click(qtbot, panel, 0)
    with qtbot.waitSignal(panel.place_chosen) as chosen:
        qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert chosen.args == ["p2"]


def texts(panel: CheckPanel) -> str:
    return " | ".join(w.text() for w in panel.findChildren(QLabel) if w.isVisible())


def test_progress_stop_and_the_end(qtbot: QtBot, panel: CheckPanel) -> None:
    panel.show_places([], done=3, total=40)
    assert "Comparing: 3 of 40 corrected images" in texts(panel)
    with qtbot.waitSignal(panel.stop_requested):
        qtbot.mouseClick(panel.stop, Qt.MouseButton.LeftButton)
    panel.show_places([place(1)], done=3, total=40)
    assert "1 place left, 3 of 40 corrected images compared." in texts(panel)
    panel.show_places([], done=40, total=40)
    assert "Nothing is left" in texts(panel) and panel.again.isVisible()
    panel.show_places([], done=0, total=0)
    assert "nothing to check yet" in texts(panel)
    panel.show_places([], done=0, total=0, ended_early=True)
    assert "ended before the first image" in texts(panel) and panel.again.isVisible()
    assert "nothing to check yet" not in texts(panel)


def test_labels_that_the_net_does_not_know_are_named(panel: CheckPanel) -> None:
    panel.show_places([], done=4, total=4, unknown=["road"])
    assert "This net does not know road yet: fine-tune first." in texts(panel)
    panel.show_places([place(1)], done=4, total=4, unknown=["a", "b", "c", "d"])
    assert "This net does not know a, b, c … yet" in texts(panel)
    panel.show_places([place(1)], done=4, total=4)
    assert "does not know" not in texts(panel)


def test_of_thousands_of_places_the_first_are_shown(panel: CheckPanel) -> None:
    panel.show_places([place(n) for n in range(20)], left=4000, done=1, total=1)
    assert panel.list.count() == 20
    assert "4,000 places left" in texts(panel)


def test_what_is_found_meanwhile_does_not_move_the_list(panel: CheckPanel) -> None:
    panel.show_places([place(n) for n in range(20)], done=1, total=9)
    bar = panel.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    seen = bar.value()
    assert seen > 0
    panel.show_places([place(n) for n in range(25)], done=2, total=9)
    assert bar.value() == seen


def test_an_outline_encloses_exactly_the_pixels() -> None:
    inside = np.zeros((6, 8), np.bool_)
    inside[1:5, 2:7] = True
    inside[2:4, 4] = False
    path = outline(Rect(10, 20, 8, 6), inside)
    path.setFillRule(Qt.FillRule.OddEvenFill)
    rows = [[path.contains(QPointF(10.5 + x, 20.5 + y)) for x in range(8)] for y in range(6)]
    assert np.array_equal(rows, inside)


def test_the_strip_says_why_and_skips(qtbot: QtBot) -> None:
    strip = SuggestionStrip()
    qtbot.addWidget(strip)
    assert not strip.isVisible()
    strip.show_reason("It is new.", "chosen from 300 of 10,000 images")
    qtbot.waitExposed(strip)
    assert (strip.words.text(), strip.basis.isVisible()) == ("It is new.", True)
    with qtbot.waitSignal(strip.skip_requested):
        qtbot.mouseClick(strip.skip, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(strip.close_button, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
