"""The net before beside the one on trial, on whatever image is open."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.flows.learning.training import Phase
from app.flows.swiping import Swiping
from app.state.wishes import TrainingWish
from fcn_core.zoo import SHIPPED
from tests.conftest import ChildScript
from tests.flows.test_training import AT_ONCE, CHILD, correct
from tests.flows.world import World, make_photos
from tests.workers.fakes import FakeNet


@pytest.fixture
def trial(qtbot: QtBot, tmp_path: Path, child_script: ChildScript) -> Iterator[World]:
    """A run has ended and waits for a decision; the new net calls bright pixels 2, not 1."""
    world = World(qtbot, tmp_path, child_script(CHILD + AT_ONCE))
    world.open(make_photos(tmp_path / "photos", 5))
    world.zoo.nets[SHIPPED] = FakeNet(bright=1)
    world.zoo.default = FakeNet(bright=2)
    world.predicted()
    correct(world, 2)
    training = world.parts.training
    training.start(TrainingWish())
    world.until(lambda: training.phase is Phase.DECIDING)
    record = training.record
    assert record is not None
    world.until(lambda: world.document.prediction_model == record.model_id)
    yield world
    world.close()


@pytest.fixture
def swiping(trial: World) -> Swiping:
    parts = trial.parts
    return Swiping(
        opening=parts.opening,
        models=parts.models,
        training=parts.training,
        thread=parts.tasks,
        load=trial.zoo,
    )


def test_the_net_before_follows_the_open_image(trial: World, swiping: Swiping) -> None:
    assert swiping.is_possible
    assert swiping.before is None
    swiping.switch(True)
    trial.until(lambda: swiping.before is not None)
    labels = trial.parts.opening.project.labels
    assert set(np.unique(swiping.before)) == {0, labels.id_of("cat")}
    first = swiping.before
    trial.show("photo4.png")
    trial.until(lambda: swiping.before is not None and swiping.before is not first)
    trial.predicted()
    assert labels.id_of("dog") in np.unique(trial.document.prediction)


def test_a_decision_ends_it(trial: World, swiping: Swiping) -> None:
    swiping.switch(True)
    trial.until(lambda: swiping.before is not None)
    trial.parts.training.keep()
    assert not swiping.is_on
    assert swiping.before is None
    swiping.switch(True)
    assert not swiping.is_on
    assert not swiping.is_possible


def test_a_net_that_is_gone_is_said(trial: World, swiping: Swiping) -> None:
    said: list[str] = []
    swiping.problem.connect(lambda error: said.append(error.problem))
    trial.zoo.nets[SHIPPED].error = RuntimeError("broken")
    swiping.switch(True)
    trial.until(lambda: bool(said))
    assert "broken" in said[0]
    assert not swiping.is_on


def test_images_that_are_passed_by_are_not_predicted(trial: World, swiping: Swiping) -> None:
    for name in ("photo2.png", "photo3.png", "photo4.png"):
        trial.show(name)
    loaded, trial.zoo.gate = len(trial.zoo.loaded), threading.Semaphore(0)
    swiping.switch(True)
    while trial.zoo.began.acquire(blocking=False):  # of the loads before
        pass
    for name in ("photo3.png", "photo2.png", "photo3.png", "photo2.png"):
        trial.show(name)
    trial.zoo.gate.release(9)
    trial.until(lambda: swiping.before is not None)
    assert len(trial.zoo.loaded) - loaded <= 2
