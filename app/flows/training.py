"""Fine-tuning: what there is to learn from, the run, and the decision about its result.

The corrected set is frozen when a run starts, so that painting goes on meanwhile. The run is a
process of its own; each snapshot it writes is shown on the open image. Until a person keeps the
result, the net in use stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.flows.learning_set import CorrectedSet, Wish, corrected_set
from app.flows.models import Models
from app.flows.naming import net_labels
from app.flows.opening import Opening
from app.flows.predicting import Predicting
from app.state.index import ImageStatus
from app.state.listing import ImageEntry
from app.state.project import Project
from app.workers.background import Background
from app.workers.corrected import Corrected, Frozen, count_corrected, freeze
from app.workers.training import TrainingProcess
from fcn_core.errors import FcnError
from fcn_core.events import Event, Failed, Finished, Snapshot
from fcn_core.registry import ModelRecord
from fcn_core.train.job import FinetuneJob, JobImage

CORRECTED = (ImageStatus.CORRECTED, ImageStatus.ACCEPTED)


class Phase(StrEnum):
    """Where a run stands."""

    IDLE = "idle"
    PREPARING = "preparing"
    RUNNING = "running"
    DECIDING = "deciding"


class Training(QObject):
    """One run at a time, from preview to decision."""

    phase_changed = Signal(object)
    preview_ready = Signal(object)
    """CorrectedSet."""
    happened = Signal(object)
    """An event of the running job (see `fcn_core.events`)."""
    finished = Signal(object)
    """ModelRecord, with the report; a person has to keep or discard it."""
    problem = Signal(str, str)

    def __init__(
        self,
        *,
        opening: Opening,
        predicting: Predicting,
        models: Models,
        process: TrainingProcess,
        tasks: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._predicting, self._models = opening, predicting, models
        self._process, self._tasks = process, tasks
        self.phase = Phase.IDLE
        self.record: ModelRecord | None = None
        process.reported.connect(self._take)
        process.died.connect(self._die)

    # --- before -------------------------------------------------------------------------------

    def preview(self) -> None:
        """Look at what has been corrected; `preview_ready` follows."""
        project = self._opening.project
        if project is None or self.phase is not Phase.IDLE:
            return
        self._count(project, self._show_preview)

    def _show_preview(self, found: CorrectedSet) -> None:
        # A run may have been started while the corrections were being counted.
        if self.phase is Phase.IDLE:
            self.preview_ready.emit(found)

    def start(self, wish: Wish) -> None:
        """Freeze the corrections and train. Does nothing while a run is under way."""
        project = self._opening.project
        if project is None or self.phase is not Phase.IDLE:
            return
        self._set_phase(Phase.PREPARING)
        self._count(project, lambda found: self._begin(project, found, wish))

    def _count(self, project: Project, done: Any) -> None:
        source = self._opening.corrections_source(project)
        entries = project.with_status(CORRECTED)
        self._tasks.submit(
            lambda: count_corrected(source, entries),
            lambda counted: done(corrected_set(project, *counted)),
            lambda error: self._give_up(str(error), "Check the disk, then try again."),
        )

    def _begin(self, project: Project, found: CorrectedSet, wish: Wish) -> None:
        if self._opening.project is not project or self._models.registry is None:
            self._set_phase(Phase.IDLE)
            return
        if found.problem and not (wish.forced and found.can_force):
            self._set_phase(Phase.IDLE)
            self.preview_ready.emit(found)
            return
        try:
            record = self._models.registry.begin(
                self._models.in_use,
                images=_ids(found.training),
                held_out=_ids(found.held_out),
                seconds=wish.seconds,
                device=wish.device,
                recipe=wish.recipe,
                seed=int(wish.recipe.get("seed", 0)),
            )
        except FcnError as error:
            self._give_up(error.problem, error.remedy)
            return
        self.record = record
        folder = self._models.path(record.model_id).parent
        chosen = [c.entry for c in (*found.training, *found.held_out)]
        source = self._opening.corrections_source(project)
        self._tasks.submit(
            lambda: freeze(source, chosen, folder / "corrections"),
            lambda frozen: self._launch(project, found, wish, frozen),
            lambda error: self._give_up(str(error), "Free some space, then try again."),
        )

    def _launch(self, project: Project, found: CorrectedSet, wish: Wish, frozen: Frozen) -> None:
        record, registry = self.record, self._models.registry
        if self._opening.project is not project or record is None or registry is None:
            self._set_phase(Phase.IDLE)
            return
        folder = registry.path(record.model_id).parent
        held = set(_ids(found.held_out))
        entries = [c.entry for c in (*found.training, *found.held_out)]
        job = FinetuneJob(
            images=tuple(_job_image(e, frozen, e.image_id in held) for e in entries),
            labels=net_labels(project),
            model=str(self._models.path(record.parent)),
            out=str(folder),
            device=wish.device,
            seconds=wish.seconds,
            recipe=wish.recipe,
        )
        try:
            self.record = registry.set_data_hash(record.model_id, frozen.data_hash)
            self._process.start(job, folder / "job.json")
        except (OSError, FcnError) as error:
            self._give_up(str(error), "Free some space, then try again.")
            return
        self._set_phase(Phase.RUNNING)

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
            self._process.cancel()
            self._forget_run()

    def _take(self, event: Event) -> None:
        if self.phase is not Phase.RUNNING or self.record is None:
            return
        if isinstance(event, Snapshot):
            model_id = f"{self.record.model_id}@{event.step}"
            self._predicting.use_when_idle(Path(event.path), model_id)
        elif isinstance(event, Finished):
            self._finish(self.record, event)
        elif isinstance(event, Failed):
            self._die(event.problem, event.remedy)
        else:
            self.happened.emit(event)

    def _die(self, problem: str, remedy: str) -> None:
        if self.phase is Phase.RUNNING:
            self._forget_run()
            self.problem.emit(problem, remedy)

    # --- after --------------------------------------------------------------------------------

    def _finish(self, record: ModelRecord, event: Finished) -> None:
        registry = self._models.registry
        if registry is None:
            return
        # Not here: waiting for the disk would be felt in the middle of a stroke.
        self._tasks.submit(
            lambda: registry.finish(record.model_id, event.report),
            self._decide,
            lambda error: self._give_up(str(error), ""),
        )

    def _decide(self, record: ModelRecord) -> None:
        """The run's result is on disk; show it and ask."""
        if self.phase is not Phase.RUNNING or self.record is None:
            return
        self.record = record
        self._predicting.use(self._models.path(record.model_id), record.model_id)
        self._set_phase(Phase.DECIDING)
        self.finished.emit(self.record)

    def keep(self) -> None:
        """Use the new net from now on."""
        if self.phase is Phase.DECIDING and self.record is not None:
            self._set_phase(Phase.IDLE)
            self._models.use(self.record.model_id)

    def discard(self) -> None:
        """Go back to the net before; the new one's weights are deleted."""
        registry = self._models.registry
        if self.phase is not Phase.DECIDING or self.record is None or registry is None:
            return
        self._set_phase(Phase.IDLE)
        self._models.use(self._models.in_use)
        try:
            registry.discard(self.record.model_id)
        except FcnError as error:
            self.problem.emit(error.problem, error.remedy)

    def leave_project(self) -> None:
        """The project closes: a run is cancelled, an undecided result waits in the registry."""
        self.cancel()
        self._set_phase(Phase.IDLE)
        self.record = None

    def _forget_run(self) -> None:
        """Everything as before the run."""
        record, self.record = self.record, None
        self._set_phase(Phase.IDLE)
        if record is not None and self._models.registry is not None:
            self._models.registry.remove(record.model_id)
            in_use = self._models.in_use
            self._predicting.use(self._models.path(in_use), in_use)

    def _give_up(self, problem: str, remedy: str) -> None:
        self._forget_run()
        self.problem.emit(problem, remedy)

    def _set_phase(self, phase: Phase) -> None:
        if phase is not self.phase:
            self.phase = phase
            self.phase_changed.emit(phase)


def _ids(corrected: Iterable[Corrected]) -> tuple[str, ...]:
    return tuple(c.entry.image_id for c in corrected)


def _job_image(entry: ImageEntry, frozen: Frozen, held_out: bool) -> JobImage:
    return JobImage(
        image_id=entry.image_id,
        image=str(entry.path),
        corrections=str(frozen.files[entry.image_id]),
        held_out=held_out,
    )
