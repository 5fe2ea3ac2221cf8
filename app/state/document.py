"""The document: one open image with its prediction, its corrections and their history.

It alone changes corrections and history. Every change gets a revision and a journal record that
waits in `pending` until somebody has written it to disk and said so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.language import QT_TR_NOOP
from app.state.corrections import FREE, Corrections, PaintLimits, composited
from app.state.edits import Edit
from app.state.history import History
from app.state.opened import Opened
from app.state.painting import PaintHooks, Painting
from app.state.pictured import Pictured
from app.state.predictions import Predictions
from app.state.records import Record, RecordKind
from app.state.rect import Rect
from app.state.regions import Region, region_in
from app.state.snapshot import Snapshot
from app.state.tiles import bands_of
from app.state.whole_image import WholeImage
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.sentences import said

FILL, FILL_REST = QT_TR_NOOP("Fill"), QT_TR_NOOP("Fill the rest")
ACCEPT, ACCEPT_ALL = QT_TR_NOOP("Accept region"), QT_TR_NOOP("Accept image")
PASTE = QT_TR_NOOP("Paste")
"""Titles of edits: files keep them in English."""

Step = Callable[[], Edit | None]
"""One step through the history."""
Change = Callable[[Edit, Corrections], None]


def taking(stride: int) -> str:
    """The title of an edit that takes a region from one stride output."""
    return said("Take region from {stride}s", stride=stride)


class Document(QObject):
    """One open image. Coordinates are image pixels; rasters are uint8 (H, W)."""

    corrections_changed = Signal(Rect)
    prediction_changed = Signal()
    prediction_grew = Signal(Rect)
    history_changed = Signal()

    def __init__(self, opened: Opened, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if opened.corrections_HW.shape != opened.image_HWC.shape[:2]:
            raise ValueError(f"corrections do not have the size of {opened.path}")
        self.image_id, self.path, self.notes = opened.image_id, opened.path, opened.notes
        self.image_HWC = opened.image_HWC
        self.channels, self.pixel = opened.channels, opened.pixel
        self.pictured, self.history = Pictured(opened.picture, opened.corrected), History()
        self.corrections = Corrections(opened.corrections_HW)
        self.predictions = Predictions(self.corrections.shape)
        self.history.restore(opened.done, opened.undone)
        self.revision = self.saved_revision = opened.revision
        self._pending, self._tells = deque([opened.base] if opened.base else []), True
        self._painting: Painting | None = None
        self._whole: WholeImage | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """(H, W) in pixels."""
        return self.corrections.shape

    # --- the net's word -----------------------------------------------------------------------

    @property
    def prediction(self) -> Mask | None:
        """The prediction of the stride that is shown, as far as it goes, or None."""
        return self.predictions.shown

    @property
    def prediction_model(self) -> str:
        """Id of the model that made the prediction; empty if there is none."""
        return self.predictions.model_id

    @property
    def doubt(self) -> Mask | None:
        """0 certain to 255 undecided, for the stride that is shown; None if unknown."""
        return self.predictions.doubt

    def set_prediction(
        self, stride: int, mask_HW: Mask, model_id: str, doubt_HW: Mask | None = None
    ) -> None:
        """Take over one stride output. Another model's outputs are dropped."""
        self.predictions.put(stride, mask_HW, model_id, doubt_HW)
        self.prediction_changed.emit()

    def set_prediction_part(self, rect: Rect, labels_HW: Mask, model_id: str) -> None:
        """Show a part of what is still being predicted; all else is UNTOUCHED as yet."""
        if self.predictions.put_part(rect, labels_HW, model_id):
            self.prediction_changed.emit()
        self.prediction_grew.emit(rect)

    def composite(self, rect: Rect | None = None) -> Mask:
        """A new mask: corrections where there are any, else the prediction, else UNTOUCHED."""
        return composited(self.corrections.values_HW, self.prediction, rect)

    def region_at(self, x: int, y: int, stride: int | None = None) -> Region | None:
        """The region around a pixel, of the composite or of one stride output."""
        if stride is None:
            return region_in(self.composite, self.shape, x, y)
        prediction = self.predictions.by_stride.get(stride)
        if prediction is None:
            return None
        return region_in(lambda rect: prediction[rect.slices], self.shape, x, y)

    # --- the person's word --------------------------------------------------------------------

    def begin_stroke(self, title: str) -> Painting:
        """Start recording. A stroke that was never finished is finished first.

        Until the stroke ends every other change (`fill`, `undo`, ...) does nothing.
        """
        self.finish_whole()
        if self._painting is not None:
            self._painting.finish()
        hooks = PaintHooks(
            composite=self.composite, changed=self.corrections_changed.emit, ended=self._end_stroke
        )
        self._painting = Painting(self.corrections, title, hooks)
        return self._painting

    def finish_whole(self) -> None:
        """Take the steps that are left, if the whole image is being changed."""
        if self._whole is not None:
            self._whole.finish()

    @property
    def is_painting(self) -> bool:
        return self._painting is not None

    def paint(
        self, title: str, region: Region, label: int, limits: PaintLimits = FREE
    ) -> Edit | None:
        """Give a region a label in one edit; None if nothing changed."""
        if self._is_blocked():
            return None
        painting = self.begin_stroke(title)
        painting.paint(region.rect, region.inside_HW, label, limits)
        return painting.finish()

    def fill(self, x: int, y: int, label: int, limits: PaintLimits = FREE) -> Edit | None:
        """Give the shown region around a pixel a label."""
        region = self.region_at(x, y)
        return None if region is None else self.paint(FILL, region, label, limits)

    def accept_region(self, x: int, y: int) -> Edit | None:
        """Confirm the shown region around a pixel: the prediction becomes corrections."""
        region = self.region_at(x, y)
        if region is None or region.label == UNTOUCHED:
            return None
        return self.paint(ACCEPT, region, region.label, PaintLimits(only_untouched=True))

    def take_region(self, x: int, y: int, stride: int, limits: PaintLimits = FREE) -> Edit | None:
        """Copy the region around a pixel from one stride output into the corrections."""
        region, title = self.region_at(x, y, stride), taking(stride)
        return None if region is None else self.paint(title, region, region.label, limits)

    def begin_accepting(self) -> WholeImage | None:
        """Confirm the whole image step by step: the prediction becomes corrections where there
        are none. Whatever needs the document meanwhile takes the steps left.
        """
        values, seen = self.corrections.values_HW, self.prediction  # not a better one to come
        if seen is None:
            return None
        return self.begin_whole(ACCEPT_ALL, lambda band: composited(values, seen, band))

    def begin_filling_rest(self, label: int) -> WholeImage | None:
        """Give all untouched pixels a label, whatever the net says, step by step as well."""

        def filled(band: Rect) -> Mask:
            values = self.corrections.values_HW[band.slices]
            return np.where(values == UNTOUCHED, np.uint8(label), values)

        if (change := self.begin_whole(FILL_REST, filled)) is not None:
            change.label = label
        return change

    def begin_whole(
        self, title: str, values: Callable[[Rect], Mask], rects: Sequence[Rect] | None = None
    ) -> WholeImage | None:
        """Change the image, or `rects` that share no tile, by steps; None while one paints."""
        if self._is_blocked():
            return None
        painting = self.begin_stroke(title)
        self._whole = WholeImage(painting, values, rects or bands_of(Rect.of_shape(self.shape)))
        return self._whole

    @contextmanager
    def together(self) -> Iterator[None]:
        """Changes that are told, and so written to the journal, at once when all are made."""
        self._tells = False
        try:
            yield
        finally:
            self._tells = True
            self.history_changed.emit()

    def undo(self) -> Edit | None:
        """Take the newest edit back and return it; None if there is none."""
        return self._step(self.history.undo, Edit.revert, RecordKind.UNDO)

    def redo(self) -> Edit | None:
        """Make the edit again that was taken back last; None if there is none."""
        return self._step(self.history.redo, Edit.apply, RecordKind.REDO)

    # --- saving -------------------------------------------------------------------------------

    @property
    def pending(self) -> tuple[Record, ...]:
        """Records not known to be on disk, oldest first. They must be written in this order."""
        return tuple(self._pending)

    @property
    def is_dirty(self) -> bool:
        """True while something finished is in neither journal nor snapshot."""
        return self.saved_revision != self.revision

    def mark_journaled(self, revision: int) -> None:
        """The pending records up to `revision` are on disk."""
        while self._pending and self._pending[0].revision <= revision:
            self._pending.popleft()
        self.mark_saved(revision)

    def mark_saved(self, revision: int) -> None:
        """Everything up to `revision` is on disk, in the journal or in a snapshot."""
        self.saved_revision = max(revision, self.saved_revision)

    def snapshot(self) -> Snapshot:
        """What the writer needs to save the document as it is; a stroke under way is left out."""
        values = self.corrections.values_HW.copy()
        if self._painting is not None:
            self._painting.restore_into(values)
        return Snapshot(
            image_id=self.image_id,
            revision=self.revision,
            corrections_HW=values,
            done=self.history.done,
            undone=self.history.undone,
            picture=self.pictured.now,
        )

    def _is_blocked(self) -> bool:
        """True while a stroke is painted. An image that is being accepted is accepted first."""
        self.finish_whole()
        return self.is_painting

    def _end_stroke(self, edit: Edit | None) -> Edit | None:
        whole, self._painting, self._whole = self._whole, None, None
        if edit is not None:
            if whole is None or whole.confirms:
                edit = self.pictured.confirmed(edit)
            self.history.push(edit)
            self._advance(RecordKind.EDIT, edit)
        return edit

    def _step(self, through: Step, change: Change, kind: RecordKind) -> Edit | None:
        edit = None if self._is_blocked() else through()
        if edit is not None:
            change(edit, self.corrections)
            self.pictured.step(edit, back=kind is RecordKind.UNDO)
            self._advance(kind)
            self.corrections_changed.emit(edit.rect)
        return edit

    def _advance(self, kind: RecordKind, edit: Edit | None = None) -> None:
        self.revision, news = self.revision + 1, self.pictured.news()
        self._pending.append(Record(kind=kind, revision=self.revision, edit=edit, picture=news))
        if self._tells:
            self.history_changed.emit()
