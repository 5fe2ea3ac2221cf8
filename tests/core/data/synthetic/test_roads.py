"""Computed aerial photos: nothing stands on a road or on anything else, and roads can be seen."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from fcn_core.data.synthetic.aerial.boxes import Box
from fcn_core.data.synthetic.aerial.network import network
from fcn_core.data.synthetic.aerial.road import Road, drawn_roads
from fcn_core.data.synthetic.aerial.roads import SyntheticRoads
from fcn_core.data.synthetic.aerial.site import MOST, Site
from fcn_core.data.synthetic.aerial.town import Town, town

SIZE = 160
SEEDS = range(40)


@pytest.fixture(scope="module")
def towns() -> list[Town]:
    return [town(np.random.default_rng(seed), SIZE) for seed in SEEDS]


def cover(found: Town, boxes: tuple[Box, ...]) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """How many of the boxes are at each pixel."""
    total = np.zeros((SIZE, SIZE), np.uint8)
    for box in boxes:
        one = np.zeros_like(total)
        cv2.fillPoly(one, [np.round(box.corners * found.metre).astype(np.int32)], 1)
        total += one
    return total


def test_buildings_stand_beside_roads_and_each_other(towns: list[Town]) -> None:
    assert sum(len(found.houses) for found in towns) > 100
    assert sum(len(found.halls) for found in towns) > 10
    for found in towns:
        built = cover(found, (*found.houses, *found.halls))
        assert built.max() <= 1
        assert not (built & found.mask).any()


def test_nothing_comes_in_more_pieces_than_there_may_be(towns: list[Town]) -> None:
    assert all(len(found.houses) <= MOST and len(found.cars) <= 2 * MOST for found in towns)


def test_most_photos_show_roads_and_none_is_all_road(towns: list[Town]) -> None:
    shares = np.array([found.mask.mean() for found in towns])
    assert np.mean(shares > 0.03) > 0.7
    assert shares.max() < 0.8


def test_a_road_is_as_wide_as_it_says() -> None:
    road = Road(path=np.array([[-10.0, 20], [50, 20]]), width=6)
    mask = drawn_roads(80, 2.0, (road,))
    assert abs(np.count_nonzero(mask[:, 40]) - 12) <= 1
    assert mask[40].all()


def test_places_on_a_road_are_so_far_apart_and_know_its_direction() -> None:
    road = Road(path=np.array([[0.0, 0], [0, 30], [40, 30]]), width=6)
    places = road.places(np.random.default_rng(0), 10.0)
    assert len(places) == 7
    along = [float(place.at.sum()) for place in places]
    assert np.diff(along) == pytest.approx(10.0)
    assert places[0].ahead == pytest.approx([0, 1]) and places[-1].ahead == pytest.approx([1, 0])
    assert places[-1].aside == pytest.approx([0, 1])
    assert road.places(np.random.default_rng(0), 100.0) == []


def test_a_place_is_taken_once_and_only_within_the_image() -> None:
    site = Site.of(40, 1.0, (), 0.0)
    house = Box(center=np.array([20.0, 20]), along=10, across=6, turn=0.3)
    beside = Box(center=np.array([33.0, 20]), along=10, across=6, turn=0.3)
    outside = Box(center=np.array([80.0, 20]), along=10, across=6, turn=0.3)
    assert site.takes(house) and not site.takes(house)
    assert site.takes(beside) and not site.takes(outside)


def test_all_kinds_of_networks_lie_in_the_image() -> None:
    side = 120.0
    shares = [
        drawn_roads(120, 1.0, network(np.random.default_rng(seed), side)).mean()
        for seed in range(60)
    ]
    assert np.mean(np.array(shares) > 0) > 0.9


def test_a_road_is_more_of_one_tone_than_what_is_around_it() -> None:
    data, found = SyntheticRoads(20, SIZE), []
    for index in SEEDS:
        sample = data.sample(index)
        tone, road = sample.image.mean(-1), sample.mask == 1
        if road.any():
            found.append(deviation(tone[road]) < deviation(tone[~road]))
    assert len(found) > 25 and np.mean(found) > 0.65


def deviation(levels: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Half of the pixels differ from the middle one by no more than this."""
    return float(np.median(np.abs(levels - np.median(levels))))
