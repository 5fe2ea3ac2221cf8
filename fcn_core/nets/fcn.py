"""The one FCN: a backbone, score layers, upsampling and skips (sections 4.1 and 4.2).

    image  (N, 3, H, W)
    taps   32: (N, C, H/32, W/32)    16: (N, C, H/16, W/16)    8: (N, C, H/8, W/8)
    scores 32: score(tap 32)         16: up2(32) + score(16)   8: up2(16) + score(8)

and so on, once or twice more, for FCN-4s and FCN-2s, which see small and thin things. All stride
outputs come from one pass; each stays on its own grid until `upsample` brings it to pixels, so
that callers pay only for the resolution they need.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import torch
from torch import Tensor, nn

from fcn_core.devices import computes_in_bfloat16
from fcn_core.errors import FcnError
from fcn_core.geometry import upsampling_kernel
from fcn_core.nets.backbones import Backbone, Taps, build_backbone
from fcn_core.nets.fusion import FusedScore, Streams
from fcn_core.nets.heads import Context, ConvNormRelu, FineNeck, zero_score
from fcn_core.nets.upsample import Deconvolution, Interpolation, PerTask

Scores = dict[int, Tensor]
Upsampling = Literal["interpolation", "fixed", "learned"]
HALF_PRECISION = frozenset({"cuda"})
"""Kinds of devices that compute faster in bfloat16."""
FINE = (4, 2)


@dataclass(frozen=True, kw_only=True)
class NetConfig:
    """What an `FCN` is made of. `context` and `hidden` 0 give the paper's plain score layers."""

    backbone: str = "efficientnet_lite0"
    strides: tuple[int, ...] = (32, 16, 8)
    """Coarse to fine; each half of the one before. (32,) is FCN-32s, (32, 16) FCN-16s, and
    (32, 16, 8, 4, 2) FCN-2s."""
    context: int = 0
    """Width of the context head on the coarsest tap."""
    hidden: int = 0
    """Width of a 3x3 convolution before each finer score layer."""
    fine: int = 0
    """Width of the convolutions before the score layers at strides 4 and 2, whose maps are
    large and whose taps know little by themselves; 0 is the paper's plain score layer."""
    upsampling: Upsampling = "interpolation"
    """`interpolation` repeats borders; `fixed` and `learned` are the paper's deconvolutions
    (learned: the intermediate ones, from bilinear; the last one stays fixed)."""
    skip_scales: tuple[float, ...] = (1.0, 1.0, 1.0)
    """Factors on the taps before their score layers (1, .01, .0001 for FCN-8s at once); taps
    beyond the last one have factor 1."""
    width: float = 1.0
    """Channels of the backbone relative to the published net's."""
    inputs: int = 3
    """Channels each stream sees; 4 is RGB and depth, fused early."""
    streams: int = 1
    """Backbones side by side on as many images, their scores averaged (late fusion)."""
    tasks: tuple[int, ...] = ()
    """Labels of each task where one net has several, in order: (33, 3) for SIFT Flow's semantic
    and geometric labels. Their scores lie one task after the other."""

    @property
    def channels(self) -> int:
        """Channels of the image that the net takes."""
        return self.inputs * self.streams

    def __post_init__(self) -> None:
        halves = all(a == 2 * b for a, b in zip(self.strides, self.strides[1:], strict=False))
        if not self.strides or not halves:
            raise FcnError(
                "Strides {strides} do not make an FCN.",
                "Each stride is half of the one before.",
                strides=self.strides,
            )
        if min(self.context, self.hidden, self.fine) < 0 or self.width <= 0:
            raise FcnError(
                "A net of context={context}, hidden={hidden}, fine={fine} and width={width:g} "
                "cannot be built.",
                "The first three are 0 or more, the width is above 0.",
                context=self.context,
                hidden=self.hidden,
                fine=self.fine,
                width=self.width,
            )


class FCN(nn.Module):
    """Scores of all stride outputs in one pass, for any input size."""

    def __init__(self, config: NetConfig, labels: int) -> None:
        super().__init__()
        if labels < 1:
            raise FcnError("A net without labels cannot be built.", "Name its labels.")
        if config.tasks and sum(config.tasks) != labels:
            raise FcnError(
                "Tasks of {tasks} labels do not make {labels} labels.",
                tasks=config.tasks,
                labels=labels,
            )
        self.config, self.labels = config, labels
        self.backbone = _backbone(config)
        self.necks = nn.ModuleDict()
        self.scores = nn.ModuleDict()
        for stride in config.strides:
            neck, width = self._neck(stride)
            self.necks[str(stride)] = neck
            fused = config.streams > 1 and width == self.backbone.channels[stride]
            self.scores[str(stride)] = (
                FusedScore(width, labels, config.streams) if fused else zero_score(width, labels)
            )
        self._add_upsampling()

    @property
    def strides(self) -> tuple[int, ...]:
        """Coarse to fine."""
        return self.config.strides

    def forward(self, image_NCHW: Tensor) -> Scores:
        """Scores of every stride, each on its own grid: {stride: (N, labels, h, w)}."""
        return dict(self.stages(self.taps(image_NCHW)))

    def taps(self, image_NCHW: Tensor) -> Taps:
        """The backbone's features, float32; on a GPU that can it works in bfloat16, twice as fast.

        What follows is small, and works in float32 everywhere.
        """
        kind = image_NCHW.device.type
        if kind not in HALF_PRECISION or not computes_in_bfloat16(image_NCHW.device):
            return self.backbone(image_NCHW)  # type: ignore[no-any-return]
        with torch.autocast(kind, torch.bfloat16):
            taps = self.backbone(image_NCHW)
        return {stride: tap.float() for stride, tap in taps.items()}

    def stages(self, taps: Taps) -> Iterator[tuple[int, Tensor]]:
        """The scores coarse to fine, each computed when asked for."""
        scores: Tensor | None = None
        scales = itertools.chain(self.config.skip_scales, itertools.repeat(1.0))
        for stride, scale in zip(self.strides, scales, strict=False):
            tap = taps[stride] if scale == 1.0 else taps[stride] * scale
            own = self.scores[str(stride)](self.necks[str(stride)](tap))
            scores = own if scores is None else self._fused(stride, scores, own)
            yield stride, scores

    def upsample(self, scores_NChw: Tensor, stride: int, size: tuple[int, int]) -> Tensor:
        """One stride's scores brought to the pixels of an image of `size` (H, W).

        Raises `FcnError` for a map that does not reach so far: of another image, or of a backbone
        that leaves a rest of this one unseen.
        """
        result: Tensor = self.to_pixels[str(stride)](scores_NChw, size)
        # A net that is being exported has no numbers for sizes.
        if not torch.compiler.is_exporting() and result.shape[-2:] != size:
            raise self._short(result, stride, size)
        return result

    def _short(self, pixels_NCHW: Tensor, stride: int, size: tuple[int, int]) -> FcnError:
        height, width = pixels_NCHW.shape[-2:]
        if size[0] - height >= stride or size[1] - width >= stride:
            return FcnError(
                "These scores reach over {width} x {height} pixels, not over {columns} x {rows}.",
                "Give the size of the image that they were computed from.",
                width=width,
                height=height,
                columns=size[1],
                rows=size[0],
            )
        return FcnError(
            "The backbone {name!r} leaves a part of an image of {width} x {height} pixels unseen.",
            "Choose another backbone.",
            name=self.config.backbone,
            width=size[1],
            height=size[0],
        )

    def upsample_to_grid(
        self, scores_NChw: Tensor, stride: int, size: tuple[int, int], grid: int
    ) -> Tensor:
        """The scores at every `grid`-th pixel of an image of `size`: `upsample()[::grid, ::grid]`.

        Where cells lie on pixels (offset 0) only these points are computed.
        """
        direct = self.config.upsampling == "interpolation" and self.to_pixels[str(stride)].aligned
        if direct and grid % stride == 0:
            cells = scores_NChw[..., :: grid // stride, :: grid // stride]
            return cells[..., : -(-size[0] // grid), : -(-size[1] // grid)]
        if not direct or stride % grid:
            return self.upsample(scores_NChw, stride, size)[..., ::grid, ::grid]
        height, width = (-(-length // grid) for length in size)
        sparse: Tensor = Interpolation(stride // grid, 0)(scores_NChw, (height, width))
        return sparse

    def by_task(self, scores_NChw: Tensor) -> tuple[Tensor, ...]:
        """The scores of each task; all of them as one where the net has a single task."""
        return torch.split(scores_NChw, list(self.config.tasks or (self.labels,)), dim=1)

    def head_parameters(self) -> Iterator[nn.Parameter]:
        """Everything that is not the backbone's."""
        for name, parameter in self.named_parameters():
            if not name.startswith("backbone."):
                yield parameter

    def _fused(self, stride: int, coarse: Tensor, skip: Tensor) -> Tensor:
        """The sum where both maps lie: the coarse scores twice as fine, plus the skip's."""
        cut = self.skip_crops[stride]
        skip = skip[..., cut:, cut:]
        fine: Tensor = self.twice[str(stride)](coarse, skip.shape[-2:])
        return fine + skip[..., : fine.shape[-2], : fine.shape[-1]]

    def _neck(self, stride: int) -> tuple[nn.Module, int]:
        channels, config = self.backbone.channels[stride], self.config
        if stride == config.strides[0] and config.context:
            return Context(channels, config.context), config.context
        if stride in FINE:
            fine = FineNeck(channels, config.fine) if config.fine else nn.Identity()
            return fine, config.fine or channels
        if stride != config.strides[0] and config.hidden:
            return ConvNormRelu(channels, config.hidden, 3), config.hidden
        return nn.Identity(), channels

    def _add_upsampling(self) -> None:
        """Place each map on the next finer one and on the pixels, by the crop rule.

        Padding of 100 makes the skips' maps reach further out than the coarse one; there the
        skip is cropped (5 and 9 cells for VGG16), elsewhere the upsampled scores are.
        """
        place = self.backbone.placement
        self.twice = nn.ModuleDict()
        self.to_pixels = nn.ModuleDict()
        self.skip_crops: dict[int, int] = {}
        offset = place[self.strides[0]].offset
        for stride in self.strides:
            if stride != self.strides[0]:
                cells = (offset - place[stride].offset) / stride
                kernel = upsampling_kernel(2, cells)
                cut = max(0, int(cells - (kernel - 1) / 2))
                learned = self.config.upsampling == "learned"
                self.twice[str(stride)] = self._upsampling(2, cells - cut, learned)
                self.skip_crops[stride] = cut
                offset = place[stride].offset + cut * stride
            self.to_pixels[str(stride)] = self._upsampling(stride, offset, False)

    def _upsampling(self, factor: int, offset: float, learned: bool) -> nn.Module:
        if self.config.upsampling == "interpolation":
            try:
                return Interpolation(factor, offset)
            except ValueError as error:
                raise FcnError(
                    "The cells of backbone {name!r} lie where interpolation cannot bring them to "
                    "the pixels.",
                    "Use net.upsampling=fixed or net.upsampling=learned.",
                    name=self.config.backbone,
                ) from error
        tasks = self.config.tasks
        if learned and tasks:
            return PerTask(tasks, factor, offset)
        return Deconvolution(self.labels, factor, offset, learned)


def _backbone(config: NetConfig) -> Backbone:
    streams = [
        build_backbone(config.backbone, config.strides, width=config.width, inputs=config.inputs)
        for _ in range(config.streams)
    ]
    return streams[0] if len(streams) == 1 else Streams(streams)


def grow_labels(net: FCN, keep: list[int | None]) -> None:
    """Replace the score layers: new label i starts from old label `keep[i]`, or from zero."""
    for stride, old in list(net.scores.items()):
        if isinstance(old, FusedScore):
            old.streams = nn.ModuleList(_regrown(score, keep) for score in old.streams)
        else:
            net.scores[stride] = _regrown(old, keep)
    net.labels, net.config = len(keep), replace(net.config, tasks=())
    if net.config.upsampling != "interpolation":
        net._add_upsampling()


@torch.no_grad()
def _regrown(old: nn.Module, keep: list[int | None]) -> nn.Conv2d:
    assert isinstance(old, nn.Conv2d) and old.bias is not None
    new = zero_score(old.in_channels, len(keep)).to(old.weight)
    assert new.bias is not None
    for index, source in enumerate(keep):
        if source is not None:
            new.weight[index] = old.weight[source]
            new.bias[index] = old.bias[source]
    return new
