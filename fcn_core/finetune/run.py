"""A fine-tuning run: judge, learn within a time budget, judge again, report."""

from __future__ import annotations

import copy
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import torch

from fcn_core.cancelling import StoppedError
from fcn_core.data.dataset import Sample
from fcn_core.data.modality import require
from fcn_core.devices import choose_device, describe_device
from fcn_core.errors import FcnError
from fcn_core.events import Emit, Finished, Message, Snapshot, Started
from fcn_core.files import spare
from fcn_core.finetune.averaged import averaged
from fcn_core.finetune.budgeted import BudgetedLearning
from fcn_core.finetune.comparison import Comparison
from fcn_core.finetune.control import Control
from fcn_core.finetune.corrected_images import CorrectedImages, replayed
from fcn_core.finetune.deadline import LEAST_TO_LEARN, Deadline, seconds_to_judge
from fcn_core.finetune.fresh import LOOKED_AT as TRIAL_IMAGES
from fcn_core.finetune.fresh import FreshStart
from fcn_core.finetune.given import Given, read_given
from fcn_core.finetune.job import FinetuneJob
from fcn_core.finetune.judge import confirmed_labels
from fcn_core.finetune.learner import FinetuneRecipe, Learner
from fcn_core.finetune.offsets import LOOKED_AT as OFFSET_IMAGES
from fcn_core.finetune.offsets import Floats, set_offsets
from fcn_core.finetune.pacing import Budget
from fcn_core.finetune.taps_cache import TapsCache
from fcn_core.finetune.task import find_task
from fcn_core.finetune.watching import Watch
from fcn_core.held import holding
from fcn_core.predict import Predictor
from fcn_core.registry import CACHE
from fcn_core.sentences import said
from fcn_core.train.recipe import filled
from fcn_core.train.setup import arranged
from fcn_core.weights.checkpoint import load_model, save_model

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
        self._deadline = Deadline(job.seconds, began, control.now)
        self.recipe = filled(FinetuneRecipe(), job.recipe)
        self.notes: list[str] = []
        """What the report has to warn of: the next message would hide it."""
        self.device = choose_device(job.device, self._note)
        self._asked = load_model(Path(job.model))
        info = self._asked[1]
        require(info.name, info.preprocessing.modality, "rgb")
        self.after: Predictor
        self.training: CorrectedImages
        self.samples: list[Sample]
        self.facts: list[str] = []
        """What it has to tell besides."""
        self._fresh: FreshStart | None = None
        self._offsets: Floats | None = None
        self._at_risk = False

    @property
    def model_path(self) -> Path:
        return Path(self.job.out) / "model.safetensors"

    def run(self) -> None:
        """Learn until the time is over or `stop` is said.

        Raises `FcnError` or `OSError`, and `StoppedError` if nothing was learned until then.
        """
        nets = filter(None, (self.job.model, self.job.compare, self.job.best, *self.job.others))
        spare(map(Path, nets), [self.model_path], said("Choose another folder for the new net."))
        out = Path(self.job.out)
        out.mkdir(parents=True, exist_ok=True)
        with holding(out):
            self._run()

    def _run(self) -> None:
        torch.manual_seed(self.recipe.seed)
        preprocessing = self._asked[1].preprocessing
        given = read_given(self.job, preprocessing, self._note, self.control.heed)
        test, unjudged = given.test, given.unjudged
        self.held_out = test.images
        self.emit(Started(title="fine-tuning", steps=0, device=describe_device(self.device)))
        self.samples = self._begin(given)
        del given  # its samples, of another size than these, would take memory to the end
        compared = Comparison(self.job, test, self.device, self._say, self._note)
        compared.judge_before(self.task)
        self._watch = Watch(
            self.emit, self.recipe, self.held_out, self._result, self._save, self.control.now
        )
        if compared.before is not None:
            self._watch.judged(compared.before)
        try:
            self._learn_all()
        except StoppedError:
            if not self._watch.steps:
                raise
        self.control.end()
        self._end(compared, unjudged)

    def _learn_all(self) -> None:
        """With new heads, where the task has them, and then the whole net."""
        shown = confirmed_labels([s.mask for s in self.samples], len(self.task.labels)) > 0
        # Labels that no training image shows could be forgotten, and nothing would tell.
        self._at_risk = any(not shown[new] for new, _ in self.task.kept)
        if self.task.is_new:
            self._fresh = FreshStart(
                self.parent, self.after.info, self.training, self.held_out, self._say
            )
            if not self.task.kept:
                self._take_new_heads(self._fresh)
        self._learn()

    def _end(self, compared: Comparison, unjudged: str) -> None:
        """Choose the best output, judge, and report."""
        self.after, judged = self._result(), None
        if self._fresh is not None:
            self.after, sentence, judged = self._fresh.ended(self.after)
            self._see_training()  # it may have been stopped while another size was tried
            if self.task.has_new_labels:
                self._set_offsets()
                judged = None  # it says other things since
            self._say(sentence)
        self._save(self.after)
        result = compared.report(self.after, unjudged, judged)
        result["recipe"] = asdict(self.recipe)
        result["notes"], result["facts"] = self.notes, [*self.facts, *result.get("facts", ())]
        if self.task.model != self.job.model:
            result["start"] = self.task.info.name
        stopped = self.control.stop.is_set()
        self.emit(Finished(path=str(self.model_path), stopped=stopped, report=result))

    def _begin(self, given: Given) -> list[Sample]:
        """Find the task, and the net to start from; the samples in its labels, as it sees them."""
        self.task = task = find_task(self.job, *self._asked, given, self.device, self._note)
        if task.model != self.job.model:
            self.facts.append(task.note)
            self._say(task.note)
        elif task.note:
            self._note(task.note)
        self.parent = task.net.requires_grad_(False)
        net, info = arranged(
            copy.deepcopy(self.parent), task.info, task.labels, dict(task.kept), task.info.name
        )
        net.requires_grad_(True)
        self.after = Predictor(net, info, self.device, self._say, self.control.heed)
        self.training, samples = given.lessons(task.labels, task.info.preprocessing, self._note)
        return samples

    # --- learning -----------------------------------------------------------------------------

    def _take_new_heads(self, start: FreshStart) -> None:
        """New heads at the strides and size that suit the task; the samples at that size."""

        def teach(predictor: Predictor, samples: list[Sample]) -> None:
            before, steps, self.after = self.after, self._watch.steps, predictor
            share = self._budget.progress + TRIAL_SHARE
            recipe = replace(self.recipe, heads_share=share, heads_steps=TRIAL_STEPS)
            learner = Learner(
                predictor.net, self.parent, [], predictor.info.preprocessing, samples, recipe,
                self.device, heed=self.control.heed,
            )  # fmt: skip
            learning = BudgetedLearning(
                lambda _: learner, recipe, self.control.heed, self._watch.step, self._say
            )
            try:
                learning.take_heads(learner, self._budget)
            finally:
                if self._watch.steps == steps:  # stopped: the one before has learned something
                    self.after = before
            torch.manual_seed(self.recipe.seed)  # the next one's heads, however long this took

        self.after = start.run(self.device, teach)
        self._see_training()

    def _see_training(self) -> None:
        """Bring the training images to the size that the net works at."""
        preprocessing = self.after.info.preprocessing
        if preprocessing != self.training.preprocessing:
            seen = self.training.seen_by(preprocessing)
            self.training, self.samples = seen.lessons(self._note)

    @cached_property
    def _budget(self) -> Budget:
        """The time for learning, which begins when it is first asked for."""
        seconds = self._deadline.left_to_learn() if self.job.in_all else self.job.seconds
        return Budget(seconds, self.control.now)

    def _learn(self) -> None:
        preprocessing, kept = self.after.info.preprocessing, list(self.task.kept)
        heed = self.control.heed
        replay = replayed(self.job.replay, preprocessing, heed) if kept else []
        self.parent.to(device=self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]

        cache = TapsCache(Path(self.job.out) / CACHE)

        def learner(recipe: FinetuneRecipe) -> Learner:
            return Learner(
                self.after.net, self.parent, kept, preprocessing, self.samples, recipe,
                self.device, replay, cache, heed,
            )  # fmt: skip

        late = self._make_room_for_the_end() if self.job.in_all else ""
        learning = BudgetedLearning(
            learner, self.recipe, heed, self._watch.step,
            lambda text: self._say(f"{text} {late}".strip()),
        )  # fmt: skip
        try:
            learning.run(self._budget)
        finally:
            cache.clear()
            self.recipe = learning.recipe

    def _make_room_for_the_end(self) -> str:
        """Shorten learning by what judging the result will take, and by what finding its best
        output and its offsets takes on a new task. Returns what to say where that is too long.
        """
        images = len(self.held_out)
        if self._fresh is not None:
            images += min(len(self.held_out), TRIAL_IMAGES)
            images += min(len(self.samples), OFFSET_IMAGES) if self.task.has_new_labels else 0
        known = self.held_out if len(self.held_out) else self.training
        ending = seconds_to_judge(self.after.settled(), known, images, self.control.now)
        self._watch.judging_takes(ending / max(1, images), self.job.seconds)
        budget = self._budget
        left = self._deadline.left_to_learn(ending)
        budget.seconds = min(budget.seconds, budget.spent + left)
        if ending < self.job.seconds * (1 - LEAST_TO_LEARN):
            return ""
        return said("Checking the result takes about {seconds:.0f} seconds more.", seconds=ending)

    def _set_offsets(self) -> None:
        """How readily new labels are said: as they are, where memory is too short for more."""
        known = [new for new, _ in self.task.kept]
        self._offsets = set_offsets(self.after, self.samples, known, self.control.heed)
        if self._offsets is None:
            self._note(said("Memory was too short to balance the labels in the end."))

    # --- the result ---------------------------------------------------------------------------

    def _result(self) -> Predictor:
        """The net as it would be if learning ended now."""
        if not self._at_risk:
            return self.after
        net = averaged(self.after.net, self.parent, self.task.kept, self.recipe.trained_share)
        return self.after.of(net, self.after.info)

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
                "The new net could not be saved in {folder} ({reason}).",
                "Free some space, then start again.",
                folder=self.job.out,
                reason=error.strerror or error,
            ) from error
        self.emit(Snapshot(step=self._watch.steps, path=str(self.model_path)))

    def _say(self, text: str) -> None:
        self.emit(Message(text=text))

    def _note(self, text: str) -> None:
        """Say it now, and once more in the report."""
        if text and text not in self.notes:
            self.notes.append(text)
            self._say(text)
