"""A glance agrees with the net's own prediction, and knows similar images."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fcn_core.finetune.twins import look_of
from fcn_core.predict import Predictor
from fcn_core.suggest.candidates import candidate
from fcn_core.suggest.glance import glance
from tests.core.models import LABELS, picture, tiny_model


@pytest.fixture
def predictor(tmp_path: Path) -> Predictor:
    return Predictor.load(tiny_model(tmp_path / "m.safetensors"), "cpu")


def test_a_glance_is_the_summary_of_the_prediction(predictor: Predictor) -> None:
    image, _ = picture(1)
    outputs = list(predictor.predict(image))
    masks = {output.stride: output.labels for output in outputs}
    expected = candidate("a", masks, outputs[-1].doubt, len(LABELS))
    found = glance(predictor, "a", image)
    assert found.disagreement == pytest.approx(expected.disagreement)
    assert found.shares == pytest.approx(expected.shares)
    # The prediction's doubt is enlarged after the softmax, the glance's before.
    assert found.doubt == pytest.approx(expected.doubt, abs=0.05)


def test_the_same_photo_is_nearer_than_another(predictor: Predictor) -> None:
    image, _ = picture(1)
    other = np.random.default_rng(0).integers(0, 255, image.shape, dtype=np.uint8)
    here, mirrored, there = (
        glance(predictor, "a", np.ascontiguousarray(i)).features
        for i in (image, image[:, ::-1], other)
    )
    assert np.linalg.norm(here) == pytest.approx(1)
    assert here @ mirrored > here @ there


def test_large_images_are_looked_at_small(predictor: Predictor) -> None:
    image = np.zeros((300, 900, 3), np.uint8)
    sizes: list[tuple[int, ...]] = []
    predictor.net.backbone.register_forward_pre_hook(lambda _, x: sizes.append(x[0].shape))
    glance(predictor, "a", image, side=90)
    assert sizes == [(1, 3, 30, 90)]


def test_a_glance_tells_twins_and_blank_images(predictor: Predictor) -> None:
    image, _ = picture(1)
    found = glance(predictor, "a", image)
    assert (found.look == look_of(image)).all() and found.look.any() and not found.blank
    assert glance(predictor, "a", np.zeros_like(image)).blank
