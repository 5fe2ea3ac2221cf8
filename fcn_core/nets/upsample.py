"""Bilinear upsampling, by interpolation or by the paper's transposed convolution (section 3.3)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from fcn_core.geometry import crop_offset, upsampling_kernel


def bilinear_kernel(kernel: int) -> Tensor:
    """The 2-d bilinear interpolation kernel (kernel, kernel), float32."""
    factor = (kernel + 1) // 2
    center = factor - 1 if kernel % 2 else factor - 0.5
    line = 1 - (torch.arange(kernel, dtype=torch.float32) - center).abs() / factor
    return line[:, None] * line[None, :]


class Interpolation(nn.Module):
    """Bilinear upsampling by `factor` that repeats the border; it has no weights.

    `offset` says where coarse cell 0 lies, in fine cells: 0 for kernels centred on pixels
    (odd kernels, symmetric padding), (factor - 1) / 2 for cells centred between them.
    """

    def __init__(self, factor: int, offset: float) -> None:
        super().__init__()
        if offset not in (0, (factor - 1) / 2):
            raise ValueError(f"offset {offset} needs a transposed convolution")
        self.factor, self.aligned = factor, offset == 0

    def forward(self, coarse_NChw: Tensor, size: tuple[int, int]) -> Tensor:
        """Scores (N, C, h, w) -> (N, C, *size); size is at most factor times (h, w)."""
        h, w = coarse_NChw.shape[-2:]
        if self.aligned:
            padded = F.pad(coarse_NChw, (0, 1, 0, 1), mode="replicate")
            fine = F.interpolate(
                padded,
                size=(h * self.factor + 1, w * self.factor + 1),
                mode="bilinear",
                align_corners=True,
            )
        else:
            fine = F.interpolate(
                coarse_NChw, scale_factor=self.factor, mode="bilinear", align_corners=False
            )
        return fine[..., : size[0], : size[1]]


class Deconvolution(nn.Module):
    """The paper's upsampling: a transposed convolution from bilinear weights, cropped in place.

    Learned ones are full C x C, as in the reference code; fixed ones are computed channel by
    channel, which gives the same values in a fraction of the work.
    """

    def __init__(self, channels: int, factor: int, offset: float, learned: bool) -> None:
        super().__init__()
        self.factor, self.channels, self.learned = factor, channels, learned
        kernel = upsampling_kernel(factor, offset)
        self.crop = crop_offset(factor, kernel, offset)
        if learned:
            weight = torch.zeros(channels, channels, kernel, kernel)
            weight[range(channels), range(channels)] = bilinear_kernel(kernel)
            self.weight: Tensor = nn.Parameter(weight)
        else:
            self.register_buffer("weight", bilinear_kernel(kernel)[None, None], persistent=False)

    def forward(self, coarse_NChw: Tensor, size: tuple[int, int]) -> Tensor:
        """Scores (N, C, h, w) -> (N, C, *size), cropped at the offset that the geometry gives."""
        if self.learned:
            fine = F.conv_transpose2d(coarse_NChw, self.weight, stride=self.factor)
        else:
            channels = coarse_NChw.shape[1]  # any number of maps can be brought to the pixels
            weight = self.weight.expand(channels, 1, -1, -1)
            fine = F.conv_transpose2d(coarse_NChw, weight, stride=self.factor, groups=channels)
        top = self.crop
        return fine[..., top : top + size[0], top : top + size[1]]


class PerTask(nn.Module):
    """A learned transposed convolution for each task, so that tasks do not mix."""

    def __init__(self, tasks: Sequence[int], factor: int, offset: float) -> None:
        super().__init__()
        self.tasks = tuple(tasks)
        self.parts = nn.ModuleList(
            Deconvolution(labels, factor, offset, learned=True) for labels in tasks
        )

    def forward(self, coarse_NChw: Tensor, size: tuple[int, int]) -> Tensor:
        """As `Deconvolution`, task by task."""
        parts = torch.split(coarse_NChw, list(self.tasks), dim=1)
        fine = [up(part, size) for up, part in zip(self.parts, parts, strict=True)]
        return torch.cat(fine, 1)
