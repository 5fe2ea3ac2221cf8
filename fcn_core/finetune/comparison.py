"""A run's result against the net in use, and others, on the held-out images."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import torch

from fcn_core.events import Say
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.fair_test import FairTest
from fcn_core.finetune.job import FinetuneJob
from fcn_core.finetune.judge import Judgement, judge
from fcn_core.finetune.task import Task
from fcn_core.finetune.verdict import cautions, gate_behind, mostly_alike, report
from fcn_core.finetune.yardsticks import Yardstick, yardsticks
from fcn_core.outcome import Report
from fcn_core.predict import Predictor
from fcn_core.sentences import said
from fcn_core.weights.checkpoint import ModelInfo, load_model


class Comparison:
    """Judges the nets before the run learns, and its result in the end.

    Without held-out images nobody is judged. `note` is told what the report has to tell besides.
    """

    def __init__(
        self,
        job: FinetuneJob,
        test: FairTest,
        device: torch.device,
        say: Say,
        note: Say,
    ) -> None:
        self._job, self._test, self._device = job, test, device
        self._held_out = test.images
        self._say, self._note = say, note
        self.before: Judgement | None = None
        """The net in use: what the result has to be better than."""
        self._others: tuple[Yardstick, ...] = ()

    def judge_before(self, task: Task) -> None:
        """The net in use, and others. Raises `FcnError` for a damaged net."""
        held_out = self._held_out
        if not len(held_out):
            return
        self._say(said("Scoring the net in use on the held-out images."))
        net, info = load_model(Path(self._job.compare or self._job.model))
        for sentence in _learned_from(held_out, info, task.info):
            self._note(sentence)
        predictor = Predictor(net, info, self._device, self._say, held_out.heed).settled()
        self.before = judge(predictor, held_out, self._note, self._job.merged)
        # A net that lacks labels is no measure for one that has them.
        start = None if task.has_new_labels else task
        self._others = (*yardsticks(self._job, start, held_out, self._device, self._note),)

    def report(self, result: Predictor, unjudged: str, known: Judgement | None = None) -> Report:
        """What the window shows in the end; `unjudged` is why nothing can be judged, if so.

        `known`: how the result did on the first of the held-out images.
        """
        self._say(said("Comparing the net before and after on the held-out images."))
        after = None
        if len(self._held_out):
            after = self._judged(result, known)
        found = report(self.before, after, self._job.labels, unjudged, self._test.alike)
        if after is not None and found["held_out"]:
            found["facts"] = [self._test.fact] if self._test.fact else []
            for caution in cautions(self.before, after, self._job.labels):
                self._note(caution)
            self._measure(after, found)
        return found

    def _judged(self, result: Predictor, known: Judgement | None) -> Judgement:
        images = self._held_out.images
        first = images[: len(known.image_ids)] if known is not None else ()
        if known is None or known.image_ids != tuple(image.image_id for image in first):
            return judge(result.settled(), self._held_out, self._note)
        others = self._held_out.without(first)
        return known.joined(judge(result.settled(), others, self._note)) if len(others) else known

    def _measure(self, after: Judgement, found: Report) -> None:
        """Say how the result does beside other nets; one that is clearly better bars it.

        Not by images that look like those learned from: these decide nothing.
        """
        decides = not mostly_alike(after.image_ids, self._test.alike)
        found["others"] = {other.net: other.judged.mean_iu for other in self._others}
        for other in self._others:
            self._note(other.told(after))
            if decides and other.was_used and other.is_ahead_of(after):
                found["gate"] = gate_behind(other.net)


def _learned_from(held_out: CorrectedImages, in_use: ModelInfo, start: ModelInfo) -> Iterator[str]:
    """Of held-out images that a net has learned from, as when those held out before are gone."""
    for net, info, when in (
        (said("The net in use"), in_use, said("before")),
        (said("The net that the run started from"), start, said("after")),
    ):
        count = sum(image.image_id in info.learned_from for image in held_out.images)
        if count:
            yield said(
                "{net} has learned from the one held-out image, so the score {when} is too good. "
                "Correct new images, to have others held out."
                if len(held_out) == 1
                else "{net} has learned from {count} of the {images} held-out images, so the score "
                "{when} is too good. Correct new images, to have others held out.",
                net=net,
                count=count,
                images=len(held_out),
                when=when,
            )
