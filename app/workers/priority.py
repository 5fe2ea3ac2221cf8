"""Who goes first when cores are short: the window."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

# Above the window's own niceness of 0.
NICENESS = 5


def spare_threads() -> int:
    """Threads for torch while the window is open: every core but one."""
    return max(1, (os.cpu_count() or 2) - 1)


def yield_process(process_id: int) -> None:
    """Make a process that has just been started less urgent, where that works."""
    if sys.platform.startswith("linux"):
        with suppress(ProcessLookupError):  # it may have ended already
            os.setpriority(os.PRIO_PROCESS, process_id, NICENESS)


def yield_to_window() -> None:
    """Make this thread, and those it starts, less urgent than the window's, where that works."""
    if sys.platform.startswith("linux"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
