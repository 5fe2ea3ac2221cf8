"""Files that are added to the folder are noticed, and looked for when somebody asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.flows import watching
from tests.flows.world import World, make_photo


def names(world: World) -> list[str]:
    assert world.parts.opening.project is not None
    return list(world.parts.opening.project.entries.ids)


def test_what_is_added_is_noticed_but_not_under_a_stroke(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "QUIET_MS", 20)
    said: list[str] = []
    world.parts.watching.said.connect(said.append)
    document = world.open(folder)
    before = names(world)
    painting = document.begin_stroke("Brush")
    make_photo(folder / "added.png", 9)
    world.qtbot.wait(150)
    assert names(world) == before
    painting.finish()
    world.until(lambda: "added.png" in names(world))
    world.until(lambda: said == ["1 new image"])
    assert world.document is document
    (folder / "notes.txt").write_text("no image")
    world.qtbot.wait(150)
    assert said == ["1 new image"]


def test_one_may_look_by_hand(world: World, folder: Path) -> None:
    world.open(folder)
    said: list[str] = []
    world.parts.watching.said.connect(said.append)
    world.parts.watching.look()
    world.until(lambda: said == ["No new images"])
    make_photo(folder / "added.png", 9)
    world.parts.watching.look()
    world.until(lambda: said[1:2] == ["1 new image"])


def test_another_folder_is_watched_no_more(world: World, folder: Path, tmp_path: Path) -> None:
    world.open(folder)
    other = tmp_path / "other"
    other.mkdir()
    make_photo(other / "a.png", 1)
    world.parts.opening.open_path(other)
    assert world.parts.watching._watcher.directories() == [str(other)]
    assert world.parts.close_project()
    assert world.parts.watching._watcher.directories() == []
