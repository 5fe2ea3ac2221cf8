"""The documents in memory: those seen last, and every one that is not wholly on disk."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from app.flows.saving import Saving
from app.jobs.corrected import CorrectionsSource
from app.state.document import Document
from app.state.net_words import became
from app.state.project import Project

KEPT_DOCUMENTS = 3


class KeptDocuments:
    """By image id, in the order in which they were seen. For the window's thread."""

    def __init__(self, saving: Saving) -> None:
        self._saving = saving
        self._documents: OrderedDict[str, Document] = OrderedDict()

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents.values())

    def find(self, image_id: str) -> Document | None:
        """The document of an image that is in memory; also by another spelling of its name, where
        the disk knows no case: its files are not read while something of it is to be written.
        """
        found = self._documents.get(image_id)
        return found or next((d for d in self if d.is_dirty and _is_also(d, image_id)), None)

    def source(self, project: Project) -> CorrectionsSource:
        """The corrections as they are now, for threads that read them."""
        live = {each.image_id: each.snapshot() for each in self}
        return CorrectionsSource(
            paths=project.paths,
            live={name: each.corrections_HW for name, each in live.items()},
            pictures={name: each.picture for name, each in live.items()},
            gone=dict(project.gone),
            failed=frozenset(facts.image_id for facts in project.unreadable()),
        )

    def add(self, project: Project, document: Document) -> None:
        """It was read just now; it is saved from now on."""
        self._documents[document.image_id] = document
        self._saving.watch(project, document)
        project.note_document(document)

    def see(self, document: Document) -> None:
        """It is the one that is seen now."""
        self._documents.move_to_end(document.image_id)

    def forget_oldest(self, shown: Document | None) -> None:
        """Let go of documents beyond the last few, if they are wholly on disk."""
        for document in list(self):
            if len(self) <= KEPT_DOCUMENTS:
                return
            self.forget(document, shown)

    def forget(self, document: Document, shown: Document | None) -> bool:
        """Let go of a document; False if it is shown, or not wholly on disk."""
        may_go = document is not shown and self._saving.is_settled(document)
        if may_go:
            self._saving.forget(document)
            del self._documents[document.image_id]
        return may_go

    def forget_all(self) -> None:
        """Another project."""
        for document in self:
            self._saving.forget(document)
        self._documents.clear()

    def reread(self, project: Project, shown: Document | None) -> None:
        """Labels went or came back: what a net said before is not in their ids."""
        table = became(project.gone)
        for document in self:
            if document is shown:  # it is predicted anew at once
                document.predictions.translate(table)
            else:
                document.predictions.clear()
            document.prediction_changed.emit()


def _is_also(document: Document, image_id: str) -> bool:
    """Whether these are two spellings of one file's name."""
    if document.image_id.casefold() != image_id.casefold():
        return False
    try:
        return document.path.samefile(document.path.with_name(image_id))
    except OSError:  # the disk tells them apart
        return False
