"""The trainer's ways of the paper: accumulated batches, whole images, frozen backbones."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from fcn_core.data.dataset import Sample
from fcn_core.data.modality import Modality
from fcn_core.errors import FcnError
from fcn_core.events import Finished, Progress, from_line
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask
from fcn_core.nets import catalog
from fcn_core.nets.fcn import FCN
from fcn_core.train.loop import Trainer
from fcn_core.train.recipe import Recipe

LABELS = LabelSet.from_names(["ground", "square"])


class Squares:
    """A bright square on dark ground; sizes differ, and so do the void shares."""

    labels = LABELS

    def __len__(self) -> int:
        return 4

    def mask(self, index: int) -> Mask:
        mask = np.zeros((40 + 4 * index, 52), np.uint8)
        mask[10:30, 10:30] = 1
        mask[: 3 * index] = 255
        return mask

    def sample(self, index: int) -> Sample:
        mask = self.mask(index)
        image = np.repeat(((mask == 1) * 200)[..., None], 3, 2).astype(np.uint8)
        return Sample(image_id=str(index), image=image, mask=mask)


def seen(
    folder: Path, modality: Modality = "rgb", **changes: object
) -> list[list[NDArray[np.float32]]]:
    """What each pass of a run shows the net, image by image (H, W, 3), as bytes again."""
    net, info = catalog.build("fcn32s-vgg16", LABELS, width=1 / 32)
    images = replace(info.preprocessing, mean=(0, 0, 0), order="rgb", modality=modality)
    passes: list[list[NDArray[np.float32]]] = []
    net.register_forward_pre_hook(
        lambda _, args: passes.append([*args[0].permute(0, 2, 3, 1).numpy().copy()])
    )
    settings: dict[str, object] = {"iterations": 1, "crops": ((0.0, 0),), "flip": False}
    recipe = Recipe(**{**settings, **changes})  # type: ignore[arg-type]
    info = replace(info, preprocessing=images)
    Trainer(net, info, Squares(), recipe, folder, torch.device("cpu"), lambda _: None).run(
        threading.Event()
    )
    return passes


def test_images_that_pass_alone_keep_their_own_size(tmp_path: Path) -> None:
    """As in the reference code, which accumulates single images."""
    alone = seen(tmp_path, batch=4, accumulate=4)
    assert sorted(image.shape for part in alone for image in part) == [
        (height, 52, 3) for height in (40, 44, 48, 52)
    ]
    assert [len(part) for part in alone] == [1, 1, 1, 1]
    together = seen(tmp_path, batch=4, accumulate=2)
    assert [[image.shape for image in part] for part in together] == [[(52, 52, 3)] * 2] * 2


def test_hha_is_not_recoloured(tmp_path: Path) -> None:
    """Disparity, height and angle are no colours, and mean something by themselves."""
    for modality, same in (("rgb", False), ("hha", True)):
        [[image]] = seen(tmp_path, modality, batch=1, color=0.5)  # type: ignore[arg-type]
        assert (set(np.unique(image)) == {0.0, 200.0}) == same


def trained(folder: Path, **changes: object) -> FCN:
    net, info = catalog.build("fcn32s-vgg16", LABELS, width=1 / 32)
    torch.manual_seed(0)
    for parameter in net.parameters():
        torch.nn.init.normal_(parameter, std=0.1)
    settings: dict[str, object] = {
        "iterations": 2, "batch": 4, "crops": ((0.0, 0),), "flip": False, "optimizer": "sgd",
        "lr": 1e-3, "schedule": "constant", "stride_weights": (1.0,),
    }  # fmt: skip
    recipe = Recipe(**{**settings, **changes})  # type: ignore[arg-type]
    net.backbone.dropout.p = 0.0  # type: ignore[union-attr, assignment]
    Trainer(net, info, Squares(), recipe, folder, torch.device("cpu"), lambda _: None).run(
        threading.Event()
    )
    return net


@pytest.mark.parametrize("normalize", [True, False])
def test_accumulated_passes_are_one_batch(tmp_path: Path, normalize: bool) -> None:
    lr = 1e-3 if normalize else 1e-7
    at_once = trained(tmp_path, normalize_loss=normalize, lr=lr)
    in_parts = trained(tmp_path, normalize_loss=normalize, lr=lr, accumulate=2)
    start = trained(tmp_path, normalize_loss=normalize, lr=1e-30)
    moved = 0.0
    for one, other, first in zip(
        at_once.parameters(), in_parts.parameters(), start.parameters(), strict=True
    ):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-6)
        moved += (one - first).abs().sum().item()
    assert moved > 0


def test_a_frozen_backbone_stays_and_its_scores_learn(tmp_path: Path) -> None:
    learned = trained(tmp_path, frozen_backbone=True)
    start = trained(tmp_path, frozen_backbone=True, lr=1e-30)
    for name, value in learned.state_dict().items():
        same = torch.equal(value, start.state_dict()[name])
        assert same == name.startswith("backbone."), name


@pytest.mark.parametrize("how", ["weights", "sampling"])
def test_patch_sampling_and_balancing_train(tmp_path: Path, how: str) -> None:
    net = trained(tmp_path, keep_cells=0.5, balance=how, batch=2)
    assert all(torch.isfinite(p).all() for p in net.parameters())


def test_a_run_writes_its_curve_down(tmp_path: Path) -> None:
    trained(tmp_path)
    trained(tmp_path, iterations=3)  # a new run in the same folder starts a new curve
    events = [from_line(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert [e.step for e in events if isinstance(e, Progress)] == [1, 2, 3]
    last = events[-1]
    assert isinstance(last, Finished) and last.report is not None
    assert 0 < last.report["net_share"] <= 1


def test_a_loss_that_is_no_number_stops_the_run_and_keeps_the_last_model(tmp_path: Path) -> None:
    trained(tmp_path)
    good = (tmp_path / "model.safetensors").read_bytes()
    with pytest.raises(
        FcnError, match=r"(nan|inf) at step \d+.*learning rate.*kept in .*lr=1e\+28"
    ):
        trained(tmp_path, lr=1e29, iterations=9)
    assert (tmp_path / "model.safetensors").read_bytes() == good
    with pytest.raises(FcnError) as caught:
        trained(tmp_path / "new", lr=1e29, iterations=9)
    assert "kept" not in str(caught.value)  # there is none yet
