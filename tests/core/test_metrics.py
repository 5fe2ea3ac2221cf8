"""The metrics against a plain reading of their definitions, and against the reference's numbers."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from PIL import Image

from fcn_core.labels import VOC_PALETTE
from fcn_core.masks import Mask, read_mask
from fcn_core.metrics import ConfusionMatrix, OpenConfusionMatrix, Scores, scores_from_counts

# Pixels of (background, bicycle, person) in the reference implementation's demo, truth by
# prediction, and the numbers published with it.
DEMO_COUNTS = [[52692, 1398, 299], [4618, 28404, 1161], [8782, 7320, 45041]]
DEMO_SCORES = (0.842514, 0.845463, 0.719616, 0.727374)

PAIRS = hnp.array_shapes(min_dims=2, max_dims=2, max_side=12).flatmap(
    lambda shape: st.tuples(
        hnp.arrays(np.uint8, shape, elements=st.sampled_from([0, 1, 2, 254, 255])),
        hnp.arrays(np.uint8, shape, elements=st.integers(0, 3)),
    )
)


def four(scores: Scores) -> tuple[float, float, float, float]:
    """The metrics in the paper's order."""
    return scores.pixel_accuracy, scores.mean_accuracy, scores.mean_iu, scores.fw_iu


def test_the_references_numbers() -> None:
    counts = np.array(DEMO_COUNTS)
    assert four(scores_from_counts(counts)) == pytest.approx(DEMO_SCORES, abs=5e-7)


@pytest.mark.shared
def test_the_references_pictures(shared_data: Path) -> None:
    """From the demo's own files, whose output is coded in VOC's colours."""
    truth = read_mask(shared_data / "fcn_demo/label.png")
    colors = np.array(Image.open(shared_data / "fcn_demo/output.png").convert("RGB"))
    matrix = ConfusionMatrix(21)
    matrix.add(truth, labels_of(colors))
    assert four(matrix.scores()) == pytest.approx(DEMO_SCORES, abs=5e-7)
    assert matrix.counts[np.ix_([0, 2, 15], [0, 2, 15])].tolist() == DEMO_COUNTS


def labels_of(colors_HWC: NDArray[np.uint8]) -> Mask:
    """Label ids of a picture in VOC's colours."""
    same = (colors_HWC[:, :, None, :] == VOC_PALETTE[None, None, :21]).all(3)
    assert same.any(2).all()
    return same.argmax(2).astype(np.uint8)


@given(pair=PAIRS)
def test_the_definitions_read_plainly(pair: tuple[Mask, Mask]) -> None:
    truth, predicted = pair
    matrix = ConfusionMatrix(4)
    matrix.add(truth, predicted)
    counted = truth < 4
    t, p = truth[counted], predicted[counted]
    seen = [c for c in range(4) if (t == c).any()]
    if not seen:
        assert all(math.isnan(value) for value in four(matrix.scores()))
        return
    iu = {c: ((t == c) & (p == c)).sum() / ((t == c) | (p == c)).sum() for c in seen}
    assert four(matrix.scores()) == pytest.approx(
        (
            (t == p).mean(),
            np.mean([(p[t == c] == c).mean() for c in seen]),
            np.mean(list(iu.values())),
            sum((t == c).mean() * iu[c] for c in seen),
        )
    )


@given(pairs=st.lists(PAIRS, min_size=1, max_size=4))
def test_matrices_add_up(pairs: list[tuple[Mask, Mask]]) -> None:
    whole, total = ConfusionMatrix(4), ConfusionMatrix(4)
    for truth, predicted in pairs:
        whole.add(truth, predicted)
        part = ConfusionMatrix(4)
        part.add(truth, predicted)
        total += part
    assert np.array_equal(whole.counts, total.counts)


def test_labels_in_neither_count_as_nothing() -> None:
    matrix = ConfusionMatrix(3)
    matrix.add(np.array([[0, 0]], np.uint8), np.array([[0, 1]], np.uint8))
    scores = matrix.scores()
    assert scores.per_class_iu[:2] == (0.5, 0.0)
    assert math.isnan(scores.per_class_iu[2])
    assert scores.mean_iu == 0.5


def test_means_can_leave_classes_out_whose_pixels_count() -> None:
    counts = np.array([[6, 2, 0], [1, 3, 0], [1, 0, 0]])
    whole, some = scores_from_counts(counts), scores_from_counts(counts, np.arange(3) < 2)
    assert some.pixel_accuracy == whole.pixel_accuracy and some.fw_iu == whole.fw_iu
    assert some.mean_iu == pytest.approx((6 / 10 + 3 / 6) / 2)
    assert some.mean_accuracy == pytest.approx((6 / 8 + 3 / 4) / 2)
    none = scores_from_counts(counts, np.zeros(3, bool))
    assert none.pixel_accuracy == whole.pixel_accuracy and math.isnan(none.mean_iu)


def test_json_is_strict() -> None:
    text = json.dumps(ConfusionMatrix(2).scores().to_json(), allow_nan=False)
    assert json.loads(text)["mean_iu"] is None


def test_sizes_must_agree() -> None:
    with pytest.raises(ValueError, match="differ in size"):
        ConfusionMatrix(2).add(np.zeros((2, 3), np.uint8), np.zeros((3, 2), np.uint8))


@pytest.mark.parametrize("strange", [3, 254, -1])
def test_predictions_that_are_no_class_are_refused(strange: int) -> None:
    matrix = ConfusionMatrix(3)
    matrix.add(np.array([[0, 255]]), np.array([[1, strange]]))  # void does not count
    with pytest.raises(ValueError, match=f"prediction {strange} is none of 3 classes"):
        matrix.add(np.array([[0, 1]]), np.array([[1, strange]]))


def test_large_counts_do_not_overflow() -> None:
    counts = np.array([[2**40, 1], [0, 2**40]])
    assert scores_from_counts(counts).pixel_accuracy == pytest.approx(1.0)


def test_what_is_none_of_the_labels_is_wrong_and_no_other_label() -> None:
    truth = np.array([[0, 0, 1, 1, 2, 255, 254]], np.uint8)
    said = np.array([[0, 9, 1, 254, 3, 7, 0]], np.uint8)
    matrix = OpenConfusionMatrix(3)
    matrix.add(truth, said)
    scores = matrix.scores()
    assert scores.per_class_iu == (0.5, 0.5, 0.0)
    assert scores.pixel_accuracy == pytest.approx(2 / 5)
    assert scores.mean_iu == pytest.approx(1 / 3)
    assert matrix.scores(np.array([True, True, False])).mean_iu == 0.5


def test_as_many_labels_as_a_mask_can_hold() -> None:
    matrix = OpenConfusionMatrix(254)
    matrix.add(np.array([[253, 254, 255]], np.uint8), np.array([[253, 0, 0]], np.uint8))
    assert matrix.scores().pixel_accuracy == 1.0
