"""The rest of corrected images becomes background, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.flows.learning.learning_set import CorrectedSet
from app.flows.work.many_edits import ManyResult
from app.jobs.corrected import corrections_of
from app.state.edits import Edit
from app.state.index import ImageStatus
from app.state.project import Project
from fcn_core.labels import BACKGROUND
from fcn_core.masks import UNTOUCHED, Mask
from tests.flows.world import World, make_photos

NAMES = tuple(f"photo{number}.png" for number in range(3))


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return make_photos(tmp_path / "photos", 6)


def project(world: World) -> Project:
    assert world.parts.opening.project is not None
    return world.parts.opening.project


def counted(world: World) -> CorrectedSet:
    found: list[CorrectedSet] = []
    world.parts.training.preview_ready.connect(found.append)
    world.parts.training.preview()
    world.until(lambda: bool(found))
    return found[-1]


def painted(world: World, folder: Path) -> None:
    """One label on three images, of which one is open and the others no longer in memory."""
    world.open(folder)
    for name in NAMES:
        world.show(name)
        world.paint(8)
        world.saved()
    for name in ("photo3.png", "photo4.png", "photo5.png", NAMES[2]):
        world.show(name)
    world.until(lambda: world.parts.opening.open_document(NAMES[0]) is None)


def mask(world: World, name: str) -> Mask:
    entry = project(world).entry(name)
    assert entry is not None
    return corrections_of(world.parts.opening.corrections_source(project(world)), entry)


def walked(world: World, go: Callable[[], None]) -> ManyResult:
    results: list[ManyResult] = []
    resting = world.parts.resting
    resting.finished.connect(results.append)
    go()
    world.until(lambda: bool(results))
    return results[0]


def test_one_label_alone_has_a_way_out(world: World, photos: Path) -> None:
    painted(world, photos)
    found = counted(world)
    assert "one label" in found.problem
    assert tuple(entry.image_id for entry in found.unfinished) == NAMES
    result = walked(world, lambda: world.parts.resting.fill_rest(NAMES))
    assert (len(result.images), result.problems) == (3, [])
    for name in NAMES:
        assert set(np.unique(mask(world, name))) == {BACKGROUND, 8}
        assert project(world).status(name) is ImageStatus.ACCEPTED
    assert world.document.history.done[-1].label == BACKGROUND
    after = counted(world)
    assert (after.problem, after.unfinished) == ("", ())


def test_all_of_it_can_be_taken_back_but_where_something_was_done_since(
    world: World, photos: Path
) -> None:
    painted(world, photos)
    resting = world.parts.resting
    changed = walked(world, lambda: resting.fill_rest(NAMES))
    world.show(NAMES[0])
    world.paint(9)
    world.saved()
    result = walked(world, lambda: resting.take_back(changed))
    assert [entry.image_id for entry in result.images] == list(NAMES[1:])
    for name in NAMES[1:]:
        assert set(np.unique(mask(world, name))) == {8, UNTOUCHED}
        assert project(world).status(name) is ImageStatus.CORRECTED
    assert set(np.unique(mask(world, NAMES[0]))) == {BACKGROUND, 9}


def test_the_rest_in_the_current_label_says_which_and_can_be_taken_back(
    world: World, photos: Path
) -> None:
    world.open(photos)
    correcting = world.parts.correcting
    world.parts.session.set_label(15)
    assert correcting.rest_words() == "Paint everything unconfirmed as person"
    told: list[tuple[object, Edit]] = []
    correcting.rest_filled.connect(lambda *what: told.append(what))
    correcting.fill_rest()
    world.until(lambda: bool(told))
    [(document, edit)] = told
    assert document is world.document and edit.label == 15
    correcting.take_back(world.document, edit)
    assert world.document.corrections.touched == 0
    correcting.take_back(world.document, edit)  # once is enough
    assert world.document.history.undone == (edit,)
