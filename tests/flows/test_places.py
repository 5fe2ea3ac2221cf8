"""Places of many large images: made once, and enlarged only where somebody asks."""

from __future__ import annotations

import numpy as np
import pytest

from app.flows.check import places
from app.flows.check.places import Places
from app.jobs.checking import Compared
from fcn_core.suggest.check_labels import Comparison, Region
from tests.flows.test_checking import CAT, DOG

SMALL, LARGE = (60, 80), (3000, 4000)


def compared(number: int, large: tuple[int, int] = LARGE, doubt: int = 5) -> Compared:
    regions = tuple(
        Region(
            said=DOG,
            net=CAT,
            x=10 + 20 * place,
            y=10,
            inside_HW=np.ones((6, 8), np.bool_),
            doubts=np.bincount([doubt] * 48, minlength=256),
        )
        for place in range(3)
    )
    agreed = np.bincount([CAT] * 1000, minlength=256)
    return Compared(
        comparison=Comparison(
            image_id=f"{number}.png",
            shape=SMALL,
            regions=regions,
            agreed=agreed,
            agreed_doubt=agreed * 10.0,
        ),
        shape=large,
        digest=f"{number:064x}",
        pictures=(b"",) * 3,
    )


def test_ranking_enlarges_nothing_and_makes_each_place_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    images = {f"{number}.png": compared(number) for number in range(4)}
    made = Places()
    with monkeypatch.context() as patch:
        patch.setattr(places, "_enlarged", lambda *_: pytest.fail("nobody asked for it"))
        first = made.ranked(images)
        assert len(first) == 12 and first[0].rect.width > 400
    images["4.png"] = compared(4)
    assert set(first) < set(made.ranked(images))
    made.forget()
    assert not set(first) & set(made.ranked(images))


def test_a_place_is_enlarged_once_while_it_is_looked_at() -> None:
    [place, *_] = Places().of(compared(0))
    assert place.inside_HW is place.inside_HW
    assert place.inside_HW.shape == (place.rect.height, place.rect.width)
    # One small pixel covers 50 x 50 large ones, and the rim is one small pixel wide.
    assert place.pixels == (6 + 2) * (8 + 2) * 50 * 50


def test_an_image_of_the_size_that_was_compared_is_taken_as_it_is() -> None:
    [place, *_] = Places().of(compared(0, large=SMALL))
    assert place.inside_HW is place.region.inside_HW
    assert (place.rect.x, place.rect.y, place.pixels) == (10, 10, 48)


def test_where_the_net_is_not_sure_is_no_place_to_look_at_but_one_of_the_image() -> None:
    image = compared(0, doubt=200)
    assert Places().ranked({"0.png": image}) == []
    assert len(Places().of(image)) == 3
