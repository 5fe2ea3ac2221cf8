"""A region, or all that is confirmed, is put into another image as one edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.state.document import PASTE
from fcn_core.masks import UNTOUCHED
from tests.flows.world import World, make_photos


@pytest.fixture
def opened(world: World, folder: Path) -> World:
    """photo0 is open, with two labels painted in it."""
    world.open(folder)
    world.predicted()
    world.paint(label=2, x=2, y=2)
    world.paint(label=5, x=10, y=2)
    return world


def values(world: World) -> dict[int, int]:
    """How many pixels of each label are confirmed in the open image."""
    found = world.document.corrections.values_HW
    labels, pixels = np.unique(found[found != UNTOUCHED], return_counts=True)
    return dict(zip(labels.tolist(), pixels.tolist(), strict=True))


def pasted(world: World) -> list[str]:
    """Paste; what was said."""
    said: list[str] = []
    world.parts.pasting.said.connect(said.append)
    world.parts.pasting.paste()
    world.until(lambda: bool(said))
    world.parts.pasting.said.disconnect(said.append)
    return said


def test_all_that_is_confirmed_goes_into_the_next_image(opened: World) -> None:
    pasting = opened.parts.pasting
    assert not pasting.can_paste
    pasting.copy_confirmed()
    where = opened.document.corrections.values_HW.copy()
    opened.show("photo1.png")
    assert pasting.can_paste
    assert pasted(opened) == ["Pasted at the same place"]
    assert np.array_equal(opened.document.corrections.values_HW, where)
    assert [edit.title for edit in opened.document.history.done] == [PASTE]
    opened.parts.correcting.undo()
    assert values(opened) == {}


def test_one_region_goes_alone(opened: World) -> None:
    opened.parts.pasting.copy_region(3, 3)
    opened.show("photo1.png")
    pasted(opened)
    assert values(opened) == {2: 12}


def test_limits_hold_for_what_is_pasted(opened: World) -> None:
    opened.parts.pasting.copy_confirmed()
    opened.show("photo1.png")
    opened.paint(label=7, x=2, y=2)
    session = opened.parts.session
    session.set_limits(replace(session.limits, locked=frozenset({7})))
    pasted(opened)
    assert values(opened) == {5: 12, 7: 12}
    assert pasted(opened) == ["Nothing changed: limits or locks may keep tools off there"]


def test_nothing_is_copied_where_nothing_is(opened: World) -> None:
    opened.show("photo1.png")
    said: list[str] = []
    opened.parts.pasting.said.connect(said.append)
    opened.parts.pasting.copy_confirmed()
    opened.parts.pasting.copy_region(-5, 0)
    assert said == ["Nothing is confirmed in this image yet", "Point at a region that has a label"]
    assert not opened.parts.pasting.can_paste


def test_a_label_that_was_deleted_since_is_not_pasted(opened: World) -> None:
    opened.parts.pasting.copy_confirmed()
    project = opened.parts.opening.project
    assert project is not None
    opened.saved()
    opened.show("photo1.png")
    project.remove_labels([5])
    pasted(opened)
    assert values(opened) == {2: 12}


def test_another_project_has_other_labels(opened: World, tmp_path: Path) -> None:
    opened.parts.pasting.copy_confirmed()
    assert opened.parts.close_project()
    opened.open(make_photos(tmp_path / "others", 1))
    assert not opened.parts.pasting.can_paste and opened.parts.pasting.copied is None
