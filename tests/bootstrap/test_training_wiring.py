from __future__ import annotations

import pytest

from app.bootstrap.training_wiring import recipe_of
from fcn_core.train.learner import FinetuneRecipe


@pytest.mark.parametrize(
    ("asked", "field", "value"),
    [
        ({"learning_rate_factor": 0.5}, "rate_factor", 0.5),
        ({"frozen_backbone": True}, "heads_share", 1.0),
        ({"augment": False}, "color", 0.0),
    ],
)
def test_every_wish_of_the_drawer_is_one_of_the_recipes_keys(
    asked: dict[str, object], field: str, value: float
) -> None:
    overrides = recipe_of(asked)
    assert set(overrides) <= set(FinetuneRecipe.__dataclass_fields__)
    assert getattr(FinetuneRecipe(**overrides), field) == value


def test_without_wishes_the_recipe_stays_as_it_is() -> None:
    assert recipe_of({}) == {}
    assert recipe_of({"augment": True, "frozen_backbone": False}) == {}
