from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.workers.background import Background


@pytest.fixture
def thread(qtbot: QtBot) -> Iterator[Background]:
    background = Background("test-work")
    yield background
    background.shutdown()


def fail(error: Exception) -> None:
    raise error


def test_work_runs_in_order_elsewhere_and_its_results_come_back_here(
    thread: Background, qtbot: QtBot
) -> None:
    here = threading.current_thread()
    ran: list[threading.Thread] = []
    came: list[tuple[int, bool]] = []

    def work(number: int) -> int:
        ran.append(threading.current_thread())
        return number

    for number in range(5):
        thread.submit(
            lambda number=number: work(number),
            lambda result: came.append((result, threading.current_thread() is here)),
            fail,
        )
    qtbot.waitUntil(lambda: len(came) == 5)
    assert came == [(n, True) for n in range(5)]
    assert here not in ran


def test_what_work_raises_is_handed_over(thread: Background, qtbot: QtBot) -> None:
    failures: list[Exception] = []
    thread.submit(lambda: fail(OSError("full")), lambda _: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], OSError)


def test_flush_returns_with_every_outcome_delivered(thread: Background) -> None:
    came: list[int] = []
    for number in range(20):
        thread.submit(lambda number=number: number, came.append, fail)
    thread.flush()
    assert came == list(range(20))


def test_shutdown_finishes_what_was_submitted(qtbot: QtBot) -> None:
    background = Background("test-shutdown")
    ran: list[int] = []
    for number in range(3):
        background.submit(lambda number=number: ran.append(number), lambda _: None, fail)
    background.shutdown()
    assert ran == [0, 1, 2]


def test_the_thread_prepares_itself_once(qtbot: QtBot) -> None:
    names: list[str] = []
    background = Background("test-start", lambda: names.append(threading.current_thread().name))
    background.flush()
    background.shutdown()
    assert names == ["test-start"]
