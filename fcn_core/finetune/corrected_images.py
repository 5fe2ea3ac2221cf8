"""What people confirmed, as a data set: images with partly untouched masks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from fcn_core.cancelling import Heed, heedless
from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import Preprocessing
from fcn_core.errors import FcnError
from fcn_core.events import Say
from fcn_core.finetune.job import JobImage
from fcn_core.finetune.lone_lines import without_lone_lines
from fcn_core.finetune.pieces import for_each, fullest, pieces
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pages import without_channels
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import UNTOUCHED, Mask, read_mask, unlabelled
from fcn_core.sentences import said
from fcn_core.tiling import nearest


class CorrectedImages:
    """Images and corrections of a fine-tuning job, brought to the net's working size."""

    def __init__(
        self,
        images: Sequence[JobImage],
        labels: LabelSet,
        preprocessing: Preprocessing,
        told_in: LabelSet | None = None,
        heed: Heed = heedless,
    ) -> None:
        """`labels` are those of the mask files; masks come in `told_in`, if it is another set.

        Whoever goes through the images is stopped or paused by `heed`, before each.
        """
        self.images, self.preprocessing, self.heed = images, preprocessing, heed
        self.labels = labels if told_in is None else told_in
        self._stored = labels
        self.background: dict[str, tuple[int, int]] = {}
        """Of images whose `sample` was read: confirmed pixels of background, and how many of these
        are not learned from (`lone_lines`)."""

    def __len__(self) -> int:
        return len(self.images)

    def seen_by(self, preprocessing: Preprocessing) -> CorrectedImages:
        """The same for a net of another working size."""
        return CorrectedImages(self.images, self._stored, preprocessing, self.labels, self.heed)

    def told_in(self, labels: LabelSet) -> CorrectedImages:
        """The same in other labels, by name; pixels of labels that it lacks are untouched."""
        return CorrectedImages(self.images, self._stored, self.preprocessing, labels, self.heed)

    def first(self, count: int) -> CorrectedImages:
        """The first `count` images alone."""
        return self._of(self.images[:count])

    def usable(self, say: Say) -> tuple[CorrectedImages, list[Sample]]:
        """Those that can be read, and their samples; what is wrong with the others is said.

        Images that were moved or changed since stop none of the others.
        """
        return self._read(lambda sample: [sample], say)

    def lessons(self, say: Say) -> tuple[CorrectedImages, list[Sample]]:
        """The same to learn from: large ones in pieces. Raises `FcnError` if none is left."""
        most = for_each(len(self.images))
        found, samples = self._read(lambda sample: pieces(sample, most), say)
        if not samples:
            raise nothing_readable()
        return found, samples

    def _read(
        self, parts: Callable[[Sample], list[Sample]], say: Say
    ) -> tuple[CorrectedImages, list[Sample]]:
        images, samples = [], []
        for index, order in enumerate(self.images):
            try:
                samples += parts(self.sample(index))
                images.append(order)
            except FcnError as error:
                say(said("Left out: {problem}", problem=error))
        return self._of(images), samples

    def without(self, images: Collection[JobImage]) -> CorrectedImages:
        """All but `images`."""
        return self._of([image for image in self.images if image not in images])

    def _of(self, images: Sequence[JobImage]) -> CorrectedImages:
        return CorrectedImages(images, self._stored, self.preprocessing, self.labels, self.heed)

    def full_samples(self, say: Say) -> Iterator[Sample]:
        """Those that can be read now, at their own size; what is wrong with the others is said.

        One by one: images of a held-out part together could fill the memory.
        """
        for index in range(len(self)):
            try:
                sample = self.full_sample(index)
            except FcnError as error:
                say(said("Left out: {problem}", problem=error))
                continue
            yield sample

    def full_sample(self, index: int) -> Sample:
        """The image and its corrections at their own size. Raises `FcnError`."""
        self.heed()
        order = self.images[index]
        path = Path(order.image)
        image, mask = read_image(path), self._corrections(index)
        if image.shape[:2] != mask.shape:
            raise FcnError(
                "{image} is {width} x {height} pixels, its corrections are {columns} x {rows}: "
                "the image was changed since.",
                "Restore the image, or start its corrections anew.",
                image=without_channels(path),
                width=image.shape[1],
                height=image.shape[0],
                columns=mask.shape[1],
                rows=mask.shape[0],
            )
        return Sample(image_id=order.image_id, image=image, mask=mask)

    def sample(self, index: int) -> Sample:
        """What of it can be learned, at the net's working size. Raises `FcnError`."""
        sample = self.full_sample(index)
        image = self.preprocessing.working(sample.image)
        mask = without_lone_lines(sample.mask) if self.labels.has_background else sample.mask
        told, kept = (int(np.count_nonzero(m == BACKGROUND)) for m in (sample.mask, mask))
        self.background[sample.image_id] = told, told - kept
        return Sample(image_id=sample.image_id, image=image, mask=nearest(mask, image.shape))

    def _corrections(self, index: int) -> Mask:
        """The mask; ids of labels that no longer exist count as untouched."""
        mask = read_mask(Path(self.images[index].corrections))
        gone = unlabelled(mask, len(self._stored))
        table = self._stored.translation(self.labels, UNTOUCHED)
        return table[np.where(gone, np.uint8(UNTOUCHED), mask)]


def nothing_readable() -> FcnError:
    """What a run without lessons ends with."""
    return FcnError(
        "None of the corrected images can be read.",
        "Put them back where they were, then start again.",
    )


def replayed(
    paths: Sequence[str], preprocessing: Preprocessing, heed: Heed = heedless
) -> list[Sample]:
    """Images nobody has corrected, at working size, all of their pixels untouched; of large ones
    a piece.

    Those that cannot be read are passed over: any others remind the net as well.
    """
    samples = []
    for path in paths:
        heed()
        try:
            image = read_image(Path(path))
        except FcnError:
            continue
        work = preprocessing.working(image)
        mask = np.full(work.shape[:2], UNTOUCHED, np.uint8)
        samples.append(fullest(Sample(image_id=path, image=work, mask=mask)))
    return samples


def content(sample: Sample) -> str:
    """What identifies a sample's picture, whatever its file is called and however it is stored."""
    shape = "x".join(map(str, sample.image.shape)).encode()
    return hashlib.sha256(shape + np.ascontiguousarray(sample.image).tobytes()).hexdigest()
