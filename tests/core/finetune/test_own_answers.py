"""Masks that a net's answers became, told from drawn ones by their outlines."""

from __future__ import annotations

import numpy as np

from fcn_core.finetune.own_answers import is_own_answer
from fcn_core.masks import UNTOUCHED, Mask


def disks(shift: int = 0, radius: int = 14) -> Mask:
    """Four disks, some pixels to the right."""
    rows, columns = np.indices((128, 128)) % 64 - 32
    mask: Mask = (np.hypot(rows, columns - shift) < radius).astype(np.uint8)
    return mask


def test_what_was_accepted_runs_along_the_nets_outlines() -> None:
    said, region = disks(), np.full((128, 128), UNTOUCHED, np.uint8)
    assert is_own_answer(said, said)
    region[:64, :64][said[:64, :64] == 1] = 1
    assert is_own_answer(region, said)
    corrected = said.copy()
    corrected[:64, :64] = disks(2)[:64, :64]  # one of four by hand
    assert is_own_answer(corrected, said)


def test_what_was_drawn_does_not_however_well_it_follows() -> None:
    said = disks()
    assert not is_own_answer(disks(radius=15), said)
    assert not is_own_answer(disks(shift=1), said)
    stroke = np.full((128, 128), UNTOUCHED, np.uint8)
    stroke[20:40, 30:34] = 1
    assert not is_own_answer(stroke, said)
    assert not is_own_answer(np.zeros((128, 128), np.uint8), said)
