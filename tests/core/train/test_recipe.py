from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from fcn_core.errors import FcnError
from fcn_core.nets.fcn import FCN, NetConfig
from fcn_core.train import recipe
from fcn_core.train.optim import rate_at, set_drop_path
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
        ("stride_weights=[]", "the last, one above 0"),
        ("stride_weights=[0.0]", "the last, one above 0"),
        ("stride_weights=[-1.0]", "They are numbers from 0 on"),
        ("stride_weights=[1.0, nan]", "They are numbers from 0 on"),
        ("stride_weights=[inf]", "They are numbers from 0 on"),
        ("loss_grid=0", "loss_grid = 0 cannot be trained with. It is a number from 1 on."),
        ("iterations=-1", "iterations = -1 cannot be trained with. It is a number from 0 on."),
        ("epochs=nan", "epochs = nan cannot be trained with"),
        ("seed=-1", "from 0 on"),
        ("batch=0", "from 1 on"),
        ("lr=-0.1", "from 0 on"),
        ("lr=inf", "cannot be trained with"),
        ("backbone_lr_scale=-1", "from 0 on"),
        ("bias_lr_scale=inf", "from 0 on"),
        ("momentum=1.0", "from 0 on and below 1"),
        ("ema=1.5", "from 0 on and below 1"),
        ("crops=[[0.0, -5]]", "a side below 0"),
        ("scales=[[0.0, 0, 1]]", "cannot resize images"),
        ("scales=[[0.0, 2, 1]]", "cannot resize images"),
        ("drop_paths=[[0.0, 1.5]]", "no share"),
        ("pastes=[[0.0, -0.5]]", "no share"),
        ("net.context=-1", "cannot be built"),
        ("net.width=0", "cannot be built"),
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


@pytest.mark.parametrize("key", ["crops", "scales", "pastes", "peaks", "drop_paths"])
@pytest.mark.parametrize("starts", [(), (0.1,), (0.0, 0.7, 0.5), (0.0, 1.0)])
def test_a_run_is_covered_from_its_start(key: str, starts: tuple[float, ...]) -> None:
    entries = tuple((start, 1.0, 1.0)[: 3 if key == "scales" else 2] for start in starts)
    with pytest.raises(FcnError, match=f"{key} = .* does not cover a run"):
        Recipe(**{key: entries})  # type: ignore[arg-type]


def test_the_rate_falls_from_each_peak_and_rises_again() -> None:
    plan = Recipe(peaks=((0.0, 1.0), (0.5, 0.4)), warmup=10)
    rates = [rate_at(plan, step, 200) for step in range(200)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates[:100]) == pytest.approx(1.0, abs=0.05)
    assert rates[99] < 0.001 and rates[100] == pytest.approx(0.04)
    assert max(rates[100:]) == pytest.approx(0.4, abs=0.02)
    assert rates[-1] < 0.001


def test_stochastic_depth_grows_with_depth_and_rests_in_prediction() -> None:
    net = FCN(NetConfig(strides=(32, 16)), 2)
    set_drop_path(net, 0.5)
    blocks: list[Any] = [m for m in net.modules() if getattr(m, "has_skip", False)]
    rates = [block.drop_path.drop_prob for block in blocks]
    assert rates == sorted(rates) and rates[-1] == 0.5 and rates[0] < 0.1
    image = torch.rand(1, 3, 64, 64)
    plain = FCN(NetConfig(strides=(32, 16)), 2)
    plain.load_state_dict(net.state_dict())
    torch.testing.assert_close(net.eval()(image)[16], plain.eval()(image)[16])


def test_a_recipe_is_changed_by_what_differs() -> None:
    plan = recipe.load("shipped")
    assert recipe.changed(plan, ["epochs=40", "net.hidden=96"]) == plan
    changed = recipe.changed(plan, ["net.hidden=7"])
    assert changed.net.hidden == 7 and changed != plan
