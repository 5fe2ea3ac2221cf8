"""Images that are not open, as a net needs them."""

from __future__ import annotations

import numpy as np
import pytest

from app.jobs.looking import SIDE, as_seen
from fcn_core.data.transforms import Preprocessing

LARGE = np.zeros((1500, 3000, 3), np.uint8)


@pytest.mark.parametrize("long_side", [400, SIDE])
def test_large_images_are_shrunk_where_the_net_sees_no_more_of_them(long_side: int) -> None:
    seen = as_seen(LARGE, Preprocessing(long_side=long_side).scale_of)
    assert seen.shape == (SIDE // 2, SIDE, 3)


@pytest.mark.parametrize(
    "seeing",
    [Preprocessing(), Preprocessing(long_side=2000), Preprocessing(zoom=0.5)],
    ids=["its own size", "a larger one", "half of it"],
)
def test_they_stay_as_they_are_for_a_net_that_sees_more_or_another_scale(
    seeing: Preprocessing,
) -> None:
    assert as_seen(LARGE, seeing.scale_of) is LARGE
