"""A GPU that gives out: the engine says so, and goes on on the CPU."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import torch
from pytestqt.qtbot import QtBot

from app.state.wishes import Device
from app.workers.engine import Engine
from app.workers.orders import Loaded, LoadOrder
from fcn_core.errors import FcnError, LostDeviceError
from fcn_core.suggest.candidates import Candidate
from tests.workers.fakes import FakeNet
from tests.workers.test_engine import Answers, Told, glancing, request

LOST = "The GPU stopped answering (CUDA error: unspecified launch failure). The CPU takes over."
SHORT = "The GPU's memory does not suffice. The CPU takes over."
DEVICES = (Device(id="cpu", title="CPU"), Device(id="cuda:0", title="GPU"))


@dataclass
class TwoDevices:
    """Loads nets that fail in some way on all devices but the CPU."""

    error: Exception = field(default_factory=lambda: RuntimeError("CUDA error: out of luck"))
    at_loading: bool = False
    cpu_error: Exception | None = None
    loaded: list[str] = field(default_factory=list)

    def __call__(self, order: LoadOrder, _threads: int, _notify: Callable[[str], None]) -> Loaded:
        on_gpu = order.device != "cpu"
        self.loaded.append(order.device)
        if on_gpu and self.at_loading:
            raise self.error
        if not on_gpu and self.cpu_error is not None:
            raise self.cpu_error
        net = FakeNet(error=self.error if on_gpu else None)
        return Loaded(predictor=net, glance=net.glance, devices=DEVICES, is_on_gpu=on_gpu)


@pytest.fixture
def zoo() -> TwoDevices:
    return TwoDevices()


@pytest.fixture
def engine(qtbot: QtBot, zoo: TwoDevices) -> Iterator[Engine]:
    engine = Engine(zoo)
    yield engine
    engine.shutdown()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (torch.AcceleratorError("CUDA error: unspecified launch failure\nmore"), LOST),
        (torch.OutOfMemoryError("CUDA out of memory, a page long"), SHORT),
    ],
)
@pytest.mark.parametrize("device", ["auto", "cuda"])
def test_a_prediction_goes_on_on_the_cpu(
    engine: Engine, zoo: TwoDevices, qtbot: QtBot, error: Exception, said: str, device: str
) -> None:
    zoo.error = error
    answers, sentences = Answers(engine), list[str]()
    engine.said.connect(sentences.append)
    engine.load(Path("net.safetensors"), device, "m")
    engine.request(request(1))
    qtbot.waitUntil(lambda: len(answers.infos) == 2)
    assert [info.left_gpu for info in answers.infos] == [False, True]
    assert sentences == [said] and answers.failures == []
    assert zoo.loaded == [device, "cpu"]
    with qtbot.waitSignal(engine.finished):
        engine.request(request(2))
    assert [result.model_id for result in answers.results] == ["m"] * 3


def test_a_net_that_does_not_load_there_is_loaded_on_the_cpu(
    engine: Engine, zoo: TwoDevices, qtbot: QtBot
) -> None:
    zoo.error, zoo.at_loading = LostDeviceError("It is gone.", "Choose the CPU."), True
    answers = Answers(engine)
    with qtbot.waitSignal(engine.said) as said:
        engine.load(Path("net.safetensors"), "auto", "m")
    qtbot.waitUntil(lambda: bool(answers.infos))
    assert said.args == ["It is gone. The CPU takes over."]
    assert answers.infos[0].left_gpu and answers.refused == []


def test_a_study_is_done_on_the_cpu(engine: Engine, zoo: TwoDevices, qtbot: QtBot) -> None:
    engine.load(Path("net.safetensors"), "cuda", "m")
    told = Told(engine)
    told.ask(glancing("b"))
    qtbot.waitUntil(lambda: bool(told.found))
    [(found, _)] = told.found
    assert isinstance(found, Candidate) and found.image_id == "b" and told.problems == []
    assert zoo.loaded == ["cuda", "cpu"]


def test_where_the_cpu_fails_too_that_is_said_once(
    engine: Engine, zoo: TwoDevices, qtbot: QtBot
) -> None:
    zoo.cpu_error = FcnError("The net is not there.", "Put it back.")
    answers = Answers(engine)
    engine.load(Path("net.safetensors"), "cuda", "m")
    engine.request(request())
    qtbot.waitUntil(lambda: bool(answers.failures))
    assert answers.failures == [("The net is not there.", "Put it back.")]
    assert zoo.loaded == ["cuda", "cpu"]


def test_mistakes_of_ours_do_not_leave_the_gpu(
    engine: Engine, zoo: TwoDevices, qtbot: QtBot, log_watch: object
) -> None:
    zoo.error = RuntimeError("shapes do not match")
    answers = Answers(engine)
    engine.load(Path("net.safetensors"), "cuda", "m")
    engine.request(request())
    qtbot.waitUntil(lambda: bool(answers.failures))
    assert "shapes do not match" in answers.failures[0][0]
    assert zoo.loaded == ["cuda"]
    log_watch.expect("the engine failed")  # type: ignore[attr-defined]
