"""Gaps with nothing confirmed beside them teach nothing; whatever else is drawn does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from app.state.tidy.necks import necks
from fcn_core.data.transforms import Preprocessing
from fcn_core.finetune.corrected_images import CorrectedImages
from fcn_core.finetune.given import read_given
from fcn_core.finetune.job import JobImage
from fcn_core.finetune.lone_lines import without_lone_lines
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, Mask, write_mask
from tests.core.finetune.test_run import make_job


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


def test_what_a_brush_of_two_pixels_paints_is_no_gap() -> None:
    mask = untouched()
    for step in range(30):  # in all directions: along, across, aslant
        mask[5 + step // 2 :, :][:2, 5 + step : 7 + step] = 0
    mask[30:32, 3:30] = 0
    assert np.array_equal(without_lone_lines(mask), mask)


def test_gaps_between_things_are_found_whatever_way_they_run() -> None:
    for angle in range(0, 180, 15):
        things = np.zeros((120, 120), np.uint8)
        away = 16 * np.exp(1j * np.radians(angle))
        for side in (-1, 1):
            at = round(60 + side * away.real), round(60 + side * away.imag)
            cv2.circle(things, at, 20, 1, -1)
        mask = np.where(necks(things, lambda: None) > 0, 0, UNTOUCHED).astype(np.uint8)
        assert (mask == 0).any() and (without_lone_lines(mask) == UNTOUCHED).all(), angle


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


@pytest.mark.parametrize(("names", "learned"), [(["background", "cell"], 0), (["road", "cell"], 2)])
def test_that_most_of_the_background_is_not_learned_from_is_said(
    tmp_path: Path, names: list[str], learned: int
) -> None:
    job = make_job(tmp_path, count=2, held_out=0)
    job = replace(job, labels=LabelSet.from_names(names))
    for image in job.images:
        mask = np.full((64, 80), UNTOUCHED, np.uint8)
        mask[5:30, 12] = 0
        mask[40:50, 40:50] = 1
        write_mask(Path(image.corrections), mask)
    said: list[str] = []
    given = read_given(job, Preprocessing(), said.append)
    assert sum(0 in sample.mask for sample in given.samples) == learned
    assert [text[:11] for text in said] == ([] if learned else ["50 of 50 co"])
    mask[60:, :] = 0
    write_mask(Path(job.images[0].corrections), mask)
    said.clear()
    assert read_given(job, Preprocessing(), said.append) and said == []
