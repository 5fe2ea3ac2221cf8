"""The corrections raster and the limits of painting."""

from __future__ import annotations

import numpy as np
import pytest

from app.state.corrections import FREE, Corrections, PaintLimits
from fcn_core.masks import UNTOUCHED, VOID, value_counts


def test_void_is_touched_and_untouched_is_not() -> None:
    corrections = Corrections.untouched(4, 5)
    assert corrections.touched == 0
    corrections.values_HW[0, :2] = [VOID, 3]
    assert corrections.touched == 2
    counts = value_counts(corrections.values_HW)
    assert (counts[VOID], counts[3], counts[UNTOUCHED], counts.sum()) == (1, 1, 18, 20)


@pytest.mark.parametrize("values", [np.zeros((2, 2), np.int32), np.zeros((2, 2, 3), np.uint8)])
def test_other_rasters_are_refused(values: np.ndarray) -> None:
    with pytest.raises(ValueError, match="2-d uint8"):
        Corrections(values)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (FREE, [1, 1, 1, 1]),
        (PaintLimits(only_over=1), [0, 1, 0, 0]),
        (PaintLimits(locked=frozenset({0, 2})), [0, 1, 0, 1]),
        (PaintLimits(only_untouched=True), [1, 1, 0, 0]),
        (PaintLimits(locked=frozenset({0}), only_untouched=True), [0, 1, 0, 0]),
    ],
)
def test_limits(limits: PaintLimits, expected: list[int]) -> None:
    corrections = np.array([[UNTOUCHED, UNTOUCHED, 2, VOID]], np.uint8)
    composite = np.array([[0, 1, 2, VOID]], np.uint8)
    assert limits.allowed(corrections, composite).astype(int).tolist() == [expected]
    assert limits.is_free == (expected == [1, 1, 1, 1])
