from __future__ import annotations

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from app.state.rect import Rect
from app.state.regions import Region
from tests.flows.world import World, make_photos


def paint(world: World, rect: Rect, label: int) -> None:
    document = world.parts.opening.document
    assert document is not None
    inside = np.ones((rect.height, rect.width), np.bool_)
    document.paint("test", Region(label=0, rect=rect, inside_HW=inside), label)


def test_the_open_image_s_objects_are_counted_after_each_edit(
    world: World, qtbot: QtBot, tmp_path: Path
) -> None:
    world.open(make_photos(tmp_path / "photos", 1))
    objects = world.parts.objects
    counts: list[dict[int, int]] = []
    objects.counted.connect(counts.append)
    with qtbot.waitSignal(objects.counted):
        paint(world, Rect(0, 0, 32, 24), 0)
    assert counts[-1] == {}
    with qtbot.waitSignal(objects.counted):
        paint(world, Rect(1, 1, 3, 3), 5)
        paint(world, Rect(10, 1, 3, 3), 5)
        paint(world, Rect(20, 1, 3, 3), 2)
    assert counts[-1] == {5: 2, 2: 1}


def test_colours_are_told_while_they_are_wanted(world: World, qtbot: QtBot, tmp_path: Path) -> None:
    world.open(make_photos(tmp_path / "photos", 1))
    paint(world, Rect(0, 0, 32, 24), 0)
    paint(world, Rect(1, 1, 3, 3), 5)
    objects, session = world.parts.objects, world.parts.session
    with qtbot.waitSignal(objects.colored) as told:
        session.set_objects_colored(True)
    colors, hidden = told.args
    assert (colors > 0).sum() == 9 and hidden == frozenset()
    with qtbot.waitSignal(objects.colored) as told:
        session.set_visible(5, False)
    assert told.args[1] == {5} and (told.args[0][1:4, 1:4] == 254).all()
    with qtbot.waitSignal(objects.colored) as told:
        session.set_objects_colored(False)
    assert told.args[0] is None
