"""The training loop: seeded, resumable to the bit on the CPU, stoppable at any step."""

from __future__ import annotations

import math
import threading
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from fcn_core.data.dataset import Dataset, Joined, check_labelled
from fcn_core.data.pasting import pasted
from fcn_core.data.sampling import Order, Stopwatch, prefetched, repeat_factors
from fcn_core.data.transforms import Augmentation, to_batch
from fcn_core.errors import FcnError
from fcn_core.events import Emit, Event, Finished, Message, Progress, Snapshot, Started, to_line
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import Mask
from fcn_core.nets.fcn import FCN
from fcn_core.train.balance import Balance, drop_cells
from fcn_core.train.begun import Begun
from fcn_core.train.loss import mean_divisors, pixels_that_count, stride_loss
from fcn_core.train.optim import (
    WeightAverage,
    build_optimizer,
    freeze_backbone,
    freeze_stem,
    rate_at,
    set_drop_path,
    set_rate,
    set_training,
)
from fcn_core.train.recipe import Recipe
from fcn_core.train.resume import Reached, load_state, save_state
from fcn_core.weights.checkpoint import ModelInfo, save_model

Batch = list[tuple[Tensor, Tensor]]
"""Images and masks of each pass whose gradients a step adds up."""


@dataclass(frozen=True, kw_only=True)
class RunFiles:
    """Where a run keeps its things."""

    folder: Path

    @property
    def model(self) -> Path:
        """The model so far: usable at any time."""
        return self.folder / "model.safetensors"

    @property
    def half(self) -> Path:
        """The model in half the bytes, where that is asked for."""
        return self.folder / "model-fp16.safetensors"

    @property
    def events(self) -> Path:
        """What happened, one JSON event a line: the learning curve."""
        return self.folder / "events.jsonl"

    @property
    def state(self) -> Path:
        """What `--resume` goes on from."""
        return self.folder / "resume.safetensors"


class Trainer:
    """One training run of `net` on `source`."""

    def __init__(
        self,
        net: FCN,
        info: ModelInfo,
        source: Dataset,
        recipe: Recipe,
        folder: Path,
        device: torch.device,
        emit: Emit,
        begun: Begun | None = None,
    ) -> None:
        """`begun` is for `--resume`: what the run's folder would not tell otherwise."""
        self.begun = begun
        self.recipe, self.source, self.device, self._tell = recipe, source, device, emit
        self.info = replace(info, recipe=recipe.to_json())
        self.files = RunFiles(folder=folder)
        self.net = net.to(device=device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        if recipe.frozen_stem:
            freeze_stem(net)
        if recipe.frozen_backbone:
            freeze_backbone(net)
        self.optimizer = build_optimizer(net, recipe)
        self.average = WeightAverage(net, recipe.ema) if recipe.ema else None
        self.order = Order(self._factors(), recipe.images_per_step, recipe.seed)
        epochs = math.ceil(recipe.epochs * self.order.steps_per_epoch)
        self.steps = recipe.iterations or max(1, epochs)
        self.balance = Balance.of(source, recipe.balance, info.config.tasks)
        self.done, self.mean_loss = 0, math.nan

    def resume(self) -> None:
        """Go on where an interrupted run left off. Raises `FcnError` if it can't."""
        reached = load_state(self.files.state, self.net, self.average, self.optimizer)
        self.done, self.mean_loss = reached.step, reached.mean_loss

    def run(self, stop: threading.Event, save_every: float = 60.0) -> None:
        """Train to the end, or until `stop` is set; either way a usable model is written.

        `save_every` is in seconds. A loss that is not finite ends the run with `FcnError`
        and the last good model stays. Raises it before the first step if no pixel has a label.
        """
        check_labelled(self.source)
        self.files.folder.mkdir(parents=True, exist_ok=True)
        if not self.done:
            self.files.events.unlink(missing_ok=True)
        self.emit(Started(title=self.info.name, steps=self.steps, device=str(self.device)))
        watch, saved = Stopwatch(), time.monotonic()
        with closing(prefetched(self._batch, self.done, self.steps)) as batches:
            for batch in watch.through(batches):
                self._told(self._step(batch), watch)
                if stop.is_set():
                    break
                if time.monotonic() - saved > save_every:
                    self.save()
                    saved = time.monotonic()
        self.save()
        if stop.is_set():
            self.emit(Message(text=f"Stopped after step {self.done}; the model so far is kept."))
        self.emit(
            Finished(
                path=str(self.files.model),
                stopped=self.done < self.steps,
                report={"seconds": round(watch.seconds, 3), "net_share": watch.busy_share},
            )
        )

    def _told(self, loss: float, watch: Stopwatch) -> None:
        """Report a step, its loss as a running mean."""
        first = math.isnan(self.mean_loss)
        self.mean_loss = loss if first else 0.98 * self.mean_loss + 0.02 * loss
        self.emit(
            Progress(
                step=self.done,
                steps=self.steps,
                loss=self.mean_loss,
                seconds_left=watch.seconds / watch.steps * (self.steps - self.done),
            )
        )

    def emit(self, event: Event) -> None:
        """Tell whoever started the run, and write it down beside the model."""
        with self.files.events.open("a", encoding="utf-8") as file:
            file.write(to_line(event) + "\n")
        self._tell(event)

    def save(self) -> None:
        """Write the model and the state that a resumed run needs."""
        net = self.net if self.average is None else self.average.net
        save_model(self.files.model, net, self.info)
        save_state(
            self.files.state, self.net, self.average, self.optimizer,
            Reached(step=self.done, mean_loss=self.mean_loss), self.recipe, self.begun,
        )  # fmt: skip
        self.emit(Snapshot(step=self.done, path=str(self.files.model)))

    def _step(self, batch: Batch) -> float:
        recipe = self.recipe
        # Dropout draws from a generator seeded by the step, so a resumed run draws the same.
        torch.manual_seed(recipe.seed * 1_000_003 + self.done)
        if any(rate for _, rate in recipe.drop_paths):  # back at 0, too, as in a resumed run
            set_drop_path(self.net, recipe.drop_path_at(self.done / self.steps))
        set_training(self.net, recipe)
        set_rate(self.optimizer, rate_at(recipe, self.done, self.steps))
        self.optimizer.zero_grad(set_to_none=True)
        value = self._gradients(batch)
        if not math.isfinite(value):
            raise self._diverged(value)
        self.optimizer.step()
        self.done += 1
        if self.average is not None:
            self.average.update(self.net, self.done)
        return value

    def _diverged(self, value: float) -> FcnError:
        """What a loss that is no number means, and what is left of the run."""
        kept = f"The last good model is kept in {self.files.model}. "
        return FcnError(
            f"The loss became {value} at step {self.done + 1}; the learning rate "
            f"({self.recipe.lr:g}) is probably too high.",
            f"{kept if self.files.model.is_file() else ''}Try lr={self.recipe.lr / 10:g}.",
        )

    def _gradients(self, batch: Batch) -> float:
        """Add up the gradients of the batch's passes; returns its loss."""
        losses = list[Tensor]()
        sizes = [len(masks) for _, masks in batch]
        divisors = torch.split(self._divisors(batch), sizes, dim=1)
        for (images, masks), divided in zip(batch, divisors, strict=True):
            loss = self._loss(images, masks, divided)
            loss.backward()  # type: ignore[no-untyped-call]
            losses.append(loss.detach())
        return float(torch.stack(losses).sum())  # a GPU is waited for once

    def _divisors(self, batch: Batch) -> Tensor:
        """What each image's loss is divided by (tasks, N): the whole batch's, for every pass."""
        recipe = self.recipe
        counts = torch.cat([pixels_that_count(masks, recipe.loss_grid) for _, masks in batch], 1)
        if recipe.normalize_loss:
            return mean_divisors(counts, recipe.image_means)
        # Of cells left out others take the place: the sum stays a batch's, and so does the rate.
        return torch.full_like(counts, counts.shape[1] * recipe.keep_cells, dtype=torch.float)

    def _loss(self, images_NHWC: Tensor, masks_NHW: Tensor, divisors: Tensor) -> Tensor:
        recipe = self.recipe
        x = self.info.preprocessing(images_NHWC.to(self.device))
        return stride_loss(
            self.net,
            self.net(x),
            masks_NHW.to(self.device),
            grid=recipe.loss_grid,
            weights=recipe.stride_weights,
            divisors=divisors.to(self.device),
            label_weights=self.balance.weights_on(self.device),
        )

    def _batch(self, step: int) -> Batch:
        recipe = self.recipe
        # Lengths and angles are no colours.
        color = 0.0 if self.info.preprocessing.modality == "hha" else recipe.color
        crop = Augmentation(
            crop=recipe.crop_at(step / self.steps),
            scale=recipe.scale_at(step / self.steps),
            flip=recipe.flip,
            color=color,
            jitter=recipe.jitter,
        )
        crops = []
        for place, index in enumerate(self.order.batch_at(step)):
            rng = np.random.default_rng((recipe.seed, step, place))
            crops.append(crop(self.source.sample(int(index)), rng))
        crops = pasted(crops, recipe.paste_at(step / self.steps), (recipe.seed, step))
        rng = np.random.default_rng((recipe.seed, step, len(crops)))
        return [(images, self._sampled(masks, rng)) for images, masks in self._passes(crops)]

    def _passes(self, crops: list[tuple[RGB, Mask]]) -> Batch:
        """Images that pass alone keep their own size; others get the largest of the batch."""
        passes = self.recipe.accumulate
        if passes == len(crops):
            return [to_batch([crop]) for crop in crops]
        images, masks = to_batch(crops)
        return list(zip(images.chunk(passes), masks.chunk(passes), strict=True))

    def _sampled(self, masks_NHW: Tensor, rng: np.random.Generator) -> Tensor:
        """The masks, void where the recipe leaves out pixels that have a label."""
        if self.recipe.keep_cells < 1:
            place = self.net.backbone.placement[self.net.strides[0]]
            masks_NHW = drop_cells(masks_NHW, place, self.recipe.keep_cells, rng)
        return self.balance.sampled(masks_NHW, rng)

    def _factors(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        factors = repeat_factors(self.source, self.recipe.repeat_threshold)
        source = getattr(self.source, "source", self.source)
        return factors * source.image_weights() if isinstance(source, Joined) else factors
