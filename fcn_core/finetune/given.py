"""What a fine-tuning run is given: images to learn from, and held-out ones to be judged by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from fcn_core.cancelling import Heed, heedless
from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import Preprocessing
from fcn_core.errors import FcnError
from fcn_core.events import Say
from fcn_core.finetune.contradictions import contradictions
from fcn_core.finetune.corrected_images import CorrectedImages, content, nothing_readable
from fcn_core.finetune.fair_test import FairTest, fair_test
from fcn_core.finetune.job import FinetuneJob
from fcn_core.finetune.judge import confirmed_labels
from fcn_core.finetune.pieces import WHOLE, fullest
from fcn_core.finetune.verdict import NONE_HELD_OUT, NONE_READABLE, NONE_UNSEEN
from fcn_core.imaging.pages import name_of
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED
from fcn_core.sentences import said


@dataclass(frozen=True, kw_only=True)
class Given:
    """What can be read. `samples` are those of `training`, at working size, but `WHOLE` pixels at
    most: to compare pictures, that will do.

    `unjudged`: why nothing can be judged, should the test have no image.
    """

    training: CorrectedImages
    test: FairTest
    samples: list[Sample]
    shown: tuple[int, ...]
    """Labels that are confirmed anywhere, held-out images included."""
    unjudged: str

    def lessons(
        self, labels: LabelSet, preprocessing: Preprocessing, note: Say
    ) -> tuple[CorrectedImages, list[Sample]]:
        """`training` and its lessons in other labels; read again only for another working size."""
        told = self.training.told_in(labels).seen_by(preprocessing)
        if not self._are_seen_by(preprocessing):
            return told.lessons(note)
        table = self.training.labels.translation(labels, UNTOUCHED)
        return told, [replace(sample, mask=table[sample.mask]) for sample in self.samples]

    def looked_at(self, most: int, preprocessing: Preprocessing) -> list[Sample]:
        """The first of the samples as a net sees them: of large images it sees a piece.

        Raises `FcnError` for one that cannot be read again.
        """
        if self._are_seen_by(preprocessing):
            return self.samples[:most]
        training = self.training.first(most).seen_by(preprocessing)
        return [fullest(training.sample(index)) for index in range(len(training))]

    def _are_seen_by(self, preprocessing: Preprocessing) -> bool:
        """Whether `samples` are what a net of this preprocessing sees."""
        if _limited(preprocessing) != self.training.preprocessing:
            return False
        largest = max(max(sample.mask.shape) for sample in self.samples)
        return preprocessing == self.training.preprocessing or largest < WHOLE


def read_given(
    job: FinetuneJob, preprocessing: Preprocessing, note: Say, heed: Heed = heedless
) -> Given:
    """Read a job's images. Notes which are left out and why, and which contradict each other.

    Raises `FcnError` if there is nothing to learn from.
    """
    preprocessing = _limited(preprocessing)
    part = _part(job, preprocessing, heed, held_out=False)
    training, samples = part.usable(note)
    held_out, judged = _part(job, preprocessing, heed, held_out=True).usable(note)
    if not samples:
        raise nothing_readable()
    if not any((sample.mask < UNTOUCHED).any() for sample in samples):
        raise FcnError(
            "No pixel has been corrected yet, so there is nothing to learn from.",
            "Correct or accept a few regions first.",
        )
    _note_lone_lines(part, note)
    images = (*training.images, *held_out.images)
    seen = [
        (name_of(Path(image.image)), content(sample), sample.mask)
        for image, sample in zip(images, samples + judged, strict=True)
    ]
    for sentence in contradictions(seen):
        note(sentence)
    pictures = [picture for _, picture, _ in seen]
    test = fair_test(training, samples, held_out, judged, pictures, note)
    unjudged = NONE_HELD_OUT
    if any(image.held_out for image in job.images):
        unjudged = NONE_READABLE if len(test.images) == len(held_out) else NONE_UNSEEN
    masks = [sample.mask for sample in samples + judged]
    shown = np.flatnonzero(confirmed_labels(masks, len(job.labels)))
    return Given(
        training=training,
        test=test,
        samples=samples,
        shown=tuple(shown.tolist()),
        unjudged=unjudged,
    )


def _limited(preprocessing: Preprocessing) -> Preprocessing:
    """The same with images of `WHOLE` pixels at most: all of a run's are in memory at once."""
    side = min(filter(None, (preprocessing.long_side, WHOLE)))
    return replace(preprocessing, long_side=side)


def _part(
    job: FinetuneJob, preprocessing: Preprocessing, heed: Heed, *, held_out: bool
) -> CorrectedImages:
    chosen = [image for image in job.images if image.held_out == held_out]
    return CorrectedImages(chosen, job.labels, preprocessing, heed=heed)


def _note_lone_lines(training: CorrectedImages, note: Say) -> None:
    """Say so where most of what is confirmed as background is not learned from."""
    told, left_out = np.sum([*training.background.values()], 0)
    if 2 * left_out > told:
        note(
            said(
                "{count} of {pixels} confirmed pixels of background are not learned from: as lines "
                "one pixel wide they are taken for gaps between things. Paint background with a "
                "wider brush.",
                count=left_out,
                pixels=told,
            )
        )
