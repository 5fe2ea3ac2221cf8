from __future__ import annotations

import numpy as np

from fcn_core.finetune.contradictions import contradictions
from fcn_core.masks import UNTOUCHED, VOID, Mask


def mask(*values: int) -> Mask:
    return np.array([values], np.uint8)


def test_pixels_that_two_images_confirm_differently_are_counted() -> None:
    found = contradictions([
        ("a", "one", mask(0, 1, 1, UNTOUCHED, VOID)),
        ("b", "one", mask(1, 1, 0, 1, 1)),
        ("c", "two", mask(1, 0, 0, 0, 0)),
    ])  # fmt: skip
    assert len(found) == 1
    assert found[0].startswith("a and b show the same picture, but 2 pixels are labelled")


def test_of_many_images_those_that_spoke_first_are_named() -> None:
    found = contradictions([
        ("a", "p", mask(0, UNTOUCHED, UNTOUCHED)),
        ("b", "p", mask(UNTOUCHED, 1, UNTOUCHED)),
        ("c", "p", mask(0, 1, 1)),
        ("d", "p", mask(1, 0, 1)),
    ])  # fmt: skip
    assert [sentence.split(" show")[0] for sentence in found] == ["a and d", "b and d"]


def test_pictures_of_another_size_are_others() -> None:
    assert contradictions([("a", "p", mask(0, 1)), ("b", "p", mask(1, 0, 1))]) == ()


def test_a_picture_may_be_there_a_thousand_times() -> None:
    same = np.random.default_rng(0).integers(0, 2, (200, 300)).astype(np.uint8)
    assert contradictions((f"frame {i}", "black", same) for i in range(1000)) == ()
