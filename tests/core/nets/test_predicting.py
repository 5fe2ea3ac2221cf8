"""The paper's nets through the predictor: deconvolutions, more channels, several tasks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.nets import catalog
from fcn_core.predict import Predictor
from fcn_core.weights.checkpoint import save_model


@pytest.mark.parametrize(
    ("name", "channels"),
    [("fcn8s-vgg16", 3), ("fcn-alexnet", 3), ("nyud-fcn32s-rgbd", 4), ("nyud-fcn16s-rgb-hha", 6),
     ("siftflow-fcn16s", 3)],
)  # fmt: skip
def test_every_kind_of_net_predicts(tmp_path: Path, name: str, channels: int) -> None:
    net, info = catalog.build(name, width=1 / 32)
    # One label of the last task scores highest: it must not be taken for one of the first's.
    for score in net.scores.values():
        for bias in (p for n, p in score.named_parameters() if n.endswith("bias")):
            bias.data[-1], bias.data[2] = 9.0, 5.0
    path = tmp_path / "net.safetensors"
    save_model(path, net, info)
    predictor = Predictor.load(path, "cpu", 1)
    image = np.zeros((50, 61, channels), np.uint8)
    found = list(predictor.predict(image))
    assert [p.stride for p in found] == list(net.strides)
    expected = 2 if net.config.tasks else net.labels - 1
    for prediction in found:
        assert prediction.labels.shape == (50, 61)
        assert (prediction.labels == expected).all()
        assert [(f == 2).all() for f in prediction.further] == [True] * (len(net.config.tasks) - 1)


def test_no_labels_are_not_the_published_ones() -> None:
    with pytest.raises(FcnError, match="without labels"):
        catalog.build("fcn32s-vgg16", LabelSet(labels=()), width=1 / 32)
