"""Which strides and sizes are worth trying, by what the labels themselves allow."""

from __future__ import annotations

import numpy as np

from fcn_core.finetune.structure import Structure, bound, candidates, finest_good
from fcn_core.masks import UNTOUCHED, Mask

STRIDES = (32, 16, 8, 4, 2)
AS_IT_IS = Structure()


def disks(period: int, size: int = 256) -> Mask:
    """Disks of two thirds of `period` pixels, one in each cell of a grid."""
    rows, columns = np.indices((size, size)) % period - period / 2
    mask: Mask = (np.hypot(rows, columns) < period / 3).astype(np.uint8)
    return mask


def test_what_the_truth_loses_grows_with_the_stride() -> None:
    masks = [disks(40)]
    losses = [bound(masks, 2, stride, AS_IT_IS) for stride in (2, 4, 8, 16)]
    assert losses == sorted(losses, reverse=True) and losses[0] > 0.98 and losses[-1] < 0.9


def test_untouched_pixels_say_nothing() -> None:
    mask = np.full((256, 256), UNTOUCHED, np.uint8)
    mask[:100] = 0
    mask[100:200] = 1
    assert bound([mask], 2, 4, AS_IT_IS) > 0.97


def test_large_things_need_no_fine_strides_and_small_ones_do() -> None:
    large, small = np.zeros((256, 256), np.uint8), disks(24, 700)
    large[64:192, 64:192] = 1
    assert [c.strides for c in candidates([large], 2, STRIDES)] == [(32, 16, 8)]
    assert candidates([small], 2, STRIDES)[0].strides[-1] <= 4


def test_tiny_things_on_small_images_are_also_seen_larger() -> None:
    first, second = candidates([disks(5)], 2, STRIDES)
    assert (first.zoom, second.zoom) == (1.0, 2.0)
    assert first.strides == second.strides == STRIDES
    assert all(c.zoom == 1.0 for c in candidates([disks(5, 700)], 2, STRIDES))


def test_large_images_are_seen_smaller_where_nothing_is_lost() -> None:
    mask = np.zeros((1200, 1600), np.uint8)
    mask[300:900, 400:1200] = 1
    assert candidates([mask], 2, STRIDES)[0].long_side == 512
    assert candidates([mask, mask[:400, :400]], 2, STRIDES)[0].long_side == 1024


def test_large_images_of_small_things_are_seen_at_their_own_size() -> None:
    tiny = disks(24, 4000)
    first, *others = candidates([tiny], 2, STRIDES)
    assert (first.long_side, first.zoom, others) == (0, 1.0, [])


def test_images_that_may_be_parts_of_a_larger_one_say_nothing_of_its_size() -> None:
    crop, fields = disks(24, 700), np.zeros((900, 900), np.uint8)
    assert candidates([crop], 2, STRIDES)[0].long_side == 0
    fields[200:700, 200:700] = 1
    halved = candidates([fields, fields], 2, STRIDES)[0]
    assert (halved.long_side, halved.zoom) == (0, 0.5)


def test_a_coarser_output_has_to_be_better() -> None:
    assert finest_good({8: 0.7, 4: 0.75, 2: 0.748}) == 2
    assert finest_good({8: 0.7, 4: 0.75, 2: 0.746}) == 4
    assert finest_good({8: 0.75, 4: 0.7, 2: 0.6}) == 8
