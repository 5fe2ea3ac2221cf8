"""Exporting: choose, count, write in a thread, read back, say so."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.flows.export.preview import READABLE, ExportCount, chosen, leaving
from app.flows.labels.naming import net_words
from app.flows.measuring import usual_pixel
from app.flows.models import Models
from app.flows.opening import Opening
from app.flows.opening_words import NOT_LISTED
from app.jobs.corrected import CorrectionsSource, Counted, count_corrected
from app.jobs.exporting import ExportOrder, deep_images, write_export
from app.language import tr
from app.spoken import spoken
from app.state.index import CORRECTED, ImageFacts
from app.state.listing import ImageEntry
from app.state.project import Project
from app.state.wishes import ExportWish
from app.workers.background import Background
from app.workers.loading import Loader, load_predictor
from app.workers.orders import LoadOrder
from fcn_core.cancelling import StoppedError
from fcn_core.errors import FcnError, explained
from fcn_core.imaging.pages import name_of
from fcn_core.interchange.exporting import ExportResult
from fcn_core.interchange.formats import FORMATS

# What is asked of the thread for the preview.
COUNT, DEPTH = "count for an export", "depth of images"


class Exporting(QObject):
    """One export at a time."""

    progressed = Signal(int, int)
    """Images written and read back, of all."""
    finished = Signal(object)
    """ExportResult."""
    failed = Signal(object)
    """FcnError."""
    cancelled = Signal(int, int, str)
    """As asked for: so many images, of all, are whole in this folder."""
    previewed = Signal(object)
    """ExportCount, of the wish that was looked at last."""
    counting = Signal(int, int, str)
    """Corrected images that are counted, of all, and the name of the next one."""
    _image_done = Signal(int, int)
    _image_next = Signal(int, int, str)

    def __init__(
        self,
        *,
        opening: Opening,
        models: Models,
        thread: Background,
        load: Loader = load_predictor,
    ) -> None:
        super().__init__(opening)
        self._opening, self._models = opening, models
        self._thread, self._load = thread, load
        self._cancelled = threading.Event()
        self.is_running = False
        self._wish: ExportWish | None = None
        self._counted: Counted | None = None
        """All that is corrected, as it was looked at last; None until that is counted."""
        self._image_next.connect(self.counting)
        self._deep: frozenset[str] = frozenset()
        """Images of more than eight bits, as far as somebody has looked."""
        self._written = (0, 0)
        self._image_done.connect(self._progress)

    def look(self, wish: ExportWish) -> None:
        """Find out what would be written now; `previewed` follows at once, and once all is counted.

        Nothing is decided by looking.
        """
        self._counted = None
        self._thread.cancel(COUNT)
        self.preview(wish)
        project = self._opening.project
        if project is not None:
            entries, ids = project.entries, project.ids_with_status(READABLE)
            self._thread.submit_latest(
                DEPTH,
                lambda stopped: deep_images(entries.of(ids), stopped),
                partial(self._on_depth_found, project),
                self._miss,
            )

    def preview(self, wish: ExportWish) -> None:
        """What another wish would write, by the same count; `previewed` follows."""
        project = self._opening.project
        if project is None:
            return
        self._wish = wish
        self._show_preview(project)
        if self._counted is None:
            source, entries = self._corrected(project)
            self._thread.submit_latest(
                COUNT,
                lambda stopped: count_corrected(source, self._announced(entries), stopped),
                partial(self._on_counted, project),
                self._miss,
            )

    def start(self, wish: ExportWish) -> None:
        """Write. `finished` or `failed` follows; does nothing while one is under way."""
        project = self._opening.project
        if project is None or self.is_running:
            return
        if not project.is_listed:
            self.failed.emit(FcnError(tr(NOT_LISTED), tr("Try again when that is done.")))
            return
        if not (images := chosen(project, wish)):
            problem = tr("There is nothing to export.")
            self.failed.emit(FcnError(problem, tr("Choose more images.")))
            return
        self.is_running = True
        self._cancelled.clear()
        self._written, self._wish = (0, len(images)), wish
        for kind in (COUNT, DEPTH):
            self._thread.cancel(kind)
        # Anew: something may have been painted, or have gone, since it was looked at.
        source, entries = self._corrected(project)
        self._thread.submit(
            lambda: count_corrected(source, self._announced(entries), self._cancelled.is_set),
            partial(self._begin, project, wish),
            self._fail,
        )

    def cancel(self) -> None:
        """Stop after the image that is being written."""
        self._cancelled.set()

    # --- before -------------------------------------------------------------------------------

    def _corrected(
        self, project: Project
    ) -> tuple[CorrectionsSource, list[tuple[ImageEntry, ImageFacts]]]:
        """Where corrections are read from, and of which images."""
        entries = project.with_status(CORRECTED)
        facts = [(entry, project.facts(entry.image_id)) for entry in entries]
        return self._opening.corrections_source(project), facts

    def _announced(
        self, entries: Sequence[tuple[ImageEntry, ImageFacts]]
    ) -> Iterator[tuple[ImageEntry, ImageFacts]]:
        """The same, each told before somebody looks at it. In the thread that counts."""
        for done, (entry, facts) in enumerate(entries):
            self._image_next.emit(done, len(entries), name_of(entry.path))
            yield entry, facts

    def _on_counted(self, project: Project, counted: Counted) -> None:
        if project is self._opening.project:
            self._counted = counted
            self._thread.cancel(COUNT)  # one count answers all wishes
            self._show_preview(project)

    def _show_preview(self, project: Project) -> None:
        if self._wish is not None:
            self.previewed.emit(leaving(project, self._wish, self._counted, self._deep))

    def _on_depth_found(self, project: Project, deep: frozenset[str]) -> None:
        if project is self._opening.project:
            self._deep = deep
            if deep:
                self._show_preview(project)

    def _miss(self, error: Exception) -> None:
        self.failed.emit(explained(error, tr("Check the disk, then try again.")))

    # --- writing ------------------------------------------------------------------------------

    def _begin(self, project: Project, wish: ExportWish, counted: Counted) -> None:
        """The corrected images are counted: from now on it is decided which are held out."""
        if self._cancelled.is_set() or project is not self._opening.project:
            self._fail(StoppedError())
            return
        self._counted = counted
        try:
            leaves = leaving(project, wish, counted, decides=True)
        except FcnError as error:
            self._fail(error)
            return
        self._write(self._order(project, wish, counted, leaves))

    def _order(
        self, project: Project, wish: ExportWish, counted: Counted, leaves: ExportCount
    ) -> ExportOrder:
        in_use = self._models.in_use
        source = self._opening.corrections_source(project)
        return ExportOrder(
            wish=wish,
            # What could not be read is tried once more, and then said to be left out.
            source=replace(source, failed=source.failed | set(counted.unread)),
            entries=tuple(project.entries.of(chosen(project, wish))),
            held_out=leaves.held_out,
            labels=project.labels.picked(project.living),
            living=project.living,
            words=net_words(project),
            net=LoadOrder(model_path=self._models.path(in_use), model_id=in_use, device="cpu")
            if wish.composite
            else None,
            pixel=usual_pixel(project),
        )

    def _write(self, order: ExportOrder) -> None:
        total = len(order.entries)
        self._progress(0, total)  # loading the net and the first image may take a while
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

    def _progress(self, done: int, total: int) -> None:
        self._written = done, total
        self.progressed.emit(done, total)

    def _finish(self, result: ExportResult) -> None:
        self.is_running = False
        self.finished.emit(result)

    def _fail(self, error: Exception) -> None:
        self.is_running = False
        if isinstance(error, StoppedError):
            assert self._wish is not None  # or nothing would have begun
            folder = self._wish.folder / FORMATS[self._wish.format].folder
            self.cancelled.emit(*self._written, str(folder))
            return
        if isinstance(error, OSError):
            text = tr("{path} cannot be written ({reason}).").format(
                path=error.filename or tr("The export"),
                reason=spoken(error.strerror or str(error)),
            )
            remedy = tr("Free some space or choose another folder, then export again.")
            error = FcnError(text, remedy)
        elif not isinstance(error, FcnError):
            text = tr("The export failed: {reason}.").format(reason=spoken(str(error)))
            error = FcnError(text, tr("Try again, or export fewer images."))
        self.failed.emit(error)
