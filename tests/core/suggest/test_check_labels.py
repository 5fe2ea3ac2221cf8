"""Planted slips are found and ranked; wobbly outlines, doubt and unconfirmed pixels are not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from fcn_core.masks import UNTOUCHED, VOID, Mask
from fcn_core.suggest.check_labels import Place, compare, near_outlines, places, usual_doubts

COW, HORSE = 1, 2
SHAPE = (100, 120)


def scene() -> Mask:
    """Background with a 40 x 40 cow, and a 20 x 20 horse."""
    mask = np.zeros(SHAPE, np.uint8)
    mask[10:50, 10:50] = COW
    mask[60:80, 80:100] = HORSE
    return mask


def found(said: Mask, net: Mask, doubt: int | Mask = 10) -> list[Place]:
    doubts = np.full(SHAPE, doubt, np.uint8) if isinstance(doubt, int) else doubt
    return places([compare("a", said, net, doubts)])


def test_a_whole_object_under_the_wrong_label_is_found() -> None:
    said, net = scene(), scene()
    said[said == COW] = HORSE
    [place] = found(said, net)
    region = place.region
    assert (region.said, region.net) == (HORSE, COW)
    assert (region.x, region.y, region.inside_HW.shape) == (10, 10, (40, 40))
    assert region.inside_HW.all() and place.pixels == 1600
    assert place.confidence == pytest.approx(1 - 10 / 255)


def test_agreement_has_no_places() -> None:
    assert found(scene(), scene()) == []


def test_an_outline_a_little_off_is_no_mistake() -> None:
    assert found(scene(), np.roll(scene(), (2, -2), (0, 1))) == []


def test_what_the_net_doubts_more_than_usual_is_not_held_against_a_person() -> None:
    said, net = scene(), scene()
    said[15:45, 15:30] = HORSE
    doubt = np.full(SHAPE, 10, np.uint8)
    doubt[said != net] = 60
    assert found(said, net, doubt) == []
    # A net that always doubts cows that much is as sure of this one as it ever is.
    doubt[net == COW] = 60
    assert len(found(said, net, doubt)) == 1


def test_larger_and_surer_comes_first() -> None:
    said, net = scene(), scene()
    said[net == COW], said[net == HORSE] = HORSE, COW
    assert [p.region.net for p in found(said, net)] == [COW, HORSE]
    # Half as sure of the cow, which now is a little larger only.
    said[net == COW] = COW
    said[15:35, 15:40] = HORSE
    assert [p.region.net for p in found(said, net)] == [COW, HORSE]
    doubt = np.full(SHAPE, 10, np.uint8)
    doubt[net == COW] = 120
    assert [p.region.net for p in found(said, net, doubt)] == [HORSE, COW]


def test_a_net_that_is_never_sure_is_no_judge() -> None:
    said = scene()
    said[15:45, 15:30] = HORSE
    assert found(said, scene(), 140) == []


@pytest.mark.parametrize("value", [VOID, UNTOUCHED])
def test_nothing_is_said_of_pixels_without_a_label(value: int) -> None:
    said, net = scene(), scene()
    said[said == COW] = value
    assert found(said, net) == []
    assert found(net, said) == []


def test_a_net_says_nothing_of_labels_that_it_does_not_know() -> None:
    said, net = scene(), scene()
    said[said == COW] = HORSE
    sure = np.full(SHAPE, 10, np.uint8)
    compared = compare("a", said, net, sure, known={0, COW})
    assert places([compared]) == [] and compared.unknown == (HORSE,)
    assert len(places([compare("a", said, net, sure)])) == 1


def test_specks_are_left_out() -> None:
    said, net = scene(), scene()
    said[20:25, 20:25] = HORSE
    assert found(said, net) == []


def test_thresholds_come_from_all_images_together() -> None:
    said, net = scene(), scene()
    said[said == COW] = HORSE
    sure, unsure = np.full(SHAPE, 2, np.uint8), np.full(SHAPE, 90, np.uint8)
    alone = compare("a", said, net, unsure)
    assert len(places([alone])) == 1
    assert places([alone, compare("b", scene(), scene(), sure)]) == []


def test_usual_doubt_is_the_mean_where_both_agree() -> None:
    doubt = np.full(SHAPE, 10, np.uint8)
    doubt[scene() == COW] = 33
    usual = usual_doubts([compare("a", scene(), scene(), doubt)])
    assert (usual[0], usual[COW], usual[HORSE]) == (10, 33, 10)
    assert 10 < usual[7] < 33
    assert usual_doubts([]).tolist() == [0] * 256


def test_outlines_are_where_labels_meet_and_strokes_have_none() -> None:
    mask = np.full((9, 9), UNTOUCHED, np.uint8)
    mask[:, 3:6] = COW
    assert not near_outlines(mask, 2).any()
    mask[:, 6:] = HORSE
    assert near_outlines(mask, 2).any(0).tolist() == [False] * 4 + [True] * 4 + [False]


values = st.sampled_from([0, COW, HORSE, VOID, UNTOUCHED])
masks = arrays.arrays(np.uint8, (4, 5), elements=values)


@given(masks, masks, arrays.arrays(np.uint8, (4, 5)))
def test_every_place_is_inside_the_image_and_differs(said: Mask, net: Mask, doubt: Mask) -> None:
    said, net, doubt = (np.kron(m, np.ones((20, 20), np.uint8)) for m in (said, net, doubt))
    for place in places([compare("a", said, net, doubt)]):
        region = place.region
        height, width = region.inside_HW.shape
        part = np.s_[region.y : region.y + height, region.x : region.x + width]
        assert (said[part][region.inside_HW] == region.said).all()
        assert (net[part][region.inside_HW] == region.net).all()
        assert {region.said, region.net} <= {0, COW, HORSE} and region.said != region.net
        assert 0 <= place.confidence <= 1 and place.score > 0
