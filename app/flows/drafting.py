"""Open outlines outlive a crash: each press is kept on the disk, and found when the image is shown.

The file goes after the journal: while an edit is not on the disk yet, the outline that it may have
been stays there, so at no moment neither of them is. What the disk does not take is said once, and
tried again by itself until it does.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal

from app.flows.flow import Flow
from app.flows.opening import Opening
from app.flows.saving import RETRY_MS, Saving
from app.language import tr
from app.state.document import Document
from app.state.draft import Draft, keep_draft, read_draft
from app.state.paths import ProjectPaths
from app.state.project import Project
from app.tools import TOOLS
from app.tools.tool import Outlining
from app.workers.writer import Writer, described
from fcn_core.errors import FcnError


class Drafting(Flow):
    """Keeps the open outline of each image of the open project."""

    found = Signal(object, object)
    """Document and draft: an outline that was open when the program ended."""

    def __init__(self, opening: Opening, saving: Saving, writer: Writer) -> None:
        super().__init__(opening)
        self._opening, self._writer = opening, writer
        self._waiting: dict[str, tuple[Document, Draft | None]] = {}
        """By image, what waits for the journal, or for a disk that took it not."""
        self._last: dict[str, Draft | None] = {}
        """By image, what was to be kept last, whether it waits or is there."""
        self._is_failing = False
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._try_again)
        opening.project_changed.connect(lambda _: self._end())
        opening.document_changed.connect(self._look)
        saving.saved.connect(self._go_on)

    def keep(self, document: Document, draft: Draft | None) -> None:
        """The image's outline is this one now; None if it was closed or dropped."""
        if draft is not None:
            draft = replace(draft, picture=document.pictured.seen)
        self._waiting[document.image_id] = document, draft
        self._last[document.image_id] = draft
        self._go_on(document.image_id)

    def look_again(self, image_id: str) -> None:
        """An outline may have come to this image."""
        document = self._opening.document
        if document is not None and document.image_id == image_id:
            self._look(document)

    def _end(self) -> None:
        """Before a project is closed: nobody writes there afterwards."""
        self._writer.flush()
        self._waiting.clear()
        self._last.clear()
        self._is_failing = False

    def _try_again(self) -> None:
        for image_id in [*self._waiting]:
            self._go_on(image_id)

    def _go_on(self, image_id: str) -> None:
        document, draft = self._waiting.get(image_id, (None, None))
        if document is None or document.is_dirty:
            return
        del self._waiting[image_id]
        self._writer.submit(
            partial(_keep, self._paths, image_id, draft),
            self._on_kept,
            partial(self._on_not_kept, self._opening.project, document, draft),
        )

    def _on_kept(self, _: None) -> None:
        self._is_failing = False

    def _on_not_kept(
        self, project: Project | None, document: Document, draft: Draft | None, error: Exception
    ) -> None:
        if project is self._opening.project:
            if self._last[document.image_id] is draft:  # else a later one is on its way, or there
                self._waiting[document.image_id] = document, draft
            self._retry.start(RETRY_MS)
        if not self._is_failing:
            self._is_failing = True
            self.problem.emit(FcnError(*described(document.image_id, error)))

    def _look(self, document: Document | None) -> None:
        if document is None:
            return
        if document.image_id in self._waiting:
            _, waiting = self._waiting[document.image_id]
            if waiting is not None:
                self.found.emit(document, waiting)
            return
        paths = self._paths

        def take(draft: Draft | None) -> None:
            if draft is None or self._opening.document is not document:
                return
            self.found.emit(document, draft)
            drawn, seen = draft.picture, document.pictured.seen
            if drawn is not None and seen is not None and not seen.is_same(drawn):
                text = tr("The open outline of {image} was drawn on another picture.")
                remedy = tr("Esc drops it. If that was not meant, put the old picture back.")
                self.problem.emit(FcnError(text.format(image=document.image_id), remedy))

        def fail(error: Exception) -> None:
            if not isinstance(error, FcnError):
                text = tr("The open outline in {file} cannot be read.")
                remedy = tr("Draw it again: the next outline on this image replaces the file.")
                error = FcnError(text.format(file=paths.draft(document.image_id)), remedy)
            self.problem.emit(error)

        self._writer.submit(partial(_read, paths, document.image_id), take, fail)

    @property
    def _paths(self) -> ProjectPaths:
        assert self._opening.project is not None
        return self._opening.project.paths


def _keep(paths: ProjectPaths, image_id: str, draft: Draft | None) -> None:
    """Raises `OSError`, also if another project lies there by now."""
    paths.check()
    keep_draft(paths.draft(image_id), draft)


def _read(paths: ProjectPaths, image_id: str) -> Draft | None:
    """Raises `OSError`, `ValueError` for what no tool can go on with, and `FcnError` if another
    project lies there by now.
    """
    paths.check_read()
    draft = read_draft(paths.draft(image_id))
    paths.check_read()
    if draft is not None and not isinstance(TOOLS[draft.tool](), Outlining):
        raise ValueError(f"{draft.tool} draws no outlines")
    return draft
