"""A fine-tuning run: judge, learn within a time budget, judge again, report."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import torch

from fcn_core.data.dataset import Sample
from fcn_core.data.modality import require
from fcn_core.devices import choose_device, describe_device, is_out_of_memory
from fcn_core.errors import FcnError
from fcn_core.events import Emit, Finished, Message, Snapshot, Started
from fcn_core.files import spare
from fcn_core.finetune.averaged import averaged
from fcn_core.finetune.budgeted import BudgetedLearning
from fcn_core.finetune.control import Control
from fcn_core.finetune.corrected_images import CorrectedImages, replayed
from fcn_core.finetune.deadline import Deadline, seconds_to_judge
from fcn_core.finetune.fresh import LOOKED_AT as TRIAL_IMAGES
from fcn_core.finetune.fresh import FreshStart
from fcn_core.finetune.given import Given, read_given
from fcn_core.finetune.job import FinetuneJob
from fcn_core.finetune.judge import Judgement, confirmed_labels, judge
from fcn_core.finetune.learner import FinetuneRecipe, Learner
from fcn_core.finetune.offsets import LOOKED_AT as OFFSET_IMAGES
from fcn_core.finetune.offsets import Floats, add_offsets, offsets_for
from fcn_core.finetune.pacing import Budget
from fcn_core.finetune.taps_cache import TapsCache
from fcn_core.finetune.task import find_task
from fcn_core.finetune.verdict import gate_behind, partly, report, unlearned
from fcn_core.finetune.watching import Watch
from fcn_core.finetune.yardsticks import Yardstick, yardsticks
from fcn_core.predict import Predictor
from fcn_core.registry import CACHE
from fcn_core.train.recipe import filled
from fcn_core.train.setup import arranged
from fcn_core.weights.checkpoint import ModelInfo, load_model, save_model

TRIAL_SHARE, TRIAL_STEPS = 0.15, 15
"""How long each structure is tried: a share of the time, and steps that are taken at least."""


class Finetuner:
    """One run of a job. `run` does it all and reports through `emit`.

    `began`: when the process did, by `time.monotonic`; loading libraries takes seconds, too.
    """

    def __init__(
        self, job: FinetuneJob, emit: Emit, control: Control, began: float | None = None
    ) -> None:
        self.job, self.emit, self.control = job, emit, control
        self._deadline = Deadline(job.seconds, began)
        self.recipe = filled(FinetuneRecipe(), job.recipe)
        self.device = choose_device(job.device)
        self._asked = load_model(Path(job.model))
        info = self._asked[1]
        require(info.name, info.preprocessing.modality, "rgb")
        self.after: Predictor
        self.training: CorrectedImages
        self.notes: list[str] = []
        """What the report has to tell besides: the next message would hide it."""
        self._fresh: FreshStart | None = None
        self._offsets: Floats | None = None
        self._at_risk = False

    @property
    def model_path(self) -> Path:
        return Path(self.job.out) / "model.safetensors"

    def run(self) -> None:
        """Learn until the time is over or `stop` is said. Raises `FcnError` or `OSError`."""
        nets = filter(None, (self.job.model, self.job.compare, self.job.best, *self.job.others))
        spare(map(Path, nets), [self.model_path], "Choose another folder for the new net.")
        given = read_given(self.job, self._asked[1].preprocessing, self._note)
        self.held_out = given.held_out
        Path(self.job.out).mkdir(parents=True, exist_ok=True)
        self.emit(Started(title="fine-tuning", steps=0, device=describe_device(self.device)))
        samples = self._begin(given)
        before = self._judged_before()
        others = list(self._yardsticks())
        self._watch = Watch(self.emit, self.recipe, self.held_out, self._result, self._save)
        if before is not None:
            self._watch.judged(before)
        shown = confirmed_labels([s.mask for s in samples], len(self.task.labels)) > 0
        # Labels that no training image shows could be forgotten, and nothing would tell.
        self._at_risk = any(not shown[new] for new, _ in self.task.kept)
        if self.task.is_new:
            held_out = self.held_out.told_in(self.task.labels)
            self._fresh = FreshStart(
                self.parent, self.after.info, self.training, held_out, self._say
            )
            if not self.task.kept:
                samples = self._with_new_heads(self._fresh)
        self._learn(samples)
        self.after = self._result()
        if self._fresh is not None:
            self.after, sentence = self._fresh.ended(self.after)
            if self.task.has_new_labels:
                self._set_offsets(samples)
            self._say(sentence)
        self._save(self.after)
        self._say("Comparing the net before and after on the held-out images.")
        after = None
        if len(self.held_out):
            after = judge(self.after.settled(), self.held_out, self._note)
        result = report(before, after, self.job.labels, given.unjudged)
        if after is not None:
            for caution in (partly(after), unlearned(after, self.job.labels)):
                self._note(caution)
            self._measure(after, others, result)
        result |= {"recipe": asdict(self.recipe), "notes": self.notes}
        if self.task.model != self.job.model:
            result["start"] = self.task.info.name
        stopped = self.control.stop.is_set()
        self.emit(Finished(path=str(self.model_path), stopped=stopped, report=result))

    def _begin(self, given: Given) -> list[Sample]:
        """Find the task, and the net to start from; the samples in its labels, as it sees them."""
        self.task = task = find_task(self.job, *self._asked, given, self.device, self._note)
        if task.note:
            self._note(task.note)
        self.parent = task.net.requires_grad_(False)
        net, info = arranged(
            copy.deepcopy(self.parent), task.info, task.labels, dict(task.kept), task.info.name
        )
        self.after = Predictor(net.requires_grad_(True), info, self.device, self._say)
        self.training, samples = given.lessons(task.labels, task.info.preprocessing, self._note)
        return samples

    # --- the judgement before --------------------------------------------------------------------

    def _judged_before(self) -> Judgement | None:
        """The net in use on the held-out images: what the result has to be better than."""
        if not len(self.held_out):
            return None
        self._say("Scoring the net in use on the held-out images.")
        net, info = load_model(Path(self.job.compare or self.job.model))
        self._note_learned("The net in use", "before", info)
        self._note_learned("The net that the run started from", "after", self.task.info)
        predictor = Predictor(net, info, self.device, self._say).settled()
        return judge(predictor, self.held_out, self._note, self.job.merged)

    def _note_learned(self, net: str, when: str, info: ModelInfo) -> None:
        """Held-out images that a net has learned from, as when those held out before are gone."""
        learned = set(info.provenance.get("images", ()))
        count = sum(image.image_id in learned for image in self.held_out.images)
        if count:
            self._note(
                f"{net} has learned from {count} of the {len(self.held_out)} held-out image(s), "
                f"so the score {when} is too good. Correct new images, to have others held out."
            )

    def _yardsticks(self) -> Iterator[Yardstick]:
        if len(self.held_out):
            start = self.task.model
            yield from yardsticks(self.job, start, self.held_out, self.device, self._note)

    def _measure(
        self, after: Judgement, others: Sequence[Yardstick], result: dict[str, Any]
    ) -> None:
        """Say how the result does beside other nets; one that is clearly better bars it."""
        result["others"] = {other.net: other.judged.mean_iu for other in others}
        for other in others:
            self._note(other.told(after))
            if not other.is_start and other.is_ahead_of(after):
                result["gate"] = gate_behind(other.net)

    # --- learning -----------------------------------------------------------------------------

    def _with_new_heads(self, start: FreshStart) -> list[Sample]:
        """New heads at the strides and size that suit the task; the samples at that size."""

        def teach(predictor: Predictor, samples: list[Sample]) -> None:
            self.after = predictor
            share = self._budget.progress + TRIAL_SHARE
            recipe = replace(self.recipe, heads_share=share, heads_steps=TRIAL_STEPS)
            learner = Learner(
                predictor.net, self.parent, [], predictor.info.preprocessing, samples, recipe,
                self.device,
            )  # fmt: skip
            learning = BudgetedLearning(
                lambda _: learner, recipe, self.control, self._watch.step, self._say
            )
            learning.take_heads(learner, self._budget)

        self.after = start.run(self.device, teach)
        seen = self.training.seen_by(self.after.info.preprocessing)
        self.training, samples = seen.lessons(self._note)
        return samples

    @cached_property
    def _budget(self) -> Budget:
        """The time for learning, which begins when it is first asked for."""
        return Budget(self._deadline.left_to_learn() if self.job.in_all else self.job.seconds)

    def _learn(self, samples: list[Sample]) -> None:
        preprocessing, kept = self.after.info.preprocessing, list(self.task.kept)
        replay = replayed(self.job.replay, preprocessing) if kept else []
        self.parent.to(device=self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]

        cache = TapsCache(Path(self.job.out) / CACHE)

        def learner(recipe: FinetuneRecipe) -> Learner:
            return Learner(
                self.after.net, self.parent, kept, preprocessing, samples, recipe, self.device,
                replay, cache,
            )  # fmt: skip

        learning = BudgetedLearning(learner, self.recipe, self.control, self._watch.step, self._say)
        if self.job.in_all:
            self._make_room_for_the_end(len(samples))
        try:
            learning.run(self._budget)
        finally:
            cache.clear()
        self.recipe = learning.recipe

    def _make_room_for_the_end(self, lessons: int) -> None:
        """Shorten learning by what judging the result will take, and by what finding its best
        output and its offsets takes on a new task.
        """
        images = len(self.held_out)
        if self._fresh is not None:
            images += min(len(self.held_out), TRIAL_IMAGES)
            images += min(lessons, OFFSET_IMAGES) if self.task.has_new_labels else 0
        known = self.held_out if len(self.held_out) else self.training
        ending = seconds_to_judge(self.after.settled(), known, images)
        budget = self._budget
        left = self._deadline.left_to_learn(ending, budget.paused)
        budget.seconds = min(budget.seconds, budget.spent + left)

    def _set_offsets(self, samples: list[Sample]) -> None:
        """How readily new labels are said: as they are, where memory is too short for more."""
        try:
            known = [new for new, _ in self.task.kept]
            self._offsets = offsets_for(self.after, samples, known)
        except Exception as error:  # torch has several for the same thing
            if not is_out_of_memory(error):
                raise
            self._note("Memory was too short to balance the labels in the end.")
            return
        add_offsets(self.after.net, self._offsets)

    # --- the result ---------------------------------------------------------------------------

    def _result(self) -> Predictor:
        """The net as it would be if learning ended now."""
        if not self._at_risk:
            return self.after
        net = averaged(self.after.net, self.parent, self.task.kept, self.recipe.trained_share)
        return Predictor(net, self.after.info, self.device, self._say)

    def _save(self, result: Predictor) -> None:
        """Write the model and say that it is there. Raises `FcnError`."""
        provenance = {
            "parent": self.task.model,
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "images": [image.image_id for image in self.training.images],
            "held_out": [image.image_id for image in self.held_out.images],
            "steps": self._watch.steps,
            "device": describe_device(self.device),
            "offsets": [] if self._offsets is None else self._offsets.tolist(),
            "structure": {} if self._fresh is None else self._fresh.note,
        }
        info = replace(result.info, recipe=asdict(self.recipe), provenance=provenance)
        try:
            save_model(self.model_path, result.net, info)
        except OSError as error:
            raise FcnError(
                f"The new net could not be saved in {self.job.out} ({error.strerror or error}).",
                "Free some space, then start again.",
            ) from error
        self.emit(Snapshot(step=self._watch.steps, path=str(self.model_path)))

    def _say(self, text: str) -> None:
        self.emit(Message(text=text))

    def _note(self, text: str) -> None:
        """Say it now, and once more in the report."""
        if text and text not in self.notes:
            self.notes.append(text)
            self._say(text)
