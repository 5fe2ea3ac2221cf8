"""The window's thread makes nothing of each of very many images: names and ids have to do."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.state.listing import Entries, ImageEntry
from app.state.wishes import ExportWish, Scope
from tests.flows.world import World, make_photo, make_photos

IMAGES = 40
FEW = 8


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The images of which the window's thread has made an entry."""
    ids: list[str] = []
    make = Entries._entry

    def noted(entries: Entries, found: str, name: str) -> ImageEntry:
        if threading.current_thread() is threading.main_thread():
            ids.append(found)
        return make(entries, found, name)

    monkeypatch.setattr(Entries, "_entry", noted)
    return ids


@pytest.fixture
def opened(world: World, tmp_path: Path) -> World:
    folder = make_photos(tmp_path / "photos", IMAGES)
    world.open(folder)
    world.predicted()
    return world


def test_of_those_that_are_added_to(opened: World, made: list[str]) -> None:
    said: list[str] = []
    opened.parts.watching.said.connect(said.append)
    assert opened.parts.opening.project is not None
    make_photo(opened.parts.opening.project.images / "added.png", 99)
    made.clear()
    opened.parts.watching.look()
    opened.until(lambda: said == ["1 new image"])
    assert len(made) <= FEW


def test_of_those_that_an_export_would_write(
    opened: World, made: list[str], tmp_path: Path
) -> None:
    made.clear()
    exporting = opened.parts.exporting
    with opened.qtbot.waitSignal(exporting.previewed, check_params_cb=lambda c: c.is_counted):
        exporting.look(ExportWish(folder=tmp_path, scope=Scope.ALL))
    assert len(made) <= FEW
