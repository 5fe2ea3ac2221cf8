"""What counts as a thread that outlives a test."""

from __future__ import annotations

import _thread
import threading

from tests.leaks import surviving_threads


def test_what_a_library_starts_in_a_named_thread_is_none() -> None:
    """OpenCV's workers begin in whichever thread computes first, and live on."""
    held = _thread.allocate_lock()
    known = surviving_threads()
    with held:
        worker = threading.Thread(
            target=lambda: _thread.start_new_thread(held.acquire, ()), name="counter"
        )
        worker.start()
        worker.join()
        left = surviving_threads(known=known, patience=1)
    assert left == {}


def test_a_thread_of_python_is_one() -> None:
    held = _thread.allocate_lock()
    known = surviving_threads()
    with held:
        worker = threading.Thread(target=held.acquire, name="counter")
        worker.start()
        left = surviving_threads(known=known)
    worker.join()
    assert list(left.values()) == ["counter"]
