from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import resources
from app.actions.builtin import TOOLS, builtin_actions
from app.actions.commands import Commands, WindowCommands
from app.actions.keys import normal, refusal
from app.actions.table import MENUS, Action, Finishes, heading
from app.language import LANGUAGES
from app.tools import TOOLS as REAL_TOOLS
from tests.flows.world import World, make_photos
from tests.views.test_translated import OPEN, Bracketed

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
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    world = World(qtbot, tmp_path)
    yield world
    world.close()


@pytest.fixture
def called() -> list[str]:
    return []


@pytest.fixture
def actions(world: World, called: list[str]) -> dict[str, Action]:
    def command(name: str) -> object:
        return lambda *_: called.append(name)

    fields = WindowCommands.__dataclass_fields__
    stubs = {name: command(name) for name in fields}
    stubs |= {
        "is_stride_view": lambda: False,
        "can_bring_back": lambda: False,
        "theme": lambda: "dark",
    }
    stubs |= {"device": lambda: "cpu", "has_gpu": lambda: False}
    parts = world.parts
    commands = Commands(
        opening=parts.opening,
        paging=parts.paging,
        channels=parts.channels,
        saving=parts.saving,
        correcting=parts.correcting,
        merging=parts.merging,
        importing=parts.importing,
        models=parts.models,
        suggesting=parts.suggesting,
        predicting_all=parts.predicting_all,
        tidying=parts.tidying,
        session=parts.session,
        window=WindowCommands(**stubs),  # type: ignore[arg-type]
    )
    return {action.id: action for action in builtin_actions(commands)}


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


def test_every_tool_has_its_action(actions: dict[str, Action], world: World) -> None:
    assert {tool for tool, *_ in TOOLS} == set(REAL_TOOLS)
    actions["tool-fill"].run()
    assert world.parts.session.tool == "fill"
    assert actions["tool-fill"].checked()
    assert not actions["tool-brush"].checked()


def test_what_makes_no_sense_is_off(
    actions: dict[str, Action], world: World, tmp_path: Path
) -> None:
    assert not actions["undo"].enabled()
    assert not actions["export"].enabled()
    assert actions["open-folder"].enabled()
    world.open(make_photos(tmp_path / "photos", 2))
    world.paint()
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


@pytest.mark.parametrize("theme", ["system", "light", "dark"])
def test_themes(actions: dict[str, Action], called: list[str], theme: str) -> None:
    actions[f"theme-{theme}"].run()
    assert called == ["choose_theme"]
    assert actions[f"theme-{theme}"].checked() == (theme == "dark")


def test_devices(actions: dict[str, Action], called: list[str]) -> None:
    actions["device-cpu"].run()
    assert called == ["choose_device"]
    assert actions["device-cpu"].checked()
    assert not actions["device-auto"].checked()
    assert not actions["device-cuda"].enabled()


def test_view_switches_turn_and_turn_back(actions: dict[str, Action], world: World) -> None:
    for name in ("outline", "doubt", "hatch"):
        actions[name].run()
        assert actions[name].checked()
        actions[name].run()
        assert not actions[name].checked()
