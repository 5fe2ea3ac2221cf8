from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.state.net_words import NetWords
from app.workers.engine import Engine
from app.workers.loading import load_predictor
from app.workers.orders import (
    EngineInfo,
    Loaded,
    LoadOrder,
    PredictRequest,
    PredictResult,
    Study,
)
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED
from fcn_core.nets import catalog
from fcn_core.suggest.candidates import Candidate
from fcn_core.weights.checkpoint import save_model
from tests.conftest import LogWatch
from tests.patience import HANG_MS
from tests.workers.fakes import NET_LABELS, FakeNet, FakeZoo

HALF_BRIGHT = np.zeros((4, 6, 3), np.uint8)
HALF_BRIGHT[:, 3:] = 255


def request(number: int = 1, labels: LabelSet = NET_LABELS) -> PredictRequest:
    return PredictRequest(
        request_id=number, image_id="a", image_HWC=HALF_BRIGHT, words=NetWords(labels)
    )


class Answers:
    """Collects what an engine says."""

    def __init__(self, engine: Engine) -> None:
        self.results: list[PredictResult] = []
        self.infos: list[EngineInfo] = []
        self.failures: list[tuple[str, str]] = []
        self.finished: list[int] = []
        self.busy: list[bool] = []
        engine.predicted.connect(self.results.append)
        engine.loaded.connect(self.infos.append)
        self.refused: list[str] = []
        engine.failed.connect(lambda *said: self.failures.append(said))
        engine.refused.connect(self.refused.append)
        engine.finished.connect(self.finished.append)
        engine.busy_changed.connect(self.busy.append)


@pytest.fixture
def net() -> FakeNet:
    return FakeNet()


@pytest.fixture
def engine(qtbot: QtBot, net: FakeNet) -> Iterator[Engine]:
    engine = Engine(FakeZoo(net))
    yield engine
    if net.gate is not None:
        net.gate.release(100)
    engine.shutdown()


def test_predictions_come_coarse_to_fine_in_the_projects_ids(engine: Engine, qtbot: QtBot) -> None:
    answers = Answers(engine)
    engine.load(Path("net.safetensors"), model_id="m")
    with qtbot.waitSignal(engine.finished):
        engine.request(request(labels=LabelSet.from_names(["sky", "dog", "cat", "background"])))
    assert [r.stride for r in answers.results] == [32, 16, 8]
    assert np.unique(answers.results[-1].labels_HW).tolist() == [2, 3]
    assert answers.results[-1].labels_HW[0].tolist() == [3, 3, 3, 2, 2, 2]
    assert answers.results[0].mean_doubt == pytest.approx(32 / 255)
    assert {r.model_id for r in answers.results} == {"m"}
    assert answers.infos[0].labels == NET_LABELS
    qtbot.waitUntil(lambda: answers.busy[-1:] == [False])


def test_labels_that_the_project_lacks_stay_untouched(engine: Engine, qtbot: QtBot) -> None:
    answers = Answers(engine)
    engine.load(Path("net.safetensors"))
    with qtbot.waitSignal(engine.finished):
        engine.request(request(labels=LabelSet.from_names(["background"])))
    assert answers.results[-1].labels_HW[0].tolist() == [0, 0, 0] + [UNTOUCHED] * 3


def test_nothing_runs_in_the_windows_thread(engine: Engine, net: FakeNet, qtbot: QtBot) -> None:
    engine.load(Path("net.safetensors"))
    with qtbot.waitSignal(engine.finished):
        engine.request(request())
    assert net.thread != threading.main_thread().name


def test_a_newer_request_ends_the_running_one_between_strides(
    engine: Engine, net: FakeNet, qtbot: QtBot
) -> None:
    net.gate = threading.Semaphore(0)
    answers = Answers(engine)
    engine.load(Path("net.safetensors"))
    engine.request(request(1))
    net.gate.release()
    qtbot.waitUntil(lambda: len(answers.results) == 1)
    engine.request(request(2))
    engine.request(request(3))
    net.gate.release(10)
    qtbot.waitUntil(lambda: answers.finished == [3])
    assert [(r.request_id, r.stride) for r in answers.results] == [
        (1, 32), (3, 32), (3, 16), (3, 8)
    ]  # fmt: skip


def test_a_net_that_cannot_be_loaded_leaves_the_old_one(engine: Engine, qtbot: QtBot) -> None:
    answers = Answers(engine)
    engine.load(Path("net.safetensors"), model_id="good")
    qtbot.waitUntil(lambda: bool(answers.infos))
    engine.load(Path("bad.safetensors"), model_id="damaged")
    qtbot.waitUntil(lambda: answers.refused == ["damaged"])
    assert answers.failures == [("bad.safetensors is not a model.", "Choose another.")]
    with qtbot.waitSignal(engine.finished):
        engine.request(request())
    assert answers.results[-1].model_id == "good"


def test_a_net_that_is_no_longer_wanted_may_fail_in_silence(qtbot: QtBot) -> None:
    zoo = FakeZoo()
    zoo.gate = threading.Semaphore(0)
    engine = Engine(zoo)
    answers = Answers(engine)
    engine.load(Path("bad.safetensors"), model_id="discarded")
    assert zoo.began.acquire(timeout=HANG_MS / 1000)
    engine.load(Path("net.safetensors"), model_id="in use")
    zoo.gate.release(2)
    qtbot.waitUntil(lambda: bool(answers.infos))
    engine.shutdown()
    assert (answers.failures, answers.refused) == ([], [])
    assert zoo.loaded == ["in use"]


def test_the_engine_outlives_a_net_that_throws(
    engine: Engine, net: FakeNet, qtbot: QtBot, log_watch: LogWatch
) -> None:
    answers = Answers(engine)
    net.error = RuntimeError("out of cheese")
    engine.load(Path("net.safetensors"))
    engine.request(request(1))
    qtbot.waitUntil(lambda: bool(answers.failures))
    assert "out of cheese" in answers.failures[0][0]
    assert answers.refused == []
    log_watch.expect("the engine failed")
    net.error = None
    with qtbot.waitSignal(engine.finished):
        engine.request(request(2))


def test_a_request_without_a_net_is_not_answered(engine: Engine, qtbot: QtBot) -> None:
    answers = Answers(engine)
    engine.request(request())
    qtbot.waitUntil(lambda: answers.busy == [True, False])
    assert answers.results == []


def test_shutdown_does_not_wait_for_what_still_waits(
    engine: Engine, net: FakeNet, qtbot: QtBot
) -> None:
    net.gate = threading.Semaphore(0)
    engine.load(Path("net.safetensors"))
    engine.request(request(1))
    net.gate.release()
    qtbot.waitUntil(lambda: net.asked == [32])
    net.gate.release()
    engine.shutdown()
    engine.shutdown()
    assert len(net.asked) <= 2


def test_what_a_net_has_to_say_is_passed_on(engine: Engine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(engine.said) as said:
        engine.load(Path("net.safetensors"), model_id="tight")
    assert "tiles of 512" in said.args[0]


class Told:
    """Asks for studies, and hears of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.found: list[tuple[object, str]] = []
        self.problems: list[str] = []

    def ask(self, study: Study) -> None:
        done = threading.current_thread()

        def found(value: object, model_id: str) -> None:
            assert threading.current_thread() is done
            self.found.append((value, model_id))

        self._engine.ask(study, found, self.problems.append)


def glancing(image_id: str) -> Callable[[Loaded, Callable[[], bool]], object]:
    return lambda loaded, _: loaded.glance(image_id, HALF_BRIGHT)


def test_a_study_waits_for_the_open_image_and_is_done_in_silence(
    engine: Engine, net: FakeNet, qtbot: QtBot
) -> None:
    net.gate = threading.Semaphore(0)
    answers = Answers(engine)
    engine.load(Path("net.safetensors"), model_id="m")
    engine.request(request(1))
    net.gate.release()
    qtbot.waitUntil(lambda: net.asked == [32])
    told = Told(engine)
    told.ask(glancing("b"))
    net.gate.release(2)
    qtbot.waitUntil(lambda: bool(told.found))
    [(found, model_id)] = told.found
    assert isinstance(found, Candidate) and (found.image_id, model_id) == ("b", "m")
    assert answers.finished == [1]
    qtbot.waitUntil(lambda: answers.busy[-1:] == [False])
    said = len(answers.busy)
    told.ask(glancing("b"))
    qtbot.waitUntil(lambda: len(told.found) == 2)
    assert len(answers.busy) == said and told.problems == []


def test_a_study_gives_way_and_starts_anew(engine: Engine, net: FakeNet, qtbot: QtBot) -> None:
    answers, began, go_on = Answers(engine), threading.Semaphore(0), threading.Semaphore(0)

    def study(loaded: Loaded, cancelled: Callable[[], bool]) -> object:
        began.release()
        assert go_on.acquire(timeout=10)
        return None if cancelled() else len(answers.finished)

    engine.load(Path("net.safetensors"))
    told = Told(engine)
    told.ask(study)
    assert began.acquire(timeout=10)
    engine.request(request(1))
    go_on.release()
    assert began.acquire(timeout=10)
    qtbot.waitUntil(lambda: answers.finished == [1])
    go_on.release()
    qtbot.waitUntil(lambda: told.found == [(1, "net")])


def test_a_study_that_fails_says_so_and_alarms_nobody(
    engine: Engine, net: FakeNet, qtbot: QtBot
) -> None:
    answers = Answers(engine)
    told = Told(engine)
    told.ask(glancing("b"))
    qtbot.waitUntil(lambda: told.problems == ["no net is loaded"])
    net.error = RuntimeError("out of cheese")
    engine.load(Path("net.safetensors"))
    told.ask(glancing("b"))
    qtbot.waitUntil(lambda: told.problems[1:] == ["out of cheese"])
    assert answers.failures == told.found == []


def test_a_net_that_sees_depth_is_none_for_the_window(tmp_path: Path) -> None:
    net, info = catalog.build("nyud-fcn32s-hha", width=1 / 32)
    save_model(tmp_path / "hha.safetensors", net, info)
    order = LoadOrder(model_path=tmp_path / "hha.safetensors", model_id="hha", device="cpu")
    # In a thread of its own, as it makes itself less urgent.
    with (
        ThreadPoolExecutor(1) as pool,
        pytest.raises(FcnError, match="these images are photos"),
    ):
        pool.submit(load_predictor, order, 1, print).result()
