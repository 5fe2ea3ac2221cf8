"""Correcting the open image beside the brush: undo, accept, go on, the next most useful image."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.flows.opening import Opening
from app.state.index import ImageStatus
from app.state.session import Session
from fcn_core.masks import VOID

BRUSH_STEP = 1.25


class Correcting(QObject):
    """What keys and buttons do to the open document and to the session's tool."""

    said = Signal(str)

    def __init__(self, opening: Opening, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening, self._session = opening, session

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
            self.said.emit(f"Undone: {edit.title}")

    def redo(self) -> None:
        document = self._opening.document
        if document is not None and (edit := document.redo()) is not None:
            self.said.emit(f"Redone: {edit.title}")

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
            self.said.emit("Region accepted")

    def accept_image(self) -> None:
        """Confirm every pixel of the image."""
        document = self._opening.document
        if document is not None:
            document.accept_all()

    def accept_and_go_on(self) -> None:
        self.accept_image()
        self._opening.step(1)

    def next_useful(self) -> None:
        """Show the uncorrected image in which the net is least sure, among those it has seen.

        While none is known, the next image that nobody has corrected.
        """
        project, shown = self._opening.project, self._opening.document
        if project is None:
            return
        here = shown.image_id if shown is not None else ""
        facts = [project.facts(e.image_id) for e in project.entries if e.image_id != here]
        new = [f for f in facts if f.status is ImageStatus.NEW]
        if not new:
            self.said.emit("Every image has corrections.")
            return
        known = [f for f in new if f.doubt is not None]
        best = max(known, key=lambda f: f.doubt or 0.0) if known else new[0]
        self._opening.show(best.image_id)
        if best.doubt is not None:
            self.said.emit(f"{best.image_id}: the net is unsure of {100 * best.doubt:.0f} %")

    def choose_label(self, label: int) -> None:
        """Paint this label from now on, if the project has it."""
        project = self._opening.project
        if label == VOID or (project is not None and label < len(project.labels)):
            self._session.set_label(label)

    def set_locked(self, label: int, locked: bool) -> None:
        """Let no tool paint over a label, or let them again."""
        limits = self._session.limits
        labels = limits.locked | {label} if locked else limits.locked - {label}
        self._session.set_limits(replace(limits, locked=labels))

    def resize_brush(self, larger: bool) -> None:
        size = self._session.brush_size
        step = max(1, round(size * (BRUSH_STEP - 1)))
        self._session.set_brush_size(size + step if larger else size - step)
