"""The page of shortcuts: found, chosen, changed and refused, by mouse and by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from app.views.look import theme
from app.views.shortcuts.list import KEYS, MARK, TITLE
from app.views.shortcuts.page import ShortcutPage
from app.views.values import ShortcutRow

LEFT = Qt.MouseButton.LeftButton
ROWS = (
    ShortcutRow(id="open", group="File", title="Open image", keys=("Ctrl+O",), default=("Ctrl+O",)),
    ShortcutRow(id="brush", group="Tools", title="Brush", keys=("K", "F5"), default=("B",)),
    ShortcutRow(id="theme", group="View", title="Dark theme", keys=()),
    ShortcutRow(id="", group="View", title="Pan", keys=("Space+drag",), about="By hand."),
)


@pytest.fixture
def page(qtbot: QtBot) -> ShortcutPage:
    made = ShortcutPage(ROWS)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.search.setFocus()
    qtbot.waitUntil(made.search.hasFocus)
    return made


def chooses(qtbot: QtBot, page: ShortcutPage, words: str) -> None:
    page.search.clear()
    qtbot.keyClicks(page.search, words)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.list.hasFocus()


def removers(page: ShortcutPage) -> list[QToolButton]:
    found = page.editor.findChildren(QToolButton)
    return [button for button in found if button.isVisible()]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("", ["Open image", "Brush", "Dark theme", "Pan"]),
        ("open ctrl", ["Open image"]),
        ("changed", ["Brush"]),
        ("fixed", ["Pan"]),
        ("VIEW", ["Dark theme", "Pan"]),
        ("f5", ["Brush"]),
        ("nothing", []),
    ],
)
def test_words_and_keys_find_rows(
    qtbot: QtBot, page: ShortcutPage, words: str, titles: list[str]
) -> None:
    qtbot.keyClicks(page.search, words)
    assert [row.title for row in page.shown()] == titles
    assert page.list.isVisible() == bool(titles)
    shown = page.list.current_row()
    assert (shown.title if shown else "") == (titles[0] if titles else "")


def test_arrows_go_from_row_to_row_past_the_headings(qtbot: QtBot, page: ShortcutPage) -> None:
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    titles = []
    for _ in ROWS:
        row = page.list.current_row()
        assert row is not None
        titles.append(row.title)
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert titles == [row.title for row in ROWS]


def test_marks_and_what_is_read_aloud(page: ShortcutPage) -> None:
    model = page.list.model()
    lines = [
        tuple(str(model.index(at, column).data() or "") for column in (TITLE, KEYS, MARK))
        for at in range(model.rowCount())
    ]
    assert lines == [
        ("File", "", ""), ("Open image", "Ctrl+O", ""),
        ("Tools", "", ""), ("Brush", "K F5", "changed"),
        ("View", "", ""), ("Dark theme", "", ""), ("Pan", "Space+drag", "fixed"),
    ]  # fmt: skip
    said = model.index(3, TITLE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Brush, K, F5, changed"


def test_return_on_a_row_records_and_asks_for_the_keys(qtbot: QtBot, page: ShortcutPage) -> None:
    chooses(qtbot, page, "brush")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.editor.recorder.is_recording
    with qtbot.waitSignal(page.editor.keys_wanted) as wanted:
        qtbot.keyClick(page.editor.recorder, Qt.Key.Key_Q)
    assert wanted.args == ["brush", ("K", "F5", "Q")]
    assert page.list.hasFocus()
    with qtbot.assertNotEmitted(page.editor.keys_wanted):
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
        qtbot.keyClick(page.editor.recorder, Qt.Key.Key_K)


def test_a_double_click_records_too(qtbot: QtBot, page: ShortcutPage) -> None:
    at = page.list.visualRect(page.list.model().index(5, KEYS)).center()
    qtbot.mouseClick(page.list.viewport(), LEFT, pos=at)
    qtbot.mouseDClick(page.list.viewport(), LEFT, pos=at)
    row = page.list.current_row()
    assert row is not None and row.id == "theme"
    assert page.editor.recorder.is_recording


def test_keys_are_removed_and_put_back(qtbot: QtBot, page: ShortcutPage) -> None:
    chooses(qtbot, page, "brush")
    assert [button.accessibleName() for button in removers(page)] == ["Take K away", "Take F5 away"]
    with qtbot.waitSignal(page.editor.keys_wanted) as wanted:
        qtbot.mouseClick(removers(page)[0], LEFT)
    assert wanted.args == ["brush", ("F5",)]
    assert page.editor.reset.text() == "Back to default: B"
    with qtbot.waitSignal(page.editor.keys_wanted) as wanted:
        qtbot.mouseClick(page.editor.reset, LEFT)
    assert wanted.args == ["brush", ("B",)]


def test_tab_goes_around_the_page(qtbot: QtBot, page: ShortcutPage) -> None:
    chooses(qtbot, page, "brush")
    around = [*removers(page), page.editor.recorder, page.editor.reset, page.reset_all]
    for widget in (*around, page.close_button, page.search, page.list):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is widget


def test_what_is_done_by_hand_cannot_be_changed(qtbot: QtBot, page: ShortcutPage) -> None:
    chooses(qtbot, page, "pan")
    assert removers(page) == []
    assert not page.editor.recorder.isVisible() and not page.editor.reset.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert not page.editor.recorder.is_recording


def test_a_refusal_is_said_until_something_else_is_done(qtbot: QtBot, page: ShortcutPage) -> None:
    page.editor.refuse("H is kept.")
    assert page.editor.message.isVisible() and not page.editor.take.isVisible()
    assert page.editor.message.accessibleName() == "H is kept."
    chooses(qtbot, page, "theme")
    assert not page.editor.message.isVisible()


def test_a_question_is_answered_or_dropped(qtbot: QtBot, page: ShortcutPage) -> None:
    chooses(qtbot, page, "brush")
    page.editor.ask("Ctrl+O belongs to “Open image”.", ("Ctrl+O",))
    qtbot.waitUntil(page.editor.take.hasFocus)
    qtbot.keyClick(page.editor.take, Qt.Key.Key_Escape)
    assert page.isVisible() and not page.editor.is_asking
    assert page.editor.recorder.hasFocus()

    page.editor.ask("Ctrl+O belongs to “Open image”.", ("Ctrl+O",))
    with qtbot.waitSignal(page.editor.keys_taken) as taken:
        qtbot.keyClick(page.editor.take, Qt.Key.Key_Return)
    assert taken.args == ["brush", ("Ctrl+O",)]
    assert page.isVisible()


def test_another_row_leaves_the_question_behind(qtbot: QtBot, page: ShortcutPage) -> None:
    page.editor.ask("B belongs to “Brush”.", ("B",))
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert not page.editor.is_asking and not page.editor.message.isVisible()
    assert page.list.hasFocus()


def test_after_a_change_the_same_row_is_shown_anew(qtbot: QtBot, page: ShortcutPage) -> None:
    chooses(qtbot, page, "theme")
    page.search.clear()
    changed = ShortcutRow(id="theme", group="View", title="Dark theme", keys=("Ctrl+D",))
    page.set_rows([*ROWS[:2], changed, ROWS[3]])
    assert page.list.current_row() == changed
    assert [button.toolTip() for button in removers(page)] == ["Take Ctrl+D away"]


def test_all_go_back_after_a_question(qtbot: QtBot, page: ShortcutPage) -> None:
    qtbot.mouseClick(page.reset_all, LEFT)
    box = page.findChild(QMessageBox)
    assert box is not None and "1 command" in box.text()
    with qtbot.waitSignal(page.reset_all_asked):
        box.button(QMessageBox.StandardButton.Ok).click()
    page.set_rows([ROWS[0]])
    assert not page.reset_all.isEnabled()


def test_both_themes_paint_it(qapp: QApplication, page: ShortcutPage) -> None:
    before = theme.current()
    many = tuple(f"Ctrl+Shift+F{number}" for number in range(1, 10))
    page.set_rows([*ROWS, ShortcutRow(id="many", group="View", title="Many", keys=many)])
    try:
        for look in (theme.LIGHT, theme.DARK):
            theme.apply_theme(qapp, look)
            assert not page.grab().isNull()
    finally:
        theme.apply_theme(qapp, before)
