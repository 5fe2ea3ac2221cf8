"""Evaluation: a perfect net scores 1, labels are matched by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from fcn_core.cli.evaluate import print_table
from fcn_core.data.dataset import Sample
from fcn_core.data.voc import voc
from fcn_core.errors import FcnError
from fcn_core.evaluate import evaluate
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask
from fcn_core.outputs import StridePrediction
from fcn_core.predict import Predictor
from tests.core.models import tiny_model, voc_folder


class Oracle:
    """Knows that bright pixels are things; names its labels in another order."""

    info = SimpleNamespace(
        labels=LabelSet.from_names(["thing", "background"]), config=SimpleNamespace(tasks=())
    )
    net = SimpleNamespace(strides=(32, 8))

    def predict(self, image: RGB) -> Iterator[StridePrediction]:
        things = (image.mean(2) < 120).astype(np.uint8)
        for stride in self.net.strides:
            yield StridePrediction(stride=stride, labels=things, doubt=things)


def test_a_perfect_net_scores_one(tmp_path: Path) -> None:
    told: list[int] = []
    source = voc(voc_folder(tmp_path, 3))
    result = evaluate(cast("Predictor", Oracle()), source, told.append)
    assert result.main.scores[8].mean_iu == result.main.scores[32].pixel_accuracy == 1.0
    assert result.main.photos == (3, 3)
    assert told == [1, 2, 3]
    assert result.to_json()["stride8"]["per_class_iu"] == [1.0, 1.0]


def test_a_model_of_other_labels_is_refused(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "m.safetensors", LabelSet.from_names(["sky", "sea"]))
    with pytest.raises(FcnError, match="no label in common"):
        evaluate(Predictor.load(model, "cpu"), voc(voc_folder(tmp_path / "voc")))


def test_the_background_alone_is_nothing_in_common(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "m.safetensors", LabelSet.from_names(["background", "nucleus"]))
    with pytest.raises(FcnError, match="no label in common"):
        evaluate(Predictor.load(model, "cpu"), voc(voc_folder(tmp_path / "voc")))


class TwoHeaded:
    """Says sea for the dark half and sky for the bright one; flat where sea is, upright above."""

    info = SimpleNamespace(
        labels=LabelSet.from_names(["sea", "sky", "geometric flat", "geometric upright"]),
        config=SimpleNamespace(tasks=(2, 2)),
    )
    net = SimpleNamespace(strides=(32,))

    def predict(self, image: RGB) -> Iterator[StridePrediction]:
        bright = (image[..., 0] > 120).astype(np.uint8)
        yield StridePrediction(stride=32, labels=bright, doubt=bright, further=(bright,))


class Shore:
    """Two images; the second's geometric truth is half wrong. One labeling, or both."""

    def __init__(self, *labels: str, tasks: int = 2) -> None:
        self.labels, self.tasks = LabelSet.from_names(labels), tasks

    def __len__(self) -> int:
        return 2

    def mask(self, index: int) -> Mask:
        return self.sample(index).mask

    def sample(self, index: int) -> Sample:
        image = np.zeros((4, 6, 3), np.uint8)
        image[:2] = 200
        semantic = (image[..., 0] > 120).astype(np.uint8)
        geometric = semantic.copy()
        geometric[:2] -= np.uint8(index)
        planes = np.dstack([semantic, geometric])
        mask = planes if self.tasks == 2 else planes[..., 1]
        return Sample(image_id=str(index), image=image, mask=mask)


def test_every_task_of_a_net_is_scored(capsys: pytest.CaptureFixture[str]) -> None:
    both = Shore("sea", "sky", "geometric flat", "geometric upright")
    result = evaluate(cast("Predictor", TwoHeaded()), both)
    assert [task.name for task in result.tasks] == ["", "geometric"]
    assert result.tasks[1].labels == ("flat", "upright") and result.tasks[1].photos == (2, 1)
    assert result.values(32)["geometric_accuracy"] == 0.75
    assert result.values(32)["pixel_accuracy"] == 1.0
    printed = result.to_json()
    assert printed["stride32"]["geometric_accuracy"] == 0.75
    assert printed["tasks"]["geometric"]["stride32"]["mean_accuracy"] == pytest.approx(5 / 6)
    print_table(result)
    table = capsys.readouterr().out.splitlines()
    assert table[0].split()[-2:] == ["geom.", "acc."] and table[1].split()[-1] == "75.0"
    assert any(line.split()[:2] == ["geometric", "label"] for line in table)
    assert any(line.split() == ["flat", "66.7", "2"] for line in table)


def test_data_of_one_labeling_score_the_task_that_knows_it() -> None:
    result = evaluate(cast("Predictor", TwoHeaded()), Shore("flat", "upright", tasks=1))
    assert len(result.tasks) == 1 and result.values(32)["pixel_accuracy"] == 0.75
    with pytest.raises(FcnError, match="2 labelings"):
        evaluate(cast("Predictor", TwoHeaded()), Shore("flat", "upright"))


class Knows:
    """Sees what is bright, and calls it so; the rest it calls ground, or background."""

    net = SimpleNamespace(strides=(8,))

    def __init__(self, *labels: str) -> None:
        self.info = SimpleNamespace(
            labels=LabelSet.from_names(labels), config=SimpleNamespace(tasks=())
        )

    def predict(self, image: RGB) -> Iterator[StridePrediction]:
        bright = (image[..., 0] > 120).astype(np.uint8)
        yield StridePrediction(stride=8, labels=bright, doubt=bright)


def test_labels_that_the_data_lack_are_not_their_first_one() -> None:
    """The upper half is bright; a net that calls it a ceiling has not seen any sky."""
    sky = Shore("sky", "sea", tasks=1)
    sky.sample = lambda index: replace(  # type: ignore[method-assign]
        Shore.sample(sky, index), mask=np.repeat(np.uint8([0, 0, 1, 1]), 6).reshape(4, 6)
    )
    scores = evaluate(cast("Predictor", Knows("sea", "ceiling")), sky).main.scores[8]
    assert scores.per_class_iu == (0.0, 1.0) and scores.pixel_accuracy == 0.5
    right = evaluate(cast("Predictor", Knows("sea", "sky")), sky).main.scores[8]
    assert right.mean_iu == 1.0


def test_where_data_have_a_background_it_is_what_they_do_not_label(tmp_path: Path) -> None:
    source = voc(voc_folder(tmp_path, 2))
    result = evaluate(cast("Predictor", Knows("road", "thing")), source)
    assert result.main.scores[8].mean_iu > 0.9
