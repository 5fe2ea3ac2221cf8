"""What one step's gradient is, whatever the batch is cut into and however its pixels are chosen."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from fcn_core.data.dataset import Sample
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID, Mask
from fcn_core.nets import catalog
from fcn_core.train import recipe as recipes
from fcn_core.train.loop import Trainer
from fcn_core.train.optim import build_optimizer
from fcn_core.train.recipe import Recipe

RATE = 1e-6


class Scenes:
    """Noise, with these masks (H, W) or (H, W, tasks)."""

    def __init__(self, labels: LabelSet, masks: Sequence[Mask]) -> None:
        self.labels, self.masks = labels, masks

    def __len__(self) -> int:
        return len(self.masks)

    def mask(self, index: int) -> Mask:
        return self.masks[index]

    def sample(self, index: int) -> Sample:
        mask = self.masks[index]  # what is seen goes by it: alone as among others
        rng = np.random.default_rng(int(mask.sum()))
        image = rng.integers(0, 256, (*mask.shape[:2], 3), dtype=np.uint8)
        return Sample(image_id=str(index), image=image, mask=mask)


def gradient(folder: Path, name: str, masks: Sequence[Mask], **changes: object) -> Tensor:
    """The gradient of the 32s scores' biases (labels,), as one step without momentum has it."""
    net, info = catalog.build(name, width=1 / 32)
    torch.manual_seed(0)
    for parameter in net.parameters():
        torch.nn.init.normal_(parameter, std=0.1)
    net.backbone.dropout.p = 0.0  # type: ignore[union-attr, assignment]
    settings: dict[str, object] = {
        "iterations": 1, "crops": ((0.0, 0),), "flip": False, "optimizer": "sgd", "momentum": 0.0,
        "weight_decay": 0.0, "lr": RATE, "schedule": "constant", "stride_weights": (1.0,),
    }  # fmt: skip
    recipe = Recipe(**{**settings, **changes})  # type: ignore[arg-type]
    bias = net.scores["32"].bias
    assert isinstance(bias, Tensor)
    torch.nn.init.zeros_(bias)  # where a small step is not rounded away
    source = Scenes(info.labels, masks)
    trainer = Trainer(net, info, source, recipe, folder, torch.device("cpu"), lambda _: None)
    trainer.run(threading.Event())
    return -bias.detach() / RATE


@pytest.mark.parametrize("grid", [1, 2])
@pytest.mark.parametrize("normalize", [True, False])
def test_two_tasks_learn_alike_from_a_batch_and_from_its_parts(
    normalize: bool, grid: int, tmp_path: Path
) -> None:
    """Though one is labelled where the other is void."""
    rng = np.random.default_rng(1)
    masks = [
        np.stack([rng.integers(0, 33, (64, 64)), rng.integers(0, 3, (64, 64))], -1).astype(np.uint8)
        for _ in range(2)
    ]
    masks[0][:60, :, 0] = VOID
    masks[1][:60, :, 1] = VOID
    whole, parts = (
        gradient(
            tmp_path, "siftflow-fcn32s", masks, batch=2, accumulate=passes, loss_grid=grid,
            normalize_loss=normalize,
        )
        for passes in (1, 2)
    )  # fmt: skip
    torch.testing.assert_close(parts, whole, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("normalize", [True, False])
def test_patch_sampling_keeps_the_size_of_the_gradient(normalize: bool, tmp_path: Path) -> None:
    """It is the whole images' on average: 16 images' halves take the place of eight images."""
    rng = np.random.default_rng(2)
    masks = [rng.integers(0, 2, (96, 96)).astype(np.uint8)]
    whole = gradient(tmp_path, "fcn32s-vgg16", masks, batch=8, normalize_loss=normalize)
    halves = gradient(
        tmp_path, "fcn32s-vgg16", masks, batch=8, normalize_loss=normalize, keep_cells=0.5
    )
    assert float(halves @ whole / (whole @ whole)) == pytest.approx(1.0, abs=0.1)


def test_fcn_alexnet_learns_from_the_mean_of_single_images_means(tmp_path: Path) -> None:
    """The reference code accumulates 20 passes over one image each, however much is labelled."""
    few, many = np.full((2, 64, 64), VOID, np.uint8)
    few[:8], many[:] = 3, 5
    recipe = recipes.load("alexnet")
    assert recipe.batch == recipe.accumulate == 20
    means = {"normalize_loss": recipe.normalize_loss, "image_means": recipe.image_means}
    alone = [gradient(tmp_path, "fcn-alexnet", [mask], batch=1) for mask in (few, many)]
    for passes in (1, 2):
        both = gradient(tmp_path, "fcn-alexnet", [few, many], batch=2, accumulate=passes, **means)
        assert both[3] < 0 and both[5] < 0
        torch.testing.assert_close(both, (alone[0] + alone[1]) / 2, rtol=1e-3, atol=1e-3)


def test_fcn_alexnets_backbone_has_no_rates_for_biases() -> None:
    """The reference code gives them to the score layer alone."""
    net, _ = catalog.build("fcn-alexnet", width=1 / 16)
    recipe = recipes.load("alexnet")
    rates = {
        id(parameter): (group["lr"] / recipe.lr, group["weight_decay"] / recipe.weight_decay)
        for group in build_optimizer(net, recipe).param_groups
        for parameter in group["params"]
    }
    for name, parameter in net.named_parameters():
        expected = (2.0, 0.0) if name == "scores.32.bias" else (1.0, 1.0)
        assert rates.get(id(parameter), expected) == pytest.approx(expected), name
    assert id(net.scores["32"].bias) in rates
