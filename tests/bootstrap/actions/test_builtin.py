from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import resources
from app.actions.keys import normal, refusal
from app.actions.table import MENUS, Action, Finishes, heading
from app.bootstrap.actions.builtin import builtin_actions
from app.bootstrap.actions.editing import TOOLS
from app.bootstrap.parts import Replacements
from app.bootstrap.program import Program
from app.language import ENGLISH, LANGUAGES, speak
from app.state.settings import Settings
from app.tools import TOOLS as REAL_TOOLS
from app.views.main_window import STRIDE_VIEW
from tests.ending import end
from tests.flows.world import make_photos
from tests.views.test_translated import OPEN, Bracketed
from tests.workers.fakes import FakeZoo

# The keys of the design's table that are actions (others are gestures or come later).
PROMISED = {
    "B", "E", "G", "I", "R", "D", "A", "N", "Return", "Shift+Return", "[", "]", "V", "X",
    "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+F", "Ctrl+1", "Tab", "Ctrl+T", "Ctrl+S", "Ctrl+E",
    "F1", *"0123456789",
}  # fmt: skip


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    """Every text that is looked up is shown in brackets."""
    translator = Bracketed()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    ini = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    program = Program(qapp, Settings(ini), Replacements(load=FakeZoo()))
    yield program
    end(program)


@pytest.fixture
def actions(program: Program) -> dict[str, Action]:
    return {action.id: action for action in builtin_actions(program)}


def keys(actions: dict[str, Action]) -> list[str]:
    return [key for action in actions.values() for key in action.shortcuts]


def test_every_promised_key_is_there_once_and_is_a_key(actions: dict[str, Action]) -> None:
    assert set(keys(actions)) >= PROMISED
    assert len(keys(actions)) == len(set(keys(actions)))
    for action in actions.values():
        for key in action.shortcuts:
            assert normal(key) == key
            assert refusal(key, action.where) == ""


def test_every_action_has_a_place_on_the_shortcut_page(actions: dict[str, Action]) -> None:
    assert [action.id for action in actions.values() if not (action.menu or action.group)] == []


def test_every_menu_has_its_title_and_its_letter(actions: dict[str, Action]) -> None:
    assert {action.menu for action in actions.values()} == {*MENUS, ""}
    assert [title for title in MENUS.values() if title.count("&") != 1] == []
    assert (heading("Tools"), heading("Labels")) == ("Tools", "Labels")


def test_titles_and_tips_are_looked_up(brackets: None, actions: dict[str, Action]) -> None:
    shown = {text for action in actions.values() for text in (action.title, action.tip) if text}
    assert {text for text in shown if not text.startswith(OPEN)} == {*LANGUAGES.values()}


def test_icons_exist(actions: dict[str, Action]) -> None:
    missing = [a.icon for a in actions.values() if a.icon]
    missing = [icon for icon in missing if not resources.path("icons", f"{icon}.svg").exists()]
    assert missing == []


def test_an_icon_stands_for_one_thing(actions: dict[str, Action]) -> None:
    # What accepts a region, by a tool or at once, and the stride view and its page, are one thing.
    alike = {"accept-region": 2, "stride-view": 2}
    icons = Counter(action.icon for action in actions.values() if action.icon)
    assert {icon: number for icon, number in icons.items() if number > 1} == alike


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_menus_do_not_clash_in_any_language(
    language: str, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    settings.set_language(language)
    program = Program(qapp, settings, Replacements(load=FakeZoo()))
    try:
        for name in MENUS:
            menu = program.window.bars.menu(name)
            menu.aboutToShow.emit()
            texts = [entry.text() for entry in menu.actions() if not entry.isSeparator()]
            letters = [mark.casefold() for text in texts for mark in re.findall("&([^&])", text)]
            assert letters and len(letters) == len(set(letters)), name
            for text in texts:  # who has none found all of its own taken
                assert "&" in text or {c for c in text.casefold() if c.isalpha()} <= set(letters)
    finally:
        end(program)
        speak(qapp, ENGLISH)


def test_f6_goes_through_the_panels_and_is_listed(actions: dict[str, Action]) -> None:
    for id, key in (("next-panel", "F6"), ("previous-panel", "Shift+F6")):
        assert actions[id].shortcuts == (key,) and actions[id].group == "View"


def test_every_tool_has_its_action(actions: dict[str, Action], program: Program) -> None:
    assert {tool for tool, *_ in TOOLS} == set(REAL_TOOLS)
    actions["tool-fill"].run()
    assert program.parts.session.tool == "fill"
    assert actions["tool-fill"].checked()
    assert not actions["tool-brush"].checked()


def test_what_makes_no_sense_is_off(
    actions: dict[str, Action], program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not actions["undo"].enabled()
    assert not actions["export"].enabled()
    assert actions["open-folder"].enabled()
    program.parts.opening.open_path(make_photos(tmp_path / "photos", 2))
    qtbot.waitUntil(lambda: program.parts.opening.document is not None)
    actions["fill-rest"].run()
    assert actions["undo"].enabled()
    assert not actions["redo"].enabled()
    assert (actions["previous"].enabled(), actions["next"].enabled()) == (False, True)
    assert not actions["roll-back"].enabled()


def test_what_acts_on_corrections_finishes_what_was_begun(actions: dict[str, Action]) -> None:
    ends = dict.fromkeys(("File", "Edit", "Region", "Net"), Finishes.ALL)
    ends["Image"] = Finishes.STROKE
    for id in ("undo", "redo"):  # they go through the corners of what is open
        assert actions.pop(id).finishes is Finishes.NOTHING
    for action in actions.values():
        assert action.finishes is ends.get(action.menu, Finishes.NOTHING), action.id


def test_undo_takes_back_what_was_done_last(
    actions: dict[str, Action], program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    program.parts.opening.open_path(make_photos(tmp_path / "photos", 1))
    qtbot.waitUntil(lambda: program.parts.opening.document is not None)
    document = program.parts.opening.document
    assert document is not None
    actions["fill-rest"].run()
    actions["undo"].run()
    assert (len(document.history.done), len(document.history.undone)) == (0, 1)


@pytest.mark.parametrize("theme", ["dark", "light", "system"])
def test_themes(actions: dict[str, Action], program: Program, theme: str) -> None:
    actions[f"theme-{theme}"].run()
    assert program.settings.theme == theme
    assert [a.id for a in actions.values() if a.menu == "View" and a.group == "theme"
            and a.checked()] == [f"theme-{theme}"]  # fmt: skip


def test_devices(actions: dict[str, Action], program: Program) -> None:
    actions["device-cpu"].run()
    assert program.settings.device == program.parts.predicting.device == "cpu"
    assert actions["device-cpu"].checked()
    assert not actions["device-auto"].checked()
    assert not actions["device-cuda"].enabled()


def test_the_stride_view_and_back(actions: dict[str, Action], program: Program) -> None:
    for shown in (True, False):
        actions["stride-view"].run()
        assert (program.window.central_name == STRIDE_VIEW) == shown
        assert actions["stride-view"].checked() == shown


def test_view_switches_turn_and_turn_back(actions: dict[str, Action]) -> None:
    for name in ("outline", "doubt", "hatch"):
        actions[name].run()
        assert actions[name].checked()
        actions[name].run()
        assert not actions[name].checked()
