"""The held-out images as a test: what they tell beyond the images that are learned from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fcn_core.data.dataset import Sample
from fcn_core.events import Say
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.twins import are_one_series, look_of, twins
from fcn_core.imaging.pages import file_of, name_of
from fcn_core.sentences import said

ENOUGH = 3
"""Held-out images that are judged on alone, however many twins are left out for that: the interval
of the change is as wide as three images make it."""
ONE_SERIES = said("The images look alike: the scores tell of images like these alone.")


@dataclass(frozen=True, kw_only=True)
class FairTest:
    """What a run is judged by: `images`, without those that show what is learned."""

    images: CorrectedImages
    alike: frozenset[str]
    """Ids of those that are judged on although they look like images that are learned from."""
    fact: str
    """Of what images the scores tell, where all are of one series; else empty."""


def fair_test(
    training: CorrectedImages,
    samples: Sequence[Sample],
    held_out: CorrectedImages,
    judged: Sequence[Sample],
    pictures: Sequence[str],
    note: Say,
) -> FairTest:
    """The test that `held_out` is; notes what is wrong with it.

    `samples` and `judged` are of what is learned and held out, `pictures` the contents of both.
    """
    files = {file_of(Path(image.image)) for image in training.images}
    pages = {i.image_id for i in held_out.images if file_of(Path(i.image)) in files}
    _note_pages(len(pages), len(held_out), note)
    unseen = _unseen(training, held_out, pictures, note)
    # Of those whose files are learned from, and those that are not judged, it has been spoken.
    new = {image.image_id for image in unseen.images} - pages
    looks = {s.image_id: look_of(s.image) for s in judged if s.image_id in new}
    learned = [look_of(sample.image) for sample in samples]
    found = zip(looks, twins([*looks.values()], learned), strict=True)
    likes = {image_id: place for image_id, place in found if place is not None}
    images = _without_twins(training, unseen, likes, note)
    is_series = bool(looks) and are_one_series([*looks.values(), *learned])
    return FairTest(
        images=images,
        alike=frozenset((pages | likes.keys()) & {image.image_id for image in images.images}),
        fact=ONE_SERIES if is_series else "",
    )


def _note_pages(count: int, images: int, note: Say) -> None:
    """Say how many held-out images are pages of files of which others are learned from."""
    if count:
        note(
            said(
                "The one held-out image is a page of a file that it learns from. Neighbours look "
                "alike, so both scores are too good. Correct other files, too."
                if images == 1
                else "Pages of files that it learns from: {count} of the {images} held-out images. "
                "Neighbours look alike, so both scores are too good. Correct other files, too.",
                count=count,
                images=images,
            )
        )


def _unseen(
    training: CorrectedImages, held_out: CorrectedImages, pictures: Sequence[str], note: Say
) -> CorrectedImages:
    """Without held-out images that show what is learned, too."""
    learned = zip(pictures[: len(training)], training.images, strict=True)
    shown, copies = dict(learned), []
    for image, picture in zip(held_out.images, pictures[len(training) :], strict=True):
        if picture in shown:
            copies.append(image)
            note(
                said(
                    "{image} is not used to check the net: it shows the same picture as {other}, "
                    "from which the net learns.",
                    image=name_of(Path(image.image)),
                    other=name_of(Path(shown[picture].image)),
                )
            )
    return held_out.without(copies)


def _without_twins(
    training: CorrectedImages, held_out: CorrectedImages, likes: Mapping[str, int], note: Say
) -> CorrectedImages:
    """Without those that look nearly like learned ones, by place, if half or `ENOUGH` are left.

    Else with them: a test of one or two images tells less. Either way it is said.
    """
    if not likes:
        return held_out
    image_id, place = next(iter(likes.items()))
    named = {image.image_id: Path(image.image) for image in held_out.images}
    told = {
        "count": len(likes),
        "images": len(held_out),
        "image": name_of(named[image_id]),
        "other": name_of(Path(training.images[place].image)),
    }
    left = len(held_out) - len(likes)
    if left < min(ENOUGH, len(likes)):
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
