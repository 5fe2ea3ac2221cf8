"""The image list: order, filter, clicks, and a hundred thousand rows."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.language import ENGLISH, speak
from app.state.index import ImageStatus
from app.views.images.delegate import status_color
from app.views.images.footer import ListFooter
from app.views.images.list import ImageList
from app.views.images.menus import RowMenu
from app.views.images.model import ImageFilter, SortBy, describe
from app.views.look import theme
from app.views.look.theme import Choice, ThemeSwitch
from app.views.values import ImageRow, ImageRows
from fcn_core.labels import LabelSet

ROWS = (
    ImageRow(image_id="c", name="Cat.png", status=ImageStatus.UNREADABLE, problem="truncated"),
    ImageRow(image_id="b", name="img2.png", doubt=0.9, status=ImageStatus.CORRECTED),
    ImageRow(image_id="a", name="img10.png", doubt=0.2, labels=frozenset({1})),
)


@pytest.fixture
def rows() -> list[ImageRow]:
    return [*ROWS]


@pytest.fixture
def images(qtbot: QtBot, rows: list[ImageRow]) -> ImageList:
    widget = ImageList()
    qtbot.addWidget(widget)
    widget.resize(260, 600)
    widget.show()
    qtbot.waitExposed(widget)
    widget.set_images(rows)
    return widget


def click_row(qtbot: QtBot, images: ImageList, image_id: str) -> None:
    box = images.list.visualRect(images.model.index_of(image_id))
    qtbot.mouseClick(images.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())


def test_images_stand_in_the_order_in_which_they_are_given(images: ImageList) -> None:
    assert images.order() == ["c", "b", "a"]


def test_sorting_by_doubt_puts_unknown_last(images: ImageList, rows: list[ImageRow]) -> None:
    images.model.arrange(ImageFilter(), SortBy.DOUBT)
    assert images.order() == ["b", "a", "c"]
    rows[0] = replace(rows[0], doubt=0.5)
    images.update_row("c")
    images.model.arrange(ImageFilter(), SortBy.DOUBT)
    assert images.order() == ["b", "c", "a"]


def test_sorting_by_date_asks_for_dates_and_puts_the_newest_first(
    qtbot: QtBot, images: ImageList
) -> None:
    with qtbot.waitSignal(images.dates_wanted):
        images.sort_by(SortBy.DATE)
    images.model.set_dates({"a": 30.0, "b": 10.0, "c": 20.0})
    assert images.order() == ["a", "c", "b"]
    with qtbot.waitSignal(images.dates_wanted):
        images.set_images(ROWS)
    images.sort_by(SortBy.NAME)
    assert images.order() == ["c", "b", "a"]


def test_rows_are_made_when_they_are_looked_at(images: ImageList) -> None:
    made: list[int] = []

    def make(place: int) -> ImageRow:
        made.append(place)
        status = ImageStatus.ACCEPTED if place == 70_000 else ImageStatus.NEW
        return ImageRow(image_id=str(place), name=f"{place}.jpg", status=status)

    ids = [str(place) for place in range(100_000)]
    images.set_images(ImageRows(ids, [f"{name}.jpg" for name in ids], make))
    images.grab()
    images.model.arrange(ImageFilter(text="70000"), SortBy.NAME)
    images.grab()
    assert images.order() == ["70000"]
    assert len(set(made)) < 50
    images.model.arrange(ImageFilter(status=ImageStatus.ACCEPTED), SortBy.NAME)
    assert images.order() == ["70000"]


def test_typing_filters_and_the_empty_state_offers_a_way_back(
    qtbot: QtBot, images: ImageList
) -> None:
    qtbot.keyClicks(images.search, "IMG1")
    qtbot.waitUntil(lambda: images.order() == ["a"])
    qtbot.keyClicks(images.search, "zzz")
    qtbot.waitUntil(lambda: not images.order())
    assert images._unmatched.isVisible()
    qtbot.mouseClick(images._unmatched.button or images, Qt.MouseButton.LeftButton)
    assert len(images.order()) == 3
    assert images.list.isVisible()


def test_the_filter_menu_filters_by_status_and_label(images: ImageList) -> None:
    images.set_labels(LabelSet.from_names(["background", "R&D"]))
    menu = images.filter_menu()
    by_title = {action.text(): action for action in menu.actions()}
    by_title["Corrected"].trigger()
    assert images.order() == ["b"]
    below = by_title["With label"].menu()
    assert below.actions()[1].text() == "R&&D"  # type: ignore[attr-defined]
    below.actions()[1].trigger()  # type: ignore[attr-defined]
    assert images.order() == ["a"]
    assert images.filter_button.isChecked()


def test_a_click_chooses_whatever_was_chosen_before(qtbot: QtBot, images: ImageList) -> None:
    for image_id in ("b", "b", "a", "b"):
        with qtbot.waitSignal(images.image_chosen) as chosen:
            click_row(qtbot, images, image_id)
        assert chosen.args == [image_id]
    assert images.current_id() == "", "nobody has said yet that it is open"


def titled(menu: RowMenu, title: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == title)


def test_several_rows_are_selected_and_a_right_click_opens_none(
    qtbot: QtBot, images: ImageList
) -> None:
    def at(image_id: str) -> QPoint:
        return images.list.visualRect(images.model.index_of(image_id)).center()

    view, menus = images.list.viewport(), list[RowMenu]()
    images.menu_opened.connect(menus.append)
    images.set_current("c")
    images.list.setFocus()
    with qtbot.assertNotEmitted(images.image_chosen):
        qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=at("a"))
        assert images.selected() == ["a"], "the row under the cursor alone"
        control = Qt.KeyboardModifier.ControlModifier
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, control, pos=at("b"))
        assert images.selected() == ["b", "a"]
        qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=at("b"))
        assert images.selected() == ["b", "a"], "it is one of them"
        images.list.customContextMenuRequested.emit(at("b"))
    assert images.current_id() == "c"
    titles = [action.text() for action in menus[0].actions()]
    assert titles[0] == "2 images" and "Accept the net's mask" in titles
    with qtbot.waitSignal(menus[0].drop_asked) as asked:
        titled(menus[0], "Drop all corrections").trigger()
    assert asked.args == [["b", "a"]]
    with qtbot.waitSignal(menus[0].export_asked):
        titled(menus[0], "Export…").trigger()
    clean = titled(RowMenu([ROWS[2]], images), "Drop all corrections")
    assert not clean.isEnabled(), "nothing is corrected in it"
    menus[0].close()


def test_a_key_held_meanwhile_selects_no_second_image(qtbot: QtBot, images: ImageList) -> None:
    """Ctrl+D shows the next image: by itself Qt would add it to what is selected."""
    images.set_current("c")
    screen, control = images.window().windowHandle(), Qt.KeyboardModifier.ControlModifier
    QTest.keyPress(screen, Qt.Key.Key_Control, control)
    try:
        assert QApplication.keyboardModifiers() == control
        images.set_current("b")
    finally:
        QTest.keyRelease(screen, Qt.Key.Key_Control)
    assert images.selected() == ["b"]


def test_setting_the_current_image_is_silent(qtbot: QtBot, images: ImageList) -> None:
    images.activateWindow()
    images.list.setFocus()
    qtbot.waitUntil(images.list.hasFocus)
    with qtbot.assertNotEmitted(images.image_chosen):
        images.set_current("a")
    assert images.current_id() == "a"
    images.list.setCurrentIndex(images.model.index_of("b"))
    with qtbot.assertNotEmitted(images.image_chosen):
        images.set_current("a")
    assert images.list.currentIndex() == images.model.index_of("a")


def test_arrow_keys_choose(qtbot: QtBot, images: ImageList) -> None:
    images.set_current("c")
    images.activateWindow()
    images.list.setFocus()
    qtbot.waitUntil(images.list.hasFocus)
    with qtbot.waitSignal(images.image_chosen) as chosen:
        qtbot.keyClick(images.list, Qt.Key.Key_Down)
    assert chosen.args == ["b"]


def test_thumbnails_are_wanted_for_readable_rows_in_sight_alone(
    qtbot: QtBot, images: ImageList
) -> None:
    rows = [ImageRow(image_id=str(i), name=f"{i}.png") for i in range(1000)]
    with qtbot.waitSignal(images.thumbnails_wanted) as wanted:
        images.set_images([ROWS[0], *rows])
    assert "c" not in wanted.args[0]
    assert 5 < len(wanted.args[0]) < 40
    for image_id in wanted.args[0]:
        images.model.set_thumbnail(image_id, QImage(64, 44, QImage.Format.Format_RGB32))
    with qtbot.assertNotEmitted(images.thumbnails_wanted, wait=150):
        images._rows_moved()
    with qtbot.waitSignal(images.thumbnails_wanted) as later:
        images.list.verticalScrollBar().setValue(20_000)
    assert not set(later.args[0]) & set(wanted.args[0])


def test_a_thumbnail_is_painted_in_its_row(images: ImageList) -> None:
    red = QImage(64, 44, QImage.Format.Format_RGB32)
    red.fill(QColor(250, 10, 10))
    images.model.set_thumbnail("a", red)
    images.model.set_thumbnail("of a project closed meanwhile", red)
    box = images.list.visualRect(images.model.index_of("a"))
    at = QPoint(box.left() + 40, box.center().y())
    picture = images.list.viewport().grab().toImage()
    color = picture.pixelColor(at * picture.devicePixelRatio())
    assert color.red() > 200
    assert color.green() < 60


def test_an_update_changes_the_row_and_its_tip(images: ImageList, rows: list[ImageRow]) -> None:
    rows[2] = replace(rows[2], status=ImageStatus.ACCEPTED, held_out=True)
    images.update_row("a")
    tip = images.model.data(images.model.index_of("a"), Qt.ItemDataRole.ToolTipRole)
    assert "Accepted" in tip
    assert "Held out" in tip
    with pytest.raises(KeyError):
        images.update_row("nobody")


def test_a_corrected_image_that_cannot_be_read_says_both(
    qtbot: QtBot, images: ImageList, rows: list[ImageRow]
) -> None:
    rows[1] = replace(rows[1], problem="img2.png is truncated.")
    images.update_row("b")
    tip = images.model.data(images.model.index_of("b"), Qt.ItemDataRole.ToolTipRole)
    assert "Corrected" in tip and "truncated" in tip
    assert "b" not in images.model.lacking(0, 2)
    for status in (ImageStatus.CORRECTED, ImageStatus.UNREADABLE):
        images.model.arrange(ImageFilter(status=status), SortBy.NAME)
        assert "b" in images.order()
    box = images.list.visualRect(images.model.index_of("b"))
    row = images.list.grab(box).toImage()
    pixels = ((x, y) for x in range(row.width()) for y in range(row.height()))
    assert any(row.pixelColor(*at) == status_color(ImageStatus.UNREADABLE) for at in pixels)


def test_a_hundred_thousand_rows(qtbot: QtBot, images: ImageList) -> None:
    rows = [ImageRow(image_id=str(i), name=f"IMG_{i:06}.jpg") for i in range(100_000)]
    begin = time.process_time()
    images.set_images(rows)
    images.grab()
    assert time.process_time() - begin < 5.0
    begin = time.process_time()
    for step in range(20):
        images.list.verticalScrollBar().setValue(step * 200_000)
        images.list.viewport().repaint()
    assert (time.process_time() - begin) / 20 < 0.25
    assert len(images.list.children()) < 20


def test_without_images_the_next_step_is_offered(qtbot: QtBot, images: ImageList) -> None:
    images.set_images([])
    with qtbot.waitSignal(images.open_requested):
        qtbot.mouseClick(images._none.button or images, Qt.MouseButton.LeftButton)


def test_a_narrow_list_paints_words_and_no_bar_over_them(images: ImageList) -> None:
    def has_bar(width: int) -> bool:
        images.resize(width, 600)
        box = images.list.visualRect(images.model.index_of("a"))
        row = images.list.grab(box).toImage()
        color = QColor(theme.current().accent_text)
        pixels = ((x, y) for x in range(row.width()) for y in range(row.height()))
        return any(row.pixelColor(*at) == color for at in pixels)

    assert has_bar(260)
    assert not has_bar(170)


def test_new_images_leave_place_and_selection_as_they_are(qtbot: QtBot, images: ImageList) -> None:
    rows = [ImageRow(image_id=str(i), name=f"{i}.png") for i in range(200)]
    images.set_images(rows)
    qtbot.waitUntil(lambda: images.list.verticalScrollBar().maximum() > 3000)
    images.list.verticalScrollBar().setValue(3000)
    images.list.select_also(map(images.model.index_of, ["60", "61"]))
    images.set_images([*rows, ImageRow(image_id="new", name="new.png")])
    assert images.list.verticalScrollBar().value() == 3000
    assert images.selected() == ["60", "61"]


def test_a_doubt_that_the_net_in_use_has_not_found_says_so() -> None:
    sure = ImageRow(image_id="a", name="a.png", doubt=0.1)
    assert describe(sure).endswith("Doubt 10.0 %") or "Doubt 10 %" in describe(sure)
    assert "not yet predicted" in describe(replace(sure, rough=True))


def test_the_footer_says_all_in_german_too(qtbot: QtBot) -> None:
    footer = ListFooter()
    qtbot.addWidget(footer)
    footer.start.setText("Alle vorhersagen")
    footer.set_shown(8, 8)
    footer.set_predicted(0, 8, running=False)
    said = "0 vorhergesagt, 8 noch nicht"
    footer.predicted.set_full_text(said)
    footer.resize(240, 70)
    footer.show()
    qtbot.waitExposed(footer)
    assert footer.predicted.text() == said and footer.start.isVisible()


def test_no_button_of_the_footer_is_cut_for_counts(qtbot: QtBot, qapp: QApplication) -> None:
    before = qapp.styleSheet()
    switch = ThemeSwitch(qapp, Choice.LIGHT)
    speak(qapp, "de")
    try:
        footer = ListFooter()
        qtbot.addWidget(footer)
        footer.set_shown(12_345, 100_000)
        footer.set_predicted(3, 100_000, running=False)
        footer.setFixedSize(260, 70)
        footer.show()
        qtbot.waitExposed(footer)
        for button in (footer.start, footer.stop):
            footer.set_predicted(3, 100_000, running=button is footer.stop)
            QApplication.processEvents()
            assert button.width() >= button.sizeHint().width(), button.text()
    finally:
        speak(qapp, ENGLISH)
        switch.deleteLater()
        qapp.setStyleSheet(before)


def test_all_that_a_filter_leaves_is_counted_in_full_in_german(
    qtbot: QtBot, qapp: QApplication
) -> None:
    speak(qapp, "de")
    try:
        footer = ListFooter()
        qtbot.addWidget(footer)
        footer.set_predicted(1, 26, running=False)
        footer.setFixedSize(260, 70)
        footer.show()
        qtbot.waitExposed(footer)
        footer.set_shown(1, 26)
        assert footer._shown.text() == "1 / 26 Bilder"
    finally:
        speak(qapp, ENGLISH)


def test_all_that_is_listed_is_selected_at_once(qtbot: QtBot, images: ImageList) -> None:
    images.activateWindow()
    qtbot.waitActive(images)
    images.list.select_all()
    qtbot.waitUntil(images.list.hasFocus)
    assert images.selected() == list(images.order())
