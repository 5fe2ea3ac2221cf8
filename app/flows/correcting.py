"""Correcting the open image beside the brush: undo, accept, go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.flows.counting import edit_words
from app.flows.labels.ordering import Ordering
from app.flows.opening import Opening
from app.flows.work.stepping import go_on
from app.language import QT_TR_NOOP, tr
from app.state.corrections import PaintLimits
from app.state.document import Document
from app.state.edits import Edit
from app.state.label_words import label_name
from app.state.session import Session
from app.state.whole_image import WholeImage
from fcn_core.masks import UNTOUCHED, VOID

BRUSH_STEP = 1.25
RESTORE = QT_TR_NOOP("Back to the net's")


class Correcting(QObject):
    """What keys and buttons do to the open document and to the session's tool."""

    said = Signal(str)
    rest_filled = Signal(object, object)
    """Document, and the edit by which all that was untouched got the current label."""

    def __init__(self, opening: Opening, session: Session, ordering: Ordering) -> None:
        super().__init__(opening)
        self._opening, self._session, self._ordering = opening, session, ordering

    @property
    def can_undo(self) -> bool:
        document = self._opening.document
        return document is not None and bool(document.history.done)

    @property
    def can_redo(self) -> bool:
        document = self._opening.document
        return document is not None and bool(document.history.undone)

    @property
    def can_accept(self) -> bool:
        """True if there is a prediction to accept."""
        document = self._opening.document
        return document is not None and document.prediction is not None

    def undo(self) -> None:
        document = self._opening.document
        if document is not None and (edit := document.undo()) is not None:
            self._say(tr("Undone: {edit}"), edit)

    def redo(self) -> None:
        document = self._opening.document
        if document is not None and (edit := document.redo()) is not None:
            self._say(tr("Redone: {edit}"), edit)

    def go(self, steps: int) -> None:
        """Undo `-steps` times, or redo `steps` times."""
        document = self._opening.document
        if document is None:
            return
        for _ in range(abs(steps)):
            if (document.undo() if steps < 0 else document.redo()) is None:
                return

    def accept_region(self, x: int, y: int) -> None:
        """Confirm the region under a pixel."""
        document = self._opening.document
        if document is not None and document.accept_region(x, y) is not None:
            self.said.emit(tr("Region accepted"))

    def change_region(self, x: int, y: int, label: int) -> None:
        """Give the shown region under a pixel another label, within the session's limits."""
        document = self._opening.document
        if document is not None and document.fill(x, y, label, self._session.limits) is None:
            self.said.emit(tr("Nothing changed: limits or locks may keep tools off there"))

    def restore_region(self, x: int, y: int) -> None:
        """Take back what was corrected in the shown region under a pixel: the net's word shows."""
        document = self._opening.document
        region = None if document is None else document.region_at(x, y)
        if document is None or region is None:
            return
        limits = PaintLimits(locked=self._session.limits.locked)
        if document.paint(RESTORE, region, UNTOUCHED, limits) is None:
            self.said.emit(tr("Nothing changed: limits or locks may keep tools off there"))

    def is_corrected_at(self, x: int, y: int) -> tuple[bool, bool]:
        """Whether any pixel of the shown region was corrected, and whether all were."""
        document = self._opening.document
        region = None if document is None else document.region_at(x, y)
        if document is None or region is None:
            return False, False
        values = document.corrections.values_HW[region.rect.slices][region.inside_HW]
        corrected = values != UNTOUCHED
        return bool(corrected.any()), bool(corrected.all())

    def accept_image(self, then: Callable[[], None] = lambda: None) -> None:
        """Confirm every pixel of the image; `then` go on."""
        document = self._opening.document
        change = None if document is None else document.begin_accepting()
        if change is None:
            then()
        else:
            go_on(change, self, then)

    def fill_rest(self) -> None:
        """Give the current label to all that nobody has touched, whatever the net says there."""
        document, label = self._opening.document, self._session.label
        change = None if document is None else document.begin_filling_rest(label)
        if change is not None:
            go_on(change, self, lambda: self._tell_rest(document, change))

    def rest_words(self) -> str:
        """What `fill_rest` would do now; empty without a project."""
        project = self._opening.project
        if project is None:
            return ""
        label = label_name(project.labels, self._session.label)
        return tr("Paint everything unconfirmed as {label}").format(label=label)

    def take_back(self, document: Document, edit: Edit) -> None:
        """Undo an edit, unless something was done since, or its image is not open any more."""
        done = document.history.done
        if document is self._opening.document and done and done[-1] is edit:
            self.undo()
        else:
            self.said.emit(tr("Something was done since: its image's history has it"))

    def _tell_rest(self, document: Document | None, change: WholeImage) -> None:
        if change.edit is not None:
            self.rest_filled.emit(document, change.edit)

    def accept_and_go_on(self) -> None:
        document = self._opening.document

        def show_next() -> None:
            if self._opening.document is document:
                self._opening.step(1)

        self.accept_image(show_next)

    def _say(self, what: str, edit: Edit) -> None:
        project = self._opening.project
        if project is not None:
            self.said.emit(what.format(edit=edit_words(edit, project.labels)))

    def choose_label(self, label: int) -> None:
        """Paint this label from now on, if the project has it."""
        project = self._opening.project
        if label == VOID or (project is not None and label in project.living):
            self._session.set_label(label)

    def choose_label_at(self, place: int) -> None:
        """The same by its place in the list, counted from 0."""
        order = self._ordering.order
        if place < len(order):
            self._session.set_label(order[place])

    def set_locked(self, label: int, locked: bool) -> None:
        """Let no tool paint over a label, or let them again."""
        limits = self._session.limits
        labels = limits.locked | {label} if locked else limits.locked - {label}
        self._session.set_limits(replace(limits, locked=labels))

    def resize_brush(self, larger: bool) -> None:
        size = self._session.brush_size
        step = max(1, round(size * (BRUSH_STEP - 1)))
        self._session.set_brush_size(size + step if larger else size - step)
