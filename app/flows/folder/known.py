"""What the net in use found in the project's images: those seen, those predicted all at once.

It is kept in the project by the image's content and the net's file, so it is there at the next
start, and another net's findings are never taken for those of the one in use.
"""

from __future__ import annotations

import logging
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.flows.labels.naming import net_words
from app.flows.models import Models
from app.flows.opening import Opening
from app.flows.predicting import Predicting
from app.jobs.finding import Found, Recalled, find_kept, keep_open, recall
from app.state.document import Document
from app.state.findings import Finding, Findings, shares_of
from app.state.index import CORRECTED
from app.state.net_words import what_became
from app.state.project import Project
from app.workers.background import Background
from app.workers.orders import PredictResult
from app.workers.rounds import Rounds
from fcn_core.labels import MAX_LABELS
from fcn_core.masks import Mask
from fcn_core.outputs import StridePrediction

log = logging.getLogger(__name__)


class Known(QObject):
    """The findings of the net in use, by image id."""

    found = Signal(str)
    """Image id: something is known of it now."""
    renewed = Signal()
    """Another project, net or list of images: of any image something else may be known."""
    outdated = Signal(int)
    """Of so many images something was known; another net in use has not seen them all."""

    def __init__(
        self,
        *,
        opening: Opening,
        predicting: Predicting,
        models: Models,
        thread: Background,
        reader: Background,
    ) -> None:
        """`thread` writes what was found; `reader` also reads the images that are opened."""
        super().__init__(opening)
        self._opening, self._predicting, self._models = opening, predicting, models
        self._thread, self._reader = thread, reader
        self._net = ""
        self._found: dict[str, Finding] = {}
        self._ids: dict[str, int] | None = None
        self._document: Document | None = None
        self._revision = 0
        self._rounds = Rounds()
        self.findings: Findings | None = None
        """Where it is kept; None until that is known."""
        opening.project_changed.connect(lambda _: self._forget_all())
        opening.images_changed.connect(self._list_anew)
        opening.labels_changed.connect(self._forget_names)
        opening.document_changed.connect(self._follow_document)
        models.changed.connect(self._follow_net)
        predicting.found.connect(self._note_open)

    # --- questions ----------------------------------------------------------------------------

    def find(self, image_id: str) -> Finding | None:
        """What the net in use found in an image; None if it has not been asked."""
        return self._found.get(image_id)

    def shares(self, finding: Finding) -> dict[int, float]:
        """The share of the image (0-1) that each of the project's labels has, largest first."""
        ids, found = self._label_ids(), dict[int, float]()
        for name, share in finding.shares.items():
            label = ids.get(name)
            if label is not None:
                found[label] = found.get(label, 0.0) + share
        return dict(sorted(found.items(), key=lambda each: -each[1]))

    def labels(self, image_id: str) -> frozenset[int]:
        """The labels that an image shows, as far as known: if it was corrected, what was, over
        what the net says.
        """
        project, finding = self._opening.project, self._found.get(image_id)
        if project is None:
            return frozenset()
        facts = project.facts(image_id)
        if finding is None or facts.status in CORRECTED:
            return facts.labels
        ids = self._label_ids()
        return frozenset(ids[name] for name in finding.shares if name in ids)

    def is_said_in(self, document: Document) -> bool:
        """Whether an image in memory has all that the net in use says, not less or another's."""
        is_own = bool(self._net) and document.prediction_model == self._net
        return is_own and self._predicting.is_current(document)

    def counts(self) -> tuple[int, int]:
        """How many images something is known of, and how many there are that can be read."""
        project = self._opening.project
        if project is None:
            return 0, 0
        unreadable = (facts.image_id for facts in project.unreadable())
        place = project.entries.place
        lost = sum(place(i) >= 0 and i not in self._found for i in unreadable)
        return len(self._found), len(project.entries) - lost

    def missing(self) -> list[str]:
        """The images that can be read and of which nothing is known, in their order."""
        project = self._opening.project
        if project is None:
            return []
        unreadable = {facts.image_id for facts in project.unreadable()}
        return [i for i in project.entries.ids if i not in self._found and i not in unreadable]

    # --- news ---------------------------------------------------------------------------------

    def take(self, found: Found) -> None:
        """This is known now."""
        project = self._opening.project
        assert project is not None  # or its rounds would have ended
        project.remember_hashes({found.image_id: (found.digest, found.state)})
        self._found[found.image_id] = found.finding
        project.set_doubt(found.image_id, found.finding.doubt)
        if found.shown is not None:
            project.set_labels_found(found.image_id, found.shown)
        self.found.emit(found.image_id)

    def see_anew(self) -> None:
        """Images are seen through other channels: known is what was found in them so before."""
        project = self._opening.project
        if project is not None and self._net:
            had, self._found = len(self._found), {}
            self.renewed.emit()
            self._look_up(project, had)

    def _forget_all(self) -> None:
        self._net = ""
        self._forget_names()
        self._found, self.findings = {}, None
        self._rounds.begin()
        self.renewed.emit()

    def _follow_net(self) -> None:
        project = self._opening.project
        if project is None or self._models.in_use == self._net:
            return
        if self._net:
            project.forget_predicted()
        had, self._net = len(self._found), self._models.in_use
        self._found, self.findings = {}, None
        self.renewed.emit()
        self._look_up(project, had)

    def _list_anew(self) -> None:
        """Of images that are listed still everything stays known."""
        project = self._opening.project
        if project is None or not self._net:
            return
        place = project.entries.place
        self._found = {i: found for i, found in self._found.items() if place(i) >= 0}
        self._look_up(project, 0)

    def _look_up(self, project: Project, had: int) -> None:
        """What the net in use found before in images of which nothing is known yet."""
        self._rounds.begin()
        folder, net = project.paths.predictions_folder, self._net
        path, entries, findings = self._models.path(net), project.entries, self.findings
        hashed = {i: known for i, known in project.hashed().items() if i not in self._found}
        self._thread.submit(
            lambda: recall(folder, path, net, entries, hashed, findings),
            self._rounds.bound(partial(self._take_over, had)),
            lambda error: log.info("nothing that nets find can be kept: %s", error),
        )

    def _take_over(self, had: int, recalled: Recalled) -> None:
        self.findings = recalled.findings
        self._found.update(recalled.known)
        self.renewed.emit()
        if len(self._found) < had:
            self.outdated.emit(had)
        self._show_kept(self._opening.document)

    def _forget_names(self) -> None:
        self._ids = None

    def _label_ids(self) -> dict[str, int]:
        """The project's labels by the names that nets know them by."""
        if self._ids is None:
            project = self._opening.project
            words = None if project is None else net_words(project)
            names = () if words is None else words.names.names
            gone = {} if words is None else words.gone
            became = {name: what_became(label, gone) for label, name in enumerate(names)}
            self._ids = {name: label for name, label in became.items() if label < MAX_LABELS}
        return self._ids

    # --- the open image -----------------------------------------------------------------------

    def _follow_document(self, document: Document | None) -> None:
        left, project = self._document, self._opening.project
        if left is not None and project is not None and left.revision != self._revision:
            shown = shares_of(left.composite())
            labels = frozenset(label for label in shown if label < MAX_LABELS)
            project.set_labels_found(left.image_id, labels)
        self._document = document
        self._revision = 0 if document is None else document.revision
        self._show_kept(document)

    def _note_open(self, result: PredictResult) -> None:
        """The image that is open has been predicted."""
        project, findings, info = self._opening.project, self.findings, self._predicting.info
        if project is None or findings is None or info is None:
            return
        entry = project.entry(result.image_id)
        document = self._opening.open_document(result.image_id)
        seen = None if document is None else document.pictured.seen
        if (
            entry is None
            or seen is None
            or result.model_id != self._net
            or result.image_id in self._found
        ):
            return
        facts, words = project.facts(entry.image_id), net_words(project)
        said = StridePrediction(
            stride=result.stride, labels=result.net_labels_HW, doubt=result.doubt_HW
        )

        def take(found: Found | None) -> None:
            if found is not None:
                self.take(found)

        self._thread.submit(
            lambda: keep_open(entry, facts, said, info.labels, findings, words, seen),
            self._rounds.bound(take),
            lambda error: log.info("what was found is not kept: %s", error),
        )

    def _show_kept(self, document: Document | None) -> None:
        """What was found before is shown until the net has said it again."""
        project, findings = self._opening.project, self.findings
        if project is None or findings is None or document is None or document.prediction_model:
            return
        entry, net = project.entry(document.image_id), self._net
        if entry is None:
            return
        facts, words, shape = project.facts(entry.image_id), net_words(project), document.shape

        def show(kept: tuple[int, Mask] | None) -> None:
            if kept is not None:
                self._predicting.show_kept(document, *kept, net)

        self._reader.submit(
            lambda: find_kept(entry, facts, findings, words, shape),
            self._rounds.bound(show),
            lambda error: log.info("no mask that was kept is shown: %s", error),
        )
