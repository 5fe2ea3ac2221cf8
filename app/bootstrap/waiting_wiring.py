"""Wires what is said while an image is read: a note over the canvas, and no second reader of it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.bootstrap.parts import Parts
from app.state.document import Document
from app.state.listing import ImageEntry
from app.views.main_window import MainWindow
from app.views.opening_note import OpeningNote
from fcn_core.imaging.pages import name_of


class WaitingWiring(QObject):
    """Follows what `Opening` awaits."""

    def __init__(self, parts: Parts, window: MainWindow) -> None:
        super().__init__(window)
        self._parts = parts
        self.note: OpeningNote = window.opening_note
        parts.opening.awaited.connect(self._wait)
        parts.opening.document_changed.connect(self._end)
        parts.opening.stayed.connect(lambda _: self._end(None))
        parts.opening.project_changed.connect(lambda _: self._end(None))
        parts.thumbnails.ready.connect(self.note.set_thumbnail)

    def _wait(self, entry: ImageEntry) -> None:
        is_empty = self._parts.opening.document is None
        self.note.begin(entry.image_id, name_of(entry.path), covers=is_empty)
        self._parts.thumbnails.await_reading(entry.path)
        if is_empty:  # the list may not be in sight
            self._parts.thumbnails.want([(entry.image_id, entry.path)], drop_others=False)

    def _end(self, document: Document | None) -> None:
        if document is not None:
            shown = document.image_id, document.path, document.image_HWC
            self._parts.thumbnails.put(*shown)
        if not self._parts.opening.coming:
            self.note.end()
            self._parts.thumbnails.await_reading(None)
