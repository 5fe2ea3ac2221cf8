"""Which stride output is shown, and when outputs are dropped."""

from __future__ import annotations

import numpy as np
import pytest

from app.state.predictions import Predictions
from app.state.rect import Rect
from fcn_core.masks import UNTOUCHED


def mask(value: int) -> np.ndarray:
    return np.full((4, 5), value, np.uint8)


def shown(predictions: Predictions) -> int | None:
    return None if predictions.shown is None else int(predictions.shown[0, 0])


def test_finer_outputs_take_over_as_they_arrive() -> None:
    predictions = Predictions((4, 5))
    assert shown(predictions) is None
    for stride in (32, 16, 8, 4, 2):
        predictions.put(stride, mask(stride), "m", None)
        assert shown(predictions) == stride
    assert predictions.strides == (32, 16, 8, 4, 2)


def test_a_coarser_output_that_comes_later_is_not_shown() -> None:
    predictions = Predictions((4, 5))
    predictions.put(8, mask(8), "m", mask(1))
    predictions.put(32, mask(32), "m", None)
    assert shown(predictions) == 8
    assert predictions.doubt is not None


def test_models_are_never_mixed() -> None:
    predictions = Predictions((4, 5))
    predictions.put(8, mask(8), "old", mask(1))
    predictions.put(32, mask(32), "new", None)
    assert shown(predictions) == 32
    assert predictions.model_id == "new"
    assert predictions.doubt is None


def test_wrong_strides_and_sizes_are_refused() -> None:
    predictions = Predictions((4, 5))
    with pytest.raises(ValueError, match="stride 3"):
        predictions.put(3, mask(0), "m", None)
    with pytest.raises(ValueError, match="a prediction of"):
        predictions.put(8, np.zeros((5, 4), np.uint8), "m", None)


def test_parts_are_shown_until_an_output_is_complete() -> None:
    predictions, top, below = Predictions((4, 5)), Rect(0, 0, 5, 2), Rect(0, 2, 5, 1)
    assert predictions.put_part(top, mask(1)[:2], "m")
    assert not predictions.put_part(below, mask(2)[:1], "m")
    assert predictions.shown is not None
    assert predictions.shown[:, 0].tolist() == [1, 1, 2, UNTOUCHED]
    assert predictions.stride is None and predictions.model_id == ""
    predictions.translate(np.roll(np.arange(256, dtype=np.uint8), -1))
    assert shown(predictions) == 2
    predictions.put(8, mask(7), "m", None)
    assert (predictions.shown == 7).all() and predictions.stride == 8


def test_parts_of_two_models_are_never_mixed() -> None:
    predictions = Predictions((4, 5))
    predictions.put_part(Rect(0, 0, 5, 2), mask(1)[:2], "old")
    assert predictions.put_part(Rect(0, 2, 5, 2), mask(2)[:2], "new")
    assert predictions.shown is not None
    assert predictions.shown[:, 0].tolist() == [UNTOUCHED, UNTOUCHED, 2, 2]
