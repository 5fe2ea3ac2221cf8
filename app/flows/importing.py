"""Importing: masks of other programs become corrections of images that nobody has worked on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from app.flows.counting import painted_in
from app.flows.import_labels import add_labels, adopt, foreign_values, name_there, new_labels
from app.flows.labels.ordering import used_labels
from app.flows.opening import Opening
from app.flows.work.each_image import Errand
from app.flows.work.many_edits import ManyEdits, ManyResult
from app.jobs.edited import edited
from app.jobs.importing import (
    TITLE,
    ImportOrder,
    Translation,
    is_worked_on,
    translated,
    value_shares,
    write_imported,
)
from app.language import tr
from app.spoken import spoken
from app.state.document import Document
from app.state.foreign import ForeignValue, Meanings
from app.state.index import CORRECTED, ImageStatus
from app.state.listing import ImageEntry
from app.state.project import Project
from app.workers.background import Background
from fcn_core.data.annotations import Annotations
from fcn_core.data.drawn import Read
from fcn_core.data.finding import annotations_in
from fcn_core.errors import FcnError


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


class Importing(ManyEdits):
    """One import at a time. Labels that come with the masks stay if they are taken back."""

    found = Signal(object)
    """ImportPreview: ask, then `start`."""

    def __init__(self, *, opening: Opening, reader: Background, tasks: Background) -> None:
        super().__init__(opening=opening, reader=reader)
        self._tasks = tasks
        self._reads: dict[str, Read] = {}
        self._last: ManyResult | None = None
        """The last import, until it is taken back."""
        self._is_looking = False
        self.finished.connect(self._remember)
        opening.project_changed.connect(lambda _: self._remember(None))

    @property
    def can_take_back(self) -> bool:
        """True if masks were imported since the project was opened."""
        return self._last is not None and bool(self._last.images) and not self.is_running

    def take_back_last(self) -> None:
        """Undo the last import, image by image, but where something was done since."""
        if self._last is not None:
            self.take_back(self._last)

    def _remember(self, result: ManyResult | None) -> None:
        self._last = None if result is None or result.taken_back else result

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
        used = used_labels(project, painted_in(self._opening.documents))
        try:
            self._order = ImportOrder(
                paths=project.paths,
                translation=_translation(preview, background, meanings, used),
                palette=project.labels.palette(),
            )
        except FcnError as error:
            self.problem.emit(error)
            return
        self._last = None
        self._reads = {entry.image_id: read for entry, read in preview.images}
        result = ManyResult(project, TITLE, kept=preview.worked_on)
        self._walk_through(result, [entry for entry, _ in preview.images], self._visit)

    # --- before the question ------------------------------------------------------------------

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

    def _fail(self, error: Exception) -> None:
        self._is_looking = False
        if not isinstance(error, FcnError):
            problem = tr("The masks cannot be read: {reason}.").format(reason=spoken(str(error)))
            error = FcnError(problem, tr("Check the folder."))
        self.problem.emit(error)

    # --- one image after the other ------------------------------------------------------------

    def _visit(self, entry: ImageEntry, document: Document | None) -> Errand | None:
        order, read, missed = self._order, self._reads[entry.image_id], partial(self._miss, entry)
        if document is None:
            return Errand(
                work=lambda: write_imported(order, entry, read),
                done=partial(self._take, entry),
                missed=missed,
            )
        history, corrections = document.history, document.corrections
        if is_worked_on(corrections.touched, history.done, history.undone):
            self._take(entry, edited(corrections, document.revision, None))
            return None
        shape = document.shape
        return Errand(
            work=lambda: translated(order.translation, read(shape), shape, entry),
            done=partial(self._put, entry, document, document.revision),
            missed=missed,
        )


def _translation(
    preview: ImportPreview, background: bool, meanings: Meanings | None, used: Set[int]
) -> Translation:
    """What becomes of the masks' values; the labels that are lacking come first. `FcnError`."""
    project = preview.project
    if meanings is None:
        theirs = preview.found.labels
        beside = () if theirs is None else theirs.names
        add_labels(project, preview.new_labels, beside, used)
        return Translation.between(theirs, project.labels, background=background)
    return Translation.by_value(adopt(project, meanings, preview.found.colors, used))
