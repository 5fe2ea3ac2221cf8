"""Importing: masks of other programs become corrections of images that nobody has worked on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.flows.flow import Flow
from app.flows.import_labels import add_labels, adopt, foreign_values, name_there, new_labels
from app.flows.opening import Opening
from app.flows.work.each_image import Errand, Walking
from app.language import tr
from app.spoken import spoken, spoken_error
from app.state.document import Document
from app.state.foreign import ForeignValue, Meanings
from app.state.index import CORRECTED, ImageStatus
from app.state.listing import ImageEntry
from app.state.project import Project
from app.workers.background import Background
from app.workers.foreign_values import value_shares
from app.workers.importing import (
    TITLE,
    Imported,
    ImportOrder,
    Translation,
    is_just_imported,
    is_worked_on,
    take_back,
    translated,
    write_imported,
)
from fcn_core.data.annotations import Annotations
from fcn_core.data.drawn import Read
from fcn_core.data.finding import annotations_in
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import name_of
from fcn_core.masks import Mask


@dataclass(frozen=True, kw_only=True)
class ImportPreview:
    """What a folder's masks would do to a project."""

    project: Project
    found: Annotations
    images: tuple[tuple[ImageEntry, Read], ...]
    """Those of the project that have a mask and no corrections."""
    worked_on: int
    """Images with a mask that stay as they are."""
    shared: int
    """Masks whose name several images, or several masks, have."""
    new_labels: tuple[str, ...]
    values: tuple[ForeignValue, ...] = ()
    """What the masks hold where nothing names it: somebody has to say what it means."""


@dataclass
class ImportResult:
    """What became of an import."""

    images: list[ImageEntry] = field(default_factory=list)
    kept: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def imported(self) -> int:
        return len(self.images)


class Importing(Flow):
    """One import at a time."""

    found = Signal(object)
    """ImportPreview: ask, then `start`."""
    progressed = Signal(int, int)
    finished = Signal(object)
    """ImportResult."""
    taking_back = Signal(int, int)
    taken_back = Signal(object)
    """ImportResult: `images` are as they were before the import, `kept` have changed since."""

    def __init__(
        self,
        *,
        opening: Opening,
        reader: Background,
        tasks: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._tasks = opening, tasks
        self._walk = Walking(opening=opening, reader=reader, parent=self)
        self._way_back = Walking(opening=opening, reader=reader, parent=self)
        self._reads: dict[str, Read] = {}
        self._result = ImportResult()
        self._is_looking = False
        self._walk.progressed.connect(self.progressed)
        self._walk.ended.connect(lambda: self.finished.emit(self._result))
        self._way_back.progressed.connect(self.taking_back)
        self._way_back.ended.connect(lambda: self.taken_back.emit(self._undone))
        opening.project_changed.connect(lambda _: self._forget())

    @property
    def is_running(self) -> bool:
        return self._walk.is_running or self._way_back.is_running

    @property
    def can_take_back(self) -> bool:
        """True if masks were imported since the project was opened."""
        return bool(self._result.images) and not self.is_running

    def look(self, folder: Path) -> None:
        """Find out what a folder's masks would do; `found` or `problem` follows."""
        project = self._opening.project
        if project is None or self.is_running or self._is_looking:
            return
        self._is_looking = True
        self._tasks.submit(
            lambda: (annotations_in(folder, project.images), tuple(project.list_all())),
            lambda looked: self._look_through(project, *looked),
            self._fail,
        )

    def start(
        self, preview: ImportPreview, background: bool, meanings: Meanings | None = None
    ) -> None:
        """Take the masks over; with `background` theirs is confirmed, else left untouched.

        `meanings` say what values become that have no names; without them they are our ids.
        """
        project = preview.project
        if project is not self._opening.project or self.is_running or not preview.images:
            return
        try:
            self._order = ImportOrder(
                paths=project.paths,
                translation=_translation(preview, background, meanings),
                palette=project.labels.palette(),
            )
        except FcnError as error:
            self.problem.emit(error)
            return
        self._result = ImportResult(kept=preview.worked_on)
        self._reads = {entry.image_id: read for entry, read in preview.images}
        self._walk.start(project, [entry for entry, _ in preview.images], self._errand)

    def stop(self) -> None:
        """Import no more; what was imported stays. `finished` follows."""
        self._walk.stop()

    def take_back(self) -> None:
        """Undo the last import, image by image, but where something was done since.

        `taken_back` follows. Labels that came with the masks stay.
        """
        project = self._opening.project
        if project is not None and self.can_take_back:
            images, self._undone = self._result.images, ImportResult()
            self._forget()
            self._way_back.start(project, images, self._errand_back)

    def _forget(self) -> None:
        self._result = ImportResult()

    def _look_through(
        self, project: Project, found: Annotations, entries: tuple[ImageEntry, ...]
    ) -> None:
        self._is_looking = False
        if project is not self._opening.project:
            return
        names = {entry.image_id: name_there(found, entry) for entry in entries}
        times = Counter(names.values())
        found = found.fitting([(names[entry.image_id], entry.path) for entry in entries])
        having = [entry for entry in entries if names[entry.image_id] in found.masks]
        alone = [entry for entry in having if times[names[entry.image_id]] == 1]
        new = {names[e.image_id]: e for e in alone if project.status(e.image_id) is ImageStatus.NEW}
        preview = ImportPreview(
            project=project,
            found=found,
            images=tuple((entry, found.masks[name]) for name, entry in new.items()),
            worked_on=sum(project.status(e.image_id) in CORRECTED for e in alone),
            shared=found.shared + len({names[e.image_id] for e in having}) - len(alone),
            new_labels=new_labels(project, found, new.keys()),
        )
        if found.labels is not None or not preview.images:
            self.found.emit(preview)
            return
        self._is_looking = True
        told = partial(self._tell_values, preview)
        self._tasks.submit(partial(value_shares, preview.images), told, self._fail)

    def _tell_values(self, preview: ImportPreview, shares: dict[int, float]) -> None:
        self._is_looking = False
        project = preview.project
        if project is self._opening.project:
            values = foreign_values(project, shares, preview.found.colors)
            self.found.emit(replace(preview, values=values))

    # --- one image after the other ------------------------------------------------------------

    def _errand(self, entry: ImageEntry, document: Document | None) -> Errand:
        order, read = self._order, self._reads[entry.image_id]

        result = self._result
        missed = partial(_miss, result, entry)
        if document is None:
            return Errand(
                work=lambda: write_imported(order, entry, read),
                done=partial(self._note_imported, result, entry),
                missed=missed,
            )
        shape = document.shape
        return Errand(
            work=lambda: translated(order.translation, read(shape), shape, entry),
            done=partial(self._edit, result, entry, document),
            missed=missed,
        )

    def _errand_back(self, entry: ImageEntry, document: Document | None) -> Errand | None:
        order, result = self._order, self._undone
        if document is None:
            return Errand(
                work=lambda: take_back(order, entry),
                done=partial(self._note_imported, result, entry),
                missed=partial(_miss, result, entry),
            )
        if is_just_imported(document.history.done) and document.undo() is not None:
            assert self._opening.project is not None  # or the walk would have ended
            self._opening.project.note_document(document)
            result.images.append(entry)
        else:
            result.kept += 1
        return None

    def _edit(
        self, result: ImportResult, entry: ImageEntry, document: Document, mask: Mask
    ) -> None:
        """The mask of an open image, as an edit that can be undone."""
        if self._opening.open_document(entry.image_id) is not document:
            self._walk.visit_again(entry)  # it was let go of meanwhile
            return
        history, touched = document.history, document.corrections.touched
        change = (
            None
            if is_worked_on(touched, history.done, history.undone) or document.is_painting
            else document.begin_whole(TITLE, lambda band: mask[band.slices])
        )
        if change is None:
            result.kept += 1
        else:
            change.finish()
            result.images.append(entry)

    def _note_imported(self, result: ImportResult, entry: ImageEntry, imported: Imported) -> None:
        project = self._opening.project
        assert project is not None  # or the walk would have ended
        if imported.touched or not imported.kept:
            project.note_touched(entry.image_id, imported.touched, imported.pixels)
            project.set_labels_found(entry.image_id, imported.labels)
        result.problems += map(spoken, imported.notes)
        if imported.kept:
            result.kept += 1
        else:
            result.images.append(entry)

    def _fail(self, error: Exception) -> None:
        self._is_looking = False
        if not isinstance(error, FcnError):
            problem = tr("The masks cannot be read: {reason}.").format(reason=spoken(str(error)))
            error = FcnError(problem, tr("Check the folder."))
        self.problem.emit(error)


def _miss(result: ImportResult, entry: ImageEntry, error: Exception) -> None:
    said = spoken_error(error)
    known = isinstance(error, FcnError)
    result.problems.append(said if known else f"{name_of(entry.path)}: {said}")


def _translation(
    preview: ImportPreview, background: bool, meanings: Meanings | None
) -> Translation:
    """What becomes of the masks' values; the labels that are lacking come first. `FcnError`."""
    project = preview.project
    if meanings is None:
        add_labels(project, preview.new_labels)
        theirs = preview.found.labels
        return Translation.between(theirs, project.labels, background=background)
    return Translation.by_value(adopt(project, meanings, preview.found.colors))
