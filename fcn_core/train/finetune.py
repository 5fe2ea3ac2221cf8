"""Fine-tuning on corrections: the heads first on cached taps, then the whole net.

Only confirmed pixels are learned from; on untouched ones the net is held to what it said before
(`distill`). Batch norm keeps its statistics, since a few images are no sample of the world.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from fcn_core.data.dataset import Sample
from fcn_core.data.transforms import Augmentation, to_batch
from fcn_core.devices import choose_device, describe_device
from fcn_core.errors import FcnError
from fcn_core.events import Evaluated, Event, Finished, Message, Progress, Snapshot, Started
from fcn_core.masks import UNTOUCHED
from fcn_core.nets.backbones import Taps
from fcn_core.nets.fcn import Scores
from fcn_core.predict import Predictor
from fcn_core.train.control import Control
from fcn_core.train.corrections import Corrections
from fcn_core.train.distill import distillation_loss
from fcn_core.train.job import FinetuneJob
from fcn_core.train.judge import confirmed_labels, judge, report
from fcn_core.train.loss import stride_loss
from fcn_core.train.setup import adapted
from fcn_core.weights.checkpoint import load_model, save_model

Emit = Callable[[Event], None]
CURVE_IMAGES = 6


@dataclass(frozen=True, kw_only=True)
class FinetuneRecipe:
    """Settings of a fine-tuning run; the defaults suit ten photos and a minute."""

    heads_share: float = 0.3
    """Share of the time in which only the heads learn."""
    heads_lr: float = 1e-3
    lr: float = 5e-4
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
    heads_steps: int = 60
    whole_steps: int = 10
    """Steps that each part takes at least, however slow the machine."""
    seed: int = 0


@dataclass(frozen=True, kw_only=True)
class CachedTaps:
    """What the heads learn from: one image's taps, mask and old scores."""

    taps: Taps
    mask: Tensor
    old: Scores


class Finetuner:
    """One fine-tuning run. `run` does it all and reports through `emit`."""

    def __init__(self, job: FinetuneJob, emit: Emit, control: Control) -> None:
        self.job, self.emit, self.control = job, emit, control
        self.recipe = _recipe(job.recipe)
        self.device = choose_device(job.device)
        self.rng = np.random.default_rng(self.recipe.seed)
        self.parent, self.parent_info = load_model(Path(job.model))
        self.parent.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.parent.requires_grad_(False)
        net, info = adapted(
            copy.deepcopy(self.parent), self.parent_info, job.labels, self.parent_info.name
        )
        net.requires_grad_(True)
        self.predictor = Predictor(net, info, self.device, self._say)
        self.net, self.info = net, info
        old = self.parent_info.labels.names
        self.kept = [(i, old.index(n)) for i, n in enumerate(job.labels.names) if n in old]
        long_side = info.preprocessing.long_side
        self.training = self._part(False, long_side)
        self.held_out = self._part(True, long_side)
        self.steps = 0

    def run(self) -> None:
        """Judge, learn until the time is over or `stop` is said, judge again, finish."""
        samples = [self.training.sample(i) for i in range(len(self.training))]
        if not any((s.mask < UNTOUCHED).any() for s in samples):
            raise FcnError(
                "No pixel has been corrected yet, so there is nothing to learn from.",
                "Correct or accept a few regions first.",
            )
        Path(self.job.out).mkdir(parents=True, exist_ok=True)
        self.emit(Started(title="fine-tuning", steps=0, device=describe_device(self.device)))
        before = self._judged_parent()
        self.weights = self._label_weights(samples)
        self._began = self._snapshot_at = self._curve_at = time.monotonic()
        self._learn_heads(samples)
        self._learn_all(samples)
        stopped = self.control.stop.is_set()
        self._save()
        self._say("Comparing the net before and after on the held-out images.")
        after = judge(self.predictor, self.held_out) if len(self.held_out) else None
        self.emit(
            Finished(
                path=str(self.model_path),
                stopped=stopped,
                report=report(before, after, self.held_out),
            )
        )

    @property
    def model_path(self) -> Path:
        return Path(self.job.out) / "model.safetensors"

    # -- learning ---------------------------------------------------------------------------

    def _learn_heads(self, samples: Sequence[Sample]) -> None:
        """Train everything behind the backbone on taps computed once."""
        recipe, cached = self.recipe, self._cached(samples)
        self.net.backbone.requires_grad_(False)
        optimizer = torch.optim.AdamW(
            self.net.head_parameters(), lr=recipe.heads_lr, weight_decay=recipe.weight_decay
        )
        while self._goes_on(recipe.heads_share, recipe.heads_steps):
            item = cached[int(self.rng.integers(len(cached)))]
            scores = dict(self.net.stages(item.taps))
            self._step(optimizer, scores, item.old, item.mask)
        self.net.backbone.requires_grad_(True)

    def _learn_all(self, samples: Sequence[Sample]) -> None:
        """Train the net on augmented crops around confirmed pixels; the stem stays frozen."""
        recipe = self.recipe
        for module in self.net.backbone.stem():
            module.requires_grad_(False)
        backbone = [p for p in self.net.backbone.parameters() if p.requires_grad]
        groups: list[dict[str, Any]] = [
            {"params": list(self.net.head_parameters()), "scale": 1.0},
            {"params": backbone, "scale": recipe.backbone_lr_scale},
        ]
        optimizer = torch.optim.AdamW(groups, lr=recipe.lr, weight_decay=recipe.weight_decay)
        least = self.steps + recipe.whole_steps
        while self._goes_on(1.0, least):
            share = (self._progress() - recipe.heads_share) / (1 - recipe.heads_share)
            for group in optimizer.param_groups:
                decayed = 0.5 * (1 + math.cos(math.pi * min(max(share, 0.0), 1.0)))
                group["lr"] = recipe.lr * group["scale"] * decayed
            images, masks = self._crops(samples)
            x = self.info.preprocessing(images.to(self.device))
            with torch.inference_mode(), self._precision():
                old = {k: v.clone() for k, v in self.parent(x).items()}
            with self._precision():
                scores = self.net(x)
            self._step(optimizer, scores, old, masks.to(self.device))

    def _step(
        self, optimizer: torch.optim.Optimizer, scores: Scores, old: Scores, masks: Tensor
    ) -> None:
        recipe = self.recipe
        loss = stride_loss(
            self.net,
            scores,
            masks,
            grid=recipe.grid,
            weights=recipe.stride_weights,
            mean=True,
            label_weights=self.weights,
        )
        if recipe.distill:
            finest = self.net.strides[-1]
            mask = masks[:, ::finest, ::finest]
            height, width = mask.shape[1:]
            new = scores[finest][..., :height, :width]
            was = old[finest][..., :height, :width].clone()
            loss = loss + recipe.distill * distillation_loss(new, was, self.kept, mask)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise FcnError(
                f"The loss became {value} at step {self.steps}; the net before is kept.",
                "Try a lower learning rate.",
            )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        self._after_step(value)

    # -- bookkeeping ------------------------------------------------------------------------

    def _after_step(self, loss: float) -> None:
        self.steps += 1
        seen = getattr(self, "_loss", loss)
        self._loss = 0.95 * seen + 0.05 * loss
        progress = max(self._progress(), 1e-6)
        self.emit(
            Progress(
                step=self.steps,
                steps=max(self.steps, round(self.steps / progress)),
                loss=self._loss,
                seconds_left=max(0.0, self.job.seconds * (1 - progress)),
            )
        )
        now = time.monotonic()
        if now - self._snapshot_at > self.recipe.snapshot_seconds:
            self._save()
            self._snapshot_at = time.monotonic()
        if len(self.held_out) and now - self._curve_at > self.recipe.curve_seconds:
            self._emit_curve()
            self._curve_at = time.monotonic()

    def _goes_on(self, until: float, least_steps: int) -> bool:
        """Whether to take another step: not stopped, and before `until` or `least_steps`."""
        self.control.wait_while_paused()
        wanted = self._progress() < until or self.steps < least_steps
        return wanted and not self.control.stop.is_set()

    def _progress(self) -> float:
        """The share of the time budget that is used up; pauses do not count."""
        spent = time.monotonic() - self._began - self.control.paused_seconds
        return spent / max(self.job.seconds, 1e-6)

    def _save(self) -> None:
        about = {
            "parent": self.job.model,
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "images": [image.image_id for image in self.training.images],
            "held_out": [image.image_id for image in self.held_out.images],
            "steps": self.steps,
            "seconds": round(self._progress() * self.job.seconds, 1),
            "device": describe_device(self.device),
        }
        info = replace(self.info, recipe=asdict(self.recipe), provenance=about)
        save_model(self.model_path, self.net, info)
        self.emit(Snapshot(step=self.steps, path=str(self.model_path)))

    def _emit_curve(self) -> None:
        few = Corrections(
            self.held_out.images[:CURVE_IMAGES], self.job.labels, self.held_out.long_side
        )
        result = judge(self.predictor, few)
        finest = f"stride{self.net.strides[-1]}"
        shown = result.mean_iu if math.isfinite(result.mean_iu) else 0.0
        scores = result.to_json()
        self.emit(
            Evaluated(step=self.steps, mean_iu={finest: shown}, per_class_iu=scores["per_class_iu"])
        )

    # -- data -------------------------------------------------------------------------------

    def _part(self, held_out: bool, long_side: int) -> Corrections:
        chosen = [image for image in self.job.images if image.held_out == held_out]
        return Corrections(chosen, self.job.labels, long_side)

    def _judged_parent(self) -> Any:
        if not len(self.held_out):
            return None
        self._say("Scoring the net as it is on the held-out images.")
        return judge(Predictor(self.parent, self.parent_info, self.device), self.held_out)

    def _label_weights(self, samples: Sequence[Sample]) -> Tensor:
        """Rare labels count more: (mean frequency / frequency) ** 0.5, within 0.3 and 3."""
        counts = confirmed_labels([s.mask for s in samples], len(self.job.labels)).astype(float)
        seen = counts > 0
        weights = np.ones(len(counts), np.float32)
        weights[seen] = np.clip((counts[seen].mean() / counts[seen]) ** 0.5, 0.3, 3.0)
        return torch.from_numpy(weights).to(self.device)

    @torch.no_grad()
    def _cached(self, samples: Sequence[Sample]) -> list[CachedTaps]:
        """Every image and its mirror image through the backbone, once."""
        cached = []
        for sample in samples:
            for flip in (1, -1):
                image, mask = sample.image[:, ::flip], sample.mask[:, ::flip]
                x, m = to_batch([(image, mask)])
                pixels = self.info.preprocessing(x.to(self.device))
                with self._precision():
                    taps = self.net.backbone(pixels)
                    old = dict(self.parent.stages(taps))
                cached.append(CachedTaps(taps=taps, mask=m.to(self.device), old=old))
        return cached

    def _crops(self, samples: Sequence[Sample]) -> tuple[Tensor, Tensor]:
        recipe = self.recipe
        augment = Augmentation(crop=recipe.crop, scale=recipe.scale, color=recipe.color)
        crops = []
        for _ in range(recipe.batch):
            sample = samples[int(self.rng.integers(len(samples)))]
            rows, cols = np.nonzero(sample.mask < UNTOUCHED)
            near = None
            if len(rows):
                pick = int(self.rng.integers(len(rows)))
                near = (int(rows[pick]), int(cols[pick]))
            crops.append(augment(sample, self.rng, near))
        return to_batch(crops)

    def _precision(self) -> torch.autocast:
        return torch.autocast("cuda", torch.bfloat16, enabled=self.device.type == "cuda")

    def _say(self, text: str) -> None:
        self.emit(Message(text=text))


def _recipe(overrides: dict[str, Any]) -> FinetuneRecipe:
    fixed = {k: tuple(v) if isinstance(v, list) else v for k, v in overrides.items()}
    try:
        return replace(FinetuneRecipe(), **fixed)
    except TypeError as error:
        raise FcnError(f"The fine-tuning recipe has an unknown key: {error}.") from error
