"""Strokes record exactly what changed, and edits go both ways."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.state.corrections import Corrections
from app.state.edits import Stroke
from app.state.rect import Rect
from tests.strategies import label_ids, masks, rects

HEIGHT, WIDTH = 80, 130


@given(masks(HEIGHT, WIDTH), st.lists(st.tuples(rects(WIDTH, HEIGHT), label_ids), max_size=5))
def test_revert_and_apply_are_exact_and_idempotent(
    start: np.ndarray, stamps: list[tuple[Rect, int]]
) -> None:
    corrections = Corrections(start.copy())
    recorder = Stroke(corrections, "Brush")
    for rect, label in stamps:
        clipped = rect.clipped(WIDTH, HEIGHT)
        recorder.touch(clipped)
        corrections.values_HW[clipped.slices] = label
    end = corrections.values_HW.copy()
    edit = recorder.finish()
    if edit is None:
        assert np.array_equal(start, end)
        return
    assert not np.array_equal(start, end)
    outside = np.ones((HEIGHT, WIDTH), bool)
    outside[edit.rect.slices] = False
    assert np.array_equal(start[outside], end[outside])
    for _ in range(2):
        edit.revert(corrections)
        assert np.array_equal(corrections.values_HW, start)
    assert edit.fits(corrections)
    for _ in range(2):
        edit.apply(corrections)
        assert np.array_equal(corrections.values_HW, end)
    assert not edit.fits(corrections)
    other = Corrections(np.flip(start).copy())
    edit.repeat(other)
    assert np.array_equal(other.values_HW, np.where(start != end, end, np.flip(start)))


def test_only_changed_tiles_are_kept() -> None:
    corrections = Corrections.untouched(300, 300)
    recorder = Stroke(corrections, "Brush")
    recorder.touch(Rect(0, 0, 300, 300))
    corrections.values_HW[70:72, 130:140] = 3
    edit = recorder.finish()
    assert edit is not None
    assert [delta.tile for delta in edit.deltas] == [(1, 2)]
    assert edit.rect == Rect(128, 64, 64, 64)
    assert edit.nbytes < 500


def test_cancel_puts_every_pixel_back() -> None:
    rng = np.random.default_rng(1)
    start = rng.integers(0, 5, (100, 100), dtype=np.uint8)
    corrections = Corrections(start.copy())
    recorder = Stroke(corrections, "Brush")
    recorder.touch(Rect(20, 30, 60, 60))
    corrections.values_HW[30:90, 20:80] = 9
    assert recorder.cancel() == Rect(20, 30, 60, 60)
    assert np.array_equal(corrections.values_HW, start)


def test_noise_survives_compression() -> None:
    rng = np.random.default_rng(2)
    start = rng.integers(0, 256, (64, 64), dtype=np.uint8)
    corrections = Corrections(start.copy())
    recorder = Stroke(corrections, "Brush")
    recorder.touch(Rect(0, 0, 64, 64))
    corrections.values_HW[:] = rng.integers(0, 256, (64, 64), dtype=np.uint8)
    edit = recorder.finish()
    assert edit is not None
    edit.revert(corrections)
    assert np.array_equal(corrections.values_HW, start)
