"""What a run is about, and which net it starts from: nobody should have to know.

A project lists many labels, those of the net that it began with among them; a run is about those
that people confirmed. A net goes on, and keeps what it knows, where it knows most of these, or
where other things that it knows show in the project's images. Else the task is new. Then one of the
other nets that come with the program may know it, by whatever names; what they find where people
confirmed something tells. If none does, a backbone gets new heads (`fcn_core.finetune.fresh`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from fcn_core.data.dataset import Sample
from fcn_core.errors import FcnError
from fcn_core.events import Say
from fcn_core.finetune.corrected_images import CorrectedImages, replayed
from fcn_core.finetune.given import Given
from fcn_core.finetune.job import FinetuneJob
from fcn_core.finetune.pieces import SIDE, glimpse
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.metrics import ConfusionMatrix
from fcn_core.nets.fcn import FCN
from fcn_core.predict import Predictor, finest_labels, finest_output
from fcn_core.sentences import said
from fcn_core.weights.checkpoint import ModelInfo, load_model
from fcn_core.zoo import sample_photos

LOOKED_AT = 8
"""Images of each sort by which nets are compared."""
SURE = 77
"""Doubt (of 255) below which a net is sure of a pixel."""
SHOWS = 0.02
"""Share of an image that a thing takes up if the image is to show it."""
OPEN = 0.1
"""Share of an image that nobody may have touched if it is to tell anything."""
SAME = 0.4
"""Two labels are one if their pixels have a larger intersection over union in usual images. The net
for roads has that on four of five photos of roads that it never saw, and nowhere else over 0.3."""
NAMED = 3
"""Labels that a sentence names."""

Pairs = tuple[tuple[int, int], ...]
"""(new id, old id) of labels."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """Where a run starts: a net, and the labels that the result will have."""

    model: str
    net: FCN
    info: ModelInfo
    labels: LabelSet
    kept: Pairs
    """What the net knows already and should keep; nothing if no net knows any of it."""
    is_new: bool
    """Whether the task is new to the net that the job named."""
    note: str = ""
    """What to tell a person about it."""

    @property
    def has_new_labels(self) -> bool:
        """Whether the net that it starts from does not know all labels."""
        return len(self.kept) < len(self.labels)

    @property
    def renamed(self) -> dict[str, str]:
        """What the labels are called here of which the net that it starts from knows the things,
        by that net's names.
        """
        own = self.info.labels.names
        return {own[old]: self.labels.names[new] for new, old in self.kept}


def find_task(
    job: FinetuneJob, start: FCN, info: ModelInfo, given: Given, device: torch.device, say: Say
) -> Task:
    """The task of a job whose net (`job.model`) is `start`; `say` is told what cannot be read."""
    names, known = job.labels.names, info.labels.names
    shown = [label for label in given.shown if label != BACKGROUND]
    is_known = (
        job.keep_all
        or knows_most([names[label] in known for label in shown])
        or _recognizes(start, info, job, given, device)
    )
    if is_known:
        kept = [label for label, name in enumerate(names) if name in known]
        labels = _chosen(job.labels, {*kept, *shown})
        pairs = tuple((labels.id_of(names[k]), known.index(names[k])) for k in kept)
        return Task(model=job.model, net=start, info=info, labels=labels, kept=pairs, is_new=False)
    labels = _chosen(job.labels, shown)
    other = _other_start(job, labels, given.training, device, say)
    if other is not None:
        return other
    return Task(
        model=job.model,
        net=start,
        info=info,
        labels=labels,
        kept=(),
        is_new=True,
        note=_left_out(info, labels),
    )


def knows_most(known: Sequence[bool]) -> bool:
    """Whether at least half of the labels are known; of no labels, nothing speaks against it."""
    return 2 * sum(known) >= len(known)


def matched(predicted: Iterable[tuple[Mask, Mask]], labels: int, known: int) -> Pairs:
    """(label, net's label) of things that a net calls otherwise, background aside.

    `predicted` pairs what people confirmed with what the net says, uint8 (H, W) each. What counts
    is the intersection over union of a usual image that shows a label, by the mean or the median:
    a single one that is confirmed wrongly, or in which there is more than in all others, decides
    nothing.
    """
    classes = max(labels, known)
    found, shown = [], []
    for confirmed, answer in predicted:
        matrix = ConfusionMatrix(classes)
        matrix.add(confirmed, answer)
        unions = matrix.counts.sum(1)[:, None] + matrix.counts.sum(0)[None] - matrix.counts
        found.append(matrix.counts / np.maximum(unions, 1))
        shown.append(matrix.counts.sum(1) > 0)
    usual = np.zeros((classes, classes))
    for row in range(1, classes):
        overlaps = [ious[row] for ious, labels in zip(found, shown, strict=True) if labels[row]]
        if overlaps:
            usual[row] = np.maximum(np.mean(overlaps, 0), np.median(overlaps, 0))
    usual[:, BACKGROUND] = 0
    pairs = []
    while usual.max() > SAME:  # from the largest on, so that no label is two others
        label, old = np.unravel_index(usual.argmax(), usual.shape)
        pairs.append((int(label), int(old)))
        usual[label], usual[:, old] = 0, 0
    return tuple(sorted(pairs))


def _chosen(labels: LabelSet, ids: Iterable[int]) -> LabelSet:
    """The background and the labels with these ids, in their order."""
    return labels.picked(sorted({BACKGROUND, *ids}))


def _recognizes(
    net: FCN, info: ModelInfo, job: FinetuneJob, given: Given, device: torch.device
) -> bool:
    """Whether the net is sure to see a thing it knows in at least half of the images.

    Those to learn from, and some that nobody has corrected. Only what nobody has touched counts,
    for there a person may contradict; and only things of which nothing was confirmed, for the
    others are learned again and cannot be forgotten.
    """
    predictor = Predictor(net, _as_they_are(info), device).settled()
    samples = {str(photo) for photo in sample_photos()}  # they show what the net knows anyway
    own = [path for path in job.replay if path not in samples]
    others = replayed(own[:LOOKED_AT], info.preprocessing, given.training.heed)
    own_images = given.looked_at(LOOKED_AT, info.preprocessing)
    looked_at = [(s.image, s.mask == UNTOUCHED) for s in (*own_images, *others)]
    looked_at = [(image, is_open) for image, is_open in looked_at if is_open.mean() > OPEN]
    confirmed = {job.labels.names[label] for label in given.shown}
    could_be_lost = set(job.labels.names) - confirmed
    names = predictor.info.labels.names
    wanted = np.array([i != BACKGROUND and n in could_be_lost for i, n in enumerate(names)])
    seen = 0
    for image, is_open in looked_at:
        given.training.heed()
        last = finest_output(predictor, image)
        sure = wanted[last.labels] & (last.doubt < SURE) & is_open
        seen += bool(sure.mean() > SHOWS)
    return 2 * seen >= max(1, len(looked_at))


def _as_they_are(info: ModelInfo) -> ModelInfo:
    """For images that are at their working size already."""
    seen = replace(info.preprocessing, long_side=0, zoom=1.0, views="one", brightened=False)
    return replace(info, preprocessing=seen)


def _other_start(
    job: FinetuneJob, labels: LabelSet, training: CorrectedImages, device: torch.device, say: Say
) -> Task | None:
    """The first of the job's other nets that finds at least half of what was confirmed."""
    told = training.told_in(labels).first(LOOKED_AT)
    for path in job.others:
        if path == job.model:
            continue
        try:
            net, info = load_model(Path(path))
        except FcnError as error:
            say(said("A net that might know this task cannot be used: {problem}", problem=error))
            continue
        predictor = Predictor(net, info, device, heed=training.heed).settled()
        pairs = _matches(predictor, labels, told.full_samples(say))
        found = {label for label, _ in pairs}
        if knows_most([label in found for label in range(len(labels)) if label != BACKGROUND]):
            return Task(
                model=path,
                net=net,
                info=info,
                labels=labels,
                kept=((BACKGROUND, BACKGROUND), *pairs),
                is_new=True,
                note=_started_from(info, labels, pairs),
            )
    return None


def _matches(predictor: Predictor, labels: LabelSet, samples: Iterable[Sample]) -> Pairs:
    answers = (_answer(predictor, sample) for sample in samples)
    return matched(answers, len(labels), len(predictor.info.labels))


def _answer(predictor: Predictor, sample: Sample) -> tuple[Mask, Mask]:
    """What was confirmed, and what the net says of it. A large image that it sees at its own size
    would take it minutes; a piece tells as much, if it is seen once.
    """
    info = predictor.info
    if not info.preprocessing.long_side and max(sample.mask.shape) > SIDE:
        sample = glimpse(sample)
        seen = replace(info.preprocessing, views="one")
        predictor = predictor.of(predictor.net, replace(info, preprocessing=seen))
    return sample.mask, finest_labels(predictor, sample.image)


def _started_from(info: ModelInfo, labels: LabelSet, pairs: Pairs) -> str:
    new, old = pairs[0]
    name, called = labels.names[new], info.labels.names[old]
    return said(
        "Started from the net {name!r}, which knows {label}."
        if name == called
        else "Started from the net {name!r}, which knows {label}, as {other}.",
        name=info.name,
        label=name,
        other=called,
    )


def _left_out(info: ModelInfo, labels: LabelSet) -> str:
    lost = [n for i, n in enumerate(info.labels.names) if i != BACKGROUND and n not in labels.names]
    if not lost:
        return ""
    return said(
        "The new net knows what you labelled. What the net before knew ({labels} and {count} more) "
        "hardly shows in these images and was left out."
        if len(lost) > NAMED
        else "The new net knows what you labelled. What the net before knew ({labels}) hardly "
        "shows in these images and was left out.",
        labels=", ".join(lost[:NAMED]),
        count=len(lost) - NAMED,
    )
