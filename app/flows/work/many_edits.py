"""Edits of many images, one order at a time; each can be taken back as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Signal

from app.flows.flow import Flow
from app.flows.opening import Opening
from app.flows.work.each_image import Errand, Visit, Walking
from app.jobs.edited import Edited, edited, take_back_closed
from app.jobs.many import UnpredictedError
from app.language import tr
from app.spoken import spoken, spoken_error
from app.state.document import Document
from app.state.listing import ImageEntry
from app.state.net_words import what_became
from app.state.project import Project
from app.state.whole_image import WholeImage
from app.workers.background import Background
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import name_of
from fcn_core.masks import UNTOUCHED, Mask


@dataclass
class ManyResult:
    """What became of it: which images of a project were changed, by edits of this title."""

    project: Project
    title: str
    images: dict[ImageEntry, int] = field(default_factory=dict)
    """With the revision that each has since."""
    kept: int = 0
    """Images in which nothing was to be changed."""
    unpredicted: int = 0
    problems: list[str] = field(default_factory=list)
    taken_back: bool = False


class ManyEdits(Flow):
    """Whoever gives orders says what is done to an image; here is what is the same for all."""

    progressed = Signal(int, int)
    finished = Signal(object)
    """ManyResult. Not if the project was closed."""

    def __init__(self, *, opening: Opening, reader: Background) -> None:
        super().__init__(opening)
        self._opening = opening
        self._walk = Walking(opening=opening, reader=reader)
        self._walk.progressed.connect(self.progressed)
        self._walk.ended.connect(lambda: self.finished.emit(self._result))

    @property
    def is_running(self) -> bool:
        return self._walk.is_running

    @property
    def is_taking_back(self) -> bool:
        return self.is_running and self._result.taken_back

    def stop(self) -> None:
        """Leave the rest as it is. `finished` follows."""
        self._walk.stop()

    def take_back(self, before: ManyResult) -> None:
        """Undo an order in each image in which nothing was done since. `finished` follows."""
        project = before.project
        if project is self._opening.project and before.images and not self.is_running:
            result = ManyResult(project, before.title, taken_back=True)
            self._walk_through(result, before.images, partial(self._visit_back, before))

    # --- for who gives orders -----------------------------------------------------------------

    def _walk_through(
        self, result: ManyResult, entries: Iterable[ImageEntry], visit: Visit
    ) -> None:
        self._result = result
        self._walk.start(result.project, entries, visit)

    def _put(
        self,
        entry: ImageEntry,
        document: Document,
        revision: int,
        wanted: Mask,
        *,
        label: int | None = None,
        confirms: bool = True,
    ) -> None:
        """Change an open image, if it still is and nothing was done since that revision."""
        is_open = self._opening.open_document(entry.image_id) is document
        if is_open and document.revision == revision:
            change = document.begin_whole(self._result.title, lambda band: wanted[band.slices])
            self._finish(entry, document, change, label=label, confirms=confirms)
        else:
            self._walk.visit_again(entry)  # it was let go of, or painted, meanwhile

    def _finish(
        self,
        entry: ImageEntry,
        document: Document,
        change: WholeImage | None,
        *,
        label: int | None,
        confirms: bool,
    ) -> None:
        if change is None:
            self._walk.visit_again(entry)  # somebody is painting it
            return
        change.label, change.confirms = label, confirms
        edit = change.finish()
        self._take(entry, edited(document.corrections, document.revision, edit))

    def _take(self, entry: ImageEntry, now: Edited) -> None:
        result = self._result
        note_edited(result.project, entry, now)
        name = name_of(entry.path)
        result.problems += (f"{name}: {spoken(note)}" for note in now.notes)
        if now.edit is None:
            result.kept += 1
            return
        result.images[entry] = now.revision
        if result.taken_back:
            self._bring_back(now.labels)

    def _bring_back(self, labels: Collection[int]) -> None:
        """Labels that were deleted since have pixels again."""
        project = self._result.project
        for label in project.gone.keys() & labels:
            try:
                project.restore_label(label)
            except FcnError as error:
                self._result.problems.append(spoken_error(error))

    def _miss(self, entry: ImageEntry, error: Exception) -> None:
        name, problems = name_of(entry.path), self._result.problems
        if isinstance(error, UnpredictedError):
            self._result.unpredicted += 1
        elif isinstance(error, FcnError):
            problems.append(spoken_error(error))
        elif isinstance(error, OSError):
            text = tr("{image}: {reason}. Check the disk and its space, then do it again.")
            reason = spoken(error.strerror or str(error))
            problems.append(text.format(image=name, reason=reason))
        else:
            problems.append(f"{name}: {spoken_error(error)}")

    # --- inside -------------------------------------------------------------------------------

    def _visit_back(
        self, before: ManyResult, entry: ImageEntry, document: Document | None
    ) -> Errand | None:
        project, revision = before.project, before.images[entry]
        if document is None:
            paths, palette = project.paths, project.labels.palette()
            return Errand(
                work=lambda: take_back_closed(paths, palette, entry, revision),
                done=partial(self._take, entry),
                missed=partial(self._miss, entry),
            )
        edit = document.undo() if document.revision == revision else None
        self._take(entry, edited(document.corrections, document.revision, edit))
        return None


def note_edited(project: Project, entry: ImageEntry, now: Edited) -> None:
    """What is known of an image follows its corrections. If they leave a part of it to the net, it
    shows what it showed before as well.
    """
    project.note_touched(entry.image_id, now.touched, now.pixels)
    shown = now.labels
    if 0 < now.touched < now.pixels:
        before = project.facts(entry.image_id).labels
        shown |= {what_became(label, project.gone) for label in before} - {UNTOUCHED}
    project.set_labels_found(entry.image_id, shown)
