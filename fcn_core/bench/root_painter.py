"""Training RootPainter's way: patches around what was annotated, SGD, the best on held-out kept.

The recipe is the published one (Smith et al., New Phytologist 2022, and the program's settings):
SGD with learning rate 0.01 and Nesterov momentum 0.99, batches of 4, elastic deformation, noise,
salt and pepper, colour and mirror augmentation, training that goes on from image to image, and
the model that scores best on held-out annotations in use. Two things differ. Patches are smaller
on a CPU (252 pixels, one of the program's sizes), or a minute would hold a handful of steps. And
there may be more labels than two, so the held-out score is mean IU instead of F1.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from fcn_core.bench.models import Example, Lesson, Look, blank, glance_of
from fcn_core.bench.patches import augmented, cut_image, cut_mask, normalized
from fcn_core.bench.unet import MARGIN, PATCHES, UNet, combined_loss, patch_for
from fcn_core.devices import choose_device
from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED
from fcn_core.metrics import ConfusionMatrix
from fcn_core.suggest.candidates import Candidate
from fcn_core.tiling import tiles

RATE, MOMENTUM, BATCH = 0.01, 0.99, 4
CPU_PATCH, GPU_PATCH = 252, 572
EPOCHS = 3
"""Times that the held-out annotations are scored within a run."""


class RootPainter:
    """Knows nothing before it has learned; goes on from where it was."""

    def __init__(self, labels: LabelSet, seed: int, device: str, patch: int = 0) -> None:
        self.labels, self.device = labels, choose_device(device)
        self.patch = patch or (GPU_PATCH if self.device.type == "cuda" else CPU_PATCH)
        if self.patch not in PATCHES:
            raise FcnError(
                f"The U-Net takes no patches of {self.patch} pixels.",
                "Choose 572 - 16 i: 572, 412, 252, 188, say.",
            )
        torch.manual_seed(seed)
        self.rng = np.random.default_rng(seed)
        self.net = UNet(len(labels)).to(self.device)
        self.optimizer = torch.optim.SGD(
            self.net.parameters(), lr=RATE, momentum=MOMENTUM, nesterov=True
        )
        self.best: UNet | None = None

    def look(self, image_HWC: RGB) -> Look:
        """The best net so far, tile by tile."""
        if self.best is None:
            return blank(image_HWC.shape)
        return self._look(self.best, image_HWC)

    def glance(self, image_id: str, image_HWC: RGB) -> Candidate:
        """From a full look."""
        return glance_of(self.look(image_HWC), image_id, self.labels)

    def learn(self, lesson: Lesson) -> str:
        """Train for so long, the scoring left out; the best on held-out is used from now on."""
        training, held_out = lesson.training, lesson.held_out
        best_score = -math.inf if self.best is None else self._score(self.best, held_out)
        for _ in range(EPOCHS):
            until = time.monotonic() + lesson.seconds / EPOCHS
            while True:
                self._step(training)
                if time.monotonic() >= until:
                    break
            score = self._score(self.net, held_out)
            # Without held-out annotations the newest is as good a guess as any.
            if score > best_score or not held_out or self.best is None:
                self.best, best_score = copy.deepcopy(self.net), score
        return f"held-out {best_score:.3f}" if math.isfinite(best_score) else "not checked"

    def _step(self, training: Sequence[Example]) -> None:
        """One batch; nothing is learned from it if deformation has moved all annotation away."""
        drawn = [self._patch(training) for _ in range(BATCH)]
        images = torch.from_numpy(np.stack([image for image, _ in drawn])).to(self.device)
        masks = torch.from_numpy(np.stack([mask for _, mask in drawn])).to(self.device)
        if not (masks >= 0).any():
            return
        self.net.train()
        loss = combined_loss(self.net(images), masks)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()

    def _patch(self, training: Sequence[Example]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """A random patch with something annotated in its inner part: (3, s, s) and (s-72, s-72)."""
        side = self.patch
        inner = slice(MARGIN, side - MARGIN)
        example = training[int(self.rng.integers(len(training)))]
        rows, columns = np.nonzero(example.corrections < UNTOUCHED)
        pixel = int(self.rng.integers(len(rows)))
        down, right = self.rng.integers(0, side - 2 * MARGIN, 2)
        top, left = int(rows[pixel] - down) - MARGIN, int(columns[pixel] - right) - MARGIN
        image = cut_image(example.image, top, left, side)
        mask = cut_mask(example.corrections, top, left, side)
        image, mask = augmented(image, mask, self.rng)
        known = mask[inner, inner].astype(np.int64)
        known[known >= UNTOUCHED] = -1
        return normalized(image), known

    def _score(self, net: UNet, held_out: Sequence[Example]) -> float:
        """Mean IU on what was confirmed of the held-out images; -inf if there is nothing."""
        matrix = ConfusionMatrix(len(self.labels))
        for example in held_out:
            matrix.add(example.corrections, self._look(net, example.image).labels)
        score = matrix.scores().mean_iu
        return -math.inf if math.isnan(score) else score

    @torch.inference_mode()
    def _look(self, net: UNet, image_HWC: RGB) -> Look:
        net.eval()
        shape = (image_HWC.shape[0], image_HWC.shape[1])
        labels, doubt = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
        side = patch_for(max(shape))
        for tile in tiles(shape, side - 2 * MARGIN, 0):
            rows, columns = tile.inner
            top, left = rows.start - MARGIN, columns.start - MARGIN
            patch = cut_image(image_HWC, top, left, side)
            scores: Tensor = net(torch.from_numpy(normalized(patch))[None].to(self.device))
            chance, best = scores.float().softmax(1)[0].max(0)
            height, width = rows.stop - rows.start, columns.stop - columns.start
            labels[tile.inner] = best[:height, :width].to(torch.uint8).cpu().numpy()
            grey = (255 * (1 - chance[:height, :width])).to(torch.uint8)
            doubt[tile.inner] = grey.cpu().numpy()
        return Look(masks={1: labels}, doubt=doubt)
