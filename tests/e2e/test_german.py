"""The window in German: what it says, how it names keys, and how one comes to another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app import resources
from app.bootstrap.parts import Replacements
from app.bootstrap.program import Program
from app.language import ENGLISH, speak
from app.state.settings import Settings
from app.views.action_bars import ActionButton
from app.views.guide import GuideDialog, PageBrowser
from app.views.mnemonics import plain
from app.views.shortcuts.page import ShortcutPage
from tests.e2e.conftest import User
from tests.ending import end
from tests.workers.fakes import FakeZoo

ALT, LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
MENUS = {
    "&Datei": Qt.Key.Key_D,
    "&Bearbeiten": Qt.Key.Key_B,
    "&Region": Qt.Key.Key_R,
    "&Werkzeuge": Qt.Key.Key_W,
    "B&ild": Qt.Key.Key_I,
    "&Ansicht": Qt.Key.Key_A,
    "&Netz": Qt.Key.Key_N,
    "&Hilfe": Qt.Key.Key_H,
}


@pytest.fixture
def ini(qapp: QApplication, tmp_path: Path) -> Iterator[Path]:
    """Where somebody's settings are, who chose German."""
    path = tmp_path / "settings.ini"
    settings(path).set_language("de")
    yield path
    speak(qapp, ENGLISH)


def settings(path: Path) -> Settings:
    return Settings(QSettings(str(path), QSettings.Format.IniFormat))


@contextmanager
def started(qtbot: QtBot, ini: Path) -> Iterator[User]:
    """Somebody before the start page."""
    user = User(
        qtbot, Program(QApplication.instance(), settings(ini), Replacements(load=FakeZoo()))
    )
    user.program.start()
    qtbot.waitExposed(user.window)
    user.window.activateWindow()
    qtbot.waitUntil(user.window.isActiveWindow)
    try:
        yield user
    finally:
        end(user.program)


def opens_menu(user: User, title: str) -> QMenu:
    """By Alt and the letter that is underlined in its title."""
    menu: QMenu = next(m for m in user.window.bars.menus.values() if m.title() == title)
    user.qtbot.keyClick(user.window, MENUS[title], ALT)
    user.waits(menu.isVisible)
    return menu


def picks(user: User, menu: QMenu, title: str) -> QAction:
    [action] = [action for action in menu.actions() if plain(action.text()) == title]
    user.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    user.waits(lambda: not menu.isVisible())
    return action


@pytest.mark.e2e
def test_another_language_comes_with_the_next_start(qtbot: QtBot, ini: Path) -> None:
    with started(qtbot, ini) as user:
        assert user.window.start_page.folder.accessibleName() == "Ordner öffnen"
        for title in MENUS:
            opens_menu(user, title).close()
        picks(user, opens_menu(user, "&Ansicht"), "English")
        [message] = user.window.banner.messages
        assert message.text == "Die Sprache wechselt, wenn das Programm das nächste Mal startet."
        assert {*MENUS} <= {action.text() for action in user.window.menuBar().actions()}
        chosen = user.window.bars.actions
        assert [chosen[f"language-{code}"].isChecked() for code in ("de", "en")] == [False, True]
    with started(qtbot, ini) as user:
        assert user.window.start_page.folder.accessibleName() == "Open folder"
        assert user.window.menuBar().actions()[0].text() == "&File"
        assert user.window.bars.actions["redo"].toolTip() == "Redo  (Ctrl+Shift+Z)"


def opens_page(user: User, title: str) -> PageBrowser:
    """By its command in the menu of help."""
    picks(user, opens_menu(user, "&Hilfe"), title)
    [dialog] = user.window.findChildren(GuideDialog)
    user.waits(dialog.isVisible)
    assert dialog.windowTitle() == "Hilfe"
    return dialog.browser


def follows(browser: PageBrowser) -> list[str]:
    """The headings of the pages that a page's links lead to, in their order."""
    page, links = browser.source(), re.findall(r'href="([^"]+)"', browser.toHtml())
    headings = []
    for link in links:
        browser.anchorClicked.emit(QUrl(link))
        if browser.source() != page:
            headings.append(browser.document().firstBlock().text())
            browser.backward()
    return headings


@pytest.mark.e2e
def test_the_pages_of_help_are_german_and_lead_to_german_ones(qtbot: QtBot, ini: Path) -> None:
    with started(qtbot, ini) as user:
        guide = opens_page(user, "Anleitung")
        assert guide.document().firstBlock().text() == "Anleitung"
        [title] = follows(guide)
        assert title.startswith("Wie FCNs funktionieren")
        guide.window().close()
        user.waits(lambda: not user.window.findChildren(GuideDialog))
        learn = opens_page(user, "Wie FCNs funktionieren")
        assert learn.document().firstBlock().text() == title
        assert follows(learn) == [
            "Was eine Zahl sieht",
            "Von einer Antwort zu einer Karte von Antworten",
            "Feinere Karten ohne neue Gewichte",
            "Zurück zu den Pixeln",
            "Was und wo",
            "Lernen",
        ]


@pytest.mark.e2e
def test_bars_and_shortcuts_are_german_and_name_german_keys(
    qtbot: QtBot, ini: Path, photos: Path
) -> None:
    with started(qtbot, ini) as user:
        user.parts.opening.open_path(photos)
        user.sees("astronaut.jpg")
        bars = user.window.bars
        tips = {id: action.toolTip() for id, action in bars.actions.items()}
        assert tips["redo"] == "Wiederholen  (Strg+Umschalt+Z)"
        assert tips["tool-brush"] == "Pinsel  (B)\nDas aktuelle Label malen"
        assert bars.tools.widgetForAction(bars.actions["tool-brush"]).accessibleName() == "Pinsel"
        ends = [button.text() for button in bars.main.findChildren(ActionButton)]
        assert ends == ["Exportieren", "Stride-Ansicht", "Nachlernen"]

        user.types(Qt.Key.Key_F1)
        user.waits(lambda: user.window.findChild(ShortcutPage) is not None)
        page = user.window.findChild(ShortcutPage)
        user.waits(page.search.hasFocus)
        user.qtbot.keyClicks(page.search, "strg+umschalt+z")
        [row] = page.shown()
        assert (row.group, row.title) == ("Bearbeiten", "Wiederholen")
        assert row.keys == ("Ctrl+Shift+Z", "Ctrl+Y")
        refuses_a_reserved_key_in_german(user, page)
        user.qtbot.keyClick(page, Qt.Key.Key_Escape)
        user.waits(lambda: not page.isVisible())


def refuses_a_reserved_key_in_german(user: User, page: ShortcutPage) -> None:
    user.qtbot.keyClick(page.search, Qt.Key.Key_Return)
    user.qtbot.keyClick(page.list, Qt.Key.Key_Return)
    user.waits(lambda: page.editor.recorder.is_recording)
    user.qtbot.keyClick(page.editor.recorder, Qt.Key.Key_Backspace)
    user.waits(page.editor.message.isVisible)
    assert page.editor.message.accessibleName().startswith("Rücktaste gehört der Zeichenfläche")
    buttons = {button.text() for button in page.findChildren(QPushButton) if button.isVisible()}
    assert buttons >= {"Schließen", "Tasten hinzufügen…", "Standard: Strg+Umschalt+Z, Strg+Y"}


@pytest.mark.e2e
def test_without_its_translation_the_window_opens_and_says_so(
    qtbot: QtBot, ini: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = resources.path

    def without_translations(*parts: str) -> Path:
        return tmp_path if "translations" in parts else found(*parts)

    monkeypatch.setattr(resources, "path", without_translations)
    with started(qtbot, ini) as user:
        [message] = user.window.banner.messages
        assert "cannot be read" in message.text and "again" in message.remedy
        assert user.window.start_page.folder.accessibleName() == "Open folder"


@pytest.mark.e2e
def test_what_stops_an_import_is_told_in_german(
    qtbot: QtBot, ini: Path, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    masks = tmp_path / "masks"
    masks.mkdir()
    Image.new("RGB", (8, 8)).save(masks / "dog.png")
    (masks / "labelmap.txt").touch()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(masks))
    with started(qtbot, ini) as user:
        user.opens(photos)
        user.sees(min(photos.glob("*.jpg")).name)
        user.window.bars.actions["import-masks"].trigger()
        user.waits(lambda: bool(user.window.banner.messages))
        [message] = user.window.banner.messages
    assert message.text == f"Die Liste {masks / 'labelmap.txt'} ist leer."
    assert message.remedy == "Ausfüllen oder entfernen."
