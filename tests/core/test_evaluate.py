"""Evaluation: a perfect net scores 1, labels are matched by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from fcn_core.data.voc import VocFolder
from fcn_core.errors import FcnError
from fcn_core.evaluate import evaluate
from fcn_core.images import RGB
from fcn_core.labels import LabelSet
from fcn_core.predict import Predictor, StridePrediction
from tests.core.models import tiny_model, voc_folder


class Oracle:
    """Knows that bright pixels are things; names its labels in another order."""

    info = SimpleNamespace(labels=LabelSet.from_names(["thing", "background"]))
    net = SimpleNamespace(strides=(32, 8))

    def predict(self, image: RGB) -> Iterator[StridePrediction]:
        things = (image.mean(2) < 120).astype(np.uint8)
        for stride in self.net.strides:
            yield StridePrediction(stride=stride, labels=things, doubt=things)


def test_a_perfect_net_scores_one(tmp_path: Path) -> None:
    told: list[int] = []
    source = VocFolder(voc_folder(tmp_path, 3))
    result = evaluate(cast("Predictor", Oracle()), source, told.append)
    assert result.scores[8].mean_iu == result.scores[32].pixel_accuracy == 1.0
    assert result.photos == (3, 3)
    assert told == [1, 2, 3]
    assert result.to_json()["stride8"]["per_class_iu"] == [1.0, 1.0]
    assert result.mean_iu_of_common(8, at_least=3) == 1.0
    assert np.isnan(result.mean_iu_of_common(8, at_least=4))


def test_a_model_of_other_labels_is_refused(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "m.safetensors", LabelSet.from_names(["sky", "sea"]))
    with pytest.raises(FcnError, match="no label in common"):
        evaluate(Predictor.load(model, "cpu"), VocFolder(voc_folder(tmp_path / "voc")))
