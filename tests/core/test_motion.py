"""What moved is found again, what cannot be found is said to be so, at any size."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from fcn_core.imaging.pixels import RGB
from fcn_core.motion import LONGEST, Look, Motion

WHOLE = slice(0, 200), slice(0, 300)


def texture(seed: int, shape: tuple[int, int] = (200, 300)) -> RGB:
    """Blobs of about eight pixels."""
    rng, (height, width) = np.random.default_rng(seed), shape
    coarse = rng.integers(0, 255, (max(1, height // 8), max(1, width // 8), 3)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def thing_at(x: int, y: int) -> RGB:
    """A thing of 60 x 60 pixels before a ground that stands still."""
    image = texture(0)
    image[y : y + 60, x : x + 60] = texture(1, (60, 60))
    return image


def between(before: RGB, after: RGB) -> Motion:
    return Motion.between(Look.of(before), Look.of(after))


def misses(
    motion: Motion, right: int, down: int, part: tuple[slice, slice] = WHOLE
) -> tuple[float, float]:
    """Of a part: the share that is found again, and the share of it more than a pixel off."""
    rows, cols = motion.came_from(*part)
    y, x = np.mgrid[part]
    found = rows >= 0
    assert np.array_equal(found, cols >= 0)
    off = np.hypot(rows - (y - down), cols - (x - right))[found] > 1.5
    return float(found.mean()), float(off.mean()) if off.size else 0.0


def test_a_thing_that_moved_is_found_and_so_is_the_ground() -> None:
    motion = between(thing_at(100, 60), thing_at(112, 67))
    thing = slice(72, 122), slice(117, 167)
    found, wrong = misses(motion, 12, 7, thing)
    assert found > 0.9 and wrong < 0.02
    found, wrong = misses(motion, 0, 0, (slice(0, 200), slice(0, 90)))
    assert found > 0.95 and wrong < 0.02


def test_what_was_hidden_or_out_of_sight_is_not_found() -> None:
    still = texture(0)
    moved = np.roll(still, 16, axis=1)
    moved[:, :16] = texture(5)[:, :16]
    motion = between(still, moved)
    found, wrong = misses(motion, 16, 0, (slice(0, 200), slice(30, 300)))
    assert found > 0.9 and wrong < 0.02
    new, _ = misses(motion, 16, 0, (slice(0, 200), slice(0, 12)))
    assert new < 0.3


def test_other_pictures_have_little_in_common() -> None:
    found, _ = misses(between(texture(0), texture(9)), 0, 0)
    assert found < 0.35  # blobs are like blobs


def test_a_change_of_light_is_no_motion() -> None:
    before = thing_at(100, 60)
    darker = (thing_at(106, 60) * 0.7).astype(np.uint8)
    found, wrong = misses(between(before, darker), 0, 0, (slice(0, 200), slice(0, 90)))
    assert found > 0.9 and wrong < 0.05


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (8, 8), (3, 2000), (2000, 3), (40, 1)])
def test_images_of_any_shape_stand_still(shape: tuple[int, int]) -> None:
    image = texture(0, shape)
    rows, cols = between(image, image).came_from(slice(0, shape[0]), slice(0, shape[1]))
    y, x = np.mgrid[: shape[0], : shape[1]]
    assert np.array_equal(rows, y) and np.array_equal(cols, x)


def test_a_large_image_is_looked_at_small_and_answered_large() -> None:
    before = texture(3, (1500, 3000))
    after = np.roll(before, 90, axis=1)
    look = Look.of(before)
    assert look.grey_HW.shape == (512, LONGEST) and look.shape == (1500, 3000)
    part = slice(400, 500), slice(1000, 1200)
    rows, cols = between(before, after).came_from(*part)
    y, x = np.mgrid[part]
    assert (rows >= 0).mean() > 0.95
    found = rows >= 0
    assert np.median(np.abs(rows - y)[found]) <= 1 and np.median(np.abs(cols - x + 90)[found]) <= 2


def test_sizes_that_differ_are_refused() -> None:
    looks: list[Look] = [Look.of(texture(0, (n, 300))) for n in (200, 201)]
    with pytest.raises(ValueError, match="different sizes"):
        Motion.between(*looks)


def test_nothing_lies_outside_the_earlier_image() -> None:
    before: NDArray[np.uint8] = texture(0)
    rows, cols = between(before, np.roll(before, -25, axis=0)).came_from(*WHOLE)
    assert rows.min() >= -1 and rows.max() < 200 and cols.min() >= -1 and cols.max() < 300
