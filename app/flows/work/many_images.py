"""What is done to many images at once, chosen in the list; it can be taken back as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.flows.folder.known import Known
from app.flows.labels.naming import net_words
from app.flows.opening import Opening
from app.flows.work.each_image import Errand, Walking
from app.spoken import spoken_error
from app.state.document import ACCEPT_ALL, Document
from app.state.listing import ImageEntry
from app.state.project import Project
from app.workers.background import Background
from app.workers.many import (
    DROP,
    Edited,
    EditOrder,
    UnpredictedError,
    edit_closed,
    edited,
    take_back_closed,
    values_for,
)
from fcn_core.masks import Mask


@dataclass
class ManyResult:
    """What became of it: which images were changed, by edits of this title."""

    title: str
    images: list[ImageEntry] = field(default_factory=list)
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
        self._result = ManyResult("")
        self._walk = Walking(opening=opening, reader=reader, parent=self)
        self._walk.progressed.connect(self.progressed)
        self._walk.ended.connect(lambda: self.finished.emit(self._result))

    @property
    def is_running(self) -> bool:
        return self._walk.is_running

    def accept(self, image_ids: Sequence[str]) -> None:
        """Confirm what the net in use says in these images; corrections stay."""
        self._start(ACCEPT_ALL, image_ids)

    def drop(self, image_ids: Sequence[str]) -> None:
        """Take all corrections out of these images."""
        self._start(DROP, image_ids)

    def stop(self) -> None:
        """Leave the rest as it is. `finished` follows."""
        self._walk.stop()

    def take_back(self) -> None:
        """Undo the last order in each image in which nothing was done since."""
        project, before = self._opening.project, self._result
        if project is not None and before.images and not self.is_running:
            self._result = ManyResult(before.title, taken_back=True)
            self._walk.start(project, before.images, self._errand_back)

    # --- inside -------------------------------------------------------------------------------

    def _start(self, title: str, image_ids: Sequence[str]) -> None:
        project, findings = self._opening.project, self._known.findings
        if project is None or self.is_running or (title == ACCEPT_ALL and findings is None):
            return
        self._order = EditOrder(
            paths=project.paths,
            palette=project.labels.palette(),
            title=title,
            findings=findings if title == ACCEPT_ALL else None,
            words=net_words(project),
        )
        self._result = ManyResult(title)
        found = (project.entry(image_id) for image_id in image_ids)
        self._walk.start(project, [entry for entry in found if entry is not None], self._errand)

    def _project(self) -> Project:
        assert self._opening.project is not None  # or the walk would have ended
        return self._opening.project

    def _errand(self, entry: ImageEntry, document: Document | None) -> Errand:
        order, facts = self._order, self._project().facts(entry.image_id)
        missed = partial(self._miss, entry)
        if document is None:
            return Errand(
                work=lambda: edit_closed(order, entry, facts),
                done=partial(self._take, entry),
                missed=missed,
            )
        values, net = document.corrections.values_HW.copy(), document.prediction
        if order.findings is not None and net is not None:
            # What is shown is accepted; it may be finer than the mask that was kept.
            return Errand(work=lambda: net, done=partial(self._accept, entry), missed=missed)
        return Errand(
            work=lambda: values_for(order, entry, facts, values),
            done=partial(self._edit, entry, document),
            missed=missed,
        )

    def _accept(self, entry: ImageEntry, _net: Mask) -> None:
        document = self._opening.open_document(entry.image_id)
        change = None if document is None else document.begin_accepting()
        if document is None or (change is None and not document.is_painting):
            self._walk.visit_again(entry)  # it was let go of meanwhile
            return
        edit = None if change is None else change.finish()
        self._take(entry, edited(document.corrections, changed=edit is not None))

    def _edit(self, entry: ImageEntry, document: Document, wanted: Mask) -> None:
        if self._opening.open_document(entry.image_id) is not document:
            self._walk.visit_again(entry)
            return
        title = self._order.title
        change = document.begin_whole(title, lambda band: wanted[band.slices])
        edit = None if change is None else change.finish()
        self._take(entry, edited(document.corrections, changed=edit is not None))

    def _errand_back(self, entry: ImageEntry, document: Document | None) -> Errand | None:
        order = self._order
        if document is None:
            return Errand(
                work=lambda: take_back_closed(order, entry),
                done=partial(self._take, entry),
                missed=partial(self._miss, entry),
            )
        done = document.history.done
        is_last = bool(done) and done[-1].title == order.title and document.undo() is not None
        self._take(entry, edited(document.corrections, changed=is_last))
        return None

    def _take(self, entry: ImageEntry, now: Edited) -> None:
        project, result = self._project(), self._result
        project.note_touched(entry.image_id, now.touched, now.pixels)
        if now.touched:
            project.set_labels_found(entry.image_id, now.labels)
        if now.changed:
            result.images.append(entry)
        else:
            result.kept += 1

    def _miss(self, entry: ImageEntry, error: Exception) -> None:
        if isinstance(error, UnpredictedError):
            self._result.unpredicted += 1
        else:
            self._result.problems.append(spoken_error(error))
