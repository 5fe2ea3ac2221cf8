"""Copies that were saved again, turned or shifted are twins; other images of a series are not."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fcn_core.finetune.twins import look_of, twins
from fcn_core.imaging.images import RGB
from tests.core.finetune.test_run import make_job, report_of, run


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


def test_of_a_series_that_looks_alike_throughout_nothing_is_told() -> None:
    """As parts in one fixture: each is another one, and all are held there alike."""
    rng = np.random.default_rng(0)
    part = scene(0)[:200, :200].astype(float)
    parts = [np.clip(part + rng.normal(0, 5, part.shape), 0, 255) for _ in range(8)]
    looks = [look_of(each.astype(np.uint8)) for each in parts]
    assert twins(looks[:3], looks[3:]) == [None] * 3


def test_blank_images_look_like_nothing() -> None:
    blank = look_of(np.full((50, 70, 3), 9, np.uint8))
    assert twins([blank], [blank, look_of(scene(0))]) == [None]
    assert twins([look_of(scene(0))], []) == [None]


def test_the_report_tells_of_twins_across_the_split(tmp_path: Path) -> None:
    job = make_job(tmp_path, count=5, held_out=2)
    for place in range(5):
        Image.fromarray(scene(place)[:64, :80]).save(tmp_path / f"{place}.png")
    assert not [n for n in report_of(run(job))["notes"] if "early like" in n]
    Image.fromarray(as_jpeg(scene(1)[:64, :80])).save(tmp_path / "4.png")
    (note,) = [n for n in report_of(run(job))["notes"] if "early like" in n]
    assert "learns from: 1 of the 2 held-out images (4.png like 1.png)" in note
