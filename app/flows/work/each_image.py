"""Changing many images, one after the other.

The work on an image is done in the thread that also reads images, so that none is opened while its
corrections are being written; one that is open is edited instead, once nobody is painting it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.flows.opening import Opening
from app.state.document import Document
from app.state.listing import ImageEntry
from app.state.project import Project
from app.workers.background import Background

WAIT_MS = 20
"""Until an image that is just being opened or painted is looked at again."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """What to do about one image: `work` in the readers' thread, the rest in the window's."""

    work: Callable[[], Any]
    done: Callable[[Any], None]
    """Told what `work` returned."""
    missed: Callable[[Exception], None]


Visit = Callable[[ImageEntry, Document | None], Errand | None]
"""What to do about an image, and its document if it is open. None: it is done."""


class Walking(QObject):
    """One walk at a time; it ends when the project is closed."""

    progressed = Signal(int, int)
    ended = Signal()
    """All images were visited, or `stop` was called. Not if the project was closed."""

    def __init__(self, *, opening: Opening, reader: Background) -> None:
        super().__init__(opening)
        self._opening, self._reader = opening, reader
        self._waiting: deque[ImageEntry] = deque()
        self._total = 0
        self._project: Project | None = None
        self._step = QTimer(self, singleShot=True)
        self._step.timeout.connect(self._next)
        opening.project_changed.connect(lambda _: self._leave())

    @property
    def is_running(self) -> bool:
        return self._project is not None

    def start(self, project: Project, entries: Iterable[ImageEntry], visit: Visit) -> None:
        """Visit each of the project's images in turn."""
        self._project, self._visit = project, visit
        self._waiting = deque(entries)
        self._total = len(self._waiting)
        self._next()

    def stop(self) -> None:
        """Visit no more. `ended` follows."""
        self._waiting.clear()

    def visit_again(self, entry: ImageEntry) -> None:
        """It was in vain, for the image is no longer open, or is by now: for an errand's `done`."""
        self._waiting.appendleft(entry)

    def _next(self) -> None:
        project = self._project
        if project is None:
            return
        if not self._waiting:
            self._project = None
            self.ended.emit()
            return
        entry = self._waiting[0]
        document = self._opening.open_document(entry.image_id)
        is_painted = document is not None and document.is_painting
        if is_painted or self._opening.is_being_read(entry.image_id):
            self._step.start(WAIT_MS)
            return
        self._waiting.popleft()
        errand = self._visit(entry, document)
        if errand is None:
            self._go_on()
            return
        told = partial(self._tell, project)
        self._reader.submit(errand.work, partial(told, errand.done), partial(told, errand.missed))

    def _tell(self, project: Project, told: Callable[[Any], None], what: Any) -> None:
        if project is self._project:
            told(what)
            self._go_on()

    def _go_on(self) -> None:
        self.progressed.emit(self._total - len(self._waiting), self._total)
        self._step.start(0)

    def _leave(self) -> None:
        """The project is closed: what was done until then stays."""
        self._project = None
        self._waiting.clear()
        self._step.stop()
