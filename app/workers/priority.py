"""Who goes first when cores are short: the window."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

# Above the window's own niceness of 0.
WAITED_FOR = 5
IN_BACKGROUND = 10
CAN_YIELD = sys.platform.startswith("linux")
"""Whether single threads and processes of ours can be made less urgent than the window."""
SPINS = 1000


def torch_threads() -> int:
    """Threads for torch while the window is open: every core, where the window comes first."""
    return max(1, (os.cpu_count() or 2) - (0 if CAN_YIELD else 1))


def share_cores() -> None:
    """Have OpenMP's threads wait for each other asleep, also in processes that are started.

    By default they spin for milliseconds, and where another program needs a core, training is six
    times slower on two cores than on one. Call it before torch is loaded.
    """
    os.environ.setdefault("GOMP_SPINCOUNT", str(SPINS))


def yield_process(process_id: int) -> None:
    """Make a process that has just been started less urgent, where that works."""
    if CAN_YIELD:
        with suppress(ProcessLookupError):  # it may have ended already
            os.setpriority(os.PRIO_PROCESS, process_id, IN_BACKGROUND)


def yield_to_window() -> None:
    """Make this thread, and those it starts, less urgent than the window's, where that works."""
    if CAN_YIELD:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), WAITED_FOR)
