from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from app.state.rect import Rect
from app.workers.orders import Loaded, LoadOrder
from fcn_core.masks import UNTOUCHED
from tests.flows.world import HEIGHT, WIDTH, World
from tests.strategies import accept_all
from tests.workers.fakes import FakeNet


def test_the_open_image_is_predicted_stride_by_stride(world: World, folder: Path) -> None:
    world.zoo.default.gate = threading.Semaphore(0)
    document = world.open(folder)
    world.parts.load_net()
    for count, stride in enumerate((32, 16, 8), start=1):
        world.zoo.default.gate.release()
        world.until(lambda count=count: len(document.predictions.by_stride) == count)
        assert document.predictions.stride == stride
    # The project has VOC's labels: the net's label 1 is its 8, cat.
    assert document.prediction is not None
    assert document.prediction[0, WIDTH - 1] == 8
    assert document.prediction_model == "shipped"
    world.until(lambda: world.parts.opening.project.facts(document.image_id).doubt is not None)


def test_an_image_opened_before_the_net_is_there_is_predicted_then(
    world: World, folder: Path
) -> None:
    assert world.open(folder).prediction is None
    assert world.predicted().prediction is not None


def test_answers_for_another_image_are_dropped(world: World, folder: Path) -> None:
    gate = world.zoo.default.gate = threading.Semaphore(0)
    first = world.open(folder)
    world.parts.load_net()
    world.until(lambda: world.parts.predicting.info is not None)
    second = world.show("photo1.png")
    gate.release(20)
    world.until(lambda: 8 in second.predictions.by_stride)
    assert first.predictions.by_stride == {}


def test_a_predicted_image_is_not_predicted_again(world: World, folder: Path) -> None:
    world.open(folder)
    world.predicted()
    world.show("photo1.png")
    world.predicted()
    asked = len(world.zoo.default.asked)
    world.show("photo0.png")
    world.qtbot.wait(100)
    assert len(world.zoo.default.asked) == asked


def test_a_new_net_replaces_the_prediction_whole_and_no_correction(
    world: World, folder: Path
) -> None:
    world.open(folder)
    document = world.predicted()
    world.paint(label=3)
    corrections = document.corrections.values_HW.copy()
    world.zoo.nets["second"] = FakeNet(bright=2)
    strides: list[int | None] = []
    document.prediction_changed.connect(lambda: strides.append(document.predictions.stride))
    world.parts.predicting.use(Path("second.safetensors"), "second")
    world.until(lambda: document.prediction_model == "second" and len(strides) == 3)
    assert strides == [8, 8, 8]
    assert document.prediction is not None
    assert document.prediction[0, WIDTH - 1] == 12
    assert np.array_equal(document.corrections.values_HW, corrections)


def test_snapshots_wait_for_the_running_prediction(world: World, folder: Path) -> None:
    world.open(folder)
    world.predicted()
    gate = world.zoo.default.gate = threading.Semaphore(0)
    second = world.show("photo1.png")
    world.until(lambda: world.parts.predicting._is_busy)
    world.parts.predicting.use_when_idle(Path("snapshot"), "run@5")
    world.qtbot.wait(50)
    assert "run@5" not in world.zoo.loaded
    gate.release(20)
    world.until(lambda: second.prediction_model == "run@5")


def test_a_renamed_label_still_gets_its_predictions(world: World, folder: Path) -> None:
    world.open(folder)
    document = world.predicted()
    world.parts.naming.rename(8, "tabby")
    world.qtbot.wait(100)
    assert document.prediction is not None
    assert document.prediction[0, WIDTH - 1] == 8
    assert UNTOUCHED not in document.prediction


def test_another_device_loads_the_net_anew(world: World, folder: Path) -> None:
    world.open(folder)
    world.predicted()
    loaded = len(world.zoo.loaded)
    world.parts.predicting.set_device("cpu")
    world.until(lambda: len(world.zoo.loaded) == loaded + 1)
    assert world.parts.predicting.device == "cpu"
    assert not world.parts.predicting.has_gpu()


def test_a_net_that_cannot_be_loaded_is_said(world: World, folder: Path) -> None:
    texts: list[str] = []
    world.parts.predicting.text_changed.connect(texts.append)
    world.parts.predicting.use(Path("bad.safetensors"), "bad")
    world.until(lambda: bool(world.problems))
    assert "bad.safetensors" in world.problems[0]
    assert texts == ["Loading the net …", "No net"]


def test_another_device_gets_the_net_that_was_chosen_and_no_snapshot(
    world: World, folder: Path
) -> None:
    world.open(folder)
    world.predicted()
    predicting = world.parts.predicting
    predicting.use_when_idle(Path("snapshot"), "run@5")
    world.until(lambda: world.document.prediction_model == "run@5")
    predicting.set_device("cpu")
    world.until(lambda: world.document.prediction_model == "shipped")


def test_a_net_that_no_device_would_load_gets_another_one(world: World, folder: Path) -> None:
    world.open(folder)
    world.parts.predicting.use(Path("bad.safetensors"), "bad", "cuda")
    world.until(lambda: len(world.problems) == 1)
    world.parts.predicting.set_device("cpu")
    world.until(lambda: len(world.problems) == 2)


def test_tiles_and_a_net_that_is_loading_are_said(world: World, folder: Path) -> None:
    said: list[str] = []
    predicting = world.parts.predicting
    predicting.text_changed.connect(said.append)
    net = world.zoo.default
    net.tiles, net.gate = 3, threading.Semaphore(0)
    world.open(folder)
    world.parts.load_net()
    world.until(lambda: said[-1:] == ["Predicting: 2 of 3 tiles"])
    assert said[0] == "Loading the net …" and not predicting.is_loading
    net.gate.release(20)
    world.predicted()
    world.until(lambda: said[-1] == net.description)
    world.zoo.gate = threading.Semaphore(0)
    world.parts.models.use("nuclei")
    assert said[-1] == "Loading the net …" and predicting.is_loading
    world.show("photo1.png")
    assert said[-1] == "Loading the net …", "the one before still says what it sees"
    world.zoo.gate.release(20)
    world.until(lambda: not predicting.is_loading)


def test_a_large_image_shows_each_part_once_it_is_predicted(world: World, folder: Path) -> None:
    net, predicting = world.zoo.default, world.parts.predicting
    net.tiles, net.gate = 4, threading.Semaphore(0)
    document = world.open(folder)
    grown: list[Rect] = []
    document.prediction_grew.connect(grown.append)
    predicting.looked_at = (3.0, 5.0)
    world.parts.load_net()
    world.until(lambda: len(grown) == 3)
    half = grown[-1].bottom
    assert net.looked_at == [(3.0, 5.0)] * 4 and half < HEIGHT
    seen = document.composite()
    assert (seen[:half, WIDTH - 1] == 8).all() and (seen[half:] == UNTOUCHED).all()
    assert not document.predictions.by_stride and not predicting.is_current(document)
    assert predicting.is_behind and not world.parts.known.is_said_in(document)
    shown: list[int] = []
    document.prediction_changed.connect(lambda: shown.append(document.predictions.stride or 0))
    net.gate.release(20)
    assert (world.predicted().composite()[:, WIDTH - 1] == 8).all()
    assert shown == [8, 8, 8], "what was fine became coarse"


def tiled_second(world: World) -> FakeNet:
    """A net that says 2 (dog) and stops after three of four tiles."""
    net = world.zoo.nets["second"] = FakeNet(bright=2, tiles=4, gate=threading.Semaphore(0))
    return net


def test_a_net_that_is_chosen_shows_its_tiles_instead_of_what_another_said(
    world: World, folder: Path
) -> None:
    world.open(folder)
    document, net = world.predicted(), tiled_second(world)
    grown: list[Rect] = []
    document.prediction_grew.connect(grown.append)
    world.parts.predicting.use(Path("second.safetensors"), "second")
    world.until(lambda: len(grown) == 3)
    shown = document.composite()[:, WIDTH - 1]
    assert set(shown[: grown[-1].bottom]) == {12}
    assert set(shown[grown[-1].bottom :]) == {UNTOUCHED}, "two nets at once"
    assert net.gate is not None
    net.gate.release(20)
    world.until(lambda: document.prediction_model == "second")


def test_a_snapshot_on_trial_shows_no_tiles(world: World, folder: Path) -> None:
    world.open(folder)
    document, net = world.predicted(), tiled_second(world)
    said: list[str] = []
    world.parts.predicting.text_changed.connect(said.append)
    world.parts.predicting.use_when_idle(Path("second.safetensors"), "second")
    world.until(lambda: said[-1:] == ["Predicting: 3 of 4 tiles"])
    assert (document.composite()[:, WIDTH - 1] == 8).all()
    assert net.gate is not None
    net.gate.release(20)
    world.until(lambda: document.prediction_model == "second")


def test_accepting_what_is_predicted_so_far_leaves_the_rest_untouched(
    world: World, folder: Path
) -> None:
    net = world.zoo.default
    net.tiles, net.gate = 2, threading.Semaphore(0)
    document = world.open(folder)
    world.parts.load_net()
    world.until(lambda: document.prediction is not None)
    assert document.accept_region(WIDTH - 1, 0) is not None
    accept_all(document)
    half = HEIGHT // 2
    said = document.corrections.values_HW.copy()
    assert (said[:half] != UNTOUCHED).all() and (said[half:] == UNTOUCHED).all()
    net.gate.release(20)
    world.predicted()
    assert np.array_equal(document.corrections.values_HW, said)


def test_a_prediction_that_takes_its_time_is_announced_and_what_is_shown_is_known_to_be_old(
    world: World, folder: Path
) -> None:
    world.open(folder)
    document, predicting = world.predicted(), world.parts.predicting
    assert not predicting.is_behind
    said: list[tuple[str, bool]] = []
    predicting.text_changed.connect(lambda text: said.append((text, predicting.is_behind)))
    predicting._slow.setInterval(0)
    slow = world.zoo.nets["second"] = FakeNet(bright=2)
    slow.gate = threading.Semaphore(0)
    predicting.use(Path("second.safetensors"), "second")
    assert said == [("Loading the net …", True)]
    world.until(lambda: ("Predicting …", True) in said)
    slow.gate.release(20)
    world.until(lambda: document.prediction_model == "second" and not predicting.is_behind)
    assert said[-1][0] not in ("Predicting …", "Loading the net …") and not said[-1][1]


def test_a_net_that_sees_an_image_much_reduced_is_said_to(world: World, tmp_path: Path) -> None:
    texts: list[str] = []
    world.parts.predicting.text_changed.connect(texts.append)
    large = tmp_path / "large"
    large.mkdir()
    Image.fromarray(np.zeros((60, 2000, 3), np.uint8)).save(large / "a.png")
    Image.fromarray(np.zeros((60, 500, 3), np.uint8)).save(large / "b.png")
    world.open(large)
    world.predicted()
    world.until(lambda: texts[-1] == "FCN-8s fake · CPU, 1 thread · sees it at 20 %")
    world.show("b.png")
    world.predicted()
    world.until(lambda: texts[-1] == "FCN-8s fake · CPU, 1 thread")


def test_a_gpu_that_gave_out_is_not_used_again_until_it_is_asked_for(
    world: World, folder: Path
) -> None:
    devices: list[str] = []
    load = world.parts.engine._worker._load

    def loads(order: LoadOrder, threads: int, notify: Callable[[str], None]) -> Loaded:
        devices.append(order.device)
        loaded = load(order, threads, notify)
        net = replace(world.zoo.default)
        if order.device != "cpu":
            net.error = RuntimeError("CUDA error: unspecified launch failure")
        return replace(loaded, predictor=net, is_on_gpu=order.device != "cpu")

    world.parts.engine._worker._load = loads
    world.open(folder)
    document = world.predicted()
    assert document.prediction is not None
    assert (devices, world.parts.predicting.device) == (["auto", "cpu"], "cpu")
    assert world.parts.settings.device == "auto"
    world.parts.predicting.use_when_idle(Path("snapshot.safetensors"), "snapshot")
    world.until(lambda: world.parts.predicting.has_loaded("snapshot"))
    assert devices[2:] == ["cpu"]
    world.parts.predicting.set_device("cuda")
    world.until(lambda: devices[3:] == ["cuda", "cpu"])
    world.until(lambda: world.parts.predicting.device == "cpu")
