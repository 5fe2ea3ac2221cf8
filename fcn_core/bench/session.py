"""A simulated person's session: open, correct, let the model learn, look how good it is now.

Part of a data set is held out and never opened; on it the model is scored after each learning.
The images that the person corrects are split once more, by the window's own rule, into those to
train on and those by which a run is judged.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from fcn_core.bench.acts import Habits, Tally, Worked
from fcn_core.bench.arms import Arm
from fcn_core.bench.hand import Hand
from fcn_core.bench.models import Example, Lesson, Model, blank, scores_by_stride
from fcn_core.bench.orders import order_called
from fcn_core.bench.painter import Painter
from fcn_core.data.dataset import Dataset, Sample
from fcn_core.errors import FcnError
from fcn_core.finetune.judge import confirmed_labels
from fcn_core.masks import UNTOUCHED
from fcn_core.metrics import Scores
from fcn_core.split import choose_held_out, spread_evenly
from fcn_core.suggest.candidates import Candidate
from fcn_core.suggest.next_image import LabelCounts

Tell = Callable[[str], None]
LEAST_LABELS = 2
REPLAYED = 16


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a session goes."""

    images: int = 10
    """Images that the person corrects."""
    every: int = 2
    """The model learns after each so many."""
    seconds: float = 20.0
    """Time to learn, each time."""
    test: int = 20
    """Held-out images; at most half of the data."""
    pool: int = 40
    """Images that the person may open."""
    order: str = "random"
    habits: Habits = field(default_factory=Habits)
    hand: Hand = field(default_factory=Hand)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Point:
    """Where a session stands after so many images. `mean_iu` and the like: the held-out part."""

    images: int
    tally: Tally
    machine_seconds: float
    """Time spent learning."""
    scores: Scores
    outcome: str
    """What became of the last learning."""

    def to_json(self) -> dict[str, Any]:
        work = {"images": self.images, **self.tally.to_json(), "acts": self.tally.acts}
        machine = {"machine_seconds": round(self.machine_seconds, 2), "outcome": self.outcome}
        return {**work, **machine, **self.scores.to_json()}


@dataclass(frozen=True, kw_only=True)
class Split:
    """Indices of a data set: what the person may open, and what the model is scored on."""

    pool: tuple[int, ...]
    test: tuple[int, ...]


def split(count: int, plan: Plan, seed: int) -> Split:
    """A seeded split that is the same for all arms. Raises `FcnError` if there is too little."""
    test = min(plan.test, count // 2)
    if test < 1 or count - test < plan.images:
        raise FcnError(
            f"{count} images are too few: {plan.images} to correct, and others to score on.",
            "Correct fewer with --images, or choose a larger data set.",
        )
    order = np.random.default_rng(seed).permutation(count).tolist()
    pool = order[test : test + max(plan.pool, plan.images)]
    return Split(pool=tuple(pool), test=tuple(order[:test]))


def uncorrected(source: Dataset, project: Sequence[int], done: Collection[int]) -> list[Sample]:
    """Images of a project that were not opened, spread evenly, as the window takes them."""
    places = spread_evenly(len(project), REPLAYED)
    return [source.sample(project[p]) for p in places if project[p] not in done]


class Session:
    """One arm on one data set with one seed."""

    def __init__(
        self, arm: Arm, model: Model, source: Dataset, plan: Plan, seed: int, tell: Tell
    ) -> None:
        self.arm, self.model, self.source, self.plan = arm, model, source, plan
        self.tell = tell
        self.parts = split(len(source), plan, seed)
        self.habits = plan.habits
        if arm.most_acts is not None and arm.most_acts < self.habits.most_acts:
            self.habits = replace(self.habits, most_acts=arm.most_acts, finishes=False)
        self.order = order_called(arm.order or plan.order, seed)
        self.points: list[Point] = []
        self.images: list[dict[str, Any]] = []
        self.tally, self.machine_seconds = Tally(), 0.0
        self._done: list[int] = []
        self._examples: dict[str, Example] = {}
        self._hashes: dict[str, str] = {}
        self._held_out: set[str] = set()
        self._trained: set[str] = set()
        self._candidates: dict[int, Candidate] = {}

    def run(self) -> None:
        """Correct, learn and score until all images of the plan are done."""
        self._record("")
        while len(self._done) < self.plan.images:
            self._correct(self._next())
            count = len(self._done)
            if count % self.plan.every == 0 or count == self.plan.images:
                self._learn_and_score()

    # --- what an order may look at ------------------------------------------------------------

    @property
    def confirmed(self) -> LabelCounts:
        masks = [example.corrections for example in self._examples.values()]
        return confirmed_labels(masks, len(self.source.labels))

    def name(self, index: int) -> str:
        return self.source.sample(index).image_id

    def candidate(self, index: int) -> Candidate:
        """By the model as it is now; looked at once until it has learned."""
        if index not in self._candidates:
            sample = self.source.sample(index)
            self._candidates[index] = self.model.glance(sample.image_id, sample.image)
        return self._candidates[index]

    # --- the person ---------------------------------------------------------------------------

    def _next(self) -> int:
        waiting = [index for index in self.parts.pool if index not in self._done]
        hashes = {index: self._hashes[self.name(index)] for index in self._done}
        learned = [index for index, found in hashes.items() if found not in self._held_out]
        return self.order(waiting, learned, self)

    def _correct(self, index: int) -> None:
        sample = self.source.sample(index)
        look = self.model.look(sample.image) if self.arm.shows else blank(sample.mask.shape)
        worked = Painter(look.labels, sample.mask, self.plan.hand, self.habits).work()
        self._done.append(index)
        self.tally += worked.tally
        self._keep(sample, worked)
        self.tell(
            f"image {len(self._done)} of {self.plan.images}: {worked.tally.acts} strokes and "
            f"clicks, {worked.tally.seconds:.0f} s, {100 * worked.before:.0f} % wrong before, "
            f"{100 * worked.after:.0f} % after"
        )

    def _keep(self, sample: Sample, worked: Worked) -> None:
        """Remember the work, and split what was corrected as the window would."""
        hash_hex = hashlib.sha256(np.ascontiguousarray(sample.image).tobytes()).hexdigest()
        self._hashes[sample.image_id] = hash_hex
        self._examples[sample.image_id] = Example(
            image_id=sample.image_id,
            image=sample.image,
            corrections=worked.corrections,
            held_out=False,
        )
        self.images.append(
            {
                "image": sample.image_id,
                "before": round(worked.before, 4),
                "after": round(worked.after, 4),
                "accepted": worked.accepted,
                "confirmed": int((worked.corrections < UNTOUCHED).sum()),
                **worked.tally.to_json(),
            }
        )

    # --- the model ----------------------------------------------------------------------------

    def _learn_and_score(self) -> None:
        if not self.arm.learns:
            self._record("")
            return
        lesson = Lesson(
            examples=self._judged_examples(),
            others=uncorrected(self.source, self.parts.pool, self._done),
            seconds=self.plan.seconds,
        )
        masks = [example.corrections for example in lesson.training]
        if np.count_nonzero(confirmed_labels(masks, len(self.source.labels))) < LEAST_LABELS:
            self._record("one label only: nothing to learn yet")
            return
        began = time.monotonic()
        outcome = self.model.learn(lesson)
        self.machine_seconds += time.monotonic() - began
        self._candidates.clear()
        self._record(outcome, learned=True)

    def _judged_examples(self) -> list[Example]:
        hashes = list(self._hashes.values())
        self._held_out = choose_held_out(hashes, self._held_out, self._trained)
        self._trained |= set(hashes) - self._held_out
        return [
            replace(example, held_out=self._hashes[example.image_id] in self._held_out)
            for example in self._examples.values()
        ]

    def _record(self, outcome: str, *, learned: bool = False) -> None:
        """A point of the curve; scored anew only if the model may have changed."""
        scores = self._scored() if learned or not self.points else self.points[-1].scores
        self.points.append(
            Point(
                images=len(self._done),
                tally=self.tally,
                machine_seconds=self.machine_seconds,
                scores=scores,
                outcome=outcome,
            )
        )
        self.tell(
            f"after {len(self._done)} images, {self.tally.acts} strokes and clicks: mean IU "
            f"{100 * scores.mean_iu:.1f} %{f' ({outcome})' if outcome else ''}"
        )

    def _scored(self) -> Scores:
        """On the held-out part, by the finest output."""
        strides = scores_by_stride(self.model, self.source, self.parts.test)
        return strides[min(strides)]
