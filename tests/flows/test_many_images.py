"""Several images are accepted as the net has them, or emptied, and taken back as a whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.flows.suggest import scanning
from app.flows.work.many_images import ManyResult
from app.state.findings import KeptMask
from app.state.index import ImageStatus
from fcn_core.masks import UNTOUCHED
from tests.flows.world import World
from tests.workers.fakes import NET_LABELS


@pytest.fixture(autouse=True)
def no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "START_MS", 10**6)


@pytest.fixture
def opened(world: World, folder: Path) -> World:
    """photo0 is open, and painted; photo1 and photo2 are not open."""
    world.open(folder)
    world.predicted()
    world.paint(label=2)
    world.saved()
    world.until(lambda: world.parts.known.find("photo0.png") is not None)
    return world


def done(world: World, order: str, *image_ids: str) -> ManyResult:
    results: list[ManyResult] = []
    world.parts.many_images.finished.connect(results.append)
    getattr(world.parts.many_images, order)(*([list(image_ids)] if image_ids else []))
    world.until(lambda: bool(results))
    world.parts.many_images.finished.disconnect(results.append)
    return results[0]


def statuses(world: World) -> list[ImageStatus]:
    assert world.parts.opening.project is not None
    return [world.parts.opening.project.status(f"photo{n}.png") for n in range(3)]


def test_what_the_net_says_is_accepted_dropped_and_taken_back(opened: World) -> None:
    parts, names = opened.parts, ("photo0.png", "photo1.png", "photo2.png")
    result = done(opened, "accept", *names)
    assert len(result.images) == 1 and result.unpredicted == 2, "two are not predicted yet"
    assert done(opened, "take_back").images == result.images
    parts.predicting_all.start()
    opened.until(lambda: not parts.predicting_all.is_running)
    assert len(done(opened, "accept", *names).images) == 3
    assert set(statuses(opened)) == {ImageStatus.ACCEPTED}
    mine = opened.document.corrections.values_HW
    assert (mine[2:5, 2:6] == 2).all(), "what was corrected stays"
    document = opened.show("photo1.png")
    accepted = document.corrections.values_HW.copy()
    opened.predicted()
    assert (accepted == document.prediction).all() and UNTOUCHED not in accepted
    assert len(done(opened, "drop", *names).images) == 3
    assert set(statuses(opened)) == {ImageStatus.NEW}
    assert (document.corrections.values_HW == UNTOUCHED).all()
    document.undo()
    assert (document.corrections.values_HW == accepted).all(), "in each image by itself"
    document.redo()
    result = done(opened, "take_back")
    assert len(result.images) == 3 and set(statuses(opened)) == {ImageStatus.ACCEPTED}


def test_a_mask_that_was_kept_smaller_grows_with_smooth_borders() -> None:
    small = np.zeros((8, 8), np.uint8)
    small[:, 4:], small[4:, :4] = 1, 2
    grown = KeptMask(labels_HW=small, net=NET_LABELS, stride=8).at((32, 32))
    assert {int(v) for v in np.unique(grown)} == {0, 1, 2}
    assert (grown[:14, :14] == 0).all() and (grown[:, 18:] == 1).all()
    assert (grown[18:, :14] == 2).all()
