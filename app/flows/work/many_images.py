"""What is done to many images at once; each order can be taken back as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.flows.folder.known import Known
from app.flows.labels.naming import net_words
from app.flows.opening import Opening
from app.flows.work.each_image import Errand, Walking
from app.language import tr
from app.spoken import spoken, spoken_error
from app.state.document import Document
from app.state.listing import ImageEntry
from app.state.project import Project
from app.state.whole_image import WholeImage
from app.workers.background import Background
from app.workers.many import (
    Edited,
    EditOrder,
    UnpredictedError,
    accepting,
    another,
    dropping,
    edit_closed,
    edited,
    filling,
    take_back_closed,
    values_for,
)
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import name_of
from fcn_core.labels import BACKGROUND
from fcn_core.masks import Mask


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


class ManyImages(QObject):
    """One order at a time."""

    progressed = Signal(int, int)
    finished = Signal(object)
    """ManyResult."""

    def __init__(
        self,
        *,
        opening: Opening,
        known: Known,
        reader: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._known = opening, known
        self._walk = Walking(opening=opening, reader=reader, parent=self)
        self._walk.progressed.connect(self.progressed)
        self._walk.ended.connect(lambda: self.finished.emit(self._result))

    @property
    def is_running(self) -> bool:
        return self._walk.is_running

    def accept(self, image_ids: Sequence[str]) -> None:
        """Confirm what the net in use says in these images; corrections stay."""
        project, findings = self._opening.project, self._known.findings
        if project is not None and findings is not None:
            palette, words = project.labels.palette(), net_words(project)
            self._start(project, accepting(project.paths, palette, words, findings), image_ids)

    def drop(self, image_ids: Sequence[str]) -> None:
        """Take all corrections out of these images."""
        if (project := self._opening.project) is not None:
            self._start(project, dropping(project.paths, project.labels.palette()), image_ids)

    def fill_rest(self, image_ids: Sequence[str]) -> None:
        """Take what nobody touched in these images as background."""
        if (project := self._opening.project) is not None:
            order = filling(project.paths, project.labels.palette(), BACKGROUND)
            self._start(project, order, image_ids)

    def stop(self) -> None:
        """Leave the rest as it is. `finished` follows."""
        self._walk.stop()

    def take_back(self, before: ManyResult) -> None:
        """Undo an order in each image in which nothing was done since. `finished` follows."""
        project = before.project
        if project is self._opening.project and before.images and not self.is_running:
            self._result = ManyResult(project, before.title, taken_back=True)
            self._walk.start(project, before.images, partial(self._visit_back, before))

    # --- inside -------------------------------------------------------------------------------

    def _start(self, project: Project, order: EditOrder, image_ids: Iterable[str]) -> None:
        if self.is_running:
            return
        self._result = ManyResult(project, order.title)
        found = (project.entry(image_id) for image_id in image_ids)
        entries = [entry for entry in found if entry is not None]
        self._walk.start(project, entries, partial(self._visit, order))

    def _visit(
        self, order: EditOrder, entry: ImageEntry, document: Document | None
    ) -> Errand | None:
        facts, missed = self._result.project.facts(entry.image_id), partial(self._miss, entry)
        if document is None:
            return Errand(
                work=lambda: edit_closed(order, entry, facts),
                done=partial(self._take, entry),
                missed=missed,
            )
        if document.pictured.is_other and order.is_bound(document.corrections.values_HW):
            missed(another(entry))
            return None
        if order.accepts and self._known.is_said_in(document):
            self._finish(order, entry, document, document.begin_accepting())
            return None
        values, picture = document.corrections.values_HW.copy(), document.pictured.now
        return Errand(
            work=lambda: values_for(order, entry, facts, values, picture),
            done=partial(self._edit, order, entry, document, document.revision),
            missed=missed,
        )

    def _edit(
        self, order: EditOrder, entry: ImageEntry, document: Document, revision: int, wanted: Mask
    ) -> None:
        is_open = self._opening.open_document(entry.image_id) is document
        if is_open and document.revision == revision:
            change = document.begin_whole(order.title, lambda band: wanted[band.slices])
            self._finish(order, entry, document, change)
        else:
            self._walk.visit_again(entry)  # it was let go of, or painted, meanwhile

    def _finish(
        self, order: EditOrder, entry: ImageEntry, document: Document, change: WholeImage | None
    ) -> None:
        if change is None:
            self._walk.visit_again(entry)  # somebody is painting it
            return
        # Of another picture nothing is left here, or it had been refused.
        change.label, change.confirms = order.label, order.needs_picture
        changed = change.finish() is not None
        self._take(entry, edited(document.corrections, document.revision, changed=changed))

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
        is_last = document.revision == revision and document.undo() is not None
        self._take(entry, edited(document.corrections, document.revision, changed=is_last))
        return None

    def _take(self, entry: ImageEntry, now: Edited) -> None:
        result = self._result
        result.project.note_touched(entry.image_id, now.touched, now.pixels)
        if now.touched:
            result.project.set_labels_found(entry.image_id, now.labels)
        if result.taken_back:
            self._bring_back(now.labels)
        name = name_of(entry.path)
        result.problems += (f"{name}: {spoken(note)}" for note in now.notes)
        if now.changed:
            result.images[entry] = now.revision
        else:
            result.kept += 1

    def _bring_back(self, labels: Collection[int]) -> None:
        """Labels that were deleted since have pixels again."""
        project = self._result.project
        for label in project.gone.keys() & labels:
            try:
                project.restore_label(label)
            except FcnError as error:
                self._result.problems.append(spoken_error(error))

    def _miss(self, entry: ImageEntry, error: Exception) -> None:
        if isinstance(error, UnpredictedError):
            self._result.unpredicted += 1
        elif isinstance(error, OSError):
            text = tr("{image}: {reason}. Check the disk and its space, then do it again.")
            reason = spoken(error.strerror or str(error))
            self._result.problems.append(text.format(image=name_of(entry.path), reason=reason))
        else:
            self._result.problems.append(spoken_error(error))
