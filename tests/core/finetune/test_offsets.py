from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import Preprocessing
from fcn_core.finetune.offsets import add_offsets, best_offsets, offsets_for
from fcn_core.masks import UNTOUCHED
from fcn_core.nets.fcn import FCN
from fcn_core.predict import Predictor
from fcn_core.weights.checkpoint import ModelInfo
from tests.core.models import CONFIG, LABELS, tiny_net


def drawn(shift: float, count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Scores of two labels that tell them apart, but of which the second is `shift` too high."""
    rng = np.random.default_rng(1)
    truth = (rng.random(count) < 0.2).astype(np.uint8)
    margin = np.where(truth == 1, 1.5, -1.5) + rng.normal(0, 0.7, count) + shift
    return np.stack([np.zeros(count), margin], 1).astype(np.float32), truth


@pytest.mark.parametrize("shift", [-1.5, 0.0, 1.0])
def test_a_label_that_is_said_too_readily_or_too_rarely_is_put_right(shift: float) -> None:
    scores, truth = drawn(shift)
    offsets = best_offsets(scores, truth)
    assert offsets[0] == 0
    assert offsets[1] == pytest.approx(-shift, abs=0.5)
    said = (scores + offsets).argmax(1)
    assert (said == truth).mean() > 0.96


def test_labels_that_nobody_confirmed_keep_their_scores() -> None:
    scores, truth = drawn(1.0)
    third = np.full((len(scores), 1), -9, np.float32)
    offsets = best_offsets(np.concatenate([scores, third], 1), truth)
    assert offsets[1] < 0 and offsets[2] == 0
    assert (best_offsets(scores, np.ones_like(truth)) == 0).all()


def test_labels_that_are_known_keep_their_scores_too() -> None:
    scores, truth = drawn(1.0)
    assert (best_offsets(scores, truth, known=(0, 1)) == 0).all()
    offsets = best_offsets(scores, truth, known=(1,))
    assert offsets[1] == 0
    assert offsets[0] == pytest.approx(1.0, abs=0.5), "a new one makes up for it"


def test_only_confirmed_pixels_of_the_samples_are_asked() -> None:
    torch.manual_seed(0)
    net = tiny_net(LABELS)
    for parameter in net.parameters():
        torch.nn.init.normal_(parameter, 0.1, 0.3)
    predictor = Predictor(net, ModelInfo(config=net.config, labels=LABELS), torch.device("cpu"))
    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, (64, 96, 3)).astype(np.uint8)
    *_, last = predictor.predict(image)
    mask = np.where(rng.random(last.labels.shape) < 0.3, last.labels, np.uint8(UNTOUCHED))
    assert Preprocessing() == predictor.info.preprocessing  # the image is at working size
    assert (offsets_for(predictor, [Sample(image_id="a", image=image, mask=mask)]) == 0).all()


@pytest.mark.parametrize("streams", [1, 2])
def test_the_finest_scores_rise_by_the_offsets_and_no_others(streams: int) -> None:
    config = replace(CONFIG, streams=streams)
    net = FCN(config, 3).eval()
    image = torch.randn(1, 3 * streams, 64, 64)
    with torch.inference_mode():
        before = net(image)
        add_offsets(net, np.array([0, 1.5, -0.25], np.float32))
        after = net(image)
    assert torch.equal(before[16], after[16]) and torch.equal(before[32], after[32])
    raised = (after[8] - before[8]).mean((0, 2, 3))
    assert raised.tolist() == pytest.approx([0, 1.5, -0.25], abs=1e-5)
