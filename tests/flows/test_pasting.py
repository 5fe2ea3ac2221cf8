"""A region, or all that is confirmed, is put into another image as one edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.state.document import PASTE
from app.state.rect import Rect
from app.state.regions import Region
from fcn_core.masks import UNTOUCHED
from tests.core.test_motion import texture
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


# --- where it went --------------------------------------------------------------------------------


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A thing of 48 x 48 pixels that goes 6 to the right in each frame, before a still ground."""
    folder = tmp_path / "film"
    folder.mkdir()
    for number in range(3):
        frame = texture(0, (160, 160))
        frame[50:98, 40 + 6 * number : 88 + 6 * number] = texture(1, (48, 48))
        Image.fromarray(frame).save(folder / f"frame{number}.png")
    Image.fromarray(texture(0, (80, 80))).save(folder / "other.png")
    return folder


@pytest.fixture
def filmed(world: World, film: Path) -> World:
    """The first frame is open, and its thing painted."""
    world.open(film)
    world.predicted()
    region = Region(label=0, rect=Rect(40, 50, 48, 48), inside_HW=np.ones((48, 48), np.bool_))
    world.document.paint("Paint", region, 2)
    return world


def overlap(world: World, x: int) -> float:
    """How well the open image's label 2 is the thing, now at column `x`: their IU."""
    thing = np.zeros(world.document.shape, np.bool_)
    thing[50:98, x : x + 48] = True
    found = world.document.corrections.values_HW == 2
    return float((found & thing).sum() / (found | thing).sum())


def heard(world: World, act: Callable[[], None], start: str) -> str:
    """Do it; what is said that starts so."""
    said: list[str] = []
    world.parts.pasting.said.connect(said.append)
    act()
    world.until(lambda: any(text.startswith(start) for text in said))
    world.parts.pasting.said.disconnect(said.append)
    return next(text for text in said if text.startswith(start))


def test_what_moved_is_pasted_where_it_went(filmed: World) -> None:
    pasting = filmed.parts.pasting
    pasting.copy_confirmed()
    filmed.show("frame1.png")
    share = heard(filmed, pasting.paste_moved, "Pasted where it went: ")
    assert 80 < int(share.split()[4]) <= 100
    assert overlap(filmed, 46) > 0.8
    filmed.parts.correcting.undo()
    assert values(filmed) == {}
    pasted(filmed)
    assert overlap(filmed, 46) < 0.8  # at the same place


def test_it_is_carried_from_image_to_image(filmed: World) -> None:
    for number in (1, 2):
        heard(filmed, filmed.parts.pasting.carry_on, "Pasted where it went: ")
        assert filmed.document.image_id == f"frame{number}.png"
        assert overlap(filmed, 40 + 6 * number) > 0.75
    said = heard(filmed, filmed.parts.pasting.carry_on, "This image has another size")
    assert said == "This image has another size than the one that was copied from"
    assert filmed.document.image_id == "other.png" and values(filmed) == {}


def test_what_is_confirmed_there_stays(filmed: World) -> None:
    filmed.parts.pasting.copy_confirmed()
    filmed.show("frame1.png")
    filmed.paint(label=7, x=60, y=60)
    heard(filmed, filmed.parts.pasting.paste_moved, "Pasted where it went: ")
    assert values(filmed)[7] == 12 and values(filmed)[2] > 1500


def test_nothing_is_carried_where_nothing_is_confirmed(filmed: World) -> None:
    filmed.show("frame1.png")
    heard(filmed, filmed.parts.pasting.carry_on, "Nothing is confirmed in this image yet")
    assert filmed.document.image_id == "frame1.png"


def test_nothing_is_carried_beyond_the_last_image(filmed: World) -> None:
    filmed.show("other.png")
    filmed.paint()
    filmed.parts.pasting.carry_on()
    assert filmed.document.image_id == "other.png" and not filmed.parts.pasting.can_paste


def test_who_turns_away_meanwhile_finds_nothing_pasted(filmed: World) -> None:
    filmed.parts.pasting.copy_confirmed()
    filmed.show("frame1.png")
    filmed.parts.pasting.paste_moved()
    assert filmed.parts.opening.let_go()
    filmed.parts.grower.flush()
    assert filmed.parts.opening.document is None
    filmed.show("frame1.png")
    assert values(filmed) == {}
