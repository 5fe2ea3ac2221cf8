from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.workers.background import Background, Cancelled
from tests.patience import HANG_MS


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


@pytest.fixture
def gate(thread: Background) -> Iterator[threading.Event]:
    """The thread is busy until this is set."""
    opened = threading.Event()
    thread.submit(lambda: opened.wait(HANG_MS / 1000), lambda _: None, fail)
    yield opened
    opened.set()


def test_the_latest_of_a_kind_takes_the_place_of_what_waits(
    thread: Background, gate: threading.Event
) -> None:
    ran: list[str] = []
    came: list[str] = []

    def work(name: str) -> Callable[[Cancelled], str]:
        return lambda _: ran.append(name) or name

    for name in ("first", "second", "third"):
        thread.submit_latest("count", work(name), came.append, fail)
    thread.submit_latest("load", work("another"), came.append, fail)
    thread.submit(lambda: "to stay", came.append, fail)
    gate.set()
    thread.flush()
    assert ran == ["third", "another"]
    assert came == ["third", "another", "to stay"]


def test_what_runs_is_not_taken_the_place_of(thread: Background) -> None:
    came: list[str] = []
    began, goes_on = threading.Event(), threading.Event()

    def slow(cancelled: Cancelled) -> str:
        began.set()
        goes_on.wait(HANG_MS / 1000)
        return "cancelled" if cancelled() else "whole"

    thread.submit_latest("count", slow, came.append, fail)
    began.wait(HANG_MS / 1000)
    thread.submit_latest("count", lambda _: "newer", came.append, fail)
    goes_on.set()
    thread.flush()
    assert came == ["whole", "newer"]


def test_what_is_cancelled_is_told_so_and_heard_no_more(thread: Background) -> None:
    came: list[bool] = []
    began, goes_on, seen = threading.Event(), threading.Event(), threading.Event()

    def slow(cancelled: Cancelled) -> bool:
        began.set()
        goes_on.wait(HANG_MS / 1000)
        if cancelled():
            seen.set()
        return True

    thread.submit_latest("count", slow, came.append, fail)
    began.wait(HANG_MS / 1000)
    thread.submit_latest("count", slow, came.append, fail)
    thread.cancel("count")
    goes_on.set()
    thread.flush()
    assert seen.is_set() and came == []


def test_what_has_run_is_not_heard_either_once_it_is_cancelled(thread: Background) -> None:
    came: list[int] = []
    ran = threading.Event()
    thread.submit_latest("count", lambda _: ran.set(), lambda _: came.append(1), fail)
    thread.submit(lambda: None, lambda _: came.append(2), fail)
    ran.wait(HANG_MS / 1000)
    thread.cancel("count")
    thread.flush()
    assert came == [2]


def test_shutdown_gives_up_what_nobody_will_hear_of(qtbot: QtBot) -> None:
    background = Background("test-give-up")
    ran: list[str] = []
    began = threading.Event()

    def endless(cancelled: Cancelled) -> None:
        began.set()
        while not cancelled():
            time.sleep(0.001)
        ran.append("given up")

    background.submit_latest("count", endless, lambda _: None, fail)
    background.submit_latest("load", lambda _: ran.append("load"), lambda _: None, fail)
    background.submit(lambda: ran.append("written"), lambda _: None, fail)
    began.wait(HANG_MS / 1000)
    background.shutdown()
    assert ran == ["given up", "written"]
