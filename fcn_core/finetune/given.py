"""What a fine-tuning run is given: images to learn from, and held-out ones to be judged by."""

from __future__ import annotations

from collections.abc import Sequence
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
from fcn_core.finetune.job import FinetuneJob
from fcn_core.finetune.judge import confirmed_labels
from fcn_core.finetune.pieces import WHOLE, fullest
from fcn_core.finetune.twins import look_of, twins
from fcn_core.finetune.verdict import NONE_HELD_OUT, NONE_READABLE, NONE_UNSEEN
from fcn_core.imaging.pages import file_of, name_of
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED
from fcn_core.sentences import said


@dataclass(frozen=True, kw_only=True)
class Given:
    """What can be read. `samples` are those of `training`, at working size, but `WHOLE` pixels at
    most: to compare pictures, that will do.

    `unjudged`: why nothing can be judged, should `held_out` be empty.
    """

    training: CorrectedImages
    held_out: CorrectedImages
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
    _note_pages(training, held_out, note)
    pictures = [(name, picture) for name, picture, _ in seen]
    unseen = _unseen(held_out, pictures[: len(samples)], pictures[len(samples) :], note)
    unseen = _without_twins(training, samples, unseen, judged, note)
    unjudged = NONE_HELD_OUT
    if any(image.held_out for image in job.images):
        unjudged = NONE_READABLE if len(unseen) == len(held_out) else NONE_UNSEEN
    masks = [sample.mask for sample in samples + judged]
    shown = np.flatnonzero(confirmed_labels(masks, len(job.labels)))
    return Given(
        training=training,
        held_out=unseen,
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


def _note_pages(training: CorrectedImages, held_out: CorrectedImages, note: Say) -> None:
    """Say how many held-out images are pages of files of which others are learned from."""
    learned = {file_of(Path(image.image)) for image in training.images}
    count = sum(file_of(Path(image.image)) in learned for image in held_out.images)
    if count:
        note(
            said(
                "The one held-out image is a page of a file that it learns from. Neighbours look "
                "alike, so both scores are too good. Correct other files, too."
                if len(held_out) == 1
                else "Pages of files that it learns from: {count} of the {images} held-out images. "
                "Neighbours look alike, so both scores are too good. Correct other files, too.",
                count=count,
                images=len(held_out),
            )
        )


def _unseen(
    held_out: CorrectedImages,
    learned: Sequence[tuple[str, str]],
    judged: Sequence[tuple[str, str]],
    note: Say,
) -> CorrectedImages:
    """Without held-out images that show what is learned, too. Pairs are (name, content)."""
    twins, copies = {picture: name for name, picture in learned}, []
    for image, (name, picture) in zip(held_out.images, judged, strict=True):
        if picture in twins:
            copies.append(image)
            note(
                said(
                    "{image} is not used to check the net: it shows the same picture as {other}, "
                    "from which the net learns.",
                    image=name,
                    other=twins[picture],
                )
            )
    return held_out.without(copies)


def _without_twins(
    training: CorrectedImages,
    learned: Sequence[Sample],
    held_out: CorrectedImages,
    judged: Sequence[Sample],
    note: Say,
) -> CorrectedImages:
    """Without held-out images that look nearly like learned ones, if half of them are left.

    Else with them: a test of one or two images tells less. Either way it is said. Those whose
    files are learned from, or are not judged, have been spoken of.
    """
    known = {file_of(Path(image.image)) for image in training.images}
    named = {image.image_id: Path(image.image) for image in held_out.images}
    new = [s for s in judged if s.image_id in named and file_of(named[s.image_id]) not in known]
    found = twins([look_of(s.image) for s in new], [look_of(s.image) for s in learned])
    likes = {s.image_id: place for s, place in zip(new, found, strict=True) if place is not None}
    if not likes:
        return held_out
    image_id, place = next(iter(likes.items()))
    told = {
        "count": len(likes),
        "images": len(held_out),
        "image": name_of(named[image_id]),
        "other": name_of(Path(training.images[place].image)),
    }
    if 2 * len(likes) > len(held_out):
        note(
            said(
                "The one held-out image, {image}, looks nearly like {other}, from which it learns, "
                "so both scores are too good. Correct other images, too."
                if len(held_out) == 1
                else "Nearly like images that it learns from: {count} of the {images} held-out "
                "images ({image} like {other}). So both scores are too good. Correct other images, "
                "too.",
                **told,
            )
        )
        return held_out
    note(
        said(
            "Not used to check the net, for they look nearly like images that it learns from: "
            "{count} of the {images} held-out images ({image} like {other}).",
            **told,
        )
    )
    return held_out.without([image for image in held_out.images if image.image_id in likes])
