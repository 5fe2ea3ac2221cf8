"""Comparing: what people confirmed with what the net in use says, one image after the other."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from app.flows.models import Models
from app.flows.naming import net_words
from app.flows.opening import Opening
from app.flows.predicting import Predicting
from app.state.index import CORRECTED
from app.state.project import Project
from app.workers.background import Background
from app.workers.checking import Compared, Pair, compare_pair, read_pair
from app.workers.looking import Predicted, predicting
from app.workers.studies import Studies

log = logging.getLogger(__name__)


class Comparing(QObject):
    """One round at a time, while nobody waits for the net."""

    progressed = Signal()
    """An image was compared, or the round has begun or ended."""
    overtaken = Signal()
    """Another net is on trial, which ended the round; what was compared before still holds."""
    replaced = Signal()
    """Another net came into use: what was compared with the one before it is no more."""

    def __init__(
        self,
        *,
        opening: Opening,
        net: Predicting,
        models: Models,
        studies: Studies,
        thread: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._net, self._models = opening, net, models
        self._studies, self._thread = studies, thread
        self.compared: dict[str, Compared] = {}
        self.done = self.total = 0
        """Images compared, and to be compared."""
        self.ended_early = False
        """True if the round ended with images left to be compared."""
        self._net_id = ""
        self._waiting: list[str] = []
        self._round = 0
        models.changed.connect(self._follow_net)

    @property
    def is_running(self) -> bool:
        return self.done < self.total

    @property
    def is_possible(self) -> bool:
        """True if the net in use is loaded: one on trial is not asked."""
        return self._net.has_loaded(self._models.in_use)

    def start(self) -> None:
        """Compare all corrected images anew."""
        self.forget()
        project = self._opening.project
        if project is not None and self.is_possible:
            self._net_id = self._models.in_use
            self._waiting = [e.image_id for e in reversed(project.with_status(CORRECTED))]
            self.total = len(self._waiting)
            self.progressed.emit()
            self._go_on(self._round)

    def stop(self) -> None:
        """Leave it at what was compared so far."""
        self._round += 1
        self.ended_early = self.ended_early or self.is_running
        self.total = self.done
        self.progressed.emit()

    def forget(self) -> None:
        """Another project, net or round: what was compared before is no more."""
        self._round += 1
        self._net_id, self.ended_early = "", False
        self._waiting.clear()
        self.compared.clear()
        self.done = self.total = 0
        self.progressed.emit()

    def _follow_net(self) -> None:
        if self._net_id not in ("", self._models.in_use):
            self.forget()
            self.replaced.emit()

    # --- one image after the other ------------------------------------------------------------

    def _go_on(self, round_: int) -> None:
        project = self._opening.project
        if round_ != self._round or project is None or not self._waiting:
            return
        entry = project.entry(self._waiting.pop())
        if entry is None:
            self._count(round_)
            return
        source, facts = self._opening.corrections_source(project), project.facts(entry.image_id)
        self._thread.submit(
            lambda: read_pair(source, entry, facts),
            lambda pair: self._predict(round_, project, pair),
            lambda error: self._pass_over(round_, entry.image_id, str(error)),
        )

    def _predict(self, round_: int, project: Project, pair: Pair) -> None:
        if round_ != self._round:
            return
        image_id = pair.entry.image_id
        project.remember_hash(image_id, pair.digest, pair.state)
        self._studies.ask(
            predicting(pair.image_HWC),
            lambda found, model_id: self._compare(round_, project, pair, found, model_id),
            lambda problem: self._pass_over(round_, image_id, problem),
        )

    def _compare(
        self, round_: int, project: Project, pair: Pair, found: object, model_id: str
    ) -> None:
        info = self._net.info
        if round_ != self._round or info is None:
            return
        if not isinstance(found, Predicted) or model_id != self._models.in_use:
            self.stop()
            self.overtaken.emit()
            return
        table = net_words(project).table(info.labels)
        self._thread.submit(
            lambda: compare_pair(pair, found, table),
            lambda compared: self._take(round_, compared),
            lambda error: self._pass_over(round_, pair.entry.image_id, str(error)),
        )

    def _take(self, round_: int, compared: Compared) -> None:
        if round_ == self._round:
            self.compared[compared.comparison.image_id] = compared
            self._count(round_)

    def _pass_over(self, round_: int, image_id: str, problem: str) -> None:
        # Opening the image says what is wrong with it; the check goes on without it.
        log.info("%s is not checked: %s", image_id, problem)
        self._count(round_)

    def _count(self, round_: int) -> None:
        if round_ == self._round:
            self.done += 1
            self.progressed.emit()
            self._go_on(round_)
