"""The window goes first where cores are short."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading

import pytest

from app.workers import priority
from app.workers.priority import share_cores, torch_threads, yield_process, yield_to_window

LINUX = pytest.mark.skipif(not priority.CAN_YIELD, reason="priorities of threads are Linux's")


def test_a_core_is_spared_only_where_nothing_else_puts_the_window_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    monkeypatch.setattr(priority, "CAN_YIELD", True)
    assert torch_threads() == 4
    monkeypatch.setattr(priority, "CAN_YIELD", False)
    assert torch_threads() == 3
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert torch_threads() == 1


@pytest.mark.parametrize("name", ["GOMP_SPINCOUNT", "KMP_BLOCKTIME"])
def test_what_a_user_set_for_waiting_threads_stays(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "7")
    share_cores()
    assert os.environ[name] == "7"


def test_waiting_threads_sleep_with_every_systems_openmp(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOMP_SPINCOUNT", "KMP_BLOCKTIME"):
        monkeypatch.delenv(name, raising=False)
    share_cores()
    assert os.environ["GOMP_SPINCOUNT"] == str(priority.SPINS)
    assert os.environ["KMP_BLOCKTIME"] == "0"


def test_a_process_is_less_urgent_than_the_window() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield_process(process.pid)
        if sys.platform == "win32":
            handle = ctypes.c_void_p(int(process._handle))  # type: ignore[attr-defined]
            kernel = ctypes.WinDLL("kernel32")
            assert kernel.GetPriorityClass(handle) == priority.BELOW_NORMAL
        else:
            assert os.getpriority(os.PRIO_PROCESS, process.pid) == priority.IN_BACKGROUND
    yield_process(process.pid)  # it has ended: nothing happens


@LINUX
def test_a_thread_is_less_urgent_than_the_window() -> None:
    found: list[int] = []

    def work() -> None:
        yield_to_window()
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [priority.WAITED_FOR]
