"""A run on a new task: new heads, if no net knows it, and the structure that is best held out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch

from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import Preprocessing
from fcn_core.devices import is_out_of_memory
from fcn_core.errors import FcnError
from fcn_core.events import Say
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.judge import Judgement, judge_outputs
from fcn_core.finetune.structure import Structure, candidates, finest_good
from fcn_core.nets.fcn import FCN
from fcn_core.nets.surgery import with_new_heads, without_skips
from fcn_core.predict import Predictor, silent
from fcn_core.sentences import said
from fcn_core.weights.checkpoint import ModelInfo

ALL_STRIDES = (32, 16, 8, 4, 2)
LOOKED_AT = 6
"""Held-out images by which structures are compared."""
LEARNED = 0.6
"""Mean IU below which an image is not understood: which output errs less there is chance."""
MEASURED = 20
"""About so many training images tell how fine the labels are."""
FINE = 8
"""Outputs coarser than this are not compared: every net has them anyway."""

Teach = Callable[[Predictor, list[Sample]], None]
"""Trains the heads of a predictor's net on samples at its working size, for a short while."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A structure, its net after a short training, and its best output's held-out mean IU."""

    structure: Structure
    predictor: Predictor
    score: float


class FreshStart:
    """Finds the structure for a new task: the size before the net learns, the strides after."""

    def __init__(
        self,
        parent: FCN,
        info: ModelInfo,
        training: CorrectedImages,
        held_out: CorrectedImages,
        notify: Say = silent,
    ) -> None:
        self._parent, self._info, self._notify = parent, info, notify
        self._training, self._held_out = training, held_out.first(LOOKED_AT)
        self.note: dict[str, Any] = {}
        """What was tried and chosen, for the model's provenance."""

    def run(self, device: torch.device, teach: Teach) -> Predictor:
        """The net to go on with, at its working size; several sizes are tried by `teach`."""
        every = max(1, len(self._training) // MEASURED)
        masks = [self._training.full_sample(i).mask for i in range(0, len(self._training), every)]
        possible = candidates(masks, len(self._info.labels), self._strides())
        if not len(self._held_out):
            possible = possible[:1]
        trials = []
        for structure in possible:
            predictor = self._predictor(structure, device)
            score = self._taught(predictor, teach) if len(possible) > 1 else 0.0
            trials.append(Trial(structure=structure, predictor=predictor, score=score))
        best = max(trials, key=lambda trial: trial.score)  # the first of equals
        if len(trials) > 1:
            tried = [{"zoom": t.structure.zoom, "mean_iu": t.score} for t in trials]
            self.note["tried"] = tried
        return best.predictor

    def ended(self, predictor: Predictor) -> tuple[Predictor, str, Judgement | None]:
        """The trained net up to the output that the held-out images find worth its time.

        Also what to tell a person about the structure, and how that output was judged.
        """
        judged = self._judged(predictor)
        scores = _scores(judged, at_least=LEARNED)
        if scores:
            last = finest_good(scores)
            strides = tuple(s for s in predictor.net.strides if s >= last)
            net = without_skips(predictor.net, strides)
            info = replace(predictor.info, config=net.config)
            predictor = predictor.of(net, info)
        seen = predictor.info.preprocessing
        self.note |= {"long_side": seen.long_side, "zoom": seen.zoom}
        self.note["strides"] = list(predictor.net.strides)
        self.note["mean_iu"] = {f"{stride}s": score for stride, score in scores.items()}
        sentence = said(
            "A new task for the net. Chosen by its held-out images ({images}): FCN-{stride}s on "
            "images {seen}."
            if scores
            else "A new task for the net. Chosen by the labels' detail: FCN-{stride}s on images "
            "{seen}.",
            images=len(self._held_out),
            stride=predictor.finest_stride,
            seen=_size(seen),
        )
        return predictor, sentence, judged.get(predictor.finest_stride)

    def _taught(self, predictor: Predictor, teach: Teach) -> float:
        """The best output's score after a short training; 0 where memory is too short for it."""
        seen = self._training.seen_by(predictor.info.preprocessing)
        _, samples = seen.lessons(self._notify)
        try:
            teach(predictor, samples)
            return max(_scores(self._judged(predictor)).values(), default=0.0)
        except Exception as error:  # torch has several for the same thing
            if is_out_of_memory(error):
                return 0.0
            raise

    def _strides(self) -> tuple[int, ...]:
        """The finest outputs that the backbone can have, on its own coarse ones."""
        coarse = self._parent.strides
        if coarse[-1] > FINE:
            return coarse
        for count in (2, 1):
            strides = coarse + tuple(s for s in ALL_STRIDES if s < coarse[-1])[:count]
            try:
                with torch.device("meta"):
                    FCN(replace(self._parent.config, strides=strides, tasks=()), 1)
            except FcnError:
                continue
            return strides
        return coarse

    def _predictor(self, structure: Structure, device: torch.device) -> Predictor:
        net = with_new_heads(self._parent, len(self._info.labels), structure.strides)
        seen = structure.seen_by(self._info.preprocessing)
        info = replace(self._info, config=net.config, preprocessing=seen)
        return Predictor(net.requires_grad_(True), info, device, self._notify, self._training.heed)

    def _judged(self, predictor: Predictor) -> dict[int, Judgement]:
        return judge_outputs(predictor.settled(), self._held_out, self._notify, FINE)


def _scores(judged: Mapping[int, Judgement], *, at_least: float = 0.0) -> dict[int, float]:
    """Mean IU of each output over the held-out images.

    Only over those of which some output reaches `at_least`; empty if there are none.
    """
    reached = [
        name
        for found in judged.values()
        for place, name in enumerate(found.image_ids)
        if found.image_mean_iu(place) >= at_least  # none is: nothing is confirmed
    ]
    if not reached:
        return {}
    return {stride: found.on(reached).mean_iu for stride, found in judged.items()}


def _size(seen: Preprocessing) -> str:
    """How large a net sees images, in words."""
    if seen.zoom > 1:
        return said("enlarged {zoom:g} times", zoom=seen.zoom)
    if seen.long_side:
        return said("of {side} pixels at most", side=seen.long_side)
    return said("at half their size" if seen.zoom < 1 else "at their own size")
