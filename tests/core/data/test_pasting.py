"""Objects of one picture on another."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fcn_core.data.pasting import Crop, pasted


def crops(count: int, seed: int) -> list[Crop]:
    rng = np.random.default_rng(seed)
    masks = rng.choice([0, 0, 3, 254, 255], (count, 8, 8)).astype(np.uint8)
    images = [np.full((8, 8, 3), 2 * i, np.uint8) for i in range(1, count + 1)]
    return list(zip(images, masks, strict=True))


@given(seed=st.integers(0, 99), count=st.integers(2, 5))
def test_every_pixel_comes_from_one_picture_with_its_label(seed: int, count: int) -> None:
    before = crops(count, seed)
    after = pasted(before, 1.0, (seed, 0))
    for index, (image, mask) in enumerate(after):
        above, below = before[(index + 1) % count], before[index]
        objects = above[1] == 3
        np.testing.assert_array_equal(mask, np.where(objects, 3, below[1]))
        np.testing.assert_array_equal(image[objects], above[0][objects])
        np.testing.assert_array_equal(image[~objects], below[0][~objects])


def test_the_share_is_drawn_from_the_seed() -> None:
    before = crops(64, 1)

    def changed(seed: int) -> list[bool]:
        after = pasted(before, 0.25, (seed, 7))
        return [bool((new[0] != old[0]).any()) for new, old in zip(after, before, strict=True)]

    assert changed(1) == changed(1) != changed(2)
    assert 4 <= sum(changed(1)) <= 30
    assert all(new is old for new, old in zip(pasted(before, 0.0, (1,)), before, strict=True))


def test_of_several_labelings_the_first_tells_the_objects() -> None:
    one, two = crops(2, 3)
    both = [(image, np.dstack([mask, mask + 1])) for image, mask in (one, two)]
    for (image, mask), (alone, first) in zip(
        pasted(both, 1.0, (1,)), pasted([one, two], 1.0, (1,)), strict=True
    ):
        np.testing.assert_array_equal(image, alone)
        np.testing.assert_array_equal(mask, np.dstack([first, first + 1]))


def test_whole_images_of_different_sizes_stay_as_they_are() -> None:
    one, (image, mask) = crops(2, 3)
    before = [one, (image[:5], mask[:5])]
    assert all(new is old for new, old in zip(pasted(before, 1.0, (1,)), before, strict=True))
