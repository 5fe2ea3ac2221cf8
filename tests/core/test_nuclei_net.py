"""The net for nuclei knows computed images that it has not seen, and real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from fcn_core.data.dataset import Dataset
from fcn_core.data.specs import open_dataset
from fcn_core.data.synthetic.nuclei import COUNT, SyntheticNuclei
from fcn_core.metrics import ConfusionMatrix
from fcn_core.predict import Predictor
from fcn_core.zoo import NUCLEI, find_model


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor.load(find_model(NUCLEI), "cpu")


def mean_iu(predictor: Predictor, data: Dataset, indices: range) -> float:
    matrix = ConfusionMatrix(2)
    for index in indices:
        sample = data.sample(index)
        *_, finest = predictor.predict(sample.image)
        matrix.add(sample.mask, finest.labels)
    return matrix.scores().mean_iu


def test_it_goes_on_to_every_second_pixel(predictor: Predictor) -> None:
    assert predictor.net.strides == (32, 16, 8, 4, 2)
    assert predictor.info.labels.names == ("background", "nucleus")
    assert predictor.info.preprocessing.brightened


def test_it_knows_computed_images_that_it_has_not_seen(predictor: Predictor) -> None:
    unseen = range(COUNT, COUNT + 12)
    # Harder than real ones: any stain, pale nuclei in tissue, light for a few photons.
    assert mean_iu(predictor, SyntheticNuclei(COUNT + 12), unseen) > 0.79


@pytest.mark.shared
def test_it_knows_real_images_though_it_has_seen_none(
    predictor: Predictor, shared_data: Path
) -> None:
    data, _ = open_dataset(f"folder:{shared_data / 'nuclei'}")
    assert mean_iu(predictor, data, range(len(data))) > 0.89
