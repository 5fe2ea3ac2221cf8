"""Gaps with nothing confirmed beside them teach nothing; whatever else is drawn does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from fcn_core.data.transforms import Preprocessing
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.job import JobImage
from fcn_core.finetune.lone_lines import without_lone_lines
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, Mask, write_mask


def untouched() -> Mask:
    return np.full((40, 40), UNTOUCHED, np.uint8)


def test_a_gap_in_what_nobody_confirmed_is_left_out() -> None:
    mask = untouched()
    mask[5:30, 12] = 0
    mask[20, 12:30] = 0
    assert (without_lone_lines(mask) == UNTOUCHED).all()
    assert (mask[5:30, 12] == 0).all(), "the corrections stay what they are"


def test_a_gap_with_something_confirmed_beside_it_counts() -> None:
    mask = untouched()
    mask[5:30, 12] = 0
    mask[10:14, 13:16] = 1
    assert np.array_equal(without_lone_lines(mask), mask)


def test_strokes_and_thin_things_of_a_label_count() -> None:
    mask = untouched()
    mask[5:30, 12:15] = 0  # a stroke of three pixels
    mask[5:30, 20] = 1
    mask[33, 5:35] = 0
    found = without_lone_lines(mask)
    assert (found[5:30, 12:15] == 0).all() and (found[5:30, 20] == 1).all()
    assert (found[33] == UNTOUCHED).all()
    whole = np.zeros((40, 40), np.uint8)
    assert without_lone_lines(whole) is whole


def test_a_run_does_not_learn_from_them_and_the_test_counts_them(tmp_path: Path) -> None:
    mask = untouched()
    mask[5:30, 12] = 0
    write_mask(tmp_path / "mask.png", mask)
    Image.fromarray(np.zeros((40, 40, 3), np.uint8)).save(tmp_path / "a.png")
    image = JobImage(
        image_id="a", image=str(tmp_path / "a.png"), corrections=str(tmp_path / "mask.png")
    )
    labels = LabelSet.from_names(["background", "nucleus"])
    given = CorrectedImages([image], labels, Preprocessing())
    assert (given.sample(0).mask == UNTOUCHED).all()
    assert np.array_equal(given.full_sample(0).mask, mask)
