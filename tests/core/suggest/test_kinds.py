"""What the shipped net sees tells for which images another net was made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fcn_core.files import file_hash
from fcn_core.imaging.images import read_image
from fcn_core.imaging.listing import list_images
from fcn_core.predict import Predictor
from fcn_core.suggest import kinds
from fcn_core.suggest.candidates import Candidate, Vector, candidate, unit
from fcn_core.suggest.glance import glance
from fcn_core.suggest.kinds import FITS, file_of_kinds, means, net_for
from fcn_core.zoo import BUILT_IN, NUCLEI, ROADS, SHIPPED, built_in_model, sample_photos


def seen(*features: float) -> Candidate:
    nothing = np.zeros((2, 2), np.uint8)
    return candidate("a", {8: nothing}, nothing, 2, np.array(features, np.float32))


@pytest.fixture
def two_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, Vector] = {
        NUCLEI: unit(np.array([1, 0, 0])),
        ROADS: unit(np.array([0, 1, 0])),
    }
    monkeypatch.setattr(kinds, "means", lambda: known)


@pytest.mark.usefixtures("two_kinds")
def test_the_kind_that_most_images_are_of() -> None:
    nuclei, roads, others = seen(1, 0.1, 0), seen(0.1, 1, 0), seen(0, 0, 1)
    assert net_for([nuclei, nuclei, others]) == NUCLEI
    assert net_for([roads, others, roads]) == ROADS
    assert net_for([nuclei, others, others]) is None
    assert net_for([seen(FITS - 0.05, 0, (1 - FITS**2) ** 0.5)]) is None


@pytest.mark.usefixtures("two_kinds")
def test_nothing_is_known_of_no_image_and_of_what_another_net_saw() -> None:
    assert net_for([]) is None
    assert net_for([seen(1, 0)]) is None


def test_what_is_known_was_seen_by_the_net_that_comes_with_the_program() -> None:
    assert file_hash(built_in_model(SHIPPED)) in file_of_kinds().read_text(encoding="utf-8")
    assert means().keys() < set(BUILT_IN)
    for mean in means().values():
        assert np.linalg.norm(mean) == pytest.approx(1, abs=0.001)


def test_everyday_photos_are_of_no_other_kind() -> None:
    predictor = Predictor.load(built_in_model(SHIPPED), "cpu")
    photos = [glance(predictor, path.name, read_image(path)) for path in sample_photos()]
    assert net_for(photos) is None
    assert photos[0].features.shape == means()[NUCLEI].shape


@pytest.mark.shared
@pytest.mark.parametrize("name", [NUCLEI, ROADS])
def test_real_images_of_a_kind_are_known(name: str, shared_data: Path) -> None:
    predictor = Predictor.load(built_in_model(SHIPPED), "cpu")
    paths = list_images(shared_data / name / "image")[:24]
    images = [glance(predictor, path.name, read_image(path)) for path in paths]
    assert all(net_for(images[start : start + 8]) == name for start in (0, 8, 16))
