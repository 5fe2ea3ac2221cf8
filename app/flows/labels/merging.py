"""Merging and deleting labels: pixels change by edits that can be undone, image by image.

The label is gone first, so that nobody paints it meanwhile; then every image that has it is
changed, one after the other, in the thread that also reads images. One that was missed (the
window was closed, the image was away) is changed when it is opened. Who takes such an edit back
gets the label back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Signal

from app.flows.counting import labelled_pixels, painted_in
from app.flows.flow import Flow
from app.flows.importing import Importing
from app.flows.labels.label_use import (
    AllCounted,
    LabelUse,
    Unused,
    counting,
    unused_in,
    use_of,
)
from app.flows.labels.ordering import Ordering
from app.flows.opening import Opening
from app.flows.opening_words import NOT_LISTED
from app.flows.work.each_image import Errand, Walking
from app.flows.work.many_edits import note_edited
from app.jobs.edited import Edited
from app.jobs.many import edit_closed, relabelling
from app.language import QT_TR_NOOP, tr
from app.spoken import spoken
from app.state.document import Document
from app.state.edits import Edit
from app.state.listing import ImageEntry
from app.state.net_words import became
from app.state.project import Project
from app.state.session import Session
from app.workers.background import Background
from fcn_core.errors import FcnError, explained
from fcn_core.imaging.pages import name_of
from fcn_core.labels import BACKGROUND, MAX_LABELS
from fcn_core.masks import UNTOUCHED
from fcn_core.sentences import said

COUNT = "count labels"


@dataclass
class MergeResult:
    """What became of a label: `name` is now `into`, or nothing."""

    label: int
    name: str
    into: str
    images: int = 0
    pixels: int = 0
    problems: list[str] = field(default_factory=list)


class Merging(Flow):
    """One label at a time."""

    counted = Signal(object, int)
    """LabelUse, and what the label shall become: ask, then `start`."""
    unused_found = Signal(object)
    """Unused: ask, then `drop`."""
    progressed = Signal(int, int)
    finished = Signal(object)
    """MergeResult."""
    changed = Signal(str, int)
    """Name of an image whose pixels of labels that are gone were changed as it was opened."""
    restored = Signal(str)
    """A label's name: an edit was taken back, and it has pixels again."""

    def __init__(
        self,
        *,
        opening: Opening,
        session: Session,
        ordering: Ordering,
        importing: Importing,
        reader: Background,
        tasks: Background,
    ) -> None:
        super().__init__(opening)
        self._opening, self._session, self._ordering = opening, session, ordering
        self._importing, self._tasks = importing, tasks
        self._walk = Walking(opening=opening, reader=reader)
        self._is_looking = False
        self._walk.progressed.connect(self.progressed)
        self._walk.ended.connect(self._end)
        opening.document_changed.connect(self._catch_up)
        opening.history_changed.connect(self._bring_back)

    @property
    def is_running(self) -> bool:
        return self._walk.is_running

    # --- before -------------------------------------------------------------------------------

    def look(self, label: int, into: int = UNTOUCHED) -> None:
        """Find out where a label was corrected; `counted` follows."""
        self._count(
            lambda project, counted: self.counted.emit(use_of(project, label, counted), into)
        )

    def look_for_unused(self) -> None:
        """Find the labels that no correction has and nobody brought; `unused_found` follows."""
        self._count(lambda project, counted: self.unused_found.emit(unused_in(project, counted)))

    def _count(self, done: Callable[[Project, AllCounted], None]) -> None:
        project = self._opening.project
        if project is None or self.is_running or self._is_looking:
            return
        if self._importing.is_running:
            # Labels that only the masks have that are yet to come would count as unused.
            text, remedy = tr("Masks are being imported."), tr("Try again when that is done.")
            self.problem.emit(FcnError(text, remedy))
            return
        if not project.is_listed:
            self.problem.emit(FcnError(tr(NOT_LISTED), tr("Try again when that is done.")))
            return
        self._is_looking = True
        self._tasks.submit_latest(
            COUNT,
            counting(project, self._opening.corrections_source(project)),
            lambda counted: self._answer(project, counted, done),
            self._fail,
        )

    def _answer(
        self, project: Project, counted: AllCounted, done: Callable[[Project, AllCounted], None]
    ) -> None:
        self._is_looking = False
        if self._is_open(project):
            done(project, counted)

    # --- the change ---------------------------------------------------------------------------

    def drop(self, unused: Unused) -> tuple[int, ...]:
        """Delete labels that nothing was corrected with; those that are deleted now."""
        project = unused.project
        if not self._is_open(project):
            return ()
        painted = painted_in(self._opening.documents)
        labels = tuple(i for i in unused.labels if i in project.living and i not in painted)
        return labels if self._remove(project, labels, UNTOUCHED) else ()

    def restore(self, labels: tuple[int, ...]) -> None:
        """Bring labels back that were deleted."""
        project = self._opening.project
        if project is not None:
            for label in project.gone.keys() & labels:
                self.attempt(partial(project.restore_label, label))

    def start(self, use: LabelUse, into: int = UNTOUCHED) -> None:
        """Turn a label into another one, or into nothing. `finished` follows."""
        project, label = use.project, use.label
        known = {label, into} - {UNTOUCHED} <= set(project.living)
        if not self._is_open(project) or self.is_running or not known or label == BACKGROUND:
            return
        names = project.labels.names
        name, other = names[label], "" if into == UNTOUCHED else names[into]
        if not self._remove(project, (label,), into):
            return
        title = said(
            "Merge {label} into {other}" if other else "Delete {label}", label=name, other=other
        )
        self._order = relabelling(title, label, into)
        self._result = MergeResult(label=label, name=name, into=other)
        # What is open may have been painted since it was counted.
        open_now = (ImageEntry(d.image_id, d.path) for d in self._opening.documents)
        images = dict.fromkeys((*use.images, *open_now))
        self._walk.start(project, images, self._errand)

    def _remove(self, project: Project, labels: tuple[int, ...], into: int) -> bool:
        """They are gone, and nobody paints them. False, saying so, if that could not be saved."""
        if not self.attempt(lambda: project.remove_labels(labels, into)):
            return False
        instead = into if into < MAX_LABELS else self._ordering.first_to_paint
        self._session.drop_labels(labels, instead)
        return True

    # --- one image after the other --------------------------------------------------------------

    def _errand(self, entry: ImageEntry, document: Document | None) -> Errand | None:
        order, project = self._order, self._opening.project
        assert project is not None  # or the walk would have ended
        if document is not None:
            self._note(self._change(document, order.title))
            return None

        facts, palette = project.facts(entry.image_id), project.labels.palette()

        def done(now: Edited) -> None:
            note_edited(project, entry, now)
            self._result.problems += map(spoken, now.notes)
            self._note(now.edit)

        def missed(error: Exception) -> None:
            problem = spoken(explained(error, "").problem)
            if isinstance(error, OSError):  # which often does not know what it is about
                text = tr("{image}: {reason}. It is changed when you open it.")
                reason = spoken(error.strerror or str(error))
                problem = text.format(image=name_of(entry.path), reason=reason)
            self._result.problems.append(problem)

        return Errand(
            work=lambda: edit_closed(project.paths, palette, order, entry, facts),
            done=done,
            missed=missed,
        )

    def _note(self, edit: Edit | None) -> None:
        if edit is not None:
            self._result.images += 1
            self._result.pixels += edit.pixels

    def _end(self) -> None:
        self.finished.emit(self._result)
        self._bring_back()

    # --- open images --------------------------------------------------------------------------

    def _change(self, document: Document, title: str) -> Edit | None:
        """Pixels of labels that are gone become what those became, in one edit."""
        project = self._opening.project
        assert project is not None
        table, values = became(project.gone), document.corrections.values_HW
        change = document.begin_whole(title, lambda band: table[values[band.slices]])
        if change is None:
            return None
        change.confirms = False
        return change.finish()

    def _catch_up(self, document: Document | None) -> None:
        """Change what was missed."""
        if document is not None and self._gone_in(document):
            edit = self._change(document, QT_TR_NOOP("Merge labels"))
            if self.is_running:
                self._note(edit)
            elif edit is not None:
                self.changed.emit(name_of(document.path), edit.pixels)

    def _bring_back(self) -> None:
        """An edit was taken back: its label is no longer gone."""
        document, project = self._opening.document, self._opening.project
        if document is None or project is None or self.is_running:
            return
        for label in self._gone_in(document):
            if self.attempt(partial(project.restore_label, label)):
                self.restored.emit(project.labels.names[label])

    def _gone_in(self, document: Document) -> list[int]:
        project = self._opening.project
        if project is None or not project.gone:
            return []
        return [v for v in labelled_pixels(document.corrections.values_HW) if v in project.gone]

    # --- beside -------------------------------------------------------------------------------

    def _is_open(self, project: Project) -> bool:
        return project is self._opening.project

    def _fail(self, error: Exception) -> None:
        self._is_looking = False
        self.problem.emit(explained(error, tr("Check the disk, then try again.")))
