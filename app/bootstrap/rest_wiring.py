"""Wires what paints all that is left over: it says what was done, and how to take it back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.flows.counting import edit_words, labels_of
from app.flows.learning.learning_set import CorrectedSet
from app.flows.work.many_edits import ManyResult
from app.language import count, tr
from app.state.document import Document
from app.state.edits import Edit
from app.state.listing import ImageEntry
from app.views.banner import BannerKind
from app.views.main_window import MainWindow


class RestWiring(QObject):
    """The rest of the open image in the current label; the rest of many as background."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts, self._window = parts, window
        self._unfinished: tuple[ImageEntry, ...] = ()
        parts.correcting.rest_filled.connect(self._tell)
        parts.training.preview_ready.connect(self._take)
        window.training_drawer.preview.rest_requested.connect(self._start)
        parts.resting.finished.connect(self._tell_all)

    def _tell(self, document: Document, edit: Edit) -> None:
        self._window.show_notice(
            edit_words(edit, labels_of(self._parts.opening.project)),
            BannerKind.SUCCESS,
            tr("Undo"),
            lambda: self._parts.correcting.take_back(document, edit),
        )

    def _take(self, found: CorrectedSet) -> None:
        self._unfinished = found.unfinished

    def _start(self) -> None:
        self._parts.resting.fill_rest([entry.image_id for entry in self._unfinished])

    def _tell_all(self, result: ManyResult) -> None:
        images = count(len(result.images), tr("image"), tr("images"))
        if result.taken_back:
            text = tr("The rest of {images} is untouched again.").format(images=images)
        else:
            text = tr("The rest of {images} is background now.").format(images=images)
        can_undo = bool(result.images) and not result.taken_back
        self._window.show_notice(
            " ".join([text, *result.problems[:2]]),
            BannerKind.WARNING if result.problems else BannerKind.SUCCESS,
            tr("Undo") if can_undo else "",
            (lambda: self._parts.resting.take_back(result)) if can_undo else None,
        )
        self._parts.training.preview()
