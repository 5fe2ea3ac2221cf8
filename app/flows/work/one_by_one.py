"""Work on open documents that takes long: done in a thread, put in when nobody paints."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from app.flows.opening import Opening
from app.state.document import Document
from app.workers.background import Background

Found = TypeVar("Found")
WAIT_MS = 20
"""Until an image that is being painted is looked at again."""


@dataclass(frozen=True, kw_only=True)
class Task(Generic[Found]):
    """Work on a document.

    `begin` is called when it is its turn, and gives what to do in the thread; `put` takes what was
    found, and something to call once that is in; `closed` is called instead if the image was closed
    by then, `failed` if the work was in vain.
    """

    document: Document
    begin: Callable[[], Callable[[], Found]]
    put: Callable[[Found, Callable[[], None]], None]
    closed: Callable[[], None]
    failed: Callable[[Exception], None]


class Turns(QObject):
    """One task after the other, each on what the one before has made."""

    def __init__(self, opening: Opening, thread: Background) -> None:
        super().__init__(opening)
        self._opening, self._thread = opening, thread
        self._tasks: deque[Task[Any]] = deque()
        self._put: Callable[[], None] | None = None
        """Puts in what was found by the first task; None until then."""

    @property
    def is_running(self) -> bool:
        return bool(self._tasks)

    def add(self, task: Task[Any]) -> None:
        self._tasks.append(task)
        if len(self._tasks) == 1:
            self._start()

    def finish(self) -> None:
        """Wait for all tasks whose image nobody paints on. For such as are put in at once."""
        while self._tasks:
            document = self._tasks[0].document
            document.finish_whole()
            if document.is_painting:
                return
            self._go_on()
            self._thread.flush()

    def _start(self) -> None:
        task = self._tasks[0]
        task.document.finish_whole()
        self._thread.submit(task.begin(), partial(self._take, task), partial(self._fail, task))

    def _take(self, task: Task[Any], found: object) -> None:
        self._put = partial(task.put, found, self._next)
        self._go_on()

    def _go_on(self) -> None:
        put = self._put
        if put is None:
            return
        task, is_open = self._tasks[0], self._opening.open_document
        if is_open(task.document.image_id) is not task.document:
            self._put = None
            task.closed()
            self._next()
        elif task.document.is_painting:
            QTimer.singleShot(WAIT_MS, self, self._go_on)
        else:
            self._put = None
            put()

    def _fail(self, task: Task[Any], error: Exception) -> None:
        task.failed(error)
        self._next()

    def _next(self) -> None:
        self._tasks.popleft()
        if self._tasks:
            self._start()
