from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from fcn_core.finetune.crf import ALIKE, NEAR, RADIUS, at_cells, crf_loss
from fcn_core.masks import UNTOUCHED, VOID


def scene(height: int = 6, width: int = 8) -> tuple[Tensor, Tensor, Tensor]:
    """Left dark and right bright; nothing is known but two confirmed cells."""
    image = torch.zeros(1, 3, height, width)
    image[..., width // 2 :] = 3.0
    masks = torch.full((1, height, width), UNTOUCHED, dtype=torch.uint8)
    masks[0, 2, 1], masks[0, 2, width - 2] = 0, 1
    return torch.zeros(1, 2, height, width), image, masks


def test_labels_that_follow_the_edges_cost_nothing_and_others_do() -> None:
    scores, image, masks = scene()
    right = scores.clone()
    right[:, 0, :, :4], right[:, 1, :, 4:] = 20.0, 20.0
    wrong = right.roll(2, 3)
    assert float(crf_loss(right, image, masks)) == pytest.approx(0, abs=1e-3)
    assert float(crf_loss(wrong, image, masks)) > 0.2


def test_untouched_cells_are_drawn_to_what_looks_like_them() -> None:
    scores, image, masks = scene()
    scores[0, 0, 2, 1], scores[0, 1, 2, 6] = 8.0, 8.0  # what was confirmed is learned already
    scores.requires_grad_()
    crf_loss(scores, image, masks).backward()
    assert scores.grad is not None
    pull = scores.grad[0, 1] - scores.grad[0, 0]  # down the slope: towards label 1
    assert pull[2, 2] > 0 > pull[2, 5]


def test_what_is_confirmed_or_void_asks_for_nothing() -> None:
    scores, image, masks = scene()
    scores[:, 1, ::2] = 5.0
    assert float(crf_loss(scores, image, torch.zeros_like(masks))) == 0
    assert float(crf_loss(scores, image, torch.full_like(masks, VOID))) == 0
    assert float(crf_loss(scores, image, masks)) > 0


def test_each_pair_counts_once_by_its_distance_and_colours() -> None:
    torch.manual_seed(0)
    scores, image = torch.randn(2, 3, 5, 7), torch.randn(2, 3, 5, 7)
    masks = torch.randint(253, 256, (2, 5, 7)).to(torch.uint8)
    p, differing, pairs = scores.softmax(1), 0.0, 0.0
    cells = [(y, x) for y in range(5) for x in range(7)]
    for n in range(2):
        for i, a in enumerate(cells):
            for b in cells[i + 1 :]:
                values = {int(masks[n, *a]), int(masks[n, *b])}
                distance = math.dist(a, b)
                if distance > RADIUS or UNTOUCHED not in values or VOID in values:
                    continue
                colors = float((image[n, :, *a] - image[n, :, *b]).square().sum())
                alike = math.exp(-colors / (2 * ALIKE**2) - distance**2 / (2 * NEAR**2))
                differing += alike * (1 - float((p[n, :, *a] * p[n, :, *b]).sum()))
                pairs += alike
    assert float(crf_loss(scores, image, masks)) == pytest.approx(differing / pairs, rel=1e-4)


@pytest.mark.parametrize(("height", "width"), [(16, 24), (17, 25), (5, 3)])
def test_cells_lie_on_every_grid_th_pixel(height: int, width: int) -> None:
    ramp = torch.arange(width).float().expand(1, 1, height, width)
    cells = at_cells(ramp, 4)
    assert cells.shape == ramp[..., ::4, ::4].shape
    inside = slice(1, (width - 3) // 4 + 1)
    assert torch.allclose(cells[..., inside], ramp[..., ::4, ::4][..., inside])
