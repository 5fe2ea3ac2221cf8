"""A fine-tuning run: judge, learn within a time budget, judge again, report."""

from __future__ import annotations

import copy
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path

import torch

from fcn_core.cancelling import StoppedError
from fcn_core.data.dataset import Sample
from fcn_core.data.modality import require
from fcn_core.devices import choose_device, describe_device
from fcn_core.errors import FcnError
from fcn_core.events import Emit, Finished, Message, Say, Snapshot, Started
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
from fcn_core.finetune.judge import Judgement, confirmed_labels
from fcn_core.finetune.learner import FinetuneRecipe, Learner
from fcn_core.finetune.offsets import LOOKED_AT as OFFSET_IMAGES
from fcn_core.finetune.offsets import Floats, set_offsets
from fcn_core.finetune.pacing import Budget
from fcn_core.finetune.taps_cache import TapsCache
from fcn_core.finetune.task import Task, find_task
from fcn_core.finetune.watching import Watch
from fcn_core.held import holding
from fcn_core.outcome import Report
from fcn_core.predict import Predictor
from fcn_core.registry import CACHE
from fcn_core.sentences import said
from fcn_core.train.recipe import filled
from fcn_core.train.setup import arranged, first_task
from fcn_core.weights.checkpoint import load_model, save_model

TRIAL_SHARE, TRIAL_STEPS = 0.15, 15
"""How long each structure is tried: a share of the time, and steps that are taken at least."""


@dataclass(kw_only=True)
class Course:
    """What a run has come to: the task, and the net as it learns it from samples at its size."""

    task: Task
    held_out: CorrectedImages
    fresh: FreshStart | None
    """Chooses the structure of the net, where the task is new."""
    is_at_risk: bool
    """Whether labels that no training image shows could be forgotten: nothing would tell."""
    recipe: FinetuneRecipe
    """The one in force: memory may be too short for the one that was asked for."""
    after: Predictor
    training: CorrectedImages
    samples: list[Sample]
    offsets: Floats | None = None

    def see_training(self, note: Say) -> None:
        """Bring the training images to the size that the net works at."""
        preprocessing = self.after.info.preprocessing
        if preprocessing != self.training.preprocessing:
            self.training, self.samples = self.training.seen_by(preprocessing).lessons(note)

    def result(self) -> Predictor:
        """The net as it would be if learning ended now."""
        if not self.is_at_risk:
            return self.after
        task, share = self.task, self.recipe.trained_share
        return self.after.of(averaged(self.after.net, task.net, task.kept, share), self.after.info)


class Finetuner:
    """One run of a job. `run` does it all and reports through `emit`.

    `began`: when the process did, by `time.monotonic`; loading libraries takes seconds, too.
    """

    def __init__(
        self, job: FinetuneJob, emit: Emit, control: Control, began: float | None = None
    ) -> None:
        self.job, self.emit, self.control = job, emit, control
        self._deadline = Deadline(job.seconds, began, control.now)
        self._recipe = filled(FinetuneRecipe(), job.recipe)
        self.notes: list[str] = []
        """What the report has to warn of: the next message would hide it."""
        self.device = choose_device(job.device, self._note)
        _, info = self._asked = first_task(*load_model(Path(job.model)))
        require(info.name, info.preprocessing.modality, "rgb")

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
        torch.manual_seed(self._recipe.seed)
        seen = self._asked[1].preprocessing
        given = read_given(self.job, seen, self._note, self.control.heed)
        test, unjudged = given.test, given.unjudged
        self.emit(Started(title="fine-tuning", steps=0, device=describe_device(self.device)))
        course = self._begin(given)
        del given  # its samples, of another size than these, would take memory to the end
        compared = Comparison(self.job, test, self.device, self._say, self._note)
        compared.judge_before(course.task)
        save, clock = partial(self._save, course), self.control.now
        watch = Watch(self.emit, self._recipe, test.images, course.result, save, clock)
        if compared.before is not None:
            watch.judged(compared.before)
        try:
            if course.fresh is not None and not course.task.kept:
                self._take_new_heads(course, course.fresh, watch)
            self._learn(course, watch)
        except StoppedError:
            if not watch.steps:
                raise
        self.control.end()
        judged = self._end(course)
        self._save(course, course.after, watch.steps)
        self._report(course, compared.report(course.after, unjudged, judged))

    def _begin(self, given: Given) -> Course:
        """Find the task, and the net to start from; the samples in its labels, as it sees them."""
        task = find_task(self.job, *self._asked, given, self.device, self._note)
        tell = self._note if task.model == self.job.model else self._say  # else it is a fact
        tell(task.note)
        parent, kept = task.net.requires_grad_(False), dict(task.kept)
        net, info = arranged(copy.deepcopy(parent), task.info, task.labels, kept, task.info.name)
        net.requires_grad_(True)
        after = Predictor(net, info, self.device, self._say, self.control.heed)
        training, samples = given.lessons(task.labels, task.info.preprocessing, self._note)
        shown = confirmed_labels([s.mask for s in samples], len(task.labels)) > 0
        held_out = given.test.images
        fresh = FreshStart(parent, info, training, held_out, self._say) if task.is_new else None
        return Course(
            task=task, held_out=held_out, fresh=fresh, is_at_risk=not all(shown[n] for n in kept),
            recipe=self._recipe, after=after, training=training, samples=samples,
        )  # fmt: skip

    # --- learning -----------------------------------------------------------------------------

    def _take_new_heads(self, course: Course, start: FreshStart, watch: Watch) -> None:
        """New heads at the strides and size that suit the task; the samples at that size."""
        parent, heed = course.task.net, self.control.heed

        def teach(predictor: Predictor, samples: list[Sample]) -> None:
            before, steps, course.after = course.after, watch.steps, predictor
            share = self._budget.progress + TRIAL_SHARE
            recipe = replace(course.recipe, heads_share=share, heads_steps=TRIAL_STEPS)
            learner = Learner(
                predictor.net, parent, [], predictor.info.preprocessing, samples, recipe,
                self.device, heed=heed,
            )  # fmt: skip
            learning = BudgetedLearning(lambda _: learner, recipe, heed, watch.step, self._say)
            try:
                learning.take_heads(learner, self._budget)
            finally:
                if watch.steps == steps:  # stopped: the one before has learned something
                    course.after = before
            torch.manual_seed(recipe.seed)  # the next one's heads, however long this took

        course.after = start.run(self.device, teach)
        course.see_training(self._note)

    @cached_property
    def _budget(self) -> Budget:
        """The time for learning, which begins when it is first asked for."""
        seconds = self._deadline.left_to_learn() if self.job.in_all else self.job.seconds
        return Budget(seconds, self.control.now)

    def _learn(self, course: Course, watch: Watch) -> None:
        after, parent, kept = course.after, course.task.net, list(course.task.kept)
        seen, heed = after.info.preprocessing, self.control.heed
        replay = replayed(self.job.replay, seen, heed) if kept else []
        parent.to(device=self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]

        cache = TapsCache(Path(self.job.out) / CACHE)

        def learner(recipe: FinetuneRecipe) -> Learner:
            return Learner(
                after.net, parent, kept, seen, course.samples, recipe,
                self.device, replay, cache, heed,
            )  # fmt: skip

        late = self._make_room_for_the_end(course, watch) if self.job.in_all else ""
        learning = BudgetedLearning(
            learner, course.recipe, heed, watch.step,
            lambda text: self._say(f"{text} {late}".strip()),
        )  # fmt: skip
        try:
            learning.run(self._budget)
        finally:
            cache.clear()
            course.recipe = learning.recipe

    def _make_room_for_the_end(self, course: Course, watch: Watch) -> str:
        """Shorten learning by what judging the result will take, and by what finding its best
        output and its offsets takes on a new task. Returns what to say where that is too long.
        """
        held_out, images = course.held_out, len(course.held_out)
        if course.fresh is not None:
            images += min(len(held_out), TRIAL_IMAGES)
            images += min(len(course.samples), OFFSET_IMAGES) if course.task.has_new_labels else 0
        known = held_out if len(held_out) else course.training
        ending = seconds_to_judge(course.after.settled(), known, images, self.control.now)
        watch.judging_takes(ending / max(1, images), self.job.seconds)
        budget, left = self._budget, self._deadline.left_to_learn(ending)
        budget.seconds = min(budget.seconds, budget.spent + left)
        if ending < self.job.seconds * (1 - LEAST_TO_LEARN):
            return ""
        return said("Checking the result takes about {seconds:.0f} seconds more.", seconds=ending)

    # --- the result ---------------------------------------------------------------------------

    def _end(self, course: Course) -> Judgement | None:
        """Choose the best output, and how readily it says new labels: as they are, where memory is
        too short for more. Returns how the result did on held-out images, if that is known.
        """
        task, course.after = course.task, course.result()
        if course.fresh is None:
            return None
        course.after, sentence, judged = course.fresh.ended(course.after)
        course.see_training(self._note)  # it may have been stopped while another size was tried
        if task.has_new_labels:
            known, heed = [new for new, _ in task.kept], self.control.heed
            course.offsets = set_offsets(course.after, course.samples, known, heed)
            if course.offsets is None:
                self._note(said("Memory was too short to balance the labels in the end."))
            judged = None  # it says other things since
        self._say(sentence)
        return judged

    def _report(self, course: Course, result: Report) -> None:
        result["recipe"], result["notes"] = asdict(course.recipe), self.notes
        task, facts = course.task, result.get("facts", [])
        result["facts"] = facts
        if task.model != self.job.model:
            result["start"], result["facts"] = task.info.name, [task.note, *facts]
        stopped = self.control.stop.is_set()
        self.emit(Finished(path=str(self.model_path), stopped=stopped, report=result))

    def _save(self, course: Course, result: Predictor, steps: int) -> None:
        """Write the model and say that it is there. Raises `FcnError`."""
        provenance = {
            "parent": course.task.model,
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "images": [image.image_id for image in course.training.images],
            "held_out": [image.image_id for image in course.held_out.images],
            "steps": steps,
            "device": describe_device(self.device),
            "offsets": [] if course.offsets is None else course.offsets.tolist(),
            "structure": {} if course.fresh is None else course.fresh.note,
        }
        info = replace(result.info, recipe=asdict(course.recipe), provenance=provenance)
        try:
            save_model(self.model_path, result.net, info)
        except OSError as error:
            raise FcnError(
                "The new net could not be saved in {folder} ({reason}).",
                "Free some space, then start again.",
                folder=self.job.out,
                reason=error.strerror or error,
            ) from error
        self.emit(Snapshot(step=steps, path=str(self.model_path)))

    def _say(self, text: str) -> None:
        self.emit(Message(text=text))

    def _note(self, text: str) -> None:
        """Say it now, and once more in the report."""
        if text and text not in self.notes:
            self.notes.append(text)
            self._say(text)
