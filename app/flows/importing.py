"""Importing: masks of other programs become corrections of images that nobody has worked on.

Images are written one after the other in the thread that also reads images, so that none is
opened while its corrections are being written; one that is open gets its mask as an edit.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from app.flows.naming import fresh_color
from app.flows.opening import Opening
from app.state.document import Document
from app.state.index import ImageStatus
from app.state.listing import ImageEntry
from app.state.project import Project
from app.workers.background import Background
from app.workers.importing import (
    UNKNOWN,
    Imported,
    ImportOrder,
    Table,
    translated,
    write_imported,
)
from fcn_core.data.annotations import Annotations, annotations_in
from fcn_core.errors import FcnError
from fcn_core.labels import Label, LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask

WAIT_MS = 20
"""Until an image that is just being opened is looked at again."""
Read = Callable[[], Mask]


@dataclass(frozen=True, kw_only=True)
class ImportPreview:
    """What a folder's masks would do to the project."""

    kind: str
    masks: int
    images: tuple[tuple[ImageEntry, Read], ...]
    """Those of the project that have a mask and no corrections."""
    worked_on: int
    """Images with a mask that stay as they are."""
    labels: LabelSet | None
    new_labels: tuple[str, ...]


@dataclass
class ImportResult:
    """What became of an import."""

    imported: int = 0
    kept: int = 0
    problems: list[str] = field(default_factory=list)


class Importing(QObject):
    """One import at a time."""

    found = Signal(object)
    """ImportPreview: ask, then `start`."""
    progressed = Signal(int, int)
    finished = Signal(object)
    """ImportResult."""
    problem = Signal(str, str)

    def __init__(
        self,
        *,
        opening: Opening,
        reader: Background,
        tasks: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._reader, self._tasks = opening, reader, tasks
        self._waiting: deque[tuple[ImageEntry, Read]] = deque()
        self._total = 0
        self._result = ImportResult()
        self._project: Project | None = None
        opening.project_changed.connect(lambda _: self._leave())

    @property
    def is_running(self) -> bool:
        return self._project is not None

    def look(self, folder: Path) -> None:
        """Find out what a folder's masks would do; `found` or `problem` follows."""
        project = self._opening.project
        if project is None or self.is_running:
            return
        self._tasks.submit(
            lambda: (annotations_in(folder, project.images), tuple(project.list_all())),
            lambda looked: self._look_through(project, *looked),
            self._fail,
        )

    def start(self, preview: ImportPreview, background: bool) -> None:
        """Take the masks over; with `background` their 0 is confirmed, else left untouched."""
        project = self._opening.project
        if project is None or self.is_running or not preview.images:
            return
        try:
            _add_labels(project, preview.new_labels)
        except FcnError as error:
            self.problem.emit(error.problem, error.remedy)
            return
        self._order = ImportOrder(
            paths=project.paths,
            table=_table(preview.labels, project.labels),
            palette=project.labels.palette(),
            background=background,
        )
        self._project, self._result = project, ImportResult(kept=preview.worked_on)
        self._waiting, self._total = deque(preview.images), len(preview.images)
        self._next()

    def _look_through(
        self, project: Project, found: Annotations, entries: tuple[ImageEntry, ...]
    ) -> None:
        if project is not self._opening.project:
            return
        times = Counter(entry.path.stem for entry in entries)
        having = [
            (entry, found.masks[entry.path.stem])
            for entry in entries
            if entry.path.stem in found.masks and times[entry.path.stem] == 1
        ]
        images = tuple(
            pair for pair in having if project.status(pair[0].image_id) is ImageStatus.NEW
        )
        known = project.labels.names
        names = () if found.labels is None else found.labels.names[1:]
        self.found.emit(
            ImportPreview(
                kind=found.kind,
                masks=len(found.masks),
                images=images,
                worked_on=len(having) - len(images),
                labels=found.labels,
                new_labels=tuple(name for name in names if name not in known),
            )
        )

    # --- one image after the other ------------------------------------------------------------

    def _next(self) -> None:
        project = self._project
        if project is None:
            return
        if not self._waiting:
            self._project = None
            self.finished.emit(self._result)
            return
        entry, read = self._waiting[0]
        if self._opening.is_being_read(entry.image_id):
            QTimer.singleShot(WAIT_MS, self, self._next)
            return
        self._waiting.popleft()
        document, order = self._opening.open_document(entry.image_id), self._order
        if document is not None:
            self._edit(document, entry, read)
            return
        self._reader.submit(
            lambda: write_imported(order, entry, read),
            lambda imported: self._take(project, entry, imported),
            lambda error: self._miss(project, entry, error),
        )

    def _edit(self, document: Document, entry: ImageEntry, read: Read) -> None:
        """The mask of an open image, as an edit that can be undone."""
        if document.is_painting or document.corrections.touched:
            self._result.kept += 1
            self._go_on()
            return
        try:
            mask = translated(self._order, read(), document.shape, entry)
        except FcnError as error:
            self._result.problems.append(str(error))
        else:
            change = document.begin_whole("Import mask", lambda band: mask[band.slices])
            if change is not None:
                change.finish()
            self._result.imported += 1
        self._go_on()

    def _take(self, project: Project, entry: ImageEntry, imported: Imported | None) -> None:
        if imported is None:
            self._result.kept += 1
        else:
            project.note_touched(entry.image_id, imported.touched, imported.pixels)
            self._result.imported += 1
        self._go_on()

    def _miss(self, project: Project, entry: ImageEntry, error: Exception) -> None:
        self._result.problems.append(f"{entry.path.name}: {error}")
        self._go_on()

    def _go_on(self) -> None:
        self.progressed.emit(self._total - len(self._waiting), self._total)
        QTimer.singleShot(0, self, self._next)

    def _leave(self) -> None:
        """The project is closed: what was imported until then stays."""
        self._project = None
        self._waiting.clear()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, FcnError):
            self.problem.emit(error.problem, error.remedy)
        else:
            self.problem.emit(f"The masks cannot be read: {error}.", "Check the folder.")


def _add_labels(project: Project, names: tuple[str, ...]) -> None:
    """Add labels at the end, all or none. Raises `FcnError`."""
    labels = project.labels
    for name in names:
        labels = labels.added(Label(name=name, color=fresh_color(labels)))
    project.set_labels(labels)


def _table(theirs: LabelSet | None, ours: LabelSet) -> Table:
    """From their ids to ours; without names they are ours. 0 is the background on both sides."""
    table = np.full(256, UNKNOWN, np.uint8)
    table[[UNTOUCHED, VOID]] = UNTOUCHED, VOID
    if theirs is None:
        table[: len(ours)] = np.arange(len(ours))
    else:
        table[1 : len(theirs)] = [ours.id_of(name) for name in theirs.names[1:]]
        table[0] = 0
    return table
