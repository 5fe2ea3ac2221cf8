"""Which images are dark: those in which a screen shows hardly anything."""

from __future__ import annotations

import numpy as np
import pytest

from fcn_core.imaging.greys import is_dark


@pytest.mark.parametrize(("brightest", "expected"), [(20, True), (60, True), (70, False)])
@pytest.mark.parametrize("shape", [(1, 1), (40, 60), (2000, 3000)])
def test_the_brightest_pixels_decide(
    brightest: int, expected: bool, shape: tuple[int, int]
) -> None:
    image = np.zeros((*shape, 3), np.uint8)
    image[:, shape[1] // 2 :] = brightest
    assert is_dark(image) is expected


def test_lamps_at_night_are_seen_and_a_hot_pixel_is_nothing() -> None:
    night = np.full((200, 300, 3), 10, np.uint8)
    night[0, 0] = 255
    assert is_dark(night)
    night[100:120, 100:120] = 255
    assert not is_dark(night)
