"""What people confirmed, as a data set: images with partly untouched masks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from fcn_core.data.dataset import Sample
from fcn_core.errors import FcnError
from fcn_core.images import read_image
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, Mask, read_mask
from fcn_core.tiling import nearest, resized, working_size
from fcn_core.train.job import JobImage


class Corrections:
    """Images and corrections of a fine-tuning job, brought to the net's working size."""

    def __init__(self, images: Sequence[JobImage], labels: LabelSet, long_side: int) -> None:
        self.images, self.labels, self.long_side = images, labels, long_side

    def __len__(self) -> int:
        return len(self.images)

    def first(self, count: int) -> Corrections:
        """The first `count` images alone."""
        return Corrections(self.images[:count], self.labels, self.long_side)

    def full_sample(self, index: int) -> Sample:
        """The image and its corrections at their own size. Raises `FcnError`."""
        order = self.images[index]
        image, mask = read_image(Path(order.image)), self._corrections(index)
        if image.shape[:2] != mask.shape:
            raise FcnError(
                f"{order.image} is {image.shape[1]} x {image.shape[0]} pixels, its corrections "
                f"are {mask.shape[1]} x {mask.shape[0]}: the image was changed since.",
                "Restore the image, or start its corrections anew.",
            )
        return Sample(image_id=order.image_id, image=image, mask=mask)

    def sample(self, index: int) -> Sample:
        sample = self.full_sample(index)
        size = working_size(sample.mask.shape, self.long_side)
        return Sample(
            image_id=sample.image_id,
            image=resized(sample.image, size),
            mask=nearest(sample.mask, size),
        )

    def mask(self, index: int) -> Mask:
        return self._corrections(index)

    def _corrections(self, index: int) -> Mask:
        """The mask; ids of labels that no longer exist count as untouched."""
        mask = read_mask(Path(self.images[index].corrections))
        gone = (mask >= len(self.labels)) & (mask < UNTOUCHED)
        return np.where(gone, np.uint8(UNTOUCHED), mask)
