"""Predicting all images of the folder, one after the other, while nobody waits for the net.

Whatever the window asks of the net comes first, the open image above all. It waits while somebody
paints, while the net learns, and while another net is on trial.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.flows.folder.known import Known
from app.flows.labels.naming import net_words
from app.flows.learning.training import Phase, Training
from app.flows.models import Models
from app.flows.opening import Opening
from app.flows.predicting import Predicting
from app.jobs.finding import Found, Whole, keep, read_whole
from app.jobs.looking import predicting
from app.state.failures import note_failure
from app.state.index import CORRECTED
from app.state.project import Project
from app.workers.background import Background
from app.workers.engine import Engine
from app.workers.rounds import Rounds
from fcn_core.errors import FcnError
from fcn_core.outputs import StridePrediction

log = logging.getLogger(__name__)
# Until a stroke is looked at again.
WAIT_MS = 100
# The time left is judged by so many images.
JUDGED_BY = 30


class PredictingAll(QObject):
    """One run at a time. What it finds is in `Known` at once."""

    progressed = Signal()
    """An image was predicted, or the run has begun, waits, goes on or has ended."""
    finished = Signal()
    """All images have been predicted."""

    def __init__(
        self,
        *,
        opening: Opening,
        predicting: Predicting,
        models: Models,
        training: Training,
        known: Known,
        engine: Engine,
        thread: Background,
    ) -> None:
        super().__init__(opening)
        self._opening, self._net, self._models = opening, predicting, models
        self._training, self._known = training, known
        self._engine, self._thread = engine, thread
        self._waiting: deque[str] = deque()
        self._is_asked = self._is_at_work = False
        self._seconds: deque[float] = deque(maxlen=JUDGED_BY)
        self._began = 0.0
        self._rounds = Rounds()
        self._later = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._later.timeout.connect(self._go_on)
        opening.project_changed.connect(lambda _: self.stop())
        known.renewed.connect(self._plan_anew)
        predicting.net_changed.connect(lambda _: self._go_on())
        training.phase_changed.connect(lambda _: self._look_on())

    @property
    def is_running(self) -> bool:
        """True until all are predicted or somebody stops it, also while it waits."""
        return self._is_asked

    @property
    def can_start(self) -> bool:
        known, images = self._known.counts()
        return not self._is_asked and known < images

    @property
    def waits_for_training(self) -> bool:
        return self._training.phase in (Phase.PREPARING, Phase.RUNNING)

    @property
    def seconds_left(self) -> float | None:
        """By the pace of the images before; None until there is any."""
        if len(self._seconds) < 3:
            return None
        return len(self._waiting) * sum(self._seconds) / len(self._seconds)

    def start(self) -> None:
        """Predict all images that the net in use has not predicted, those behind the open one
        first.
        """
        if self.can_start:
            self._is_asked = True
            self._seconds.clear()
            self._plan_anew()

    def stop(self) -> None:
        """Predict no more; what was found stays."""
        was_running, self._is_asked = self._is_asked, False
        self._rounds.begin()
        self._waiting.clear()
        self._is_at_work = False
        if was_running:
            self.progressed.emit()

    # --- inside -------------------------------------------------------------------------------

    def _plan_anew(self) -> None:
        """Other images, another net, or what was found before is known by now."""
        if not self._is_asked:
            return
        self._rounds.begin()
        self._is_at_work = False
        project, document = self._opening.project, self._opening.document
        missing = self._known.missing()
        if project is not None and document is not None:
            place = project.entries.place(document.image_id)
            behind = [i for i in missing if project.entries.place(i) > place]
            missing = [*behind, *missing[: len(missing) - len(behind)]]
        self._waiting = deque(missing)
        self.progressed.emit()
        self._go_on()

    def _look_on(self) -> None:
        if self._is_asked:
            self.progressed.emit()
            self._go_on()

    @property
    def _may_work(self) -> bool:
        in_use = self._net.has_loaded(self._models.in_use)
        return in_use and not self.waits_for_training and self._known.findings is not None

    def _go_on(self) -> None:
        project, findings, document = (
            self._opening.project,
            self._known.findings,
            self._opening.document,
        )
        if not self._is_asked or self._is_at_work or not self._may_work:
            return
        info = self._net.info
        if project is None or findings is None or info is None:
            return
        if document is not None and document.is_painting:
            self._later.start()
            return
        while self._waiting and self._known.find(self._waiting[0]) is not None:
            self._waiting.popleft()  # it was opened meanwhile
        if not self._waiting:
            self._finish()
            return
        image_id = self._waiting[0]
        entry = project.entry(image_id)
        if entry is None:
            self._pass_over(image_id, KeyError(image_id))
            return
        self._is_at_work, self._began = True, time.monotonic()
        facts = project.facts(image_id)
        is_corrected = facts.status in CORRECTED
        source = self._opening.corrections_source(project) if is_corrected else None
        self._thread.submit(
            lambda: read_whole(entry, facts, findings, source, info.scale_of),
            self._rounds.bound(partial(self._predict, project)),
            self._rounds.bound(partial(self._pass_over, image_id)),
        )

    def _predict(self, project: Project, whole: Whole) -> None:
        image_id = whole.entry.image_id
        if whole.found is not None:
            self._take(
                Found(
                    image_id=image_id,
                    digest=whole.digest,
                    state=whole.state,
                    finding=whole.found,
                )
            )
            return
        assert whole.image_HWC is not None
        self._engine.ask(
            predicting(whole.image_HWC),
            self._rounds.bound(partial(self._keep, project, whole)),
            self._rounds.bound(partial(self._pass_over, image_id)),
        )

    def _keep(self, project: Project, whole: Whole, found: object, model_id: str) -> None:
        info, findings = self._net.info, self._known.findings
        is_its_word = model_id == self._models.in_use and info is not None
        if not isinstance(found, StridePrediction) or not is_its_word or findings is None:
            # Another net was on trial: this image's turn comes when that is over.
            self._is_at_work = False
            self._go_on()
            return
        assert info is not None
        net, words, image_id = info.labels, net_words(project), whole.entry.image_id
        self._thread.submit(
            lambda: keep(whole, found, net, findings, words),
            self._rounds.bound(self._take),
            self._rounds.bound(partial(self._pass_over, image_id)),
        )

    def _take(self, found: Found) -> None:
        self._seconds.append(time.monotonic() - self._began)
        self._known.take(found)
        self._proceed(found.image_id)

    def _pass_over(self, image_id: str, problem: object) -> None:
        """It cannot be read (an error), or the net fails on it (a sentence)."""
        project = self._opening.project
        if isinstance(problem, FcnError) and project is not None:
            note_failure(project, image_id, problem.problem)
        else:
            log.info("%s is not predicted: %s", image_id, problem)
        self._proceed(image_id)

    def _proceed(self, image_id: str) -> None:
        if self._waiting and self._waiting[0] == image_id:
            self._waiting.popleft()
        self._is_at_work = False
        self.progressed.emit()
        self._go_on()

    def _finish(self) -> None:
        self._is_asked = False
        self.progressed.emit()
        self.finished.emit()
