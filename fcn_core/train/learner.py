"""How a net learns from corrections: the heads first on cached taps, then the whole net.

Only confirmed pixels are learned from; on untouched ones the net is held to what it said before
(`distill`). Batch norm keeps its statistics, since a few images are no sample of the world.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import Augmentation, Preprocessing, to_batch
from fcn_core.errors import FcnError
from fcn_core.masks import UNTOUCHED
from fcn_core.nets.fcn import FCN, Scores
from fcn_core.train.distill import distillation_loss
from fcn_core.train.judge import confirmed_labels
from fcn_core.train.loss import stride_loss
from fcn_core.train.taps_cache import CachedTaps, TapsCache


@dataclass(frozen=True, kw_only=True)
class FinetuneRecipe:
    """Settings of a fine-tuning run; the defaults suit ten photos and a minute."""

    heads_share: float = 0.3
    """Share of the time in which only the heads learn."""
    heads_steps: int = 60
    whole_steps: int = 10
    """Steps that each part takes at least, however slow the machine."""
    heads_lr: float = 1e-3
    lr: float = 5e-4
    rate_factor: float = 1.0
    """Factor on both learning rates."""
    backbone_lr_scale: float = 0.3
    weight_decay: float = 0.01
    batch: int = 4
    crop: int = 288
    scale: tuple[float, float] = (0.7, 1.4)
    color: float = 0.2
    grid: int = 4
    """The loss is taken at every n-th pixel."""
    distill: float = 0.5
    """Weight of staying with the old answers on untouched pixels."""
    stride_weights: tuple[float, ...] = (0.4, 0.4, 1.0)
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
    ) -> None:
        """`replay` holds images without corrections, against forgetting; `cache` is empty."""
        self.replay = replay
        self.cache = TapsCache() if cache is None else cache
        self.net, self.parent, self.kept = net, parent, kept
        self.preprocessing, self.samples = preprocessing, samples
        self.recipe, self.device = recipe, device
        self.rng = np.random.default_rng(recipe.seed)
        self.label_weights = self._label_weights()

    def heads(self) -> Iterator[float]:
        """Train everything behind the backbone, without end; yields each step's loss."""
        recipe, cached = self.recipe, self._fill_cache()
        optimizer = torch.optim.AdamW(
            self.net.head_parameters(),
            lr=recipe.heads_lr * recipe.rate_factor,
            weight_decay=recipe.weight_decay,
        )
        while True:
            item = cached[int(self.rng.integers(len(cached)))]
            scores = dict(self.net.stages(item.taps))
            yield self._step(optimizer, scores, item.old, item.mask)

    def whole(self, progress: Callable[[], float]) -> Iterator[float]:
        """Train the net on crops around confirmed pixels, without end; the stem is left alone.

        The rate falls to zero as `progress()` goes from 0 to 1.
        """
        recipe, optimizer = self.recipe, self._whole_optimizer()
        while True:
            decayed = 0.5 * (1 + math.cos(math.pi * min(max(progress(), 0.0), 1.0)))
            for group in optimizer.param_groups:
                group["lr"] = recipe.lr * recipe.rate_factor * group["scale"] * decayed
            images, masks = self._crops()
            x = self.preprocessing(images.to(self.device))
            with torch.no_grad(), self._precision():
                old = self.parent(x)
            with self._precision():
                scores = self.net(x)
            yield self._step(optimizer, scores, old, masks.to(self.device))

    def _step(
        self, optimizer: torch.optim.Optimizer, scores: Scores, old: Scores, masks_NHW: Tensor
    ) -> float:
        loss = self._loss(scores, old, masks_NHW)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise FcnError(
                f"The loss became {value}; the net before is kept.", "Try a lower learning rate."
            )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        return value

    def _loss(self, scores: Scores, old: Scores, masks_NHW: Tensor) -> Tensor:
        recipe, finest = self.recipe, self.net.strides[-1]
        loss = stride_loss(
            self.net,
            scores,
            masks_NHW,
            grid=recipe.grid,
            weights=recipe.stride_weights,
            mean=True,
            label_weights=self.label_weights,
        )
        if not recipe.distill:
            return loss
        cells = masks_NHW[:, ::finest, ::finest]
        height, width = cells.shape[1:]
        new, was = (s[finest][..., :height, :width] for s in (scores, old))
        return loss + recipe.distill * distillation_loss(new, was, self.kept, cells)

    def _whole_optimizer(self) -> torch.optim.Optimizer:
        for module in self.net.backbone.stem():
            module.requires_grad_(False)
        backbone = [p for p in self.net.backbone.parameters() if p.requires_grad]
        groups: list[dict[str, Any]] = [
            {"params": list(self.net.head_parameters()), "scale": 1.0},
            {"params": backbone, "scale": self.recipe.backbone_lr_scale},
        ]
        return torch.optim.AdamW(groups, lr=self.recipe.lr, weight_decay=self.recipe.weight_decay)

    @torch.no_grad()
    def _fill_cache(self) -> TapsCache:
        """Every image and its mirror image through the backbone, once."""
        self.cache.clear()
        for sample in self.samples:
            for flip in (1, -1):
                images, masks = to_batch([(sample.image[:, ::flip], sample.mask[:, ::flip])])
                with self._precision():
                    taps = self.net.backbone(self.preprocessing(images.to(self.device)))
                    old = dict(self.parent.stages(taps))
                self.cache.append(CachedTaps(taps=taps, mask=masks.to(self.device), old=old))
        return self.cache

    def _crops(self) -> tuple[Tensor, Tensor]:
        recipe = self.recipe
        augment = Augmentation(crop=recipe.crop, scale=recipe.scale, color=recipe.color)
        crops = []
        for _ in range(recipe.batch):
            sample = self.samples[int(self.rng.integers(len(self.samples)))]
            rows, cols = np.nonzero(sample.mask < UNTOUCHED)
            near = None
            if len(rows):
                pick = int(self.rng.integers(len(rows)))
                near = (int(rows[pick]), int(cols[pick]))
            crops.append(augment(sample, self.rng, near))
        return to_batch(crops)

    def _label_weights(self) -> Tensor:
        """Rare labels count more: (mean frequency / frequency) ** 0.5, within 0.3 and 3."""
        counts = confirmed_labels([s.mask for s in self.samples], self.net.labels).astype(float)
        seen = counts > 0
        weights = np.ones(len(counts), np.float32)
        if seen.any():
            weights[seen] = np.clip((counts[seen].mean() / counts[seen]) ** 0.5, 0.3, 3.0)
        return torch.from_numpy(weights).to(self.device)

    def _precision(self) -> torch.autocast:
        return torch.autocast("cuda", torch.bfloat16, enabled=self.device.type == "cuda")
