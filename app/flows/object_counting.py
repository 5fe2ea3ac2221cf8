"""Counting the objects of the open image, and colouring them, in a thread and after the hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal

from app.flows.flow import Flow
from app.flows.opening import Opening
from app.language import tr
from app.state.corrections import composited
from app.state.objects import Objects, find_objects
from app.state.session import Session
from app.workers.background import Background
from fcn_core.cancelling import Cancelled
from fcn_core.errors import explained

DELAY_MS = 300
"""After a change: whoever paints is about to paint on."""
KIND = "objects"
"""What is asked of the thread."""


class ObjectCounting(Flow):
    """Follows the open document; what has changed meanwhile is counted anew."""

    counted = Signal(object)
    """Objects of each label in the open image, by label; empty without one."""
    colored = Signal(object, object)
    """Colours of its objects (see `app.state.objects`) and which labels they leave out; None if
    each label is to have its own. They are the receiver's to write into.
    """

    def __init__(self, opening: Opening, session: Session, thread: Background) -> None:
        super().__init__(opening)
        self._opening, self._session, self._thread = opening, session, thread
        self._changes = 0
        """So often has what is shown changed, or what is asked for."""
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._begin)
        opening.document_changed.connect(lambda _: self._follow())
        opening.corrections_changed.connect(self._changed)
        opening.prediction_changed.connect(self._changed)
        session.objects_colored_changed.connect(self._recolor)
        session.visibility_changed.connect(self._on_visibility_changed)

    def _follow(self) -> None:
        self.counted.emit({})
        self._changed()

    def _changed(self, *_: object) -> None:
        self._changes += 1
        self._thread.cancel(KIND)
        self._timer.start()

    def _recolor(self, colored: bool) -> None:
        if not colored:
            self.colored.emit(None, frozenset())
        self._changes += 1
        self._begin()

    def _on_visibility_changed(self) -> None:
        if self._session.objects_colored:
            self._recolor(True)

    def _begin(self) -> None:
        document = self._opening.document
        if document is None:
            return
        if document.is_painting:
            self._timer.start()
            return
        hidden = self._session.hidden_labels if self._session.objects_colored else None
        values, net = document.corrections.values_HW, document.prediction

        def work(stopped: Cancelled) -> Objects:
            # What is painted while they are joined makes that the answer is not heard.
            return find_objects(composited(values, net), stopped, hidden=hidden)

        take = partial(self._on_found, self._changes, hidden)
        self._thread.submit_latest(KIND, work, take, self._fail)

    def _on_found(self, changes: int, hidden: frozenset[int] | None, found: Objects) -> None:
        if changes != self._changes:
            return
        self.counted.emit(found.counts)
        if found.colors_HW is not None:
            self.colored.emit(found.colors_HW, hidden)

    def _fail(self, error: Exception) -> None:
        remedy = tr("Close other images or programs: it may be the memory.")
        self.problem.emit(explained(error, remedy))
