"""Exporting: choose, count, write in a thread, read back, say so."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.flows.models import Models
from app.flows.naming import net_words
from app.flows.opening import Opening
from app.language import tr
from app.spoken import spoken
from app.state.index import ImageStatus
from app.state.listing import ImageEntry
from app.state.project import Project
from app.workers.background import Background
from app.workers.corrected import Counted, count_corrected
from app.workers.engine import Loader, load_predictor
from app.workers.exporting import ExportCancelledError, ExportOrder, write_export
from app.workers.orders import LoadOrder
from fcn_core.errors import FcnError
from fcn_core.interchange.exporting import ExportResult
from fcn_core.interchange.formats import FORMATS

log = logging.getLogger(__name__)


class Scope(StrEnum):
    """Which images leave."""

    ALL = "all"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"


SCOPES = {
    Scope.ALL: (ImageStatus.NEW, ImageStatus.CORRECTED, ImageStatus.ACCEPTED),
    Scope.CORRECTED: (ImageStatus.CORRECTED, ImageStatus.ACCEPTED),
    Scope.ACCEPTED: (ImageStatus.ACCEPTED,),
}


@dataclass(frozen=True, kw_only=True)
class ExportWish:
    """Where to and how, which images, and whether the net's word fills what nobody corrected."""

    folder: Path
    format: str = "voc"
    scope: Scope = Scope.CORRECTED
    composite: bool = True
    split: bool = True


@dataclass(frozen=True, kw_only=True)
class ExportCount:
    """What a wish would write."""

    entries: tuple[ImageEntry, ...]
    held_out: frozenset[str]
    warnings: tuple[str, ...] = ()


class Exporting(QObject):
    """One export at a time."""

    progressed = Signal(int, int)
    """Images written and read back, of all."""
    finished = Signal(object)
    """ExportResult."""
    failed = Signal(str, str)
    labels_counted = Signal(object)
    """tuple[Corrected, ...]: what people confirmed in the images counted last."""
    _image_done = Signal(int, int)

    def __init__(
        self,
        *,
        opening: Opening,
        models: Models,
        thread: Background,
        load: Loader = load_predictor,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._models = opening, models
        self._thread, self._load = thread, load
        self._cancelled = threading.Event()
        self.is_running = False
        self._counts = 0
        self._image_done.connect(self.progressed)

    def count(self, wish: ExportWish) -> ExportCount:
        """The images that would leave, and what to think of."""
        project = self._opening.project
        if project is None:
            return ExportCount(entries=(), held_out=frozenset())
        entries = project.with_status(SCOPES[wish.scope])
        return ExportCount(
            entries=entries,
            held_out=held_out_ids(project) if wish.split else frozenset(),
            warnings=_warnings(project, entries, wish),
        )

    def count_labels(self, counted: ExportCount) -> None:
        """Count the confirmed pixels of each label in a thread; `labels_counted` follows."""
        project = self._opening.project
        if project is None:
            return
        source = self._opening.corrections_source(project)
        leaving = [(entry, project.facts(entry.image_id)) for entry in counted.entries]
        entries = [pair for pair in leaving if pair[1].status is not ImageStatus.NEW]
        self._counts += 1
        number = self._counts

        def take(found: Counted) -> None:
            if number == self._counts:
                self.labels_counted.emit(found.images)

        # What cannot be read is said by the export itself.
        self._thread.submit(
            lambda: count_corrected(source, entries),
            take,
            lambda error: log.warning("labels cannot be counted: %s", error),
        )

    def start(self, wish: ExportWish) -> None:
        """Write. `finished` or `failed` follows; does nothing while one is under way."""
        project = self._opening.project
        if project is None or self.is_running:
            return
        counted = self.count(wish)
        if not counted.entries:
            self.failed.emit(tr("There is nothing to export."), tr("Choose more images."))
            return
        in_use = self._models.in_use
        order = ExportOrder(
            out=wish.folder,
            format=wish.format,
            source=self._opening.corrections_source(project),
            entries=counted.entries,
            held_out=counted.held_out,
            labels=project.labels.picked(project.living),
            living=project.living,
            words=net_words(project),
            net=LoadOrder(model_path=self._models.path(in_use), model_id=in_use, device="cpu")
            if wish.composite
            else None,
        )
        self._run(order)

    def cancel(self) -> None:
        """Stop after the image that is being written."""
        self._cancelled.set()

    def _run(self, order: ExportOrder) -> None:
        self.is_running = True
        self._cancelled.clear()
        total = len(order.entries)
        self._thread.submit(
            lambda: write_export(
                order,
                self._load,
                lambda done: self._image_done.emit(done, total),
                self._cancelled,
            ),
            self._finish,
            self._fail,
        )

    def _finish(self, result: ExportResult) -> None:
        self.is_running = False
        self.finished.emit(result)

    def _fail(self, error: Exception) -> None:
        self.is_running = False
        if isinstance(error, ExportCancelledError):
            self.failed.emit(
                tr("The export was cancelled."), tr("What was written before is whole.")
            )
        elif isinstance(error, FcnError):
            self.failed.emit(error.problem, error.remedy)
        elif isinstance(error, OSError):
            self.failed.emit(
                tr("{path} cannot be written ({reason}).").format(
                    path=error.filename or tr("The export"),
                    reason=spoken(error.strerror or str(error)),
                ),
                tr("Free some space or choose another folder, then export again."),
            )
        else:
            self.failed.emit(
                tr("The export failed: {reason}.").format(reason=spoken(str(error))),
                tr("Try again, or export fewer images."),
            )


def held_out_ids(project: Project) -> frozenset[str]:
    """Images that no run has learned from, by what the project has decided so far."""
    corrected = project.with_status(SCOPES[Scope.CORRECTED])
    if not corrected:
        return frozenset()
    return frozenset(entry.image_id for entry in project.split(corrected)[1])


def _warnings(
    project: Project, entries: tuple[ImageEntry, ...], wish: ExportWish
) -> tuple[str, ...]:
    found = []
    unread = len(project.with_status((ImageStatus.UNREADABLE,)))
    if unread and wish.scope is Scope.ALL:
        found.append(
            tr("1 image cannot be read and is left out.")
            if unread == 1
            else tr("{images:,} images cannot be read and are left out.").format(images=unread)
        )
    new = sum(project.status(e.image_id) is ImageStatus.NEW for e in entries)
    if new and wish.composite:
        found.append(
            tr("1 image untouched by people: there the net's word leaves alone.")
            if new == 1
            else tr(
                "{images:,} images untouched by people: there the net's word leaves alone."
            ).format(images=new)
        )
    if not wish.composite:
        found.append(
            tr("Pixels that nobody confirmed are written as void.")
            if FORMATS[wish.format].has_void
            else tr(
                "Pixels that nobody confirmed are written as background, since the format has no "
                "void: who trains on it learns that nothing is there."
            )
        )
    return tuple(found)
