"""A thread that runs functions in order; what they return comes back in the window's thread."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from fcn_core.cancelling import Cancelled

log = logging.getLogger(__name__)
T = TypeVar("T")
Outcome: TypeAlias = Callable[[], None]


@dataclass(kw_only=True, eq=False)
class _Task:
    run: Callable[[], Outcome]
    kind: str = ""
    """What it is work of, if it may be given up."""
    cancelled: threading.Event = field(default_factory=threading.Event)


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
        self._waiting: deque[_Task] = deque()
        self._running: _Task | None = None
        self._ran: deque[tuple[_Task, Outcome]] = deque()
        self._changed = threading.Condition()
        self._is_ending = False
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
        """Run `work` after all earlier work; then `done` or `failed` in the window's thread.

        It is done even if the thread is to end meanwhile: this is the way for what writes.
        """
        self._add(_Task(run=_told(work, done, failed)))

    def submit_latest(
        self,
        kind: str,
        work: Callable[[Cancelled], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """As `submit`, in place of what waits of this kind: nobody hears of that any more.

        What runs goes on, or a quick hand would never see a result. `work` asks now and then
        whether it is cancelled, by `cancel` or `shutdown`; whatever it does then is heard by
        nobody.
        """
        cancelled = threading.Event()
        run = _told(partial(work, cancelled.is_set), done, failed)
        with self._changed:
            self._drop(kind)
            self._add(_Task(run=run, kind=kind, cancelled=cancelled))

    def cancel(self, kind: str) -> None:
        """Nobody waits for work of this kind any more, whether it waits, runs or has run."""
        with self._changed:
            self._drop(kind)
            for task in (self._running, *(task for task, _ in self._ran)):
                if task is not None and task.kind == kind:
                    task.cancelled.set()

    def flush(self) -> None:
        """Wait until everything submitted has run, and deliver all outcomes now."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting and self._running is None)
        self._deliver()

    def shutdown(self) -> None:
        """Finish what was submitted for good, give up the rest, join; deliver nothing more."""
        with self._changed:
            self._is_ending = True
            for kind in {task.kind for task in self._waiting} - {""}:
                self._drop(kind)
            if self._running is not None:
                self._running.cancelled.set()
            self._changed.notify_all()
        self._thread.join()
        self._ran.clear()

    # --- inside ---------------------------------------------------------------------------------

    def _add(self, task: _Task) -> None:
        with self._changed:
            self._waiting.append(task)
            self._changed.notify_all()

    def _drop(self, kind: str) -> None:
        """Take what waits of a kind out of the queue. For who holds the lock."""
        self._waiting = deque(task for task in self._waiting if task.kind != kind)
        self._changed.notify_all()

    def _run(self) -> None:
        if self._on_start is not None:
            self._on_start()
        while self._run_next():
            pass

    def _run_next(self) -> bool:
        """Wait for the next task and run it; False at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_ending)
            if not self._waiting:
                return False
            task = self._running = self._waiting.popleft()
        outcome = task.run()
        with self._changed:
            self._running = None
            self._ran.append((task, outcome))
            self._changed.notify_all()
        self._outcome_ready.emit()
        return True

    @Slot()
    def _deliver(self) -> None:
        while self._ran:
            task, outcome = self._ran.popleft()
            if not task.cancelled.is_set():
                outcome()


def _told(
    work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
) -> Callable[[], Outcome]:
    """`work`, which gives what is to be told in the window's thread."""

    def run() -> Outcome:
        try:
            result = work()
        except Exception as error:  # handed to `failed`, which knows what it means
            return partial(failed, error)
        return partial(done, result)

    return run
