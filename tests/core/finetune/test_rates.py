"""What is trained moves slowly, what is new fast, and the stem not at all."""

from __future__ import annotations

import torch

from fcn_core.finetune.rates import Rates
from fcn_core.nets.fcn import FCN, grow_labels
from tests.core.models import tiny_net


def stepped(net: FCN, *, new_labels: list[int], trained: float, backbone: float | None) -> None:
    net.requires_grad_(True)
    rates = Rates(net, new_labels=new_labels, trained=trained, backbone=backbone, weight_decay=0.0)
    loss = sum(scores.square().sum() for scores in net(torch.rand(1, 3, 64, 64)).values())
    assert isinstance(loss, torch.Tensor)
    rates.step(loss + net.get_parameter("scores.8.bias").sum(), 0.01)


def moved(net: FCN, before: dict[str, torch.Tensor], name: str) -> torch.Tensor:
    change: torch.Tensor = net.state_dict()[name] - before[name]
    return change.abs()


def test_new_rows_move_and_trained_ones_follow_slowly() -> None:
    net = tiny_net()
    grow_labels(net, [0, 1, None])
    before = {k: v.clone() for k, v in net.state_dict().items()}
    stepped(net, new_labels=[2], trained=0.1, backbone=None)
    bias = moved(net, before, "scores.8.bias")
    torch.testing.assert_close(bias, torch.tensor([0.001, 0.001, 0.01]))
    assert moved(net, before, "necks.8.0.weight").max() < 0.0011
    assert all(not moved(net, before, k).any() for k in before if k.startswith("backbone."))


def test_without_anything_to_keep_all_move_alike() -> None:
    net = tiny_net()
    before = {k: v.clone() for k, v in net.state_dict().items()}
    stepped(net, new_labels=[0, 1], trained=1.0, backbone=0.5)
    torch.testing.assert_close(moved(net, before, "scores.8.bias"), torch.full((2,), 0.01))
    assert 0.009 < moved(net, before, "necks.8.0.weight").max() < 0.0101
    still = [k for k in before if k.startswith("backbone.body.conv_stem")]
    assert still and not any(moved(net, before, k).any() for k in still)
    late = moved(net, before, "backbone.body.blocks.6.0.conv_pw.weight")
    assert 0.004 < late.max() < 0.0051
