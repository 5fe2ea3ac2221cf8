from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.flows.counting import label_at, shown_pixels
from app.state.document import Document
from app.state.opened import Opened
from fcn_core.masks import UNTOUCHED, VOID

RNG = np.random.default_rng(5)


@pytest.fixture
def document() -> Document:
    corrections = RNG.choice(np.array([UNTOUCHED, VOID, 0, 3], np.uint8), (40, 50))
    image = np.zeros((40, 50, 3), np.uint8)
    opened = Opened(image_id="a", path=Path("a"), image_HWC=image, corrections_HW=corrections)
    return Document(opened)


def test_what_is_shown_is_counted_with_a_prediction_and_without(document: Document) -> None:
    for _ in range(2):
        composite = document.composite()
        values, counts = np.unique(composite, return_counts=True)
        expected = dict(zip(values.tolist(), counts.tolist(), strict=True))
        expected.pop(UNTOUCHED, None)
        assert shown_pixels(document) == expected
        document.set_prediction(8, RNG.integers(0, 9, (40, 50)).astype(np.uint8), "net")


def test_the_label_at_a_pixel(document: Document) -> None:
    assert label_at(document, 7, 9) == document.composite()[9, 7]
    assert label_at(document, 50, 0) is None and label_at(document, 0, -1) is None
