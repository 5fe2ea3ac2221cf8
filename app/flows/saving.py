"""Saving: every finished edit goes to the journal at once, and to the corrections file soon.

At most one journal write an image is under way: what comes meanwhile goes with the next, so the
order on disk is the order of the edits, whatever fails in between. A failed save is said once,
the document stays dirty, and saving is tried again by itself until it works.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.flows.flow import Flow
from app.state.document import Document
from app.state.index import ImageStatus
from app.state.project import Project
from app.state.records import STEPS
from app.workers.writer import Writer
from fcn_core.errors import FcnError
from fcn_core.labels import MAX_LABELS

SNAPSHOT_MS = 3000
# Large rasters are copied and compressed less often.
SNAPSHOT_MS_PER_MEGAPIXEL = 300
RETRY_MS = 5000


@dataclass
class _Track:
    """What is known of one document's way to the disk."""

    project: Project
    document: Document
    timer: QTimer
    written: int
    appending: bool = False
    writing: bool = False
    failing: bool = False

    @property
    def is_settled(self) -> bool:
        """True if the files hold everything and nothing is under way."""
        document = self.document
        is_behind = document.is_painting or document.is_dirty or self.written != document.revision
        return not (self.appending or self.writing or is_behind or self.lacks_steps)

    @property
    def lacks_steps(self) -> bool:
        """True while the journal lacks steps, which the corrections file may know: what is not in
        the journal cannot be undone once the image was read anew.
        """
        return any(record.kind in STEPS for record in self.document.pending)

    @property
    def interval_ms(self) -> int:
        height, width = self.document.shape
        return SNAPSHOT_MS + SNAPSHOT_MS_PER_MEGAPIXEL * (height * width // 1_000_000)


class Saving(Flow):
    """Saves all documents it is told to watch. A `problem` is said once until it works again."""

    saved = Signal(str)
    """Image id: everything finished is on disk."""
    recovered = Signal()

    def __init__(self, writer: Writer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._tracks: dict[str, _Track] = {}
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._push_all)
        self.is_failing = False
        """True while something could not be saved."""

    def watch(self, project: Project, document: Document) -> None:
        """Save this document from now on."""
        timer = QTimer(self, singleShot=True)
        track = _Track(project, document, timer, written=document.revision)
        self._tracks[document.image_id] = track
        # By the image's name: a connection that held the document would keep it for ever.
        timer.timeout.connect(partial(self._with_track, document.image_id, self._write))
        document.history_changed.connect(partial(self._with_track, document.image_id, self._push))

    def forget(self, document: Document) -> None:
        """Stop watching; only what `is_settled` may be forgotten."""
        track = self._tracks.pop(document.image_id, None)
        if track is not None:
            track.timer.stop()
            track.timer.deleteLater()
            self._recover()

    def is_settled(self, document: Document) -> bool:
        """True if the image could be read anew and be what it is."""
        track = self._tracks.get(document.image_id)
        return track is None or track.is_settled

    def save_now(self) -> None:
        """Write all corrections files that are behind, without waiting."""
        for track in self._tracks.values():
            self._write(track)

    def flush(self) -> list[Document]:
        """Save everything now and wait. Returns the documents that could not be saved."""
        for track in self._tracks.values():
            track.document.finish_whole()
            self._push(track)
        while any(track.appending or track.writing for track in self._tracks.values()):
            self._writer.flush()
        self.save_now()
        while any(track.appending or track.writing for track in self._tracks.values()):
            self._writer.flush()
        return [t.document for t in self._tracks.values() if t.document.is_dirty]

    def _with_track(self, image_id: str, act: Callable[[_Track], None]) -> None:
        if (track := self._tracks.get(image_id)) is not None:
            act(track)

    def _push_all(self) -> None:
        for track in self._tracks.values():
            self._push(track)
            if track.failing and not track.document.is_dirty:
                self._write(track)

    def _push(self, track: _Track) -> None:
        """Send what the journal lacks, unless a write is under way."""
        document = track.document
        if track.appending or not track.lacks_steps:
            return
        track.appending = True
        self._writer.append(
            track.project.paths,
            document.image_id,
            document.pending,
            partial(self._journaled, track),
            partial(self._journal_failed, track),
        )
        self._write_soon(track)
        if track.project.status(document.image_id) is ImageStatus.NEW:
            track.project.note_document(document)
        _note_labels(track.project, document)

    def _write_soon(self, track: _Track) -> None:
        if not track.timer.isActive():
            track.timer.start(track.interval_ms)

    def _write(self, track: _Track) -> None:
        """Write the corrections file if it is behind."""
        document = track.document
        if track.writing or track.written == document.revision:
            return
        track.writing = True
        palette = track.project.labels.palette()
        self._writer.save_snapshot(
            track.project.paths,
            document.snapshot(),
            palette,
            partial(self._snapshotted, track),
            partial(self._snapshot_failed, track),
        )
        track.project.note_document(document)

    def _journaled(self, track: _Track, revision: int) -> None:
        track.appending = track.failing = False
        track.document.mark_journaled(revision)
        self._push(track)
        self._note_saved(track)

    def _snapshotted(self, track: _Track, revision: int) -> None:
        track.writing, track.written = False, revision
        track.failing = track.failing and track.lacks_steps
        track.document.mark_saved(revision)
        self._push(track)
        if revision != track.document.revision:  # its time may have come while this was written
            self._write_soon(track)
        self._note_saved(track)

    def _note_saved(self, track: _Track) -> None:
        self._recover()
        if not track.document.is_dirty:
            self.saved.emit(track.document.image_id)

    def _journal_failed(self, track: _Track, problem: str, remedy: str) -> None:
        track.appending = False
        self._fail(track, problem, remedy)

    def _snapshot_failed(self, track: _Track, problem: str, remedy: str) -> None:
        track.writing = False
        self._fail(track, problem, remedy)

    def _fail(self, track: _Track, problem: str, remedy: str) -> None:
        track.failing = True
        self._retry.start(RETRY_MS)
        if not self.is_failing:
            self.is_failing = True
            self.problem.emit(FcnError(problem, remedy))

    def _recover(self) -> None:
        if self.is_failing and not any(track.failing for track in self._tracks.values()):
            self.is_failing = False
            self._retry.stop()
            self.recovered.emit()


def _note_labels(project: Project, document: Document) -> None:
    """Labels that are drawn with are known at once: no other one may get their ids, whatever else
    a crash leaves. Edits of several labels draw what was shown before, and is known.
    """
    edits = (record.edit for record in document.pending if record.edit is not None)
    drawn = {edit.label for edit in edits if edit.label is not None and edit.label < MAX_LABELS}
    known = project.facts(document.image_id).labels
    if not drawn <= known:
        project.set_labels_found(document.image_id, known | drawn)
