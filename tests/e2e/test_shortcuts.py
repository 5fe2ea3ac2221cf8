"""Keys of one's own, in the real window: changed, used on the canvas, kept, given back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QToolButton

from app.bootstrap.program import Program
from app.state.settings import Settings
from app.views.shortcuts.command_palette import CommandPalette
from app.views.shortcuts.page import ShortcutPage
from fcn_core.masks import UNTOUCHED
from tests.conftest import LogWatch
from tests.e2e.conftest import CTRL, SHIFT, User
from tests.ending import end


def page_of(user: User) -> ShortcutPage:
    """The shortcut page, opened by its key."""
    user.types(Qt.Key.Key_F1)
    user.waits(lambda: any(p.isVisible() for p in user.window.findChildren(ShortcutPage)))
    page = next(p for p in user.window.findChildren(ShortcutPage) if p.isVisible())
    user.waits(page.search.hasFocus)
    return page


def presses(user: User, page: ShortcutPage, command: str, key: Qt.Key) -> None:
    """Find a command by its words and press a key for it; nothing but the keyboard is used."""
    page.search.setFocus()
    page.search.selectAll()
    user.qtbot.keyClicks(page.search, command)
    user.qtbot.keyClick(page.search, Qt.Key.Key_Return)
    user.qtbot.keyClick(page.list, Qt.Key.Key_Return)
    user.waits(lambda: page.editor.recorder.is_recording)
    user.qtbot.keyClick(page.editor.recorder, key)


def closes(user: User, page: ShortcutPage) -> None:
    user.qtbot.keyClick(page, Qt.Key.Key_Escape)
    user.waits(lambda: not page.isVisible())
    user.window.activateWindow()
    user.waits(user.window.isActiveWindow)


def shuts(user: User) -> None:
    user.program.parts.close_project()
    user.program.shutdown()
    user.window.close()


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_a_key_is_changed_and_stays_so(
    user: User, photos: Path, tmp_path: Path, qapp: QApplication
) -> None:
    user.opens(photos)
    user.sees("astronaut.jpg")
    page = page_of(user)
    presses(user, page, "eraser", Qt.Key.Key_K)
    assert [row.title for row in page.shown() if row.is_changed] == ["Eraser"]
    closes(user, page)
    erases_by(user, Qt.Key.Key_K)
    shuts(user)

    ini = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    again = User(user.qtbot, Program(qapp, Settings(ini)))
    try:
        again.opens(photos)
        again.sees("astronaut.jpg")
        erases_by(again, Qt.Key.Key_K)
        a_conflict_is_shown_and_resolved(again)
        reserved_keys_are_refused(again)
        whatever_names_a_key_names_the_new_one(again)
        the_undo_key_takes_back_a_corner(again)
        all_go_back(again)
    finally:
        end(again.program)


def erases_by(user: User, key: Qt.Key) -> None:
    """Paint, then choose the eraser by this key and wipe the same place."""
    user.parts.session.set_label(5)
    user.types(Qt.Key.Key_B)
    user.paints((100, 100), (120, 100))
    values = user.document.corrections.values_HW
    assert values[100, 110] == 5
    user.types(key)
    assert user.parts.session.tool == "eraser"
    user.paints((90, 100), (130, 100))
    assert values[100, 110] == UNTOUCHED


def a_conflict_is_shown_and_resolved(user: User) -> None:
    page = page_of(user)
    presses(user, page, "eraser", Qt.Key.Key_B)
    assert page.editor.is_asking
    assert "B belongs to “Brush”" in page.editor.message.accessibleName()
    user.clicks(page.editor.leave)
    assert page.list.current_row().keys == ("E", "K")
    presses(user, page, "eraser", Qt.Key.Key_B)
    user.clicks(page.editor.take)
    assert page.list.current_row().keys == ("E", "K", "B")
    page.search.setText("changed")
    assert [row.title for row in page.shown()] == ["Brush", "Eraser"]
    closes(user, page)
    actions = user.window.bars.actions
    assert actions["tool-brush"].toolTip() == "Brush\nPaint the current label"
    user.parts.session.set_tool("fill")
    user.types(Qt.Key.Key_B)
    assert user.parts.session.tool == "eraser"


def reserved_keys_are_refused(user: User) -> None:
    page = page_of(user)
    for key in (Qt.Key.Key_H, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Tab):
        presses(user, page, "brush larger", key)
        assert page.editor.message.isVisible() and not page.editor.is_asking
        assert page.list.current_row().keys == ("]",)
    closes(user, page)


def whatever_names_a_key_names_the_new_one(user: User) -> None:
    page = page_of(user)
    presses(user, page, "open image", Qt.Key.Key_F8)
    remove = next(b for b in page.editor.findChildren(QToolButton) if b.isVisible())
    user.clicks(remove)
    presses(user, page, "label 3", Qt.Key.Key_F7)
    closes(user, page)
    actions = user.window.bars.actions
    assert actions["open-image"].toolTip() == "Open image  (F8)"
    assert user.window.start_page.image.toolTip() == "Open image  (F8)"
    assert user.window.label_panel.model.row_at(3).key == "3"
    user.types(Qt.Key.Key_F7)
    assert user.parts.session.label == 3


def the_undo_key_takes_back_a_corner(user: User) -> None:
    page = page_of(user)
    presses(user, page, "undo", Qt.Key.Key_U)
    closes(user, page)
    user.types(Qt.Key.Key_P)
    user.waits(lambda: user.canvas.tool.id == "polygon")
    for corner in ((60.0, 60.0), (90.0, 60.0)):
        user.paints(corner)
    user.types(Qt.Key.Key_U)
    assert len(user.canvas.outline.tool.outline) == 1
    user.types(Qt.Key.Key_Z, CTRL)
    assert user.canvas.outline.tool is None


def all_go_back(user: User) -> None:
    user.types(Qt.Key.Key_P, CTRL | SHIFT)
    user.waits(lambda: user.window.findChild(CommandPalette) is not None)
    palette = user.window.findChild(CommandPalette)
    user.qtbot.keyClicks(palette.search, "change shortcuts")
    user.qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    user.waits(lambda: any(p.isVisible() for p in user.window.findChildren(ShortcutPage)))
    page = next(p for p in user.window.findChildren(ShortcutPage) if p.isVisible())
    user.clicks(page.reset_all)
    box = page.findChild(QMessageBox)
    user.clicks(box.button(QMessageBox.StandardButton.Ok))
    assert [row.title for row in page.shown() if row.is_changed] == []
    closes(user, page)
    user.types(Qt.Key.Key_B)
    assert user.parts.session.tool == "brush"
    user.types(Qt.Key.Key_K)
    assert user.parts.session.tool == "brush"
    assert user.parts.settings.shortcuts == {}


@pytest.mark.e2e
def test_keys_of_another_version_do_no_harm(
    qtbot: object, qapp: QApplication, tmp_path: Path, log_watch: LogWatch
) -> None:
    ini = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    ini.setValue("shortcuts/tool-laser", '["L"]')
    ini.setValue("shortcuts/tool-brush", '["Q"]')
    ini.setValue("shortcuts/tool-fill", '["Esc"]')
    ini.setValue("shortcuts/undo", "?")
    program = Program(qapp, Settings(ini))
    try:
        shown = {a.id: a.shortcuts for a in program.shortcuts.actions}
        assert (shown["tool-brush"], shown["tool-fill"]) == (("Q",), ("G",))
        assert shown["undo"] == ("Ctrl+Z",)
        program.shortcuts.show_page()
        page = program.window.findChild(ShortcutPage)
        page.editor.keys_wanted.emit("tool-pick", ("Y",))
        chosen = {"tool-laser": ("L",), "tool-brush": ("Q",), "tool-pick": ("Y",)}
        assert program.settings.shortcuts == chosen  # what is shown, and what is not ours
        page.close()
    finally:
        end(program)
    for fault in ("no command is called tool-laser", "tool-fill: Esc is kept", "undo cannot be"):
        log_watch.expect(fault)
