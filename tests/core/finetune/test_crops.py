"""Crops contain something confirmed, and are turned only where nothing stands upright."""

from __future__ import annotations

import time
from collections import Counter

import numpy as np

from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import Augmentation
from fcn_core.finetune.crops import Crops, is_upright
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import UNTOUCHED, Mask
from tests.core.models import picture


def street() -> Sample:
    """Label 0 above, label 1 below."""
    mask = np.zeros((60, 80), np.uint8)
    mask[30:] = 1
    return Sample(image_id="street", image=np.zeros((60, 80, 3), np.uint8), mask=mask)


def test_crops_lie_around_what_was_confirmed() -> None:
    image, _ = picture(0)
    mask = np.full(image.shape[:2], UNTOUCHED, np.uint8)
    mask[10, 70] = 1
    sample = Sample(image_id="one", image=image, mask=mask)
    crops = Crops([sample], Augmentation(crop=16), np.random.default_rng(0), turn=True)
    drawn = crops.draw(8)
    assert all(cut.shape == (16, 16) and (cut == 1).any() for _, cut in drawn)
    assert len({tuple(np.argwhere(cut == 1)[0]) for _, cut in drawn}) > 1


def test_each_confirmed_pixel_is_as_likely_as_any_other() -> None:
    mask = np.full((9, 9), UNTOUCHED, np.uint8)
    mask[2, 3:6], mask[7, ::8] = 1, 0
    sample = Sample(image_id="few", image=np.zeros((9, 9, 3), np.uint8), mask=mask)
    near: list[tuple[int, int]] = []

    def whole(
        drawn: Sample, _: np.random.Generator, at: tuple[int, int] | None
    ) -> tuple[RGB, Mask]:
        assert at is not None
        near.append(at)
        return drawn.image, drawn.mask

    Crops([sample], whole, np.random.default_rng(0), turn=False).draw(500)  # type: ignore[arg-type]
    rows, columns = np.nonzero(mask < UNTOUCHED)
    times = Counter(near)
    assert times.keys() == {*zip(rows.tolist(), columns.tolist(), strict=True)}
    assert min(times.values()) > 70


def test_crops_of_large_images_come_at_once() -> None:
    """What is confirmed is looked for once, not at each of them."""
    large = np.zeros((1280, 1280), np.uint8)
    sample = Sample(image_id="large", image=np.zeros((1280, 1280, 3), np.uint8), mask=large)
    crops = Crops([sample], Augmentation(crop=16), np.random.default_rng(0), turn=False)
    began = time.process_time()
    crops.draw(100)
    crop = (time.process_time() - began) / 100
    began = time.process_time()
    np.nonzero(large < UNTOUCHED)
    assert crop < (time.process_time() - began) / 2


def test_image_and_mask_are_turned_together() -> None:
    sample = street()
    sample.image[30:] = 255
    crops = Crops([sample], Augmentation(crop=32), np.random.default_rng(0), turn=True)
    for image, mask in crops.draw(12):
        valid = mask < UNTOUCHED
        assert np.array_equal(image[valid][:, 0] == 255, mask[valid] == 1)


def test_streets_stand_upright_and_fields_do_not() -> None:
    assert is_upright([street().mask], 2)
    field = street()
    field.mask[:] = np.arange(80) % 2
    assert not is_upright([field.mask], 2)
    field.mask[50, 0] = 2  # a label that is hardly there says nothing
    assert not is_upright([field.mask], 3)
