"""Every way of annotating runs on tiny pictures, learns from them and then helps."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import save_file

from fcn_core.bench.arms import ARMS, Setting, arm
from fcn_core.bench.forest import PIXELS_PER_IMAGE, Forest
from fcn_core.bench.models import Example, Lesson
from fcn_core.bench.net_model import NetModel
from fcn_core.bench.session import Plan, Session
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED
from tests.core.bench.worlds import Pictures
from tests.core.models import LABELS, picture, tiny_model, tiny_net

PLAN = Plan(images=3, every=3, seconds=0.1, test=2, pool=3)
RECIPE = {"heads_steps": 30, "whole_steps": 1, "crop": 64, "heads_lr": 0.01, "batch": 2}


def setting(folder: Path) -> Setting:
    """A tiny net, and a backbone's weights as a classifier's file would hold them."""
    weights = folder / "backbone.safetensors"
    state = tiny_net().backbone.state_dict()
    save_file({k.removeprefix("body."): v.contiguous() for k, v in state.items()}, weights)
    return Setting(
        labels=LABELS,
        folder=folder / "run",
        seed=0,
        device="cpu",
        threads=1,
        model=str(tiny_model(folder / "model.safetensors")),
        weights=weights,
        patch=92,
        recipe=RECIPE,
    )


@pytest.mark.parametrize("name", sorted(ARMS))
def test_each_arm_runs(name: str, tmp_path: Path) -> None:
    chosen = arm(name)
    session = Session(chosen, chosen.make(setting(tmp_path)), Pictures(6), PLAN, 0, lambda _: None)
    session.run()
    first, last = session.points
    assert (first.images, last.images) == (0, 3)
    knows_at_once = name in ("shipped", "ours", "few", "nuclei", "roads")
    assert (first.scores.pixel_accuracy > 0) == knows_at_once
    assert np.isfinite(last.scores.mean_iu)
    if name == "shipped":
        assert last.scores == first.scores
    elif name != "unet":  # a tenth of a second teaches a U-Net nothing
        assert last.scores.mean_iu > first.scores.mean_iu
    assert all(image["before"] == 1 or knows_at_once for image in session.images)


def examples(count: int = 2) -> list[Example]:
    """Pictures with everything confirmed; the last is held out."""
    made = [picture(seed) for seed in range(count)]
    return [
        Example(image_id=str(i), image=image, corrections=mask, held_out=i == count - 1)
        for i, (image, mask) in enumerate(made)
    ]


def test_labels_that_the_data_lacks_come_as_untouched(tmp_path: Path) -> None:
    other = LabelSet.from_names(["road", "thing"])
    model = NetModel(
        tiny_model(tmp_path / "m.safetensors"), other, tmp_path, knows=True, device="cpu", recipe={}
    )
    look = model.look(picture(0)[0])
    assert set(np.unique(look.labels)) <= {1, UNTOUCHED}
    assert set(look.masks) == {32, 16, 8}
    assert model.glance("a", picture(0)[0]).shares.shape == (2,)


def test_a_worse_net_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = tiny_model(tmp_path / "m.safetensors")
    model = NetModel(start, LABELS, tmp_path, knows=False, device="cpu", recipe=RECIPE)
    verdict: dict[str, object] = {"gate": {"keep": False}, "verdict": "worse", "held_out": 0}
    monkeypatch.setattr("fcn_core.finetune.comparison.report", lambda *_: verdict)
    assert model.learn(Lesson(examples=examples(), seconds=0.1)) == "worse"
    assert (model.in_use, model.knows) == (start, False)
    verdict["gate"] = {"keep": True}
    model.learn(Lesson(examples=examples(), seconds=0.1))
    assert model.in_use == tmp_path / "run-2" / "model.safetensors" and model.knows


def test_a_forest_learns_from_confirmed_training_pixels_alone() -> None:
    first, last = examples()
    half = first.corrections.copy()
    half[:, 40:] = UNTOUCHED
    forest = Forest(LABELS, 0, 1)
    forest.learn(
        Lesson(
            examples=[Example(image_id="0", image=first.image, corrections=half, held_out=False)],
            seconds=1,
        )
    )
    look = forest.look(first.image)
    assert look.labels.shape == look.doubt.shape == first.corrections.shape
    assert (look.labels[:, :40] == first.corrections[:, :40]).mean() > 0.9
    assert half.size // 2 < PIXELS_PER_IMAGE
    again = Forest(LABELS, 0, 1)
    again.learn(
        Lesson(
            examples=[
                Example(image_id="0", image=first.image, corrections=half, held_out=False),
                last,
            ],
            seconds=1,
        )
    )
    assert np.array_equal(again.look(first.image).labels, look.labels)


def test_without_scikit_learn_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(FcnError, match=r"fcn-gui\[bench\]"):
        Forest(LABELS, 0, 1)


def test_the_backbone_needs_its_weights(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match="--weights"):
        ARMS["imagenet"].make(Setting(labels=LABELS, folder=tmp_path, seed=0))


@pytest.mark.parametrize(
    ("name", "problem"), [("magic", "no arm 'magic'"), ("ours@best", "no order 'best'")]
)
def test_an_unknown_arm_is_named(name: str, problem: str) -> None:
    with pytest.raises(FcnError, match=problem):
        arm(name)


def test_an_arm_may_have_an_order_of_its_own() -> None:
    useful = arm("ours@useful")
    assert (useful.order, useful.title) == ("useful", "shipped net, fine-tuned; most useful first")
    assert useful.make is ARMS["ours"].make
