"""Who goes first when cores are short: the window."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from contextlib import suppress

# Above the window's own niceness of 0.
WAITED_FOR = 5
IN_BACKGROUND = 10
CAN_YIELD = sys.platform.startswith("linux")
"""Whether single threads of ours can be made less urgent than the window."""
SPINS = 1000
# Of the Windows API.
SET_INFORMATION, BELOW_NORMAL = 0x0200, 0x4000


def torch_threads() -> int:
    """Threads for torch while the window is open: every core, where the window comes first."""
    return max(1, (os.cpu_count() or 2) - (0 if CAN_YIELD else 1))


def share_cores() -> None:
    """Have OpenMP's threads wait for each other asleep, also in processes that are started.

    By default they spin for milliseconds, and where another program needs a core, training is six
    times slower on two cores than on one. Call it before torch is loaded. The first is GNU's, of
    Linux, the other Intel's and LLVM's, of Windows and macOS.
    """
    os.environ.setdefault("GOMP_SPINCOUNT", str(SPINS))
    os.environ.setdefault("KMP_BLOCKTIME", "0")


def yield_process(process_id: int) -> None:
    """Make a process that has just been started less urgent, unless it has ended already."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, process_id, IN_BACKGROUND)
        return
    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenProcess.restype = ctypes.c_void_p
    if handle := ctypes.c_void_p(kernel.OpenProcess(SET_INFORMATION, False, process_id)):
        kernel.SetPriorityClass(handle, BELOW_NORMAL)
        kernel.CloseHandle(handle)


def yield_to_window() -> None:
    """Make this thread, and those it starts, less urgent than the window's, where that works."""
    if CAN_YIELD:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), WAITED_FOR)
