"""Nets besides the one in use that a result should not fall behind.

The net that a run started from may know the task already: then most of a gain over the net in use
is that net's, not the corrections'. A net that was used before may have been better than all since:
a loss that chance can explain, time and again, is one that it cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from fcn_core.errors import FcnError
from fcn_core.events import Say
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.job import FinetuneJob
from fcn_core.finetune.judge import Judgement, judge
from fcn_core.finetune.task import Task
from fcn_core.finetune.verdict import verdict_of
from fcn_core.outcome import CLEAR
from fcn_core.predict import Predictor
from fcn_core.registry import MODEL
from fcn_core.sentences import said
from fcn_core.weights.checkpoint import load_model


@dataclass(frozen=True, kw_only=True)
class Yardstick:
    """A net, by the name that a person knows it by, and how it does on the held-out images."""

    net: str
    is_start: bool
    was_used: bool
    """Whether it did better before on these images than the net in use: it bars what falls behind,
    as that does."""
    judged: Judgement

    def told(self, after: Judgement) -> str:
        """How the result compares, in plain words; empty if there is nothing to tell."""
        was = self.judged.on(after.image_ids)
        now = after.on(was.image_ids)
        if not now.image_ids:
            return ""
        old, new = f"{100 * was.mean_iu:.1f}", f"{100 * now.mean_iu:.1f}"
        if now.mean_iu < was.mean_iu - CLEAR:
            return said(
                "The net that the run started from, {net}, scores {score} % on the same images, "
                "more than the new net's {new} %. It is in the list of nets: use it, or correct "
                "more."
                if self.is_start
                else "The net used before, {net}, scores {score} % on the same images, more than "
                "the new net's {new} %. It is in the list of nets: use it, or correct more.",
                net=self.net,
                score=old,
                new=new,
            )
        if self.is_start:
            return said(
                "The net that the run started from, {net}, scores {score} % on the same images, "
                "without learning from your corrections.",
                net=self.net,
                score=old,
            )
        return ""

    def is_ahead_of(self, after: Judgement) -> bool:
        """Whether the result is worse beyond chance."""
        was = self.judged.on(after.image_ids)
        return verdict_of(was, after.on(was.image_ids)) == "worse"


def yardsticks(
    job: FinetuneJob,
    start: Task | None,
    held_out: CorrectedImages,
    device: torch.device,
    note: Say,
) -> Iterator[Yardstick]:
    """Those of a run that begins as `start`, which is None unless that net knows all labels.

    Images that a net has learned from do not count for it. One that cannot be read is noted.
    """
    judged_already = job.compare or job.model
    first = "" if start is None else start.model
    for path in dict.fromkeys((first, job.best)):
        if not path or path == judged_already:
            continue
        called = _called(Path(path))
        try:
            net, info = load_model(Path(path))
        except FcnError as error:
            note(
                said(
                    "The new net is not compared with {net}, used before: {reason}",
                    net=called,
                    reason=error,
                )
            )
            continue
        predictor = Predictor(net, info, device, note, held_out.heed).settled()
        renamed = start.renamed if start is not None and path == first else {}
        judged = judge(predictor, held_out, note, {**job.merged, **renamed})
        unseen = judged.on([*{*judged.image_ids} - info.learned_from])
        if unseen.image_ids:
            yield Yardstick(
                net=called, is_start=path == first, was_used=path == job.best, judged=unseen
            )


def _called(path: Path) -> str:
    """A project's net is called as its folder is, others by their file."""
    return path.parent.name if path.name == MODEL else path.stem
