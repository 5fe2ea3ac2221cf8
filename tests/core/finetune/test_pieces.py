"""Large images are learned from in pieces, small ones as they are."""

from __future__ import annotations

import numpy as np

from fcn_core.data.dataset import Sample
from fcn_core.finetune.pieces import GLIMPSE, SIDE, WHOLE, for_each, fullest, glimpse, pieces
from fcn_core.masks import UNTOUCHED


def sample(height: int, width: int) -> Sample:
    return Sample(
        image_id="a",
        image=np.zeros((height, width, 3), np.uint8),
        mask=np.full((height, width), UNTOUCHED, np.uint8),
    )


def test_small_images_stay_whole() -> None:
    small = sample(200, WHOLE)
    assert pieces(small, 1) == [small] and fullest(small).mask.shape == (200, WHOLE)


def test_of_large_ones_the_pieces_count_in_which_something_is_confirmed() -> None:
    large = sample(2 * SIDE, 3 * SIDE + 40)
    large.mask[SIDE + 5, 2 * SIDE + 7] = 1
    [piece] = pieces(large, 9)
    assert piece.mask.shape == (SIDE, SIDE) and piece.mask[5, 7] == 1
    assert not np.shares_memory(piece.image, large.image)
    large.mask[:] = 0
    assert len(pieces(large, 9)) == 8 and len(pieces(large, 3)) == 3


def test_the_fullest_piece_is_where_most_is_confirmed_or_in_the_middle() -> None:
    large = sample(SIDE, 3 * SIDE)
    large.image[:, SIDE : 2 * SIDE] = 7
    assert (fullest(large).image == 7).all()
    large.mask[0, 0] = 1
    large.mask[3, -9:] = 0
    assert (fullest(large).mask[3, -9:] == 0).all()


def test_a_glimpse_is_smaller_and_where_most_things_are_confirmed() -> None:
    large = sample(SIDE, SIDE + 100)
    large.mask[:GLIMPSE] = 0
    assert (glimpse(large).mask == 0).all(), "no thing is confirmed"
    large.mask[GLIMPSE + 1, -3:] = 1
    seen = glimpse(large)
    assert max(seen.mask.shape) <= GLIMPSE and (seen.mask == 1).sum() == 3


def test_many_images_give_one_piece_each() -> None:
    assert for_each(1) > 80 and for_each(1000) == 1
