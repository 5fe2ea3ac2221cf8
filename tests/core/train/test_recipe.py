from __future__ import annotations

import json
from pathlib import Path

import pytest

from fcn_core.errors import FcnError
from fcn_core.train import recipe
from fcn_core.train.recipe import Recipe


@pytest.mark.parametrize("name", recipe.names())
def test_every_named_recipe_survives_json(name: str) -> None:
    loaded = recipe.load(name)
    assert recipe.from_json(json.loads(json.dumps(loaded.to_json()))) == loaded


def test_overrides_reach_the_recipe_and_its_net() -> None:
    changed = recipe.load(
        "shipped", ["lr=0.5", "net.hidden=7", "crops=[[0, 64]]", "optimizer=sgd", "flip=false"]
    )
    assert (changed.lr, changed.net.hidden, changed.optimizer) == (0.5, 7, "sgd")
    assert (changed.crops, changed.flip) == (((0, 64),), False)


def test_a_file_is_a_recipe(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("lr = 0.25\n[net]\nstrides = [32]\n")
    loaded = recipe.load(str(tmp_path / "mine.toml"))
    assert (loaded.lr, loaded.net.strides) == (0.25, (32,))


@pytest.mark.parametrize(
    ("override", "hint"),
    [
        ("learningrate=1", "no key 'learningrate'"),
        ("warmupp=1", "warmup"),
        ("lr", "key=value"),
        ("lr=fast", "like 0.001"),
        ("lr=true", "like 0.001"),
        ("batch=1.5", "like 16"),
        ("flip=1", "like True"),
        ("optimizer=adam", "like 'adamw'"),
        ("crops=3", "like"),
        ("crops=[]", "does not cover a run"),
        ("crops=[[0.5, 64]]", "does not cover a run"),
        ("crops=[[0, 1, 2]]", "like"),
        ("lr.x=1", "holds no keys"),
        ("net=3", "no table"),
        ("stride_weights=[]", "nothing to learn"),
        ("net.upsampling=nearest", "like 'interpolation'"),
        ("net.strides=[32, 8]", "half"),
    ],
)
def test_what_cannot_be_is_refused_with_a_hint(override: str, hint: str) -> None:
    with pytest.raises(FcnError) as caught:
        recipe.load("shipped", [override])
    assert hint in str(caught.value)


@pytest.mark.parametrize("content", [b"lr =", b"\xff\xfe"])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.toml").write_bytes(content)
    with pytest.raises(FcnError, match=r"broken\.toml"):
        recipe.load(str(tmp_path / "broken.toml"))


@pytest.mark.parametrize("name", ["none", "none.toml"])
def test_a_recipe_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(FcnError, match="none"):
        recipe.load(name)


def test_near_names_are_offered() -> None:
    with pytest.raises(FcnError, match="Did you mean heavy16s"):
        recipe.load("heavy16")


def test_crops_change_at_their_share_of_the_run() -> None:
    plan = Recipe(crops=((0.0, 64), (0.5, 96)))
    assert [plan.crop_at(p) for p in (0.0, 0.49, 0.5, 1.0)] == [64, 64, 96, 96]
