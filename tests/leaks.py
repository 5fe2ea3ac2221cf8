"""Finds threads that outlive a test: Python's by their objects, Qt's by their names in /proc."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from pathlib import Path

TASKS = Path("/proc/self/task")
# Threads of libraries, made once and kept for the life of the process.
KEPT = ("QDBus", "QXcb", "QEventDispatcher", "pt_", "cuda", "Thread (pooled)", "pool-", "gmain",
        "gdbus")  # fmt: skip
# From 3.14 on Python tells the system its threads' names. What a library starts in one would bear
# that name, and pass for the thread itself.
threading._set_name = None


def surviving_threads(
    known: Mapping[int, str] | None = None, patience: float = 0.0
) -> dict[int, str]:
    """Threads running now that are not `known`, as {native id: name}.

    Waits up to `patience` seconds for them to end.
    """
    deadline = time.monotonic() + patience
    while True:
        left = {i: name for i, name in _running().items() if i not in (known or {})}
        if not left or time.monotonic() >= deadline:
            return left
        time.sleep(0.01)


def _running() -> dict[int, str]:
    python = {
        thread.native_id: thread.name
        for thread in threading.enumerate()
        # Python never forgets a foreign thread that once ran Python code; /proc tells the truth.
        if thread.native_id is not None and not isinstance(thread, threading._DummyThread)
    }
    return python | _native()


def _native() -> dict[int, str]:
    """Threads with a name of their own; those of OpenMP and BLAS bear the process's name."""
    if not TASKS.is_dir():
        return {}
    names: dict[int, str] = {}
    for task in TASKS.iterdir():
        try:
            names[int(task.name)] = (task / "comm").read_text().strip()
        except OSError:  # it ended while we looked
            continue
    own = names[os.getpid()]
    return {i: name for i, name in names.items() if name != own and not name.startswith(KEPT)}
