"""A fine-tuning run: judge, learn within a time budget, judge again, report."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fcn_core.devices import choose_device, describe_device
from fcn_core.errors import FcnError
from fcn_core.events import Evaluated, Event, Finished, Message, Progress, Snapshot, Started
from fcn_core.masks import UNTOUCHED
from fcn_core.predict import Predictor
from fcn_core.train.control import Control
from fcn_core.train.corrections import Corrections
from fcn_core.train.job import FinetuneJob
from fcn_core.train.judge import Judgement, judge, report
from fcn_core.train.learner import FinetuneRecipe, Learner
from fcn_core.train.pacing import Budget, NowAndThen
from fcn_core.train.setup import adapted
from fcn_core.weights.checkpoint import load_model, save_model

Emit = Callable[[Event], None]
CURVE_IMAGES = 6


class Finetuner:
    """One run of a job. `run` does it all and reports through `emit`."""

    def __init__(self, job: FinetuneJob, emit: Emit, control: Control) -> None:
        self.job, self.emit, self.control = job, emit, control
        self.recipe = _recipe(job.recipe)
        self.device = choose_device(job.device)
        parent, parent_info = load_model(Path(job.model))
        net, info = adapted(copy.deepcopy(parent), parent_info, job.labels, parent_info.name)
        self.before = Predictor(parent.requires_grad_(False), parent_info, self.device, self._say)
        self.after = Predictor(net.requires_grad_(True), info, self.device, self._say)
        self.training, self.held_out = self._part(held_out=False), self._part(held_out=True)
        self.steps, self.loss = 0, math.nan
        self._snapshots = NowAndThen(self.recipe.snapshot_seconds)
        self._curve = NowAndThen(self.recipe.curve_seconds)

    @property
    def model_path(self) -> Path:
        return Path(self.job.out) / "model.safetensors"

    def run(self) -> None:
        """Learn until the time is over or `stop` is said. Raises `FcnError` or `OSError`."""
        learner = self._learner()
        Path(self.job.out).mkdir(parents=True, exist_ok=True)
        self.emit(Started(title="fine-tuning", steps=0, device=describe_device(self.device)))
        self._say("Scoring the net as it is on the held-out images.")
        before = self._judged(self.before)
        self._learn(learner)
        self._save()
        self._say("Comparing the net before and after on the held-out images.")
        result = report(before, self._judged(self.after), self.held_out)
        stopped = self.control.stop.is_set()
        self.emit(Finished(path=str(self.model_path), stopped=stopped, report=result))

    def _learn(self, learner: Learner) -> None:
        recipe, budget = self.recipe, Budget(self.job.seconds)
        share = recipe.heads_share
        self._say("Learning, the last layers first.")
        self._take(learner.heads(), budget, until=share, at_least=recipe.heads_steps)
        self._say("Learning with the whole net.")
        whole = learner.whole(lambda: (budget.progress - share) / (1 - share))
        self._take(whole, budget, until=1.0, at_least=recipe.whole_steps)

    def _take(self, steps: Iterator[float], budget: Budget, *, until: float, at_least: int) -> None:
        """Take steps until that share of the budget is spent, and at least so many."""
        for count, loss in enumerate(steps, start=1):
            self.steps += 1
            self.loss = loss if math.isnan(self.loss) else 0.95 * self.loss + 0.05 * loss
            self._tell(budget)
            budget.paused += self.control.wait_while_paused()
            if self.control.stop.is_set() or (budget.progress >= until and count >= at_least):
                return

    def _tell(self, budget: Budget) -> None:
        """Progress at every step; now and then a snapshot and a point of the curve."""
        expected = round(self.steps / min(1.0, max(budget.progress, 1e-6)))
        self.emit(
            Progress(step=self.steps, steps=expected, loss=self.loss, seconds_left=budget.left)
        )
        if self._snapshots.due:
            with self._snapshots.doing():
                self._save()
        if len(self.held_out) and self._curve.due:
            with self._curve.doing():
                self._emit_curve()

    def _save(self) -> None:
        provenance = {
            "parent": self.job.model,
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "images": [image.image_id for image in self.training.images],
            "held_out": [image.image_id for image in self.held_out.images],
            "steps": self.steps,
            "device": describe_device(self.device),
        }
        info = replace(self.after.info, recipe=asdict(self.recipe), provenance=provenance)
        save_model(self.model_path, self.after.net, info)
        self.emit(Snapshot(step=self.steps, path=str(self.model_path)))

    def _emit_curve(self) -> None:
        """A point of the held-out curve, on a few images so that it costs little."""
        few = self.held_out.first(CURVE_IMAGES)
        scores = judge(self.after, few).to_json()
        finest = f"stride{self.after.net.strides[-1]}"
        if scores["mean_iu"] is not None:
            self.emit(
                Evaluated(
                    step=self.steps,
                    mean_iu={finest: scores["mean_iu"]},
                    per_class_iu=scores["per_class_iu"],
                )
            )

    def _learner(self) -> Learner:
        """Reads the training images. Raises `FcnError` if nothing on them is confirmed."""
        samples = [self.training.sample(i) for i in range(len(self.training))]
        if not any((sample.mask < UNTOUCHED).any() for sample in samples):
            raise FcnError(
                "No pixel has been corrected yet, so there is nothing to learn from.",
                "Correct or accept a few regions first.",
            )
        old = self.before.info.labels.names
        kept = [(i, old.index(n)) for i, n in enumerate(self.job.labels.names) if n in old]
        return Learner(
            self.after.net,
            self.before.net,
            kept,
            self.after.info.preprocessing,
            samples,
            self.recipe,
            self.device,
        )

    def _part(self, *, held_out: bool) -> Corrections:
        chosen = [image for image in self.job.images if image.held_out == held_out]
        return Corrections(chosen, self.job.labels, self.after.info.preprocessing.long_side)

    def _judged(self, predictor: Predictor) -> Judgement | None:
        return judge(predictor, self.held_out) if len(self.held_out) else None

    def _say(self, text: str) -> None:
        self.emit(Message(text=text))


def _recipe(overrides: dict[str, Any]) -> FinetuneRecipe:
    fixed: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in overrides.items()
    }
    try:
        return replace(FinetuneRecipe(), **fixed)
    except TypeError as error:
        raise FcnError(f"The fine-tuning recipe has an unknown key: {error}.") from error
