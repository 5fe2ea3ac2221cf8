"""How many pixels of each label people have confirmed, over the whole project, as of now."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from app.flows.opening import Opening
from app.state.corrections import value_counts
from app.state.document import Document
from app.state.index import CORRECTED
from app.state.net_words import what_became
from app.state.project import Project
from app.workers.background import Background
from app.workers.corrected import CorrectionsSource
from app.workers.looking import Counts, count_labels


class Confirmed(QObject):
    """Counts what is on disk once, in a thread, and open images whenever it is asked."""

    def __init__(self, opening: Opening, thread: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._counts: dict[str, Counts] = {}
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
        if project is None:
            return
        source = CorrectionsSource(paths=project.paths, live={})
        entries = project.with_status(CORRECTED)
        self._thread.submit(
            lambda: count_labels(source, entries),
            lambda counts: self._take(project, counts),
            # Without them all labels count as equally rare.
            lambda _: None,
        )

    def _take(self, project: Project, counts: dict[str, Counts]) -> None:
        if project is self._project:
            # What was counted while it was open is newer.
            self._counts = {**counts, **self._counts}

    def _look_at(self, document: Document | None) -> None:
        self._count_open()
        self._document, self._revision = document, -1

    def _count_open(self) -> None:
        document = self._document
        if document is not None and document.revision != self._revision:
            self._revision = document.revision
            self._counts[document.image_id] = value_counts(document.corrections.values_HW)
