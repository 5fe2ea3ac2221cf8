"""Copies that were saved again, turned or shifted are twins; other images of a series are not."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fcn_core.data.transforms import Preprocessing
from fcn_core.finetune.fair_test import FairTest
from fcn_core.finetune.given import read_given
from fcn_core.finetune.job import FinetuneJob
from fcn_core.finetune.twins import are_one_series, is_blank, look_of, twins
from fcn_core.imaging.listing import pages_of
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import write_mask
from tests.core.finetune.test_run import make_job, report_of, run
from tests.core.models import picture


def scene(seed: int) -> RGB:
    """Dark blobs on a ground that is lighter in the middle, as under every microscope."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:256, :256]
    image = 200 - ((x - 128) ** 2 + (y - 128) ** 2) / 300.0
    for cy, cx, radius in rng.uniform((0, 0, 6), (256, 256, 16), (25, 3)):
        image[(y - cy) ** 2 + (x - cx) ** 2 < radius**2] *= 0.6
    noise = rng.normal(0, 3, (256, 256, 3))
    return np.clip(image[..., None] + noise, 0, 255).astype(np.uint8)


def as_jpeg(image: RGB) -> RGB:
    stored = io.BytesIO()
    Image.fromarray(image).save(stored, "JPEG", quality=70)
    return np.array(Image.open(stored))


@pytest.mark.parametrize(
    "changed",
    [
        as_jpeg,
        np.rot90,
        lambda image: np.rot90(image[:, ::-1], 3),
        lambda image: image[4:, 4:],
        lambda image: image[::2, ::2],
        lambda image: (image * 0.8).astype(np.uint8),
    ],
)
def test_a_copy_is_a_twin_of_its_original_alone(changed: Callable[[RGB], RGB]) -> None:
    looks = [look_of(scene(seed)) for seed in range(12)]
    copies = [look_of(np.ascontiguousarray(changed(scene(seed)))) for seed in range(12)]
    assert twins(copies, looks) == list(range(12))


def test_images_of_one_series_are_no_twins() -> None:
    looks = [look_of(scene(seed)) for seed in range(60)]
    assert twins(looks[:30], looks[30:]) == [None] * 30


def of_a_series(seed: int, share: float) -> RGB:
    """What all have in common, and what is this one's own."""
    mixed = share * scene(1000) + (1 - share) * scene(seed)
    return np.clip(mixed, 0, 255).astype(np.uint8)


def test_of_a_series_that_looks_alike_nothing_is_told() -> None:
    """As parts in one fixture: each is another one, and all are held there alike. An odd picture,
    of the fixture itself say, makes no film of them.
    """
    rng = np.random.default_rng(0)
    part = scene(0)[:200, :200].astype(float)
    parts = [np.clip(part + rng.normal(0, 5, part.shape), 0, 255) for _ in range(10)]
    looks = [look_of(each.astype(np.uint8)) for each in parts]
    assert twins(looks[:3], looks[3:]) == [None] * 3
    assert are_one_series(looks) and not are_one_series(looks[:1])
    odd = [look_of(scene(seed)) for seed in (1, 2)]
    assert are_one_series([*looks, *odd[:1]]) and not are_one_series([*looks, *odd])


def test_where_different_images_look_alike_copies_are_told_all_the_same() -> None:
    """So are frames of one scene among those of one drive, which the same street makes alike."""
    looks = [look_of(of_a_series(seed, 0.5)) for seed in range(20)]
    usual = np.median([(a * b).sum() for a in looks for b in looks if a is not b])
    assert 0.4 < usual < 0.7
    copies = [look_of(as_jpeg(of_a_series(seed, 0.5)[3:, 2:])) for seed in (4, 9)]
    assert twins([*copies, *looks[10:]], looks[:10]) == [4, 9, *[None] * 10]


def test_what_shows_hardly_anything_is_blank_and_what_is_dark_is_not() -> None:
    noise = np.random.default_rng(0).normal(4, 2, (400, 400, 3)).clip(0, 255).astype(np.uint8)
    blank = [np.zeros((90, 80, 3), np.uint8), np.full((90, 80, 3), 255, np.uint8), noise]
    checks = np.indices((256, 256)).sum(0) % 2 * 20
    spot = np.zeros((256, 256, 3), np.uint8)
    spot[70:78, 90:98] = 20
    shown = [spot, scene(1) // 12, np.stack([checks] * 3, 2).astype(np.uint8)]
    assert [is_blank(each) for each in (*blank, *shown)] == [True] * 3 + [False] * 3


@pytest.mark.parametrize("frames", [6, 20, 27])
def test_copies_of_one_image_make_no_series_of_the_rest(frames: int) -> None:
    """The more copies, the more there is to say: two thirds of a folder may be one video."""
    film = [look_of(scene(0)[seed % 6 :, : 256 - seed % 7]) for seed in range(frames)]
    others = [look_of(scene(seed)) for seed in range(1, 31 - frames)]
    found = twins([*film[::5], *others[:2]], [*film[1::5], *others[2:]])
    assert None not in found[:-2] and found[-2:] == [None, None]


def test_blank_images_look_like_nothing() -> None:
    blank = look_of(np.full((50, 70, 3), 9, np.uint8))
    assert twins([blank], [blank, look_of(scene(0))]) == [None]
    assert twins([look_of(scene(0))], []) == [None]


def fair_test_of(folder: Path, copies: Sequence[int], held_out: int) -> tuple[list[str], FairTest]:
    """What is said of twins, and the test that is left; places of learned ones, again."""
    count = 3 + held_out
    job = make_job(folder, count=count, held_out=held_out)
    for place in range(count):
        Image.fromarray(scene(place)[:64, :80]).save(folder / f"{place}.png")
    for place, of in enumerate(copies, 1):
        shifted = scene(of)[:64, :80] - np.uint8(place)
        Image.fromarray(as_jpeg(shifted)).save(folder / f"{count - place}.png")
    notes: list[str] = []
    test = read_given(job, Preprocessing(), notes.append).test
    return [note for note in notes if "early like" in note], test


def test_twins_of_what_is_learned_are_not_judged_on_where_half_is_left(tmp_path: Path) -> None:
    notes, test = fair_test_of(tmp_path, (), 2)
    assert (notes, len(test.images), test.alike) == ([], 2, frozenset())
    (note,), test = fair_test_of(tmp_path, (1,), 2)
    assert note.startswith("Not used to check the net") and "1 of the 2 held-out images" in note
    assert "(4.png like 1.png)" in note and len(test.images) == 1 and not test.alike


def test_three_that_are_left_are_judged_on_alone_however_many_twins_there_are(
    tmp_path: Path,
) -> None:
    (note,), test = fair_test_of(tmp_path, (0, 1, 2, 0, 1), 8)
    assert note.startswith("Not used to check the net") and "5 of the 8 held-out images" in note
    assert len(test.images) == 3 and not test.alike


def test_where_most_are_twins_they_are_judged_on_and_it_is_said(tmp_path: Path) -> None:
    (note,), test = fair_test_of(tmp_path, (1, 2), 3)
    assert "2 of the 3 held-out images" in note and "too good" in note
    assert len(test.images) == 3 and test.alike == {"4", "5"}
    (tmp_path / "one").mkdir()
    (note,), test = fair_test_of(tmp_path / "one", (1,), 1)
    assert "both scores are too good" in note and test.alike == {"3"}


def with_twins(folder: Path, pictures: int) -> FinetuneJob:
    """A job that makes a net better; all its images are those of the first few, lit otherwise."""
    job = make_job(folder, count=11, held_out=8, first=4)
    for place in range(11):
        image, mask = picture(4 + place % pictures)
        Image.fromarray(image - np.minimum(image, np.uint8(place))).save(folder / f"{place}.png")
        write_mask(folder / f"{place}_mask.png", mask)
    return job


def test_a_test_of_twins_recommends_nothing(tmp_path: Path) -> None:
    """Whatever it shows: on other images the net may do better or worse."""
    report = report_of(run(with_twins(tmp_path, 3)))
    assert report["held_out"] == 8 and report["interval"][0] > 0
    assert report["verdict"] == "same" and report["facts"] == []
    assert report["sentence"].startswith("Higher on these images, not surely on others: mean IU")
    assert report["gate"]["keep"] and report["gate"]["why"].startswith("Not decided: most of these")
    assert "correct images of other scenes" in report["gate"]["why"]


def test_of_one_series_it_is_said_that_the_scores_tell_of_no_others(tmp_path: Path) -> None:
    """Of parts in one fixture that is all one asks; of one video it is little."""
    report = report_of(run(with_twins(tmp_path, 1)))
    assert report["facts"] == ["The images look alike: the scores tell of images like these alone."]
    assert report["gate"]["why"].startswith("Recommended: keep")
    assert not any("early like" in note for note in report["notes"])


def test_pages_of_files_that_are_learned_from_recommend_nothing(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=11, held_out=8, first=4)
    pages = [Image.open(tmp_path / f"{place}.png") for place in range(11)]
    pages[0].save(tmp_path / "stack.tif", save_all=True, append_images=pages[1:])
    images = [
        replace(image, image=str(page))
        for image, page in zip(job.images, pages_of(tmp_path / "stack.tif"), strict=True)
    ]
    report = report_of(run(replace(job, images=tuple(images))))
    assert report["interval"][0] > 0 and report["gate"]["why"].startswith("Not decided: most")
