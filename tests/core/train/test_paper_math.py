"""The paper's mathematics (sections 3, 4.3 and 5), each statement as a test."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from fcn_core.bounds import coarsened, upper_bounds
from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import GREY, Augmentation, to_batch
from fcn_core.errors import FcnError
from fcn_core.geometry import Layer, Placement, compose
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID, Mask
from fcn_core.metrics import ConfusionMatrix
from fcn_core.nets import catalog
from fcn_core.nets.upsample import Deconvolution, bilinear_kernel
from fcn_core.train import recipe as recipes
from fcn_core.train.balance import Balance, balancing_weights, drop_cells, label_frequencies
from fcn_core.train.loss import stride_loss

LABELS = LabelSet.from_names(["ground", "cat", "dog"])


class Masks:
    """A data set of masks at hand; images are grey."""

    labels = LABELS

    def __init__(self, masks: Sequence[Mask]) -> None:
        self.masks = masks

    def __len__(self) -> int:
        return len(self.masks)

    def mask(self, index: int) -> Mask:
        return self.masks[index]

    def sample(self, index: int) -> Sample:
        mask = self.masks[index]
        image = np.full((*mask.shape, 3), 99, np.uint8)
        return Sample(image_id=str(index), image=image, mask=mask)


def test_1_layers_compose_by_kernel_and_stride() -> None:
    """f_ks o g_k's' = (f o g)_{k' + (k - 1) s', s s'}."""
    for k, s, k2, s2 in ((3, 2, 5, 3), (7, 1, 2, 2), (1, 4, 3, 1)):
        both = compose([Layer(kernel=k2, stride=s2), Layer(kernel=k, stride=s)])
        assert both.receptive_field == k2 + (k - 1) * s2
        assert both.stride == s * s2


def test_2_the_loss_of_an_image_is_the_sum_over_its_patches() -> None:
    torch.manual_seed(0)
    net = nn.Sequential(
        nn.Conv2d(2, 3, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(3, 4, 2), nn.Tanh()
    ).double()
    field, stride = 6, 2
    image = torch.randn(1, 2, 12, 14, dtype=torch.float64)
    scores = net(image)
    targets = torch.randint(0, 4, scores.shape[2:])
    F.cross_entropy(scores, targets[None], reduction="sum").backward()
    whole = [p.grad.clone() for p in net.parameters() if p.grad is not None]
    net.zero_grad()
    for row in range(scores.shape[2]):
        for column in range(scores.shape[3]):
            top, left = stride * row, stride * column
            patch = net(image[..., top : top + field, left : left + field])
            assert patch.shape[2:] == (1, 1)
            F.cross_entropy(patch[..., 0, 0], targets[row, column][None]).backward()
    for parameter, expected in zip(net.parameters(), whole, strict=True):
        torch.testing.assert_close(parameter.grad, expected)


@pytest.mark.parametrize("factor", [2, 4, 8])
def test_5_deconvolution_is_bilinear_interpolation_inside(factor: int) -> None:
    torch.manual_seed(0)
    coarse = torch.randn(1, 3, 6, 5)
    up = Deconvolution(3, factor, (factor - 1) / 2, learned=True)
    fine = up(coarse, (6 * factor, 5 * factor))
    expected = F.interpolate(coarse, scale_factor=factor, mode="bilinear", align_corners=False)
    edge = slice(factor // 2, -(factor // 2))
    torch.testing.assert_close(fine[..., edge, edge], expected[..., edge, edge])
    fixed = Deconvolution(3, factor, (factor - 1) / 2, learned=False)
    torch.testing.assert_close(fixed(coarse, (6 * factor, 5 * factor)), fine)


def test_5_bilinear_kernels_are_those_of_the_reference_code() -> None:
    assert bilinear_kernel(4)[0].tolist() == [v * 0.25 for v in (0.25, 0.75, 0.75, 0.25)]
    assert bilinear_kernel(3).tolist() == [[0.25, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 0.25]]
    for kernel in (63, 64):  # every fine pixel gets the whole weight of the coarse ones
        sums = bilinear_kernel(kernel).sum() / 32**2
        assert sums == pytest.approx(1.0)


def test_5_deconvolution_is_the_adjoint_of_the_strided_convolution() -> None:
    torch.manual_seed(1)
    weight = torch.randn(3, 2, 4, 4, dtype=torch.float64)
    fine = torch.randn(1, 2, 12, 10, dtype=torch.float64)
    coarse = F.conv2d(fine, weight, stride=2)
    other = torch.randn_like(coarse)
    back = F.conv_transpose2d(other, weight, stride=2)
    torch.testing.assert_close((coarse * other).sum(), (fine * back).sum())


def test_unnormalized_loss_is_the_sum_over_pixels() -> None:
    net, _ = catalog.build("fcn32s-vgg16", labels=LABELS, width=1 / 32)
    torch.manual_seed(2)
    masks = torch.randint(0, 3, (2, 40, 50), dtype=torch.uint8)
    masks[:, :, :9] = VOID
    masks[:, :5] = 254
    scores = {32: torch.randn(2, 3, 3, 3)}
    pixels = net.upsample(scores[32], 32, (40, 50))
    each = F.cross_entropy(pixels, masks.long().clamp(max=2), reduction="none")
    counted = masks < 3
    expected = (each * counted).sum()
    total = stride_loss(net, scores, masks, grid=1, weights=(1.0,), divisors=torch.full((1, 2), 2))
    torch.testing.assert_close(total, expected / 2)
    mean = stride_loss(net, scores, masks, grid=1, weights=(1.0,))
    torch.testing.assert_close(mean, expected / counted.sum())


def test_the_losses_of_two_tasks_add_up() -> None:
    net, _ = catalog.build("siftflow-fcn32s", width=1 / 32)
    scores = {32: torch.randn(1, 36, 3, 3)}
    masks = torch.randint(0, 3, (1, 20, 20, 2), dtype=torch.uint8)
    total = stride_loss(net, scores, masks, grid=1, weights=(1.0,))
    pixels = net.upsample(scores[32], 32, (20, 20))
    one = F.cross_entropy(pixels[:, :33], masks[..., 0].long())
    other = F.cross_entropy(pixels[:, 33:], masks[..., 1].long())
    torch.testing.assert_close(total, one + other)


def test_7_patch_sampling_drops_whole_cells_and_enlarges_batches() -> None:
    place = Placement(stride=32, offset=12.5)
    masks = torch.ones(50, 100, 130, dtype=torch.uint8)
    sampled = drop_cells(masks, place, 0.25, np.random.default_rng(0)).numpy()
    kept = sampled == 1
    assert set(np.unique(sampled)) == {1, VOID}
    assert kept.mean() == pytest.approx(0.25, abs=0.04)
    # Pixels 0 ... 28 lie nearest to the cell at 12.5, 29 ... 60 to that at 44.5.
    for rows in (slice(0, 29), slice(29, 61), slice(61, 93), slice(93, 100)):
        assert (kept[:, rows, :29].all((1, 2)) | ~kept[:, rows, :29].any((1, 2))).all()
    assert recipes.Recipe(batch=10, keep_cells=0.25).images_per_step == 40
    with pytest.raises(FcnError, match="keep_cells"):
        recipes.Recipe(keep_cells=0.0)


def test_8_balancing_by_weight_and_by_sampling() -> None:
    mask = np.zeros((40, 100), np.uint8)
    mask[:, 60:90], mask[:, 90:] = 1, 2
    mask[0] = VOID
    frequencies = label_frequencies(Masks([mask]))
    assert frequencies.tolist() == pytest.approx([0.6, 0.3, 0.1])
    assert balancing_weights(frequencies).tolist() == pytest.approx([0.5, 1.0, 3.0])
    weights = Balance.of(Masks([mask]), "weights").weights_on(torch.device("cpu"))
    assert weights is not None and weights.tolist() == pytest.approx([0.5, 1.0, 3.0])
    sampler = Balance.of(Masks([mask]), "sampling")
    batch = torch.from_numpy(np.stack([mask] * 20))
    sampled = sampler.sampled(batch, np.random.default_rng(0)).numpy()
    counts = np.bincount(sampled.ravel(), minlength=256)
    assert counts[2] == 20 * 10 * 39
    assert counts[0] == pytest.approx(counts[2], rel=0.05)
    assert counts[1] == pytest.approx(counts[2], rel=0.05)
    untouched = Balance.of(Masks([mask]), "none")
    assert untouched.weights_on(torch.device("cpu")) is None
    assert untouched.sampled(batch, np.random.default_rng(0)) is batch


def test_8_mirror_and_jitter_of_whole_images() -> None:
    mask = np.arange(60 * 80, dtype=np.uint32).reshape(60, 80).astype(np.uint8) % 3
    image = np.repeat(mask[..., None] * 50, 3, 2).astype(np.uint8)
    sample = Sample(image_id="a", image=image, mask=mask)
    moves = set()
    for seed in range(40):
        rng = np.random.default_rng(seed)
        jittered, truth = Augmentation(crop=0, jitter=32, flip=False)(sample, rng)
        assert jittered.shape == image.shape and truth.shape == mask.shape
        outside = truth == VOID
        assert np.array_equal(jittered[outside], np.full((outside.sum(), 3), GREY))
        assert np.array_equal(jittered[~outside][:, 0], truth[~outside] * 50)
        moves.add((int(outside.all(1).sum()), int(outside.all(0).sum())))
    assert max(max(m) for m in moves) <= 32 and len(moves) > 20
    plain, truth = Augmentation(crop=0, flip=False)(sample, np.random.default_rng(0))
    assert np.array_equal(plain, image) and np.array_equal(truth, mask)


def test_8_images_of_several_sizes_and_channels_make_a_batch() -> None:
    one = (np.ones((5, 7, 6), np.uint8), np.ones((5, 7, 2), np.uint8))
    other = (np.ones((6, 4, 6), np.uint8), np.ones((6, 4, 2), np.uint8))
    images, masks = to_batch([one, other])
    assert (images.shape, masks.shape) == ((2, 6, 7, 6), (2, 6, 7, 2))
    assert (masks[1, :, 4:] == VOID).all() and (images[0, 5] == GREY).all()
    crop = Augmentation(crop=16, scale=(0.5, 2.0), color=0.3)
    sample = Sample(
        image_id="a", image=np.ones((30, 30, 6), np.uint8), mask=np.ones((30, 30), np.uint8)
    )
    assert crop(sample, np.random.default_rng(1))[0].shape == (16, 16, 6)


def test_9_the_four_metrics() -> None:
    truth = np.array([[0, 0, 0, 1], [1, 2, 255, 254]], np.uint8)
    predicted = np.array([[0, 0, 1, 1], [0, 1, 0, 0]], np.uint8)
    matrix = ConfusionMatrix(4)
    matrix.add(truth, predicted)
    # n = [[2 1 0 0] [1 1 0 0] [0 1 0 0] [0 0 0 0]], t = 3 2 1 0
    scores = matrix.scores()
    assert scores.pixel_accuracy == pytest.approx(3 / 6)
    assert scores.mean_accuracy == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)
    assert scores.mean_iu == pytest.approx((2 / 4 + 1 / 4 + 0) / 3)
    assert scores.fw_iu == pytest.approx((3 * 2 / 4 + 2 * 1 / 4) / 6)
    parts = ConfusionMatrix(4)
    for row in range(2):
        part = ConfusionMatrix(4)
        part.add(truth[row : row + 1], predicted[row : row + 1])
        parts += part
    assert np.array_equal(parts.counts, matrix.counts)


def test_11_downsampled_truth_bounds_the_mean_iu() -> None:
    rng = np.random.default_rng(5)
    y, x = np.mgrid[:96, :130]
    masks = []
    for _ in range(3):
        mask = np.zeros((96, 130), np.uint8)
        for label in (1, 2):
            cy, cx, r = rng.integers(20, 76), rng.integers(20, 110), rng.integers(12, 30)
            mask[(y - cy) ** 2 + (x - cx) ** 2 < r * r] = label
        masks.append(mask)
    bounds = upper_bounds(Masks(masks), (64, 16, 4, 1))
    values = [bounds[factor].mean_iu for factor in (64, 16, 4, 1)]
    assert values == sorted(values)
    assert values[-1] == 1.0 and values[2] > 0.93 and values[0] < 0.7
    half = np.zeros((8, 8), np.uint8)
    half[:, 4:] = 1
    assert np.array_equal(coarsened(half, 4, 3), half)
    framed = half.copy()
    framed[:, 3:6] = VOID  # as VOC marks boundaries: void is the background's
    assert np.array_equal(coarsened(framed, 1, 3, void_as=0)[:, 5:], half[:, 5:] * [[0, 1, 1]])
    assert np.array_equal(coarsened(np.full((3, 3), VOID, np.uint8), 2, 3), np.zeros((3, 3)))


def test_12_momentum_of_one_image_equals_that_of_a_batch() -> None:
    """p^(1/k) = p'^(1/k'): .9 over batches of 20 is about .99 over single images."""
    assert math.pow(0.9, 1 / 20) == pytest.approx(0.9947, abs=1e-4)
    heavy, cvpr = recipes.load("heavy"), recipes.load("cvpr")
    assert heavy.momentum == 0.99 and heavy.batch == 1
    assert cvpr.momentum == 0.9 and cvpr.batch == 20


@pytest.mark.parametrize("name", catalog.names())
def test_every_net_names_a_recipe_that_fits_it(name: str) -> None:
    found = catalog.spec(name)
    recipe = recipes.load(found.recipe)
    if recipe.net.backbone == found.config.backbone:
        assert len(recipe.stride_weights) >= len(found.config.strides)
        assert recipe.net.skip_scales == found.config.skip_scales


@pytest.mark.parametrize(
    ("net", "rates"),
    [
        ("fcn{}s-vgg16", (1e-10, 1e-12, 1e-14)),
        ("pascalcontext-fcn{}s", (1e-10, 1e-12, 1e-14)),
        ("siftflow-fcn{}s", (1e-10, 1e-12, 1e-12)),
    ],
)
def test_each_stage_learns_at_the_published_rate_from_its_finest_output(
    net: str, rates: tuple[float, ...]
) -> None:
    for number, (finest, rate) in enumerate(zip((32, 16, 8), rates, strict=True), start=1):
        recipe = recipes.load(catalog.spec(net.format(finest)).recipe)
        assert recipe.lr == rate
        assert recipe.stride_weights[-number:] == (0.0,) * (number - 1) + (1.0,)


def test_fcn16s_starts_from_fcn32s_at_a_hundredth_of_the_rate() -> None:
    """By the paper's text, which has the deconvolution between them learned."""
    coarse, fine = recipes.load("cvpr"), recipes.load("cvpr16s")
    assert fine.lr == pytest.approx(coarse.lr / 100)
    assert fine.net == replace(coarse.net, strides=(32, 16), upsampling="learned")
    assert fine.stride_weights[-2:] == (0.0, 1.0)
    assert replace(fine, lr=coarse.lr, net=coarse.net, stride_weights=(1.0,)) == coarse


def test_the_papers_recipes_are_the_published_ones() -> None:
    rates = {"heavy": 1e-10, "heavy16s": 1e-12, "heavy8s": 1e-14, "atonce": 1e-10, "fixed": 1e-10}
    for name, lr in rates.items():
        recipe = recipes.load(name)
        assert (recipe.lr, recipe.momentum, recipe.batch) == (lr, 0.99, 1)
        assert not recipe.normalize_loss and recipe.bias_lr_scale == 2.0
        assert recipe.weight_decay == 5e-4 and recipe.optimizer == "sgd"
    assert recipes.load("atonce").net.skip_scales == (1.0, 0.01, 0.0001)
    assert recipes.load("fixed").frozen_backbone
    assert recipes.load("alexnet").normalize_loss
    assert recipes.load("atonce").iterations == 300_000
