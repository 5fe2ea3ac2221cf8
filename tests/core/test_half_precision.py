"""Backbones in bfloat16, as on a GPU: all that is done with a net works, and says the same.

Where there is no GPU the CPU plays one.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from fcn_core.devices import computes_in_bfloat16
from fcn_core.labels import Label
from fcn_core.masks import write_mask
from fcn_core.nets import catalog, fcn
from fcn_core.nets.fcn import FCN, NetConfig
from fcn_core.predict import Predictor
from fcn_core.suggest.glance import glance
from fcn_core.train.loop import Trainer
from fcn_core.train.recipe import Recipe
from fcn_core.weights.checkpoint import ModelInfo
from tests.core.finetune.test_run import make_job, report_of, run
from tests.core.models import LABELS, picture, tiny_net
from tests.core.train.test_paper_training import Squares

PAPER = "fcn32s-vgg16", "fcn8s-vgg16", "fcn-alexnet", "fcn-googlenet"


@pytest.fixture(params=["cpu", pytest.param("cuda", marks=pytest.mark.gpu)])
def device(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> torch.device:
    if not computes_in_bfloat16(torch.device(request.param)):
        pytest.skip("a GPU without bfloat16")
    monkeypatch.setattr(fcn, "HALF_PRECISION", frozenset({request.param}))
    return torch.device(request.param)


def info_of(net: FCN) -> ModelInfo:
    return ModelInfo(config=net.config, labels=LABELS)


def predict_and_take_a_step(name: str, device: torch.device, folder: Path) -> None:
    """What the paper's net of this name does on a device, in a sixteenth of its width."""
    net, info = catalog.build(name, Squares.labels, width=1 / 16)
    strides = [output.stride for output in Predictor(net, info, device).predict(picture(0)[0])]
    assert strides == list(net.strides)
    recipe = Recipe(
        iterations=1, batch=1, crops=((0.0, 0),), optimizer="sgd", lr=1e-10, schedule="constant",
        stride_weights=(1.0,),
    )  # fmt: skip
    Trainer(net, info, Squares(), recipe, folder, device, lambda _: None).run(threading.Event())


def test_every_stride_is_predicted_and_nearly_the_same(
    device: torch.device, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, _ = picture(5, 256, 300)
    found = list(Predictor(tiny_net(), info_of(tiny_net()), device).predict(image))
    monkeypatch.setattr(fcn, "HALF_PRECISION", frozenset())
    whole = list(Predictor(tiny_net(), info_of(tiny_net()), device).predict(image))
    assert [output.stride for output in found] == [32, 16, 8]
    for half, single in zip(found, whole, strict=True):
        assert (half.labels == single.labels).mean() > 0.98
    assert any((half.doubt != one.doubt).any() for half, one in zip(found, whole, strict=True))


@pytest.mark.parametrize("name", PAPER)
def test_the_papers_nets_predict_and_learn(device: torch.device, name: str, tmp_path: Path) -> None:
    predict_and_take_a_step(name, device, tmp_path)


def test_learned_upsampling_takes_what_the_backbone_gives(device: torch.device) -> None:
    net = FCN(NetConfig(backbone="resnet18", upsampling="learned", context=8, hidden=8), 3)
    scores = net.to(device)(torch.rand(1, 3, 64, 96, device=device))
    assert {score.dtype for score in scores.values()} == {torch.float32}
    sum(score.sum() for score in scores.values()).backward()  # type: ignore[union-attr]
    assert all(p.grad is not None for p in net.head_parameters() if p.requires_grad)


@pytest.mark.parametrize("new", [False, True])
def test_fine_tuning_goes_all_the_way(device: torch.device, new: bool, tmp_path: Path) -> None:
    """Heads on cached taps, the whole net, what is recalled, and the judgement."""
    job = replace(make_job(tmp_path), device=device.type)
    if new:
        job = replace(job, labels=LABELS.added(Label(name="new", color=(1, 2, 3))))
        for seed in range(4):
            write_mask(
                tmp_path / f"{seed}_mask.png",
                np.where(picture(seed)[1] == 1, 2, 0).astype(np.uint8),
            )
    assert report_of(run(job))["after"]["mean_iu"] > 0


def test_a_glance_is_taken(device: torch.device) -> None:
    seen = glance(Predictor(tiny_net(), info_of(tiny_net()), device), "a", picture(0)[0])
    assert np.isfinite(seen.features).all()
