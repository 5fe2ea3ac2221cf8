"""Tidying up labels of the open image: worked out in a thread, put in as one edit.

One order after the other, each on what the one before has made. Meanwhile one may paint: what
has changed since is left as it is. An order can be given up until its edit is being put in: from
then on it takes a moment, and undo takes it back.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from app.flows.counting import label_at, label_words
from app.flows.opening import Opening
from app.flows.stepping import go_on
from app.flows.tidy_words import first_of, outcome, title
from app.language import tr
from app.spoken import spoken
from app.state.document import Document
from app.state.edits import Edit
from app.state.session import Session
from app.state.tidy.order import Operation, Order, Seen, StoppedError, Tidied
from app.state.tidy.run import tidied
from app.workers.background import Background
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, Mask

WAIT_MS = 20
"""Until an image that is being painted is looked at again."""


@dataclass(frozen=True, kw_only=True)
class _Job:
    """An order about a document; `name` is the label's, `title` the edit's, as files keep it.

    `stopped`: set once nobody wants it any more.
    """

    document: Document
    order: Order
    name: str
    title: str
    stopped: Event = field(default_factory=Event)


def _words(job: _Job) -> str:
    return spoken(title(job.order, job.name))


def _work(job: _Job, corrections_HW: Mask, prediction_HW: Mask | None) -> Tidied:
    """For the thread. Whatever is painted while the corrections are copied, or later, is found
    changed when the patches are put in; a prediction is never written into, only replaced.
    """
    copied = corrections_HW.copy()
    seen = Seen(corrections_HW=copied, prediction_HW=prediction_HW, stopped=job.stopped)
    return tidied(job.order, seen)


class Tidying(QObject):
    """Carries out what menus ask for, within the session's limits."""

    said = Signal(str)
    problem = Signal(str, str)
    left_undone = Signal(str)
    """A sentence: the project was closed before it was done."""

    def __init__(
        self,
        opening: Opening,
        session: Session,
        thread: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._session, self._thread = opening, session, thread
        self._jobs: deque[_Job] = deque()
        self._is_putting = False
        opening.project_changed.connect(lambda _: self._leave())

    @property
    def is_running(self) -> bool:
        return bool(self._jobs)

    @property
    def undone(self) -> str:
        """The orders that can still be given up, in words; empty if there is none."""
        return first_of([_words(job) for job in self._open_jobs()])

    def stop(self) -> None:
        """Give up what is not done yet."""
        if undone := self._drop():
            self.said.emit(tr("Stopped before it was done: {orders}").format(orders=undone))

    def label_at(self, x: int, y: int) -> int | None:
        """The label of the region at a pixel, None if there is none."""
        document = self._opening.document
        label = None if document is None else label_at(document, x, y)
        return None if label == UNTOUCHED else label

    def name(self, label: int, said: Callable[[str], str] = tr) -> str:
        """What a label is called; where it has no name of its own, in words that are `said`."""
        project = self._opening.project
        return label_words(LabelSet(()) if project is None else project.labels, label, said)

    def words(self, operation: Operation) -> str:
        """What `tidy` would do now to the current label; empty while no image is open."""
        if self._opening.document is None:
            return ""
        label = self._session.label
        return spoken(title(self._order(operation, label), self.name(label)))

    def tidy(self, operation: Operation, label: int | None = None) -> None:
        """Tidy up all of a label, or of the current one, in the open image."""
        self._ask(operation, self._session.label if label is None else label, None)

    def tidy_region(self, operation: Operation, x: int, y: int) -> None:
        """Tidy up the region at a pixel."""
        label = self.label_at(x, y)
        if label is not None:
            self._ask(operation, label, (x, y))

    def _ask(self, operation: Operation, label: int, at: tuple[int, int] | None) -> None:
        document = self._opening.document
        if document is None:
            return
        order = self._order(operation, label, at)
        kept = title(order, self.name(label, str))
        self._jobs.append(_Job(document=document, order=order, name=self.name(label), title=kept))
        if len(self._jobs) == 1:
            self._start()

    def _order(self, operation: Operation, label: int, at: tuple[int, int] | None = None) -> Order:
        session = self._session
        return Order(
            operation=operation,
            label=label,
            at=at,
            radius=session.tidy_radius,
            speck=session.speck_size,
            limits=session.limits,
        )

    def _open_jobs(self) -> list[_Job]:
        """All but the one whose edit is being put in."""
        return [job for job in list(self._jobs)[self._is_putting :] if not job.stopped.is_set()]

    def _drop(self) -> str:
        """Give up what can be; what that was, in words."""
        undone = self.undone
        for job in self._open_jobs():
            job.stopped.set()
        # The first one goes when the thread, or its edit, has come to an end.
        while len(self._jobs) > 1:
            self._jobs.pop()
        return undone

    def _leave(self) -> None:
        if undone := self._drop():
            text = tr("Not done, for the project was closed: {orders}")
            self.left_undone.emit(text.format(orders=undone))

    def _start(self) -> None:
        if not self._jobs:
            return
        job = self._jobs[0]
        self.said.emit(tr("{order} … (Esc stops it)").format(order=_words(job)))
        job.document.finish_whole()
        values, net = job.document.corrections.values_HW, job.document.prediction
        self._thread.submit(
            partial(_work, job, values, net),
            partial(self._put, job),
            partial(self._fail, job),
        )

    def _put(self, job: _Job, found: Tidied) -> None:
        document = job.document
        if job.stopped.is_set():
            self._next()
        elif self._opening.open_document(document.image_id) is not document:
            closed = tr("{order}: not done, for the image was closed")
            self._end(closed.format(order=_words(job)))
        elif not found.patches:
            self._end(outcome(job.order, job.name, found, 0))
        elif document.is_painting:
            QTimer.singleShot(WAIT_MS, self, lambda: self._put(job, found))
        else:
            change = document.begin_whole(job.title, found.values(document), found.rects)
            assert change is not None
            self._is_putting = True
            go_on(change, self, lambda: self._tell(job, found, change.edit))

    def _tell(self, job: _Job, found: Tidied, edit: Edit | None) -> None:
        self._is_putting = False
        self._end(outcome(job.order, job.name, found, 0 if edit is None else edit.pixels))

    def _fail(self, job: _Job, error: Exception) -> None:
        if isinstance(error, StoppedError):
            self._next()
            return
        self.problem.emit(
            tr("{order} did not work ({error}). Nothing was changed.").format(
                order=_words(job), error=spoken(str(error)) or type(error).__name__
            ),
            tr("Try it on one region, or close other programs if the memory is full."),
        )
        self._end("")

    def _end(self, said: str) -> None:
        self._jobs.popleft()
        self.said.emit(said)
        self._start()

    def _next(self) -> None:
        """The first order was given up, which has been said."""
        self._jobs.popleft()
        self._start()
