"""Distillation: no loss where nothing changed, new labels may only come out of the background."""

from __future__ import annotations

import torch

from fcn_core.finetune.distill import distillation_loss
from fcn_core.masks import UNTOUCHED

KEPT = [(0, 0), (1, 1)]
MASK = torch.full((1, 2, 2), UNTOUCHED, dtype=torch.uint8)


def scores(*values: float) -> torch.Tensor:
    """The same scores at each of 2 x 2 cells: (1, labels, 2, 2)."""
    return torch.tensor(values).view(1, -1, 1, 1).expand(1, -1, 2, 2).clone()


def test_the_old_answer_costs_least() -> None:
    old = scores(3.0, 0.0)
    same = distillation_loss(scores(3.0, 0.0), old, KEPT, MASK)
    other = distillation_loss(scores(0.0, 3.0), old, KEPT, MASK)
    assert same < other


def test_a_new_label_may_take_background_but_not_things() -> None:
    background, thing, new_wins = scores(9.0, 0.0), scores(0.0, 9.0), scores(0.0, 0.0, 9.0)
    assert distillation_loss(new_wins, background, KEPT, MASK) < 0.01
    assert distillation_loss(new_wins, thing, KEPT, MASK) > 5


def test_confirmed_pixels_count_where_the_person_agreed() -> None:
    agreed = torch.zeros(1, 2, 2, dtype=torch.uint8)
    assert distillation_loss(scores(0.0, 3.0), scores(3.0, 0.0), KEPT, agreed) > 1


def test_pixels_that_a_person_contradicted_do_not_count() -> None:
    mask = torch.ones(1, 2, 2, dtype=torch.uint8)
    new = scores(0.0, 3.0).requires_grad_()
    loss = distillation_loss(new, scores(3.0, 0.0), KEPT, mask)
    loss.backward()  # type: ignore[no-untyped-call]
    assert loss.item() == 0.0 and new.grad is not None and not new.grad.any()


def test_labels_may_come_in_any_order_and_new_ones_between_them() -> None:
    """Each kept label's probability is its own, the background's with all new ones."""
    torch.manual_seed(0)
    kept, new = [(3, 1), (1, 0), (4, 2)], torch.randn(1, 5, 2, 2)  # 0 and 2 are new
    old = torch.randn(1, 3, 2, 2)
    p = new.softmax(1)
    columns = torch.stack([p[:, 3], p[:, 1] + p[:, 0] + p[:, 2], p[:, 4]], 1)
    target = old[:, [1, 0, 2]].softmax(1)
    expected = -(target * columns.log()).sum(1).mean()
    assert torch.allclose(distillation_loss(new, old, kept, MASK), expected)
