"""From an image to labels and doubt, for every stride output.

Scores become uint8 labels and uint8 doubt here, a band of rows at a time: the float scores of
a large image never exist at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from fcn_core.bands import labels_of
from fcn_core.cancelling import Cancelled, Heed, heedless, never
from fcn_core.devices import (
    choose_device,
    describe_device,
    is_out_of_memory,
    naming_lost_device,
    short_of_memory,
)
from fcn_core.events import Say
from fcn_core.imaging.pixels import RGB, Size
from fcn_core.masks import Mask
from fcn_core.mosaic import DoneTile, LookedAt, Mosaic, Tiled, nowhere, unseen
from fcn_core.nets.fcn import FCN
from fcn_core.nets.folding import fold, folded
from fcn_core.nets.receptive import receptive_field
from fcn_core.outputs import StridePrediction, last_of
from fcn_core.sentences import said
from fcn_core.tiling import nearest, smooth, tiles
from fcn_core.views import batches, together
from fcn_core.weights.checkpoint import ModelInfo, load_model

log = logging.getLogger(__name__)
TILE = 1024
MARGIN = 128
SMALLEST_TILE = 256


def silent(_: str) -> None:
    """Nobody is told."""


class Predictor:
    """A net ready to predict on one device."""

    def __init__(
        self,
        net: FCN,
        info: ModelInfo,
        device: torch.device,
        notify: Say = silent,
        heed: Heed = heedless,
    ) -> None:
        """`heed` may stop or pause it between the tiles of an image."""
        self.info, self.device, self.notify, self._heed = info, device, notify, heed
        self.net = net.eval().to(device=device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.tile = TILE

    @classmethod
    def load(
        cls, path: Path, device: str = "auto", threads: int | None = None, notify: Say = log.warning
    ) -> Predictor:
        """The model at `path`. `threads` limits the CPU threads. Raises `FcnError`."""
        if threads is not None:
            torch.set_num_threads(threads)
        chosen = choose_device(device, notify)
        net, info = load_model(path)
        with naming_lost_device(memory=True):
            return cls(fold(net), info, chosen, notify)

    def settled(self) -> Predictor:
        """One that is faster, with the net as it is now: what this one learns does not change it.

        Without batch norms it shares this one's net.
        """
        return self.of(folded(self.net), self.info)

    def of(self, net: FCN, info: ModelInfo) -> Predictor:
        """One of another net, which tells and heeds the same, and knows how small tiles must be."""
        other = Predictor(net, info, self.device, self.notify, self._heed)
        other.tile = self.tile
        return other

    @property
    def description(self) -> str:
        """`FCN-8s efficientnet_lite0 · CPU, 2 threads`."""
        config, device = self.info.config, describe_device(self.device)
        words = {"stride": config.strides[-1], "backbone": config.backbone, "device": device}
        return said("FCN-{stride}s {backbone} · {device}", **words)

    @property
    def finest_stride(self) -> int:
        """The stride of the last output."""
        return self.info.config.strides[-1]

    def scale_of(self, size: tuple[int, ...]) -> float:
        """How many times its size an image of `size` (H, W) is seen."""
        return self.info.preprocessing.scale_of(size)

    def predict(
        self,
        image_HWC: RGB,
        cancelled: Cancelled = never,
        tiled: Tiled = unseen,
        wanted_HW: Mask | None = None,
        looked_at: LookedAt = nowhere,
        only_finest: bool = False,
    ) -> Iterator[StridePrediction]:
        """Predictions from the coarsest stride to the finest, or `only_finest`.

        The image (uint8 RGB) is brought to the net's working size, and to tiles if that is
        still large: `tiled` gets each, and that nearest to where one has `looked_at` is next.
        Ends early when `cancelled()` becomes true. Raises `FcnError` for an array that is no such
        image. With `wanted_HW` (uint8, 0 or not) tiles without a wanted pixel are passed over:
        there, the labels are 0.

        Tiles of nets whose scores see a part of the image give what the whole would give. Where
        a score sees all of it (the mean in the context head, squeeze and excitation), tiles see
        theirs alone, and labels may differ: of few pixels, but anywhere.
        """
        self.info.preprocessing.check(image_HWC)
        work = self.info.preprocessing.working(image_HWC)
        wanted = None if wanted_HW is None else nearest(wanted_HW, work.shape)
        target = image_HWC.shape[0], image_HWC.shape[1]

        def outputs() -> Iterator[StridePrediction]:
            strides = self.net.strides[-1:] if only_finest else self.net.strides
            if self._is_small(work):
                return self._whole(work, target, strides, cancelled)
            return self._tiled(work, target, strides, cancelled, tiled, wanted, looked_at)

        return self._backing_off(outputs)

    def _backing_off(
        self, outputs: Callable[[], Iterator[StridePrediction]]
    ) -> Iterator[StridePrediction]:
        """`outputs()`, begun anew in smaller tiles whenever memory runs out."""
        given = set[int]()
        while True:
            try:
                with naming_lost_device():
                    for found in outputs():
                        if found.stride not in given:  # it may have been before memory ran out
                            given.add(found.stride)
                            yield found
                return
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
            self._back_off()

    @torch.inference_mode()
    def scores(
        self, image_HWC: RGB, cancelled: Cancelled = never
    ) -> Iterator[tuple[int, list[Tensor]]]:
        """(stride, scores) of a working image or a part of one, coarse to fine.

        Scores are those of each view, (views, labels, h, w): a tensor for each shape of these.
        Nothing more once `cancelled()` is true.
        """
        preprocessing = self.info.preprocessing
        # Torch takes no arrays that cannot be written to.
        pixels = np.require(image_HWC, requirements=["C", "W"])
        x = torch.from_numpy(pixels)[None].to(self.device)
        seen = batches(x, preprocessing.views)
        stages = []
        for view in seen:
            if cancelled():
                return
            stages.append(self.net.stages(self.net.taps(preprocessing(view))))
        for outputs in zip(*stages, strict=True):
            yield outputs[0][0], [scores for _, scores in outputs]

    def at_pixels(self, stride: int, cells: Sequence[Tensor], size: Size) -> Tensor:
        """The mean (1, C, H, W) of all views' maps at the pixels of a working image."""
        views, (height, width) = self.info.preprocessing.views, size
        shapes = ((height, width), (width, height))  # of a quarter turn the second
        upsampled = (self.net.upsample(c, stride, s) for c, s in zip(cells, shapes, strict=False))
        return together(list(upsampled), views)

    @cached_property
    def margin(self) -> int:
        """How far tiles reach beyond what is kept of them, in pixels: a multiple of all strides.

        What a score sees on one side of its pixel, and the coarse cells that it is interpolated
        from. For nets that see the whole image no margin suffices; they get `MARGIN`.
        """
        coarsest: int = self.net.strides[0]
        field = receptive_field(self.net)
        reach = MARGIN if field is None else field // 2 + 2 * coarsest
        return -(-reach // coarsest) * coarsest

    def _is_small(self, work: RGB) -> bool:
        """Whether an image goes through the net whole, being no larger than a tile."""
        side: int = max(work.shape[:2])
        return side <= self.tile or side <= self.tile + 2 * self.margin

    def _whole(
        self, work: RGB, target: Size, strides: Sequence[int], cancelled: Cancelled
    ) -> Iterator[StridePrediction]:
        for stride, scores in self.scores(work, cancelled):
            if cancelled():
                return
            if stride in strides:
                yield self._finished(stride, scores, (work.shape[0], work.shape[1]), target)

    def _tiled(
        self,
        work: RGB,
        target: Size,
        strides: Sequence[int],
        cancelled: Cancelled,
        tiled: Tiled,
        wanted: Mask | None,
        looked_at: LookedAt,
    ) -> Iterator[StridePrediction]:
        """All `strides` tile by tile; each is handed out once its raster is complete."""
        size, grid = (work.shape[0], work.shape[1]), self.net.strides[0]
        mosaic = Mosaic(size, target, strides, 1 + len(self.net.config.tasks or (self.net.labels,)))
        left = [
            tile
            for tile in tiles(size, self.tile, self.margin, grid)
            if wanted is None or wanted[tile.inner].any()
        ]
        total = len(left)
        while left:
            self._heed()
            tile = left.pop(mosaic.next_of(left, looked_at()))
            for stride, scores in self.scores(work[tile.outer], cancelled):
                if cancelled():
                    return
                if stride not in strides:
                    continue
                part = self._finished(stride, scores, tile.outer_size, tile.outer_size)
                mosaic.put(stride, tile, (part.doubt, part.labels, *part.further))
            if cancelled():
                return
            window, labels = mosaic.seen(tile, part.labels)
            tiled(DoneTile(done=total - len(left), total=total, window=window, labels=labels))
        for stride in strides:
            doubt, labels, *further = mosaic.take(stride)
            yield StridePrediction(
                stride=stride, labels=labels, doubt=doubt, further=tuple(further)
            )

    @torch.inference_mode()
    def _finished(
        self, stride: int, scores: list[Tensor], size: Size, target: Size
    ) -> StridePrediction:
        """Scores of a working image of `size` as labels and doubt of `target` pixels.

        Doubt is the first task's.
        """
        pixels = self.at_pixels(stride, scores, size)
        labels, *further = (labels_of(task, target) for task in self.net.by_task(pixels))
        sure = [self.net.by_task(s)[0].softmax(1).amax(1, keepdim=True) for s in scores]
        doubt = (1 - self.at_pixels(stride, sure, size)).clamp_(0, 1) * 255
        grey = doubt[0, 0].to(torch.uint8).cpu().numpy()
        return StridePrediction(
            stride=stride, labels=labels, doubt=smooth(grey, target), further=tuple(further)
        )

    def _back_off(self) -> None:
        """Halve the tiles after running out of memory; give up at the smallest."""
        if self.device.type == "cuda":
            with naming_lost_device():
                torch.cuda.empty_cache()
            if self.tile <= SMALLEST_TILE:
                raise short_of_memory()
        if self.tile <= SMALLEST_TILE:
            told = {"device": describe_device(self.device), "side": self.tile}
            raise MemoryError(said("Out of memory on {device} even in {side}-pixel tiles.", **told))
        self.tile //= 2
        self.notify(said("Memory ran out; going on in tiles of {side} pixels.", side=self.tile))


def finest_output(
    predictor: Predictor, image_HWC: RGB, wanted_HW: Mask | None = None
) -> StridePrediction:
    """What a net says in the end; see `Predictor.predict`."""
    last = last_of(predictor.predict(image_HWC, wanted_HW=wanted_HW, only_finest=True))
    assert last is not None  # nobody gives it up
    return last


def finest_labels(predictor: Predictor, image_HWC: RGB, wanted_HW: Mask | None = None) -> Mask:
    """The labels (H, W) that a net says in the end."""
    return finest_output(predictor, image_HWC, wanted_HW).labels
