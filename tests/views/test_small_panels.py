"""History, start page, banner and status bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.banner import Banner, BannerKind
from app.views.history_panel import HistoryPanel
from app.views.start_page import StartPage
from app.views.status_bar import SavedKind, StatusBar
from app.views.values import RecentProject

LEFT = Qt.MouseButton.LeftButton


def test_a_click_in_the_history_says_how_far(qtbot: QtBot) -> None:
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    panel.resize(280, 300)
    panel.show()
    qtbot.waitExposed(panel)
    panel.set_history(["Brush", "Fill"], ["Eraser", "Accept region"])
    shown = [panel.list.item(i).text() for i in range(panel.list.count())]
    assert shown == ["Opened", "Brush", "Fill", "Accept region", "Eraser"]
    for row, steps in ((0, -2), (4, 2)):
        with qtbot.waitSignal(panel.steps_requested) as asked:
            box = panel.list.visualItemRect(panel.list.item(row))
            qtbot.mouseClick(panel.list.viewport(), LEFT, pos=box.center())
        assert asked.args == [steps]
    told: list[str] = []

    def words(edit: str) -> str:
        told.append(edit)
        return edit

    panel.set_history(["Brush", "Fill"], ["Eraser", "Accept region"], words)
    more = ["Brush", "Fill", "Accept region"]
    panel.set_history(more, ["Eraser"], words)
    panel.set_history([*more[:2], "Eraser"], [], words)
    assert told == ["Accept region", "Eraser"], "the rest is as it was"
    assert [panel.list.item(i).text() for i in range(panel.list.count())][1:] == [
        *more[:2],
        "Eraser",
    ]
    panel.retell()
    assert told[2:] == ["Brush", "Fill", "Eraser"]
    panel.set_history([], [])
    assert panel._none.isVisible()


@pytest.fixture
def start(qtbot: QtBot) -> StartPage:
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_the_cards_answer_mouse_and_keyboard(qtbot: QtBot, start: StartPage) -> None:
    with qtbot.waitSignal(start.open_image_requested):
        qtbot.mouseClick(start.image, LEFT)
    with qtbot.waitSignal(start.open_samples_requested):
        qtbot.keyClick(start.samples, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(start.open_folder_requested):
        qtbot.mousePress(start.folder, LEFT)
        qtbot.mouseRelease(start.folder, LEFT, pos=QPoint(-50, -50))


def test_recent_projects_open_and_can_be_forgotten(qtbot: QtBot, start: StartPage) -> None:
    start.set_recent([RecentProject(path=f"/p{i}", title=f"p{i}") for i in range(20)])
    assert len(start._lines) == 15
    with qtbot.waitSignal(start.recent_requested) as asked:
        qtbot.mouseClick(start._lines[1], LEFT, pos=QPoint(40, 16))
    assert asked.args == ["/p1"]
    forget = start._lines[2].layout().itemAt(3).widget()
    with qtbot.assertNotEmitted(start.recent_requested), qtbot.waitSignal(start.recent_removed):
        qtbot.mouseClick(forget, LEFT)


def test_dropped_files_are_handed_on(qtbot: QtBot, start: StartPage) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/x/a b.png"), QUrl("https://example.org/c.png")])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(start.dropped) as dropped:
        start.dropEvent(event)
    assert dropped.args == [["/x/a b.png"]]


def test_a_hint_with_a_button_waits_for_nobody_and_good_news_does(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    for number in range(2):
        banner.show_message(f"Done {number}.", "", BannerKind.SUCCESS, "Undo", lambda: None)
    banner.show_message("Dark.", "", BannerKind.INFO, "Light", lambda: None)
    banner.show_message("Listed.", kind=BannerKind.INFO)
    assert [message.text for message in banner.messages] == ["Dark.", "Listed."]


def test_what_one_did_is_answered_before_a_hint(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_message("Other nets.", "", BannerKind.INFO, "Show", lambda: None)
    for number in range(2):
        banner.show_message(f"Done {number}.", kind=BannerKind.SUCCESS)
    assert [message.text for message in banner.messages] == ["Done 1.", "Other nets."]
    banner.show_message("Disk full.")
    banner.show_message("Net lost.")
    assert [message.text for message in banner.messages] == [
        "Disk full.", "Net lost.", "Other nets.",
    ]  # fmt: skip


def test_banner_says_one_thing_at_a_time_and_nothing_twice(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_message("Disk full.", "Free some space.")
    banner.show_message("Disk full.", "Free some space.")
    banner.show_message("Net lost.", kind=BannerKind.WARNING)
    assert [message.text for message in banner.messages] == ["Disk full.", "Net lost."]
    assert banner.accessibleName() == "Disk full. Free some space."
    qtbot.mouseClick(banner._close, LEFT)
    assert banner.accessibleName() == "Net lost."
    banner.dismiss()
    assert banner.isHidden()


def test_good_news_makes_way_and_goes_by_itself(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.views.banner.SECONDS_SHOWN", 0.03)
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_message("Saved.", kind=BannerKind.SUCCESS)
    banner.show_message("Kept.", kind=BannerKind.SUCCESS)
    assert [message.text for message in banner.messages] == ["Kept."]
    qtbot.waitUntil(banner.isHidden)


def test_good_news_stays_under_the_cursor(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.views.banner.SECONDS_SHOWN", 0.03)
    banner = Banner()
    qtbot.addWidget(banner)
    place = QPointF(5, 5)
    for text in ("Saved.", "Kept."):
        banner.show_message(text, kind=BannerKind.SUCCESS)
        QApplication.sendEvent(banner, QEnterEvent(place, place, place))
    qtbot.wait(100)
    assert not banner.isHidden()
    QApplication.sendEvent(banner, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(banner.isHidden)


def test_there_is_time_to_decide(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    times = []
    for action in ("", "Undo"):
        banner.show_message(f"Kept {action}.", "", BannerKind.INFO, action, lambda: None)
        times.append(banner._timer.remainingTime() // 1000)
    assert times[0] <= 8
    assert times[1] >= 29


def test_what_is_no_longer_so_is_taken_back(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_message("Disk full.")
    banner.show_message("Net lost.")
    banner.take_back("Disk full.")
    assert banner.accessibleName() == "Net lost." and not banner.isHidden()
    banner.take_back("Net lost.")
    banner.take_back("Nothing.")
    assert banner.isHidden()


def test_banner_runs_its_action_once(qtbot: QtBot) -> None:
    banner, ran = Banner(), []
    qtbot.addWidget(banner)
    banner.show_message("The net changed.", action="Undo", run=lambda: ran.append(1))
    qtbot.mouseClick(banner._action, LEFT)
    assert ran == [1]
    assert banner.isHidden()


def test_status_bar(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(900, 26)
    bar.show()
    bar.set_position(3, 4, "cow", (1, 2, 3))
    assert bar._position.text() == "x 3  y 4"
    bar.set_zoom(0.625)
    assert bar._zoom.text() == "62 %"
    bar.set_zoom(0.05)
    assert bar._zoom.text() == "5.0 %"
    bar.set_saved("Not saved", SavedKind.FAILED)
    assert bar._saved.property("role") == "bad"
    bar.set_engine("")
    assert bar._engine.text() == "No net loaded"
    with qtbot.waitSignal(bar.zoom_clicked):
        qtbot.mouseClick(bar._zoom, LEFT)
    bar.clear_position()
    assert bar._position.text() == ""


def test_what_waits_behind_a_message_is_no_number_of_images(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_message("Disk full.")
    assert banner._more.text() == ""
    banner.show_message("Net lost.")
    assert banner._more.text() == "1 more"


def test_an_edit_that_is_long_still_says_how_much_it_changed(qtbot: QtBot) -> None:
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    assert panel.list.textElideMode() == Qt.TextElideMode.ElideMiddle
