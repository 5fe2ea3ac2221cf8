"""A run's order: which net it starts from, what it learns from, what it must not forget.

Everything is decided in the window's thread; what touches the disk is done in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.flows.labels.naming import merged_names, net_labels
from app.flows.learning.learning_set import CorrectedSet, replayed
from app.flows.models import Models
from app.jobs.corrected import Corrected, CorrectionsSource, Frozen, freeze
from app.state.project import Project
from app.state.wishes import TrainingWish
from fcn_core.cancelling import Cancelled, never
from fcn_core.errors import FcnError
from fcn_core.finetune.job import FinetuneJob, JobImage, write_job
from fcn_core.labels import LabelSet
from fcn_core.registry import ModelRecord, Registry
from fcn_core.split import content_hash
from fcn_core.zoo import built_in_models


@dataclass(frozen=True, kw_only=True)
class RunPlan:
    """All that a run needs. `parent` is the net in use, `base` the one it starts from."""

    registry: Registry
    parent: str
    base: str
    compare: Path
    best: str
    """The net that did better before on the images held out, or nothing."""
    model: Path
    labels: LabelSet
    living: tuple[int, ...]
    """The labels' ids in the project."""
    merged: dict[str, str]
    corrected: CorrectedSet
    replay: tuple[Path, ...]
    source: CorrectionsSource
    wish: TrainingWish

    @classmethod
    def of(
        cls,
        project: Project,
        registry: Registry,
        models: Models,
        source: CorrectionsSource,
        corrected: CorrectedSet,
        wish: TrainingWish,
    ) -> RunPlan:
        """What the project and its nets are just now."""
        base = models.in_use if wish.go_on else models.base()
        return cls(
            registry=registry,
            parent=models.in_use,
            base=base,
            compare=models.path(models.in_use),
            best=models.best_before(_ids(corrected.held_out)),
            model=models.path(base),
            labels=net_labels(project).picked(project.living),
            living=project.living,
            merged=merged_names(project),
            corrected=corrected,
            replay=replayed(project),
            source=source,
            wish=wish,
        )


@dataclass(frozen=True, kw_only=True)
class PreparedRun:
    """A run that can be started: its record, and the job in a file."""

    record: ModelRecord
    job_file: Path


def prepare(plan: RunPlan, stopped: Cancelled = never) -> PreparedRun:
    """Freeze the corrections and write the job, in the new net's folder. For any thread.

    Raises `FcnError` or `OSError`, or `StoppedError` once it is `stopped`, and leaves nothing
    behind.
    """
    registry, wish, corrected = plan.registry, plan.wish, plan.corrected
    record = registry.begin(
        plan.parent,
        base=plan.base,
        images=_ids(corrected.training),
        held_out=_ids(corrected.held_out),
        seconds=wish.seconds,
        device=wish.device,
        recipe=wish.recipe,
        seed=int(wish.recipe.get("seed", 0)),
    )
    try:
        folder = registry.path(record.model_id).parent
        entries = [c.entry for c in (*corrected.training, *corrected.held_out)]
        frozen = freeze(plan.source, entries, plan.living, folder / "corrections", stopped)
        record = registry.set_data_hash(record.model_id, frozen.data_hash)
        write_job(folder / "job.json", _job(plan, frozen, folder))
    except BaseException:
        registry.remove(record.model_id)
        raise
    return PreparedRun(record=record, job_file=folder / "job.json")


def _job(plan: RunPlan, frozen: Frozen, folder: Path) -> FinetuneJob:
    corrected, wish = plan.corrected, plan.wish
    images = [(c, False) for c in corrected.training] + [(c, True) for c in corrected.held_out]
    return FinetuneJob(
        images=tuple(
            JobImage(
                image_id=c.entry.image_id,
                image=str(c.entry.path),
                corrections=str(frozen.files[c.entry.image_id]),
                held_out=held_out,
            )
            for c, held_out in images
        ),
        labels=plan.labels,
        merged=plan.merged,
        model=str(plan.model),
        compare=str(plan.compare),
        best=plan.best,
        keep_all=wish.keep_all,
        others=tuple(map(str, built_in_models())),
        replay=tuple(map(str, _unseen(plan))),
        out=str(folder),
        device=wish.device,
        seconds=wish.seconds,
        in_all=True,
        recipe=wish.recipe,
    )


def _unseen(plan: RunPlan) -> list[Path]:
    """The images to replay without copies of corrected ones, of which a person has spoken."""
    spoken_of = {c.digest for c in (*plan.corrected.training, *plan.corrected.held_out)}
    found = []
    for path in plan.replay:
        try:
            if content_hash(path) not in spoken_of:
                found.append(path)
        except (FcnError, OSError):  # gone meanwhile: the others remind the net as well
            continue
    return found


def _ids(corrected: tuple[Corrected, ...]) -> tuple[str, ...]:
    return tuple(c.entry.image_id for c in corrected)
