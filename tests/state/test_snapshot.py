"""The corrections file: a mask that any program reads and that knows its own state."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.state.snapshot import Stamp, encode_snapshot, read_snapshot, read_stamp
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, read_mask, write_mask
from tests.strategies import masks, untouched


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cat.jpg.png"


def some_mask() -> np.ndarray:
    mask = untouched(20, 30)
    mask[10:15, 5:20] = 3
    mask[16:, 25:] = VOID
    return mask


@given(masks(20, 31, values=255), st.integers(0, 2**40))
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, mask: np.ndarray, rev: int) -> None:
    file = tmp_path_factory.mktemp("round") / "a.png"
    file.write_bytes(encode_snapshot(mask, rev))
    found, stamp = read_snapshot(file)
    assert np.array_equal(found, mask)
    assert stamp is not None
    assert (stamp.revision, stamp.touched) == (rev, int((mask != UNTOUCHED).sum()))
    assert read_stamp(file) == (stamp, (20, 31))


def test_other_programs_read_it(file: Path) -> None:
    palette = LabelSet.from_names(["sky", "sea"]).palette()
    file.write_bytes(encode_snapshot(some_mask(), 7, palette))
    assert np.array_equal(read_mask(file), some_mask())
    with Image.open(file) as image:
        image.load()
        assert image.mode == "P"


def test_a_mask_from_elsewhere_has_no_stamp(file: Path) -> None:
    write_mask(file, some_mask())
    mask, stamp = read_snapshot(file)
    assert stamp is None
    assert np.array_equal(mask, some_mask())


def test_stamps_are_text() -> None:
    stamp = Stamp(revision=3, crc32=0xAB, touched=9)
    assert Stamp.parse(stamp.text()) == stamp
    assert Stamp.parse("revision=3 crc32=ab touched=9") == stamp  # of an earlier version


def test_a_stamp_knows_the_highest_label(file: Path) -> None:
    mask = np.full((20, 31), UNTOUCHED, np.uint8)
    for value, highest in ((VOID, -1), (0, 0), (7, 7), (3, 7), (253, 253)):
        mask[value % 20] = value
        file.write_bytes(encode_snapshot(mask, 1))
        stamp, _ = read_stamp(file)
        assert stamp is not None and stamp.highest == highest


def test_no_cut_or_damaged_byte_yields_other_pixels(file: Path) -> None:
    data = encode_snapshot(some_mask(), 7)
    cut = [data[:length] for length in range(0, len(data), 3)]
    changed = [data[:n] + bytes([data[n] ^ 0x10]) + data[n + 1 :] for n in range(len(data))]
    refused = 0
    for broken in cut + changed:
        file.write_bytes(broken)
        try:
            mask, _ = read_snapshot(file)
        except FcnError as error:
            assert "cat.jpg.png" in error.problem
            assert error.remedy
            refused += 1
        else:
            assert np.array_equal(mask, some_mask())
    assert refused > len(data) / 2
