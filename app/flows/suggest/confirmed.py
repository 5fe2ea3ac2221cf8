"""How many pixels of each label people have confirmed, over the whole project, as of now."""

from __future__ import annotations

from collections import deque

import numpy as np
from PySide6.QtCore import QObject

from app.flows.opening import Opening
from app.jobs.corrected import CorrectionsSource
from app.jobs.looking import Counts, count_labels
from app.state.document import Document
from app.state.index import CORRECTED
from app.state.listing import ImageEntry
from app.state.net_words import what_became
from app.state.project import Project
from app.workers.background import Background
from fcn_core.masks import value_counts

# Images that are counted at a time: the net's glances have their turns in between.
BATCH = 10


class Confirmed(QObject):
    """Counts what is on disk once, in a thread, and open images whenever it is asked."""

    def __init__(self, opening: Opening, thread: Background) -> None:
        super().__init__(opening)
        self._thread = thread
        self._counts: dict[str, Counts] = {}
        self._waiting: deque[ImageEntry] = deque()
        self._project: Project | None = None
        self._document: Document | None = None
        self._revision = -1
        opening.project_changed.connect(self._follow)
        opening.document_changed.connect(self._look_at)

    def total(self, labels: int) -> Counts:
        """Confirmed pixels of each of the project's first `labels` labels."""
        self._count_open()
        everything = np.zeros(labels, np.int64)
        for counts in self._counts.values():
            everything += counts[:labels]
        gone = {} if self._project is None else self._project.gone
        for label in gone:
            into = what_became(label, gone)
            if into < labels:
                everything[into] += everything[label]
            everything[label] = 0
        return everything

    def _follow(self, project: Project | None) -> None:
        self._project, self._counts = project, {}
        self._waiting = deque(() if project is None else project.with_status(CORRECTED))
        if project is not None:
            self._count_next(project)

    def _count_next(self, project: Project) -> None:
        batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
        if batch:
            source = CorrectionsSource(paths=project.paths, live={})
            self._thread.submit(
                lambda: count_labels(source, batch),
                lambda counts: self._take(project, counts),
                # Without them labels count as rarer than they are.
                lambda _: None,
            )

    def _take(self, project: Project, counts: dict[str, Counts]) -> None:
        if project is self._project:
            # What was counted while it was open is newer.
            self._counts = {**counts, **self._counts}
            self._count_next(project)

    def _look_at(self, document: Document | None) -> None:
        self._count_open()
        self._document, self._revision = document, -1

    def _count_open(self) -> None:
        document = self._document
        if document is not None and document.revision != self._revision:
            self._revision = document.revision
            self._counts[document.image_id] = value_counts(document.corrections.values_HW)
