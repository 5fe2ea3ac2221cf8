"""Late fusion: whole streams side by side, their scores averaged (section 5, NYUDv2)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from fcn_core.nets.backbones import Backbone, Taps
from fcn_core.nets.heads import zero_score


class Streams(Backbone):
    """Several backbones of one kind, each seeing its own share of the image's channels.

    (N, streams * inputs, H, W) -> taps whose features lie one stream after the other.
    """

    def __init__(self, streams: Sequence[Backbone]) -> None:
        super().__init__()
        self.streams = nn.ModuleList(streams)
        first = streams[0]
        self.channels = {s: c * len(streams) for s, c in first.channels.items()}
        self.placement = first.placement

    def forward(self, image_NCHW: Tensor) -> Taps:
        parts = torch.chunk(image_NCHW, len(self.streams), dim=1)
        taps = [stream(part) for stream, part in zip(self.streams, parts, strict=True)]
        return {stride: torch.cat([tap[stride] for tap in taps], 1) for stride in taps[0]}

    def stem(self) -> Sequence[nn.Module]:
        stems: list[nn.Module] = []
        for stream in self.streams:
            assert isinstance(stream, Backbone)
            stems.extend(stream.stem())
        return stems


class FusedScore(nn.Module):
    """The mean of one score layer per stream; features as `Streams` lays them."""

    def __init__(self, features: int, labels: int, streams: int) -> None:
        super().__init__()
        self.streams = nn.ModuleList(
            zero_score(features // streams, labels) for _ in range(streams)
        )

    def forward(self, features_NChw: Tensor) -> Tensor:
        parts = torch.chunk(features_NChw, len(self.streams), dim=1)
        scores = [score(part) for score, part in zip(self.streams, parts, strict=True)]
        return torch.stack(scores).mean(0)
