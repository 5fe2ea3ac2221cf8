"""The nets for nuclei and roads know computed images that they have not seen, and real ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from fcn_core.data.dataset import Sample
from fcn_core.data.specs import open_dataset
from fcn_core.data.synthetic.images import COUNT
from fcn_core.data.synthetic.named import synthetic
from fcn_core.metrics import ConfusionMatrix
from fcn_core.predict import Predictor
from fcn_core.zoo import BUILT_IN, NUCLEI, ROADS, SHIPPED, find_model

UNSEEN = 12


@pytest.fixture(scope="module")
def predictor(request: pytest.FixtureRequest) -> Predictor:
    return Predictor.load(find_model(request.param), "cpu")


def mean_iu(predictor: Predictor, samples: Iterable[Sample]) -> float:
    matrix = ConfusionMatrix(2)
    for sample in samples:
        *_, finest = predictor.predict(sample.image)
        matrix.add(sample.mask, finest.labels)
    return matrix.scores().mean_iu


@pytest.mark.parametrize(
    ("predictor", "strides", "label"),
    [(NUCLEI, (32, 16, 8, 4, 2), "nucleus"), (ROADS, (32, 16, 8), "road")],
    indirect=["predictor"],
)
def test_it_is_as_fine_as_its_things_are(
    predictor: Predictor, strides: tuple[int, ...], label: str
) -> None:
    assert predictor.net.strides == strides
    assert predictor.info.labels.names == ("background", label)


def test_images_without_colour_are_brightened_for_nuclei_alone() -> None:
    brightened = {
        name: Predictor.load(find_model(name), "cpu").info.preprocessing.brightened
        for name in (NUCLEI, ROADS)
    }
    assert brightened == {NUCLEI: True, ROADS: False}


def test_things_of_a_fixed_size_are_seen_at_their_own_size_in_any_image() -> None:
    scales = {
        name: Predictor.load(find_model(name), "cpu").scale_of((8000, 10000)) for name in BUILT_IN
    }
    assert scales == {SHIPPED: 0.04, NUCLEI: 1.0, ROADS: 1.0}


# Computed images are harder than most real ones: any stain, any light, any resolution.
@pytest.mark.parametrize(
    ("predictor", "least"), [(NUCLEI, 0.79), (ROADS, 0.79)], indirect=["predictor"]
)
def test_it_knows_computed_images_that_it_has_not_seen(predictor: Predictor, least: float) -> None:
    data = synthetic(Path(predictor.info.name), str(COUNT + UNSEEN))
    unseen = (data.sample(COUNT + number) for number in range(UNSEEN))
    assert mean_iu(predictor, unseen) > least


@pytest.mark.shared
@pytest.mark.parametrize(
    ("predictor", "least"), [(NUCLEI, 0.89), (ROADS, 0.67)], indirect=["predictor"]
)
def test_it_knows_real_images_though_it_has_seen_none(
    predictor: Predictor, least: float, shared_data: Path
) -> None:
    data, _ = open_dataset(f"folder:{shared_data / predictor.info.name}")
    assert mean_iu(predictor, map(data.sample, range(len(data)))) > least
