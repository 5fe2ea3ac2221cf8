"""Nets besides the one in use that a result should not fall behind.

The net that a run started from may know the task already: then most of a gain over the net in use
is that net's, not the corrections'. A net that was kept before may have been better than all since:
a loss that chance can explain, time and again, is one that it cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from fcn_core.events import Say
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.job import FinetuneJob
from fcn_core.finetune.judge import Judgement, judge
from fcn_core.finetune.verdict import verdict_of
from fcn_core.outcome import CLEAR
from fcn_core.predict import Predictor
from fcn_core.registry import MODEL
from fcn_core.weights.checkpoint import load_model


@dataclass(frozen=True, kw_only=True)
class Yardstick:
    """A net, by the name that a person knows it by, and how it does on the held-out images."""

    net: str
    is_start: bool
    judged: Judgement

    def told(self, after: Judgement) -> str:
        """How the result compares, in plain words; empty if there is nothing to tell."""
        was = self.judged.on(after.image_ids)
        now = after.on(was.image_ids)
        if not now.image_ids:
            return ""
        old, new = f"{100 * was.mean_iu:.1f}", f"{100 * now.mean_iu:.1f}"
        if self.is_start and now.mean_iu >= was.mean_iu - CLEAR:
            return (
                f"The net that the run started from, {self.net}, scores {old} % on the same "
                "images, without learning from your corrections."
            )
        which = "that the run started from" if self.is_start else "kept before"
        if now.mean_iu >= was.mean_iu - CLEAR:
            return ""
        return (
            f"The net {which}, {self.net}, scores {old} % on the same images, more than the new "
            f"net's {new} %. It is in the list of nets: use it, or correct more."
        )

    def is_ahead_of(self, after: Judgement) -> bool:
        """Whether the result is worse beyond chance."""
        was = self.judged.on(after.image_ids)
        return verdict_of(was, after.on(was.image_ids)) == "worse"


def yardsticks(
    job: FinetuneJob, start: str, held_out: CorrectedImages, device: torch.device, say: Say
) -> Iterator[Yardstick]:
    """Those of a run that goes over to `start`. Raises `FcnError` for a damaged net."""
    judged_already = job.compare or job.model
    for path in dict.fromkeys((start, job.best)):
        if path and path != judged_already:
            net, info = load_model(Path(path))
            predictor = Predictor(net, info, device, say, held_out.heed).settled()
            judged = judge(predictor, held_out, say, job.merged)
            yield Yardstick(net=_called(Path(path)), is_start=path == start, judged=judged)


def _called(path: Path) -> str:
    """A project's net is called as its folder is, others by their file."""
    return path.parent.name if path.name == MODEL else path.stem
