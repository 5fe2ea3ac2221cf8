"""The next most useful image: shown with the reason, or skipped."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.flows.labels.naming import net_words
from app.flows.models import Models
from app.flows.opening import Opening
from app.flows.predicting import Predicting
from app.flows.suggest.confirmed import Confirmed
from app.flows.suggest.reasons import basis, reason
from app.flows.suggest.scanning import SAMPLE, Scanning
from app.language import tr
from app.state.index import ImageStatus
from app.state.project import Project
from fcn_core.finetune.twins import twins
from fcn_core.suggest.candidates import Candidate
from fcn_core.suggest.next_image import Suggestion, rank


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """An image to correct next, why, and what it was chosen from (empty: all images).

    `net`: id of the net that says so.
    """

    image_id: str
    words: str
    net: str
    basis: str = ""


class Suggesting(QObject):
    """Ranks what `Scanning` has seen. Skipped images come no more until the project is closed."""

    suggested = Signal(object)
    """Suggested, or None: the open image is none."""
    said = Signal(str)

    def __init__(
        self,
        *,
        opening: Opening,
        predicting: Predicting,
        models: Models,
        scanning: Scanning,
        confirmed: Confirmed,
    ) -> None:
        super().__init__(opening)
        self._opening, self._predicting, self._models = opening, predicting, models
        self._scanning, self._confirmed = scanning, confirmed
        self._skipped: set[str] = set()
        self.shown: Suggested | None = None
        opening.project_changed.connect(lambda _: self._forget())
        opening.status_changed.connect(self._follow_status)
        opening.document_changed.connect(lambda _: self._follow())
        models.changed.connect(self._follow_net)

    def show_next(self) -> None:
        """Show the image that teaches the net most, as far as it has looked at them."""
        project = self._opening.project
        if project is None:
            return
        found = self.ranking(1)
        if found:
            self._show(self._suggestion(project, found[0]))
        else:
            self._show_any(project)

    @property
    def can_skip(self) -> bool:
        """True while the open image is a suggestion."""
        return self.shown is not None and self._open_id() == self.shown.image_id

    def skip(self) -> None:
        """Not this one, now or later in this session: show the next."""
        if self.shown is not None and self.can_skip:
            self._skipped.add(self.shown.image_id)
            self.show_next()

    def ranking(self, limit: int | None = None) -> list[Suggestion]:
        """The uncorrected images, most useful first; the open one and skipped ones left out.

        So are copies and twins of held-out images, while there are others: what is learned from
        these cannot be checked on those.
        """
        project, info = self._opening.project, self._predicting.info
        if project is None or info is None:
            return []
        labels, table = len(project.labels), net_words(project).table(info.labels)
        left: list[Candidate] = []
        seen: list[Candidate] = []
        held: list[Candidate] = []
        for image_id, candidate in self._scanning.seen.items():
            is_new = project.status(image_id) is ImageStatus.NEW
            if is_new and image_id not in self._skipped:
                if image_id != self._open_id():
                    left.append(candidate.translated(table, labels))
            # No run learns from what is held out: its like is still worth correcting.
            elif project.is_held_out(image_id):
                held.append(candidate)
            else:
                seen.append(candidate.translated(table, labels))
        found = twins([c.look for c in left], [c.look for c in held])
        others = [
            each
            for each, twin in zip(left, found, strict=True)
            if twin is None and not project.is_held_out(each.image_id)
        ]
        return rank(others or left, seen, self._confirmed.total(labels), limit)

    # --- inside -------------------------------------------------------------------------------

    def _open_id(self) -> str:
        document = self._opening.document
        return "" if document is None else document.image_id

    def _suggestion(self, project: Project, found: Suggestion) -> Suggested:
        scanning, names = self._scanning, project.labels.names
        return Suggested(
            image_id=found.image_id,
            net=self._models.in_use,
            words=reason(found, names, any_corrected=bool(self._confirmed.total(len(names)).any())),
            basis=basis(len(scanning.seen), scanning.planned, scanning.uncorrected, SAMPLE),
        )

    def _show_any(self, project: Project) -> None:
        """Nothing has been looked at yet, or nothing is left."""
        passed = {self._open_id(), *self._skipped}
        left = (i for i in project.entries.ids if project.status(i) is ImageStatus.NEW)
        image_id = next((i for i in left if i not in passed), None)
        if image_id is None:
            self.said.emit(tr("Every other image has corrections or was skipped."))
            self._set(None)
        else:
            words = tr("The net has not looked at the images yet: this is simply the next one.")
            self._show(Suggested(image_id=image_id, words=words, net=self._models.in_use))

    def _follow_status(self, image_id: str) -> None:
        """Whoever has corrected it has done what was suggested."""
        project = self._opening.project
        if project is None or self.shown is None or self.shown.image_id != image_id:
            return
        if project.status(image_id) is not ImageStatus.NEW:
            self._set(None)

    def _show(self, suggested: Suggested) -> None:
        self.shown = suggested
        self._opening.show(suggested.image_id)
        self._follow()

    def _follow(self) -> None:
        """Another image was opened: what was suggested is suggested no more."""
        if self.shown is not None and self.can_skip:
            self.suggested.emit(self.shown)
        else:
            self.suggested.emit(None)

    def _follow_net(self) -> None:
        """What another net made of the open image says nothing about the one in use."""
        if self.shown is not None and self.shown.net != self._models.in_use:
            self._set(None)

    def _forget(self) -> None:
        """Another project, whose images may be called the same."""
        self._skipped.clear()
        self._set(None)

    def _set(self, suggested: Suggested | None) -> None:
        self.shown = suggested
        self.suggested.emit(suggested)
