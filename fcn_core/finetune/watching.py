"""What a fine-tuning run tells while it learns: progress, snapshots, the held-out curve."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from fcn_core.errors import FcnError
from fcn_core.events import Evaluated, Event, Message, Progress
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.judge import Judgement, judge
from fcn_core.finetune.learner import FinetuneRecipe
from fcn_core.finetune.pacing import Budget, Clock, NowAndThen
from fcn_core.predict import Predictor
from fcn_core.sentences import said

CURVE_IMAGES = 6
"""Held-out images for a point of the curve, so that it costs little."""


class Watch:
    """Told of every step; now and then it saves a snapshot and scores the net so far.

    Its clock stands still in pauses. `result` gives the net as it would be if learning ended now,
    `save` writes it and the steps it took.
    """

    def __init__(
        self,
        emit: Callable[[Event], None],
        recipe: FinetuneRecipe,
        held_out: CorrectedImages,
        result: Callable[[], Predictor],
        save: Callable[[Predictor, int], None],
        clock: Clock = time.monotonic,
    ) -> None:
        self.steps, self.loss = 0, math.nan
        self._emit, self._held_out = emit, held_out.first(CURVE_IMAGES)
        self._result, self._save = result, save
        self._snapshots = NowAndThen(recipe.snapshot_seconds, clock)
        self._curve = NowAndThen(recipe.curve_seconds, clock)
        self._said: set[str] = set()

    def judging_takes(self, seconds: float, run: float) -> None:
        """Of an image, of a whole run: where a point would take too much, there is no curve."""
        if seconds * len(self._held_out) > NowAndThen.LARGEST_SHARE * run:
            self._held_out = self._held_out.first(0)

    def step(self, loss: float, budget: Budget) -> None:
        """A step is done."""
        self.steps += 1
        self.loss = loss if math.isnan(self.loss) else 0.95 * self.loss + 0.05 * loss
        expected = round(self.steps / min(1.0, max(budget.progress, 1e-6)))
        self._emit(
            Progress(step=self.steps, steps=expected, loss=self.loss, seconds_left=budget.left)
        )
        if self._snapshots.due:
            with self._snapshots.doing():
                self._snapshot()
        if len(self._held_out) and self._curve.due:
            with self._curve.doing():
                self._point()

    def _snapshot(self) -> None:
        """A checkpoint on the way. Without room for one the run goes on: it is not its end."""
        try:
            self._save(self._result(), self.steps)
        except FcnError as error:
            remedy = said("Learning goes on: free some space before it ends.")
            self._say_once(f"{error.problem} {remedy}")

    def _point(self) -> None:
        """A point of the held-out curve. Raises `StoppedError` as judging does."""
        self.judged(judge(self._result(), self._held_out, self._say_once))

    def judged(self, found: Judgement) -> None:
        """Tell a score on the curve's images: before the first step, that of the net in use.

        Not if one of them is missing: a score on the others would not compare.
        """
        found = found.on([image.image_id for image in self._held_out.images])
        scores = found.to_json()
        if len(found.image_ids) == len(self._held_out) and scores["mean_iu"] is not None:
            self._emit(
                Evaluated(
                    step=self.steps,
                    mean_iu={f"stride{found.stride}": scores["mean_iu"]},
                    per_class_iu=scores["per_class_iu"],
                )
            )

    def _say_once(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            self._emit(Message(text=text))
