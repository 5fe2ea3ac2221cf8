"""Comparing: what people confirmed with what the net in use says, one image after the other."""

from __future__ import annotations

import logging
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.flows.labels.naming import net_words
from app.flows.models import Models
from app.flows.opening import Opening
from app.flows.predicting import Predicting
from app.jobs.checking import Compared, Pair, compare_pair, read_pair
from app.jobs.looking import predicting
from app.state.index import CORRECTED
from app.state.project import Project
from app.workers.background import Background
from app.workers.engine import Engine
from app.workers.rounds import Rounds
from fcn_core.outputs import StridePrediction

log = logging.getLogger(__name__)


class Comparing(QObject):
    """One round at a time, while nobody waits for the net."""

    progressed = Signal()
    """An image was compared, or the round has begun or ended."""
    overtaken = Signal()
    """Another net is on trial, which ended the round; what was compared before still holds."""
    replaced = Signal()
    """Another net came into use, or images are seen otherwise: what was compared is no more."""

    def __init__(
        self,
        *,
        opening: Opening,
        net: Predicting,
        models: Models,
        engine: Engine,
        thread: Background,
    ) -> None:
        super().__init__(opening)
        self._opening, self._net, self._models = opening, net, models
        self._engine, self._thread = engine, thread
        self.compared: dict[str, Compared] = {}
        self.done = self.total = 0
        """Images compared, and to be compared."""
        self.ended_early = False
        """True if the round ended with images left to be compared."""
        self._net_id = ""
        self._waiting: list[str] = []
        self._rounds = Rounds()
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
            self._waiting = [*reversed(project.ids_with_status(CORRECTED))]
            self.total = len(self._waiting)
            go_on = self._rounds.bound(self._go_on)
            self.progressed.emit()
            go_on()

    def stop(self) -> None:
        """Leave it at what was compared so far."""
        self._rounds.begin()
        self.ended_early = self.ended_early or self.is_running
        self.total = self.done
        self.progressed.emit()

    def forget(self) -> None:
        """Another project, net or round: what was compared before is no more."""
        self._rounds.begin()
        self._net_id, self.ended_early = "", False
        self._waiting.clear()
        self.compared.clear()
        self.done = self.total = 0
        self.progressed.emit()

    def renew(self) -> None:
        """The net sees images otherwise: what was compared before is no more."""
        if self._net_id:
            self.forget()
            self.replaced.emit()

    def _follow_net(self) -> None:
        if self._net_id != self._models.in_use:
            self.renew()

    # --- one image after the other ------------------------------------------------------------

    def _go_on(self) -> None:
        project = self._opening.project
        info = self._net.info
        if project is None or info is None or not self._waiting:
            return
        image_id = self._waiting.pop()
        entry = project.entry(image_id)
        if entry is None:
            self._count()
            return
        source, facts = self._opening.corrections_source(project), project.facts(image_id)
        self._thread.submit(
            lambda: read_pair(source, entry, facts, info.scale_of),
            self._rounds.bound(partial(self._predict, project)),
            self._rounds.bound(partial(self._pass_over, image_id)),
        )

    def _predict(self, project: Project, pair: Pair) -> None:
        image_id = pair.entry.image_id
        project.remember_hashes({image_id: (pair.digest, pair.state)})
        self._engine.ask(
            predicting(pair.seen_HWC, pair.said_HW),
            self._rounds.bound(partial(self._compare, project, pair)),
            self._rounds.bound(partial(self._pass_over, image_id)),
        )

    def _compare(self, project: Project, pair: Pair, found: object, model_id: str) -> None:
        info = self._net.info
        if info is None:
            return
        if not isinstance(found, StridePrediction) or model_id != self._models.in_use:
            self.stop()
            self.overtaken.emit()
            return
        words = net_words(project)
        table, known = words.table(info.labels), words.known(info.labels)
        self._thread.submit(
            lambda: compare_pair(pair, found, table, known),
            self._rounds.bound(self._take),
            self._rounds.bound(partial(self._pass_over, pair.entry.image_id)),
        )

    def _take(self, compared: Compared) -> None:
        self.compared[compared.comparison.image_id] = compared
        self._count()

    def _pass_over(self, image_id: str, problem: object) -> None:
        # Opening the image says what is wrong with it; the check goes on without it.
        log.info("%s is not checked: %s", image_id, problem)
        self._count()

    def _count(self) -> None:
        go_on = self._rounds.bound(self._go_on)
        self.done += 1
        self.progressed.emit()  # whoever hears it may end the round
        go_on()
