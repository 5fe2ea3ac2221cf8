"""Fine-tuning: what there is to learn from, the run, and the decision about its result.

The corrected set is frozen when a run starts, so that painting goes on meanwhile. The run is a
process of its own; each snapshot it writes is shown on the open image. Until a person keeps the
result, the net in use stays what it was.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from app.flows.flow import Flow
from app.flows.learning.learning_set import CorrectedSet, SetCounter
from app.flows.learning.preparing import PreparedRun, RunPlan, prepare
from app.flows.models import Models
from app.flows.opening import Opening
from app.flows.predicting import Predicting
from app.language import QT_TR_NOOP, tr
from app.state.project import Project
from app.state.wishes import TrainingWish
from app.workers.background import Background
from app.workers.training import TrainingProcess
from fcn_core.errors import FcnError, explained
from fcn_core.events import Event, Failed, Finished, Snapshot
from fcn_core.registry import ModelRecord, Registry


class Phase(StrEnum):
    """Where a run stands."""

    IDLE = "idle"
    PREPARING = "preparing"
    RUNNING = "running"
    DECIDING = "deciding"


ENDED_WITH_PROJECT = QT_TR_NOOP(
    "Fine-tuning ended with its project, whose list of nets has what it had learned by its last "
    "check, if there was one."
)
CHECK_DISK = QT_TR_NOOP("Check the disk, then try again.")
FREE_SPACE = QT_TR_NOOP("Free some space, then try again.")
# What is asked of the thread: what waits of the same kind is asked in vain.
PREVIEW, COUNT, PREPARE = "preview", "count", "prepare"


class Training(Flow):
    """One run at a time, from preview to decision."""

    phase_changed = Signal(object)
    preview_ready = Signal(object)
    """CorrectedSet."""
    happened = Signal(object)
    """An event of the running job (see `fcn_core.events`)."""
    finished = Signal(object)
    """ModelRecord, with the report; a person has to keep or discard it."""
    said = Signal(str)
    """A sentence for the user: a run ended with its project."""

    def __init__(
        self,
        *,
        opening: Opening,
        predicting: Predicting,
        models: Models,
        process: TrainingProcess,
        tasks: Background,
    ) -> None:
        super().__init__(opening)
        self._opening, self._predicting, self._models = opening, predicting, models
        self._process, self._tasks = process, tasks
        self._sets = SetCounter(opening, tasks)
        self.phase = Phase.IDLE
        self.record: ModelRecord | None = None
        self.fallback = ""
        """A device on which a run that failed may well succeed."""
        self._plan: RunPlan | None = None
        self._wish, self._attempt = TrainingWish(), 0
        process.reported.connect(self._on_event)
        process.died.connect(self._die)
        models.changed.connect(self._on_models_changed)

    # --- before -------------------------------------------------------------------------------

    def preview(self) -> None:
        """Look at what has been corrected; `preview_ready` follows."""
        project = self._opening.project
        if project is None or self.phase is not Phase.IDLE:
            return
        shown, failed = partial(self._show_preview, project), partial(self._report, CHECK_DISK)
        self._sets.count(PREVIEW, project, shown, failed)

    def _show_preview(self, project: Project, found: CorrectedSet) -> None:
        # A run may have been started while the corrections were being counted, or the project left.
        if self.phase is Phase.IDLE and self._opening.project is project:
            self.preview_ready.emit(found)

    def start(self, wish: TrainingWish) -> None:
        """Freeze the corrections and train. Does nothing while a run is under way."""
        project = self._opening.project
        if project is None or self.phase is not Phase.IDLE:
            return
        self._wish, self.fallback = wish, ""
        self._set_phase(Phase.PREPARING)
        attempt = self._attempt = self._attempt + 1
        # The run counts for itself, and does not wait for what nobody will look at.
        self._tasks.cancel(PREVIEW)
        counted = partial(self._prepare, attempt, project)
        self._sets.count(COUNT, project, counted, partial(self._give_up, attempt, CHECK_DISK))

    def start_on(self, device: str) -> None:
        """The last run again, on another device."""
        self.start(replace(self._wish, device=device))

    def _prepare(self, attempt: int, project: Project, found: CorrectedSet) -> None:
        registry, wish = self._models.registry, self._wish
        if self.phase is not Phase.PREPARING or self._attempt != attempt:
            return  # cancelled meanwhile
        if registry is None or (found.problem and not (wish.forced and found.can_force)):
            self._set_phase(Phase.IDLE)
            self.preview_ready.emit(found)
            return
        source = self._opening.corrections_source(project)
        self._plan = plan = RunPlan.of(project, registry, self._models, source, found, wish)
        self._tasks.submit_latest(
            PREPARE,
            lambda stopped: prepare(plan, stopped),
            partial(self._launch, plan),
            partial(self._give_up, attempt, FREE_SPACE),
        )

    def _launch(self, plan: RunPlan, prepared: PreparedRun) -> None:
        if self._plan is not plan:  # cancelled meanwhile
            self._remove(plan.registry, prepared.record)
            return
        self.record = prepared.record
        # First the phase: a process that cannot be started may die before `start` returns.
        self._set_phase(Phase.RUNNING)
        self._process.start(prepared.job_file)

    # --- while it runs ------------------------------------------------------------------------

    def stop_and_keep(self) -> None:
        """End soon and judge what has been learned so far."""
        self._process.stop_and_keep()

    def pause(self) -> None:
        self._process.pause()

    def resume(self) -> None:
        self._process.resume()

    def cancel(self) -> None:
        """End at once; everything is as before the run."""
        if self.phase in (Phase.PREPARING, Phase.RUNNING):
            self._tasks.cancel(COUNT)
            self._process.cancel()
            self._forget_run()

    def _on_event(self, event: Event) -> None:
        if self.phase is not Phase.RUNNING or self.record is None:
            return
        if isinstance(event, Snapshot):
            model_id = f"{self.record.model_id}@{event.step}"
            self._predicting.use_when_idle(Path(event.path), model_id)
        elif isinstance(event, Finished):
            self._finish(self.record, event)
        elif isinstance(event, Failed):
            self.fallback = event.device
            self._die(event.problem, event.remedy)
        else:
            self.happened.emit(event)

    def _die(self, problem: str, remedy: str) -> None:
        """The run ended without a result; what its last snapshot had learned is not lost."""
        record, registry = self.record, self._models.registry
        if self.phase is not Phase.RUNNING or record is None or registry is None:
            return
        self._end_run()
        self._tasks.submit(
            lambda: registry.settle(record.model_id),
            lambda left: self._mourn(left, problem, remedy),
            lambda error: self.problem.emit(FcnError(problem, " ".join((remedy, str(error))))),
        )

    def _mourn(self, left: ModelRecord | None, problem: str, remedy: str) -> None:
        if left is not None:
            kept = tr("What it had learned until then is net {net} in the list of nets.")
            remedy = f"{remedy} {kept.format(net=left.model_id)}"
            self._models.refresh()
        self.problem.emit(FcnError(problem, remedy))

    # --- after --------------------------------------------------------------------------------

    def _finish(self, record: ModelRecord, event: Finished) -> None:
        registry = self._models.registry
        if registry is None:
            return
        # Not here: waiting for the disk would be felt in the middle of a stroke.
        finish = partial(registry.finish, record.model_id, event.report)
        self._tasks.submit(finish, self._decide, self._lose_record)

    def _decide(self, record: ModelRecord) -> None:
        """The run's result is on disk."""
        if self.phase is Phase.RUNNING and self.record is not None:
            self._ask(record)

    def _ask(self, record: ModelRecord) -> None:
        self.record = record
        self._predicting.use(self._models.path(record.model_id), record.model_id)
        self._models.refresh()
        self._set_phase(Phase.DECIDING)
        self.finished.emit(record)

    @property
    def _on_trial(self) -> ModelRecord | None:
        return self.record if self.phase is Phase.DECIDING else None

    def keep(self) -> bool:
        """Use the new net from now on. False if it cannot be used, which `Models` says."""
        record = self._on_trial
        return record is not None and self._models.use(record.model_id)

    def discard(self) -> bool:
        """Go back to the net before; the new one is set aside. False as for `keep`."""
        record = self._on_trial
        if record is not None:
            self._end_run()
        return record is not None and self._models.set_aside(record)

    def bring_back(self) -> None:
        """Ask again about the net that was discarded last. Not while a run is under way."""
        if self.phase is Phase.IDLE and (record := self._models.bring_back()) is not None:
            self._ask(record)

    def _on_models_changed(self) -> None:
        """The nets have changed: using or deleting the new one decides, wherever it was asked."""
        record = self._on_trial
        if record is not None and record.model_id == self._models.in_use:
            self.record = self._plan = None
            self._set_phase(Phase.IDLE)
        elif record is not None and not self._models.is_usable(record.model_id):
            self._end_run()

    def leave_project(self) -> None:
        """The project closes: an undecided result waits in its registry."""
        # Its folder stays: as after a crash, it is settled when the project opens again.
        self._process.shutdown()
        for kind in (PREVIEW, COUNT):
            self._tasks.cancel(kind)
        if self.phase is Phase.RUNNING:
            self.said.emit(tr(ENDED_WITH_PROJECT))
        self._end_run()

    def _forget_run(self) -> None:
        """Everything as before the run."""
        record, registry = self.record, self._models.registry
        self._end_run()
        if record is not None and registry is not None:
            self._remove(registry, record)

    def _end_run(self) -> None:
        """No run is under way, and the net in use is the one that is shown."""
        was_shown, self.record, self._plan = self.record is not None, None, None
        self._set_phase(Phase.IDLE)
        if was_shown:
            in_use = self._models.in_use
            self._predicting.use(self._models.path(in_use), in_use)

    def _remove(self, registry: Registry, record: ModelRecord) -> None:
        failed = partial(self._report, QT_TR_NOOP("Delete its folder by hand."))
        self._tasks.submit(partial(registry.remove, record.model_id), lambda _: None, failed)

    def _give_up(self, attempt: int, remedy: str, error: Exception) -> None:
        """What an attempt to start died of; one that was cancelled takes nothing else along."""
        if attempt == self._attempt and self.phase is Phase.PREPARING:
            self._forget_run()
        self._report(remedy, error)

    def _lose_record(self, error: Exception) -> None:
        """The net is on disk, what was found out about it is not: it is settled at next start."""
        self._end_run()
        self._report(
            QT_TR_NOOP("Free some space and open the project again: the new net is there."), error
        )

    def _report(self, remedy: str, error: Exception) -> None:
        self.problem.emit(explained(error, tr(remedy)))

    def _set_phase(self, phase: Phase) -> None:
        if phase is not self.phase:
            self.phase = phase
            self.phase_changed.emit(phase)
