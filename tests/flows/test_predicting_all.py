"""All images of a folder are predicted behind the window's back, and what was found stays known."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.flows.folder import predicting_all
from app.flows.learning.training import Phase
from app.flows.suggest import scanning
from app.state.findings import Finding, Findings, KeptMask
from app.state.index import ImageStatus
from fcn_core.zoo import NUCLEI
from tests.flows.world import World
from tests.workers.fakes import NET_LABELS

BRIGHT = {"all.png": 32, "half.png": 16, "none.png": 0, "open.png": 8}


@pytest.fixture(autouse=True)
def no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "START_MS", 10**6)
    monkeypatch.setattr(predicting_all, "WAIT_MS", 5)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """So many of 32 columns are bright, which the fake net takes for a cat."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, columns in BRIGHT.items():
        pixels = np.zeros((24, 32, 3), np.uint8)
        pixels[:, :columns] = 200
        Image.fromarray(pixels).save(folder / name)
    return folder


@pytest.fixture
def opened(world: World, photos: Path) -> World:
    world.open(photos)
    world.show("open.png")
    world.predicted()
    world.until(lambda: world.parts.known.find("open.png") is not None)
    return world


def label(world: World, name: str) -> int:
    assert world.parts.opening.project is not None
    return world.parts.opening.project.labels.id_of(name)


def predict_all(world: World) -> None:
    world.parts.predicting_all.start()
    world.until(lambda: not world.parts.predicting_all.is_running)


def test_every_image_is_predicted_and_known_by_its_labels_and_doubt(opened: World) -> None:
    known = opened.parts.known
    assert known.counts() == (1, 4), "what was opened is known, and nothing else"
    assert known.labels("half.png") == frozenset()
    predict_all(opened)
    cat = label(opened, "cat")
    assert known.counts() == (4, 4) and not opened.parts.predicting_all.can_start
    assert {name for name in BRIGHT if cat in known.labels(name)} == {*BRIGHT} - {"none.png"}
    half = known.find("half.png")
    assert half is not None and known.shares(half)[cat] == 0.5
    assert half.doubt == pytest.approx(8 / 255)


def test_what_was_found_stays_known_and_its_mask_is_shown_at_once(
    opened: World, photos: Path
) -> None:
    predict_all(opened)
    net = opened.zoo.default
    asked = len(net.asked)
    (photos / "half.png").rename(photos / "moved.png")
    Image.fromarray(np.full((24, 32, 3), 9, np.uint8)).save(photos / "none.png")
    assert opened.parts.close_project()
    opened.open(photos)
    known = opened.parts.known
    opened.until(lambda: known.counts()[0] == 2)
    assert known.find("none.png") is None, "it is another image by now"
    net.gate = threading.Semaphore(0)
    document = opened.show("open.png")
    opened.until(lambda: document.prediction is not None)
    assert document.doubt is None and (document.prediction[:, :8] == label(opened, "cat")).all()
    net.gate.release(100)
    opened.until(lambda: document.doubt is not None)
    predict_all(opened)
    # Two were opened, and the one that changed is new; the one that moved is known by its content.
    assert known.counts() == (4, 4) and len(net.asked) - asked <= 3 * 3


def test_another_net_in_use_makes_it_stale_and_says_so(opened: World) -> None:
    predict_all(opened)
    known, project = opened.parts.known, opened.parts.opening.project
    outdated: list[int] = []
    known.outdated.connect(outdated.append)
    before = opened.parts.models.in_use
    assert project is not None and opened.parts.models.use(NUCLEI)
    opened.until(lambda: outdated == [4])
    assert known.find("half.png") is None and project.facts("half.png").doubt is None
    assert opened.parts.predicting_all.can_start
    opened.parts.models.use(before)
    opened.until(lambda: known.counts() == (4, 4))
    assert outdated == [4], "of the net before everything is known still"


def test_corrected_images_count_by_what_is_corrected(opened: World, photos: Path) -> None:
    project, known = opened.parts.opening.project, opened.parts.known
    assert project is not None
    dog, cat = label(opened, "dog"), label(opened, "cat")
    gate = opened.zoo.default.gate = threading.Semaphore(0)
    opened.show("half.png")  # it is left before the net has said anything
    opened.document.begin_filling_rest(dog).finish()  # type: ignore[union-attr]
    opened.saved()
    opened.show("open.png")
    assert known.labels("half.png") == {dog}
    project.set_labels_found("half.png", frozenset())  # as after a crash
    gate.release(100)
    predict_all(opened)
    assert project.status("half.png") is ImageStatus.ACCEPTED
    assert known.labels("half.png") == {dog} and cat in known.labels("all.png")


def test_what_cannot_be_read_is_passed_over(opened: World, photos: Path) -> None:
    (photos / "half.png").write_bytes(b"no image")
    predict_all(opened)
    assert opened.parts.known.counts() == (3, 3)
    project = opened.parts.opening.project
    assert project is not None and project.status("half.png") is ImageStatus.UNREADABLE


def test_corrections_that_cannot_be_read_do_not_make_an_image_unreadable(opened: World) -> None:
    project = opened.parts.opening.project
    assert project is not None
    project.set_status("half.png", ImageStatus.CORRECTED)
    project.paths.corrections("half.png").write_bytes(b"damaged")
    predict_all(opened)
    assert opened.parts.known.find("half.png") is not None
    assert project.facts("half.png").reason == ""


def test_it_waits_for_strokes_and_for_fine_tuning_and_can_be_stopped(opened: World) -> None:
    flow, known = opened.parts.predicting_all, opened.parts.known
    painting = opened.document.begin_stroke("Brush")
    flow.start()
    opened.qtbot.wait(50)
    assert flow.is_running and known.counts() == (1, 4)
    opened.parts.training.phase = Phase.RUNNING
    painting.finish()
    opened.qtbot.wait(50)
    assert flow.waits_for_training and known.counts() == (1, 4)
    flow.stop()
    assert not flow.is_running and flow.can_start
    opened.parts.training.phase = Phase.IDLE
    predict_all(opened)
    assert known.counts() == (4, 4)


def test_a_damaged_mask_is_as_if_there_were_none(tmp_path: Path) -> None:
    findings = Findings.open(tmp_path, "net")
    mask = np.ones((3, 4), np.uint8)
    kept = KeptMask(labels_HW=mask, net=NET_LABELS, stride=8)
    findings.add("d", Finding.of(mask, mask, NET_LABELS), kept)
    again = Findings.open(tmp_path, "net")
    found, shown = again.find("d"), again.mask("d")
    assert found is not None and found.shares == {"cat": 1.0}
    assert shown is not None and (shown.labels_HW == 1).all() and shown.net == NET_LABELS
    (tmp_path / "net.masks" / "d.png").write_bytes(b"damaged")
    assert again.mask("d") is None and again.mask("e") is None
