"""Between the weights before and the learned ones; new labels are left as they were learned."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from fcn_core.finetune.averaged import averaged
from fcn_core.labels import LabelSet
from fcn_core.nets.fcn import FCN, grow_labels
from tests.core.models import CONFIG, tiny_net


def learned(net: FCN) -> FCN:
    """Every parameter one higher."""
    result = copy.deepcopy(net)
    with torch.no_grad():
        for parameter in result.parameters():
            parameter.add_(1)
    return result


def change(result: FCN, before: FCN, name: str) -> Tensor:
    return result.get_parameter(name).detach() - before.get_parameter(name).detach()


def test_every_weight_goes_its_share_and_the_learned_net_stays() -> None:
    before = tiny_net()
    after = learned(before)
    kept_as_it_was = copy.deepcopy(after.state_dict())
    result = averaged(after, before, [(0, 0), (1, 1)], 0.25)
    for name, _ in before.named_parameters():
        found = change(result, before, name)
        torch.testing.assert_close(found, torch.full_like(found, 0.25), atol=1e-5, rtol=0)
    assert all(torch.equal(kept_as_it_was[k], v) for k, v in after.state_dict().items())


def test_rows_are_matched_by_label_and_new_ones_stay_as_learned() -> None:
    before = tiny_net(LabelSet.from_names(["background", "thing", "third"]))
    grown = copy.deepcopy(before)
    grow_labels(grown, [2, None, 0])
    result = averaged(learned(grown), before, [(0, 2), (2, 0)], 0.5)
    was, found = before.get_parameter("scores.8.bias"), result.get_parameter("scores.8.bias")
    torch.testing.assert_close(found, torch.stack([was[2] + 0.5, torch.tensor(1.0), was[0] + 0.5]))


@pytest.mark.parametrize("labels", [[0, 1, None], [0, 1]])
def test_upsampling_learned_for_other_labels_stays(labels: list[int | None]) -> None:
    torch.manual_seed(0)
    before = FCN(replace(CONFIG, upsampling="learned"), 3 if len(labels) == 2 else 2)
    grown = copy.deepcopy(before)
    grow_labels(grown, labels)
    after = learned(grown)
    result = averaged(after, before, [(0, 0), (1, 1)], 0.5)
    weight = next(name for name, _ in result.named_parameters() if name.startswith("twice."))
    assert torch.equal(result.get_parameter(weight), after.get_parameter(weight))
    every = [(label, label) for label in range(before.labels)]
    same = averaged(learned(before), before, every, 0.5)
    assert (change(same, before, weight) - 0.5).abs().max() < 1e-6
