"""Rough strokes become the things under them: looked for in a thread, one edit with the stroke.

The stroke is an edit as soon as it is let go, so it is seen and saved whatever comes. Once its
thing is found it is made anew with it; strokes that came later and still wait for theirs are taken
back before, and follow again. So each is one edit, in the order in which they were drawn.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal

from app.flows.counting import edit_words, labels_of
from app.flows.flow import Flow
from app.flows.opening import Opening
from app.flows.work.one_by_one import Task, Turns
from app.language import tr
from app.spoken import spoken_error
from app.state.document import Document
from app.state.edits import Edit
from app.state.session import Session
from app.tools.grab_cut import Thing
from app.tools.smart_region import TITLE, RoughStroke
from app.tools.stamps import NOTHING, Area
from app.workers.background import Background
from fcn_core.errors import FcnError


@dataclass(eq=False)
class _Growth:
    """A stroke that waits for its thing; `edit` is the stroke in the history, if it is there."""

    stroke: RoughStroke
    edit: Edit | None

    @property
    def document(self) -> Document:
        return self.stroke.document


class Growing(Flow):
    """Finds the thing of every `Session.rough_stroke_made`, one after the other."""

    said = Signal(str)

    def __init__(self, opening: Opening, session: Session, thread: Background) -> None:
        super().__init__(opening)
        self._opening, self._session = opening, session
        self._turns = Turns(opening, thread)
        self._waiting: list[_Growth] = []
        session.rough_stroke_made.connect(self._add)

    @property
    def is_running(self) -> bool:
        return self._turns.is_running

    def finish(self) -> None:
        """Wait for what is being looked for: something will act on the corrections."""
        self._turns.finish()

    def _add(self, stroke: RoughStroke) -> None:
        growth = _Growth(stroke, stroke.edit)
        self._waiting.append(growth)
        task = Task(
            document=stroke.document,
            begin=partial(self._begin, growth),
            put=partial(self._put, growth),
            closed=lambda: self._waiting.remove(growth),
            failed=partial(self._fail, growth),
        )
        self._turns.add(task)

    def _begin(self, growth: _Growth) -> Callable[[], Thing]:
        self.said.emit(f"{tr(TITLE)} …")
        return growth.stroke.thing

    def _put(self, growth: _Growth, thing: Thing, done: Callable[[], None]) -> None:
        together = [each for each in self._waiting if each.document is growth.document]
        self._waiting.remove(growth)
        history = growth.document.history
        if growth.edit is not None and not _holds(history.done, growth.edit):
            pass  # it was taken back
        elif history.undone:
            self.said.emit(tr("The stroke stays as it is, for something was undone meanwhile"))
        else:
            self._say_outcome(growth, _grow(together, thing))
        done()

    def _say_outcome(self, growth: _Growth, edit: Edit | None) -> None:
        if edit is not None:
            self.said.emit(edit_words(edit, labels_of(self._opening.project)))
        elif growth.edit is None and not growth.stroke.limits.is_free:
            self._session.nothing_changed.emit()
        else:
            self.said.emit("")

    def _fail(self, growth: _Growth, error: Exception) -> None:
        self._waiting.remove(growth)
        text = tr("The rest of the thing was not found ({error}). The stroke stays.")
        remedy = tr("Try a shorter stroke, or close other programs if the memory is full.")
        self.problem.emit(FcnError(text.format(error=spoken_error(error)), remedy))


def _grow(growths: Sequence[_Growth], thing: Thing) -> Edit | None:
    """Make the first of some strokes on a document anew, with its thing; the edit, if any.

    Where something else was painted since, the thing is an edit of its own, and leaves that alone.
    """
    first, *others = growths
    document = first.document
    strokes = [growth.edit for growth in growths if growth.edit is not None]
    if not _ends_with(document.history.done, strokes):
        return _paint(first, thing.unchanged(document.corrections.values_HW))
    with document.together():  # not for a moment is a stroke only undone on the disk
        for _ in strokes:
            document.undo()
        edit = _paint(first, thing.area, first.edit)
        for growth in others:
            growth.edit = None if growth.edit is None else _paint(growth, NOTHING, growth.edit)
    return edit


def _paint(growth: _Growth, area: Area, stroke: Edit | None = None) -> Edit | None:
    """One edit of a stroke that was made before and of an area."""
    drawn = growth.stroke
    painting = growth.document.begin_stroke(TITLE)
    if stroke is not None:
        painting.repeat(stroke)
    painting.paint(area.rect, area.inside_HW, drawn.label, drawn.limits)
    return painting.finish()


def _ends_with(done: Sequence[Edit], edits: Sequence[Edit]) -> bool:
    last = done[len(done) - len(edits) :]
    return len(last) == len(edits) and all(map(operator.is_, last, edits))


def _holds(done: Sequence[Edit], edit: Edit) -> bool:
    """Edits that are equal are not the same one."""
    return any(each is edit for each in done)
