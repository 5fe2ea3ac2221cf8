"""The U-Net has the published shape and loss, and its trainer keeps what is best on held-out."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from fcn_core.bench.models import Example, Lesson
from fcn_core.bench.patches import augmented, cut_image, cut_mask, normalized
from fcn_core.bench.root_painter import RootPainter
from fcn_core.bench.unet import MARGIN, PATCHES, UNet, combined_loss, patch_for
from fcn_core.errors import FcnError
from fcn_core.masks import UNTOUCHED, VOID
from tests.core.models import LABELS, picture


@pytest.mark.parametrize("side", [92, 124])
def test_scores_are_72_pixels_smaller(side: int) -> None:
    with torch.inference_mode():
        scores = UNet(3)(torch.zeros(1, 3, side, side))
    assert scores.shape == (1, 3, side - 2 * MARGIN, side - 2 * MARGIN)


def test_sizes_are_the_published_ones() -> None:
    assert 572 in PATCHES and all((572 - side) % 16 == 0 for side in PATCHES)
    assert (patch_for(500), patch_for(501), patch_for(400), patch_for(1)) == (572, 572, 476, 92)


def test_the_loss_is_dice_and_a_third_of_cross_entropy() -> None:
    scores = torch.tensor([[[[2.0, -1.0, 0.0]], [[0.0, 1.0, 5.0]]]])
    masks = torch.tensor([[[0, 1, -1]]])
    known = scores[0, :, 0, :2].T
    chance = known.softmax(1)[:, 1]
    dice = 1 - 2 * chance[1] / (chance.sum() + 1)
    expected = dice + 0.3 * F.cross_entropy(known, torch.tensor([0, 1]))
    assert combined_loss(scores, masks).item() == pytest.approx(float(expected))


def test_without_foreground_it_is_cross_entropy_alone() -> None:
    scores, masks = torch.zeros(1, 2, 2, 2), torch.zeros(1, 2, 2, dtype=torch.int64)
    assert combined_loss(scores, masks).item() == pytest.approx(0.3 * np.log(2))


def test_patches_are_mirrored_at_the_edge() -> None:
    image, mask = picture(0, 20, 30)
    patch = cut_image(image, -25, 10, 60)
    assert np.array_equal(patch[25:45, :20], image[:, 10:30])
    assert np.array_equal(patch[24], patch[26])
    square = cut_mask(mask, -5, -7, 60)
    assert np.array_equal(square[5:25, 7:37], mask)
    assert (square[:5] == VOID).all() and (square[25:] == VOID).all()
    assert (cut_mask(mask, 40, 3, 10) == VOID).all()


def test_augmentation_is_seeded_and_keeps_labels() -> None:
    image, mask = picture(3)
    one = augmented(image, mask, np.random.default_rng(1))
    other = augmented(image, mask, np.random.default_rng(1))
    assert np.array_equal(one[0], other[0]) and np.array_equal(one[1], other[1])
    assert set(np.unique(one[1])) <= {0, 1, VOID}
    assert not np.array_equal(one[0], image)


def test_patches_are_normalized() -> None:
    values = normalized(picture(0)[0])
    assert values.shape == (3, 64, 80)
    assert values.mean() == pytest.approx(0, abs=1e-4) and values.std() == pytest.approx(
        1, abs=1e-3
    )


def lesson() -> Lesson:
    made = [picture(seed) for seed in range(3)]
    examples = [
        Example(image_id=str(i), image=image, corrections=mask, held_out=i == 2)
        for i, (image, mask) in enumerate(made)
    ]
    return Lesson(examples=examples, seconds=0.0)


def test_the_best_on_held_out_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    model = RootPainter(LABELS, 0, "cpu", patch=92)
    scores = iter([0.4, 0.6, 0.5])
    monkeypatch.setattr(model, "_step", lambda _: None)
    monkeypatch.setattr(model, "_score", lambda net, held_out: next(scores))
    assert model.learn(lesson()) == "held-out 0.600"
    assert model.best is not None
    kept = model.best
    scores = iter([0.6, 0.1, 0.2, 0.3])  # the kept one first, on what is held out by now
    model.learn(lesson())
    assert model.best is kept


def test_a_step_changes_the_net() -> None:
    model = RootPainter(LABELS, 0, "cpu", patch=92)
    before = [p.clone() for p in model.net.parameters()]
    model._step(lesson().training)
    assert any((a != b).any() for a, b in zip(before, model.net.parameters(), strict=True))


def test_it_looks_at_images_of_any_size() -> None:
    model = RootPainter(LABELS, 0, "cpu", patch=92)
    image = picture(0, 30, 45)[0]
    assert (model.look(image).labels == UNTOUCHED).all()
    model.best = model.net
    look = model.look(image)
    assert look.labels.shape == look.doubt.shape == (30, 45)
    assert set(np.unique(look.labels)) <= {0, 1}


def test_an_impossible_patch_is_named() -> None:
    with pytest.raises(FcnError, match="patches of 100"):
        RootPainter(LABELS, 0, "cpu", patch=100)
