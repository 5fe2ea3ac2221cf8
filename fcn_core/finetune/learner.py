"""How a net learns from corrections: the heads first on cached taps, then the whole net.

Only confirmed pixels are learned from; on untouched ones the net is held to what it said before
(`distill`). Batch norm keeps its statistics, since a few images are no sample of the world.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor, nn

from fcn_core.cancelling import Heed, heedless
from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import Augmentation, Preprocessing, to_batch
from fcn_core.errors import FcnError
from fcn_core.finetune.crf import at_cells, crf_loss
from fcn_core.finetune.crops import Crops
from fcn_core.finetune.distill import distillation_loss
from fcn_core.finetune.judge import confirmed_labels
from fcn_core.finetune.rates import Rates
from fcn_core.finetune.taps_cache import CachedTaps, TapsCache
from fcn_core.finetune.windows import window
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import VOID, Mask
from fcn_core.nets.backbones import Taps
from fcn_core.nets.fcn import FCN, Scores
from fcn_core.nets.folding import folded
from fcn_core.nets.surgery import calibrate
from fcn_core.sentences import said
from fcn_core.split import spread_evenly
from fcn_core.train.loss import stride_loss

WARMUP = 8
"""Steps until the full rate."""
PLAIN_SCALE = 0.1
"""Backbones without batch norm (the paper's) bear only this fraction of the rate."""
WHOLE = 0.9
"""Of strokes alone nobody can tell how frequent a label is; of so much of the images one can."""
WINDOW = 512
"""Of larger images the heads learn from pieces of so many pixels: steps stay short."""
STUDIED = 32
"""Pieces of large images that go through the backbone for the heads, unless there are more images:
that takes seconds each."""


@dataclass(frozen=True, kw_only=True)
class FinetuneRecipe:
    """Settings of a fine-tuning run; the defaults suit ten photos and a minute."""

    heads_share: float = 0.3
    """Share of the time in which only the heads learn."""
    heads_steps: int = 40
    whole_steps: int = 4
    """Steps that each part takes at least, however slow the machine."""
    heads_lr: float = 3e-3
    lr: float = 1e-3
    rate_factor: float = 1.0
    """Factor on both learning rates."""
    backbone_lr_scale: float = 1.0
    trained_lr_scale: float = 0.1
    """Heads that should not forget move by this fraction of the rates ..."""
    trained_backbone_scale: float = 0.1
    """... and the backbone below them by this fraction of that."""
    trained_share: float = 0.3
    """How far such a net goes from its old weights to those it has learned (`averaged`)."""
    weight_decay: float = 0.01
    batch: int = 4
    replay_batch: int = 2
    """Crops of images without corrections, beside the others."""
    crop: int = 256
    scale: tuple[float, float] = (0.7, 1.4)
    flip: bool = True
    """Whether images come mirrored, too."""
    color: float = 0.2
    false_colors: float = 0.5
    """How often images without colour come in false colours, on a new task."""
    balance: float = 0.5
    """How much more rare labels count; at 0 all count alike, as where a net that knows all of them
    learns from strokes."""
    stroke_balance: float = 0.75
    """The same on a new task, and ..."""
    whole_balance: float = 0.25
    """... where that task's images are confirmed nearly wholly (`WHOLE`)."""
    grid: int = 4
    """The loss is taken at every n-th pixel, of outputs finer than that at every cell."""
    distill: float = 1.0
    """Weight of staying with the old answers where nobody contradicted them."""
    crf: float = 3.0
    """Weight of neighbours that look alike sharing a label, on untouched pixels of a new task."""
    coarse_weight: float = 0.3
    """Weight of the loss of the coarser outputs, beside the finest one's 1."""
    snapshot_seconds: float = 5.0
    curve_seconds: float = 8.0
    seed: int = 0


class Learner:
    """Steps of gradient descent on `net`, with `parent` as the memory of what it knew."""

    def __init__(
        self,
        net: FCN,
        parent: FCN,
        kept: list[tuple[int, int]],
        preprocessing: Preprocessing,
        samples: Sequence[Sample],
        recipe: FinetuneRecipe,
        device: torch.device,
        replay: Sequence[Sample] = (),
        cache: TapsCache | None = None,
        heed: Heed = heedless,
    ) -> None:
        """`kept` pairs (new id, old id) of labels whose knowledge is to be kept; without any the
        net learns freely. `replay` holds images without corrections; `cache` is empty.

        Between steps it is stopped or paused by whoever takes them, before the first by `heed`.
        """
        self._heed = heed
        self.replay = replay if kept else ()
        self.cache = TapsCache() if cache is None else cache
        self.net, self.parent, self.kept = net, parent, kept
        self.preprocessing, self.samples = preprocessing, samples
        images = len({sample.image_id for sample in samples})
        most = max(STUDIED, images)
        self._studied = [samples[place] for place in spread_evenly(len(samples), most)]
        self.recipe, self.device = recipe, device
        self.rng = np.random.default_rng(recipe.seed)
        self.label_weights = self._label_weights()

    def heads(self) -> Iterator[float]:
        """Train everything behind the backbone, without end; yields each step's loss."""
        recipe = self.recipe
        self._calibrate()
        cached, rates = self._fill_cache(), self._rates(backbone=None)
        learned = (1 + recipe.flip) * len(self._studied)
        for step in itertools.count(1):
            drawn = [int(self.rng.integers(learned))]
            if len(cached) > learned:
                drawn.append(int(self.rng.integers(learned, len(cached))))
            pieces = [window(cached[i], self.net, WINDOW, self.rng) for i in drawn]
            losses = [self._loss(dict(self.net.stages(p.taps)), p.old, p.mask) for p in pieces]
            loss = torch.stack(losses).sum()
            rate = recipe.heads_lr * recipe.rate_factor * min(1.0, step / WARMUP)
            yield self._step(rates, loss, rate)

    def whole(self, progress: Callable[[], float]) -> Iterator[float]:
        """Train the net on crops around confirmed pixels, without end; the stem is left alone.

        The rate falls to zero as `progress()` goes from 0 to 1.
        """
        recipe = self.recipe
        self._calibrate()
        rates = self._rates(self._backbone_scale())
        augment = Augmentation(
            crop=recipe.crop,
            scale=recipe.scale,
            flip=recipe.flip,
            color=recipe.color,
            # A net that knows its labels has seen colours enough.
            false_colors=0.0 if self.kept else recipe.false_colors,
        )
        turn = self.preprocessing.views == "turns"
        crops = Crops(self.samples, augment, self.rng, turn)
        others = Crops(self.replay, augment, self.rng, turn)
        for step in itertools.count(1):
            decayed = 0.5 * (1 + math.cos(math.pi * min(max(progress(), 0.0), 1.0)))
            drawn = crops.draw(recipe.batch)
            if self.replay:
                drawn += others.draw(recipe.replay_batch)
            x, masks = self._batch(drawn)
            scores = self.net(x)
            loss = self._loss(scores, self._old(x), masks)
            if recipe.crf and not self.kept:
                loss = loss + recipe.crf * self._crf(scores, x, masks)
            rate = recipe.lr * recipe.rate_factor * decayed * min(1.0, step / WARMUP)
            yield self._step(rates, loss, rate)

    def _step(self, rates: Rates, loss: Tensor, rate: float) -> float:
        value = float(loss.detach())
        if not math.isfinite(value):
            problem = said("The loss became {loss}; the net before is kept.", loss=value)
            raise FcnError(problem, "Try a lower learning rate.")
        rates.step(loss, rate)
        return value

    def _loss(self, scores: Scores, old: Scores, masks_NHW: Tensor) -> Tensor:
        recipe, finest = self.recipe, self.net.strides[-1]
        coarse = {stride: score for stride, score in scores.items() if stride != finest}
        loss = self._stride_loss({finest: scores[finest]}, masks_NHW, min(recipe.grid, finest), 1.0)
        if coarse and recipe.coarse_weight:
            loss = loss + self._stride_loss(coarse, masks_NHW, recipe.grid, recipe.coarse_weight)
        if not self.kept or not recipe.distill:
            return loss
        # On pixels, a cell apart: of padded nets the cells lie elsewhere than their numbers say.
        size = (masks_NHW.shape[1], masks_NHW.shape[2])
        new, was = (
            net.upsample_to_grid(found[finest], finest, size, finest)
            for net, found in ((self.net, scores), (self._memory, old))
        )
        masks = masks_NHW[:, ::finest, ::finest]
        return loss + recipe.distill * distillation_loss(new, was, self.kept, masks)

    def _stride_loss(self, scores: Scores, masks_NHW: Tensor, grid: int, weight: float) -> Tensor:
        weights, by_label = (weight,) * len(scores), self.label_weights
        return stride_loss(
            self.net, scores, masks_NHW, grid=grid, weights=weights, label_weights=by_label
        )

    def _crf(self, scores: Scores, x_NCHW: Tensor, masks_NHW: Tensor) -> Tensor:
        finest, grid = self.net.strides[-1], self.recipe.grid
        height, width = x_NCHW.shape[2:]
        pixels = self.net.upsample_to_grid(scores[finest], finest, (height, width), grid)
        return crf_loss(pixels, at_cells(x_NCHW, grid), masks_NHW[:, ::grid, ::grid])

    def _calibrate(self) -> None:
        def each() -> Iterator[Tensor]:
            for sample in self._studied:
                self._heed()
                yield self._batch([(sample.image, sample.mask)])[0]

        calibrate(self.net, each())

    def _backbone_scale(self) -> float:
        recipe = self.recipe
        if self.kept:
            return recipe.trained_backbone_scale
        normed = any(isinstance(m, nn.BatchNorm2d) for m in self.net.backbone.modules())
        return recipe.backbone_lr_scale * (1.0 if normed else PLAIN_SCALE)

    def _rates(self, backbone: float | None) -> Rates:
        kept = {new for new, _ in self.kept}
        return Rates(
            self.net,
            new_labels=[i for i in range(self.net.labels) if i not in kept],
            trained=self.recipe.trained_lr_scale if self.kept else 1.0,
            backbone=backbone,
            weight_decay=self.recipe.weight_decay,
        )

    @torch.no_grad()
    def _fill_cache(self) -> TapsCache:
        """Every image, and its mirror image, through the backbone once; those to replay last."""
        self.cache.clear()
        # What keeps labels begins with its parent's backbone: one pass gives taps and old scores.
        reader = self._memory if self.kept else folded(self.net)
        for sample in (*self._studied, *self.replay):
            for flip in (1, -1)[: 1 + self.recipe.flip]:
                self._heed()
                x, masks = self._batch([(sample.image[:, ::flip], sample.mask[:, ::flip])])
                taps = reader.taps(x)
                self.cache.append(CachedTaps(taps=taps, mask=masks, old=self._old(x, taps)))
        return self.cache

    @torch.no_grad()
    def _old(self, x_NCHW: Tensor, taps: Taps | None = None) -> Scores:
        """The parent's scores of its finest output; nothing where nothing is to be kept.

        `taps` are its backbone's, where they are known.
        """
        if not self.kept:
            return {}
        *_, last = self._memory.stages(self._memory.taps(x_NCHW) if taps is None else taps)
        return dict([last])

    @cached_property
    def _memory(self) -> FCN:
        """The parent, which learns no more."""
        return folded(self.parent)

    def _batch(self, crops: list[tuple[RGB, Mask]]) -> tuple[Tensor, Tensor]:
        """What the net sees, and the masks (N, H, W), on the device."""
        images, masks = to_batch(crops)
        return self.preprocessing(images.to(self.device)), masks.to(self.device)

    def _label_weights(self) -> Tensor:
        """Rare labels count more: (mean frequency / frequency) ** balance, within 0.3 and 3."""
        masks = [sample.mask for sample in self.samples]
        counts = confirmed_labels(masks, self.net.labels).astype(float)
        valid = sum(int(np.count_nonzero(mask != VOID)) for mask in masks)
        balance, seen = self._balance(counts.sum() >= WHOLE * valid), counts > 0
        weights = np.ones(len(counts), np.float32)
        if seen.any():
            ratios = counts[seen].mean() / counts[seen]
            weights[seen] = np.clip(ratios**balance, 0.3, 3.0)
        return torch.from_numpy(weights).to(self.device)

    def _balance(self, is_whole: bool) -> float:
        if self.kept:
            # How frequent a label is, a net that knows it knows better than strokes do.
            knows_all = len(self.kept) == self.net.labels
            return 0.0 if knows_all and not is_whole else self.recipe.balance
        return self.recipe.whole_balance if is_whole else self.recipe.stroke_balance
