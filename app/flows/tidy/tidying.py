"""Tidying up labels of the open image: worked out in a thread, put in as one edit.

One order after the other, each on what the one before has made. Meanwhile one may paint: what
has changed since is left as it is. An order can be given up until its edit is being put in: from
then on it takes a moment, and undo takes it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event

from PySide6.QtCore import Signal

from app.flows.counting import label_at, labels_of
from app.flows.flow import Flow
from app.flows.opening import Opening
from app.flows.tidy.words import outcome, title
from app.flows.work.one_by_one import Task, Turns
from app.flows.work.stepping import go_on
from app.language import some, tr
from app.spoken import spoken, spoken_error
from app.state.document import Document
from app.state.edits import Edit
from app.state.label_words import label_name
from app.state.session import Session
from app.state.tidy.order import Operation, Order, Seen, Tidied
from app.state.tidy.run import tidied
from app.workers.background import Background
from fcn_core.cancelling import go_on_unless
from fcn_core.errors import FcnError
from fcn_core.masks import UNTOUCHED, Mask


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
    go_on_unless(job.stopped.is_set)
    copied = corrections_HW.copy()
    seen = Seen(corrections_HW=copied, prediction_HW=prediction_HW, stopped=job.stopped)
    return tidied(job.order, seen)


class Tidying(Flow):
    """Carries out what menus ask for, within the session's limits."""

    said = Signal(str)
    left_undone = Signal(str)
    """A sentence: the project was closed before it was done."""

    def __init__(self, opening: Opening, session: Session, thread: Background) -> None:
        super().__init__(opening)
        self._opening, self._session = opening, session
        self._turns = Turns(opening, thread)
        self._open: list[_Job] = []
        """Orders that can still be given up: nothing of them is being put in."""
        opening.project_changed.connect(lambda _: self._leave())

    @property
    def is_running(self) -> bool:
        return self._turns.is_running

    @property
    def undone(self) -> str:
        """The orders that can still be given up, in words; empty if there is none."""
        return some([_words(job) for job in self._open], 1)

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
        return label_name(labels_of(self._opening.project), label, said)

    def words(self, operation: Operation) -> str:
        """What `tidy` would do now to the current label; empty while no image is open."""
        if self._opening.document is None:
            return ""
        label = self._session.label
        return spoken(title(self.order(operation, label), self.name(label)))

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
        order = self.order(operation, label, at)
        kept = title(order, self.name(label, str))
        job = _Job(document=document, order=order, name=self.name(label), title=kept)
        self._open.append(job)
        task = Task(
            document=document,
            begin=partial(self._begin, job),
            put=partial(self._put, job),
            closed=partial(self._close, job),
            failed=partial(self._fail, job),
        )
        self._turns.add(task)

    def order(self, operation: Operation, label: int, at: tuple[int, int] | None = None) -> Order:
        """What would be done to a label, or its region at a pixel, within the session's limits."""
        session = self._session
        return Order(
            operation=operation,
            label=label,
            at=at,
            radius=session.tidy_radius,
            speck=session.speck_size,
            limits=session.limits,
        )

    def _drop(self) -> str:
        """Give up what can be; what that was, in words."""
        undone = self.undone
        for job in self._open:
            job.stopped.set()
        self._open.clear()
        return undone

    def _leave(self) -> None:
        if undone := self._drop():
            text = tr("Not done, for the project was closed: {orders}")
            self.left_undone.emit(text.format(orders=undone))

    def _begin(self, job: _Job) -> Callable[[], Tidied]:
        if not job.stopped.is_set():
            self.said.emit(tr("{order} … (Esc stops it)").format(order=_words(job)))
        values, net = job.document.corrections.values_HW, job.document.prediction
        return partial(_work, job, values, net)

    def _put(self, job: _Job, found: Tidied, done: Callable[[], None]) -> None:
        document = job.document
        if job.stopped.is_set():
            done()
            return
        self._open.remove(job)

        def tell(edit: Edit | None) -> None:
            self.said.emit(outcome(job.order, job.name, found, 0 if edit is None else edit.pixels))
            done()

        if not found.patches:
            tell(None)
            return
        change = document.begin_whole(job.title, found.values(document), found.rects)
        assert change is not None
        go_on(change, self, lambda: tell(change.edit))

    def _close(self, job: _Job) -> None:
        if not job.stopped.is_set():
            self._open.remove(job)
            closed = tr("{order}: not done, for the image was closed")
            self.said.emit(closed.format(order=_words(job)))

    def _fail(self, job: _Job, error: Exception) -> None:
        if job.stopped.is_set():
            return
        self._open.remove(job)
        self.said.emit("")
        text = tr("{order} did not work ({error}). Nothing was changed.")
        remedy = tr("Try it on one region, or close other programs if the memory is full.")
        said = text.format(order=_words(job), error=spoken_error(error))
        self.problem.emit(FcnError(said, remedy))
