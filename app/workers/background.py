"""A thread that runs functions in order; what they return comes back in the window's thread."""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)
T = TypeVar("T")
Work = Callable[[], Callable[[], None]]


class Background(QObject):
    """One thread, made once, that lives until `shutdown`. For the thread that made it."""

    _outcome_ready = Signal()

    def __init__(
        self,
        name: str,
        on_start: Callable[[], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`on_start` runs first in the thread, to set its priority for example."""
        super().__init__(parent)
        self._work: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._outcomes: deque[Callable[[], None]] = deque()
        self._idle = threading.Condition()
        self._open = 0
        self._on_start = on_start
        self._outcome_ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name=name)
        self._thread.start()

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run `work` after all earlier work; then `done` or `failed` in the window's thread."""

        def run() -> Callable[[], None]:
            try:
                result = work()
            except Exception as error:  # handed to `failed`, which knows what it means
                caught = error
                return lambda: failed(caught)
            return lambda: done(result)

        with self._idle:
            self._open += 1
        self._work.put(run)

    def flush(self) -> None:
        """Wait until everything submitted has run, and deliver all outcomes now."""
        with self._idle:
            self._idle.wait_for(lambda: self._open == 0)
        self._deliver()

    def shutdown(self) -> None:
        """Finish what was submitted, join the thread, deliver nothing more."""
        self._work.put(None)
        self._thread.join()
        self._outcomes.clear()

    def _run(self) -> None:
        if self._on_start is not None:
            self._on_start()
        while (work := self._work.get()) is not None:
            self._outcomes.append(work())
            with self._idle:
                self._open -= 1
                self._idle.notify_all()
            self._outcome_ready.emit()

    @Slot()
    def _deliver(self) -> None:
        while self._outcomes:
            self._outcomes.popleft()()
