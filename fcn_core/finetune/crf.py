"""What untouched pixels teach: neighbours that look alike have the same label.

The pairwise term of a conditional random field as a loss, in a window around each pixel (Obukhov
et al., "Gated CRF Loss for Weakly Supervised Semantic Image Segmentation", 2019). Strokes say
little about where things end; edges in the image do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import EllipsisType

import torch
import torch.nn.functional as F
from torch import Tensor

from fcn_core.masks import UNTOUCHED, VOID

RADIUS = 4
"""Neighbours within so many cells are compared."""
NEAR = 3.0
"""Standard deviation of the distance, in cells, and ..."""
ALIKE = 0.45
"""... of the difference of colours, in standard deviations of the net's input."""


def at_cells(image_NCHW: Tensor, grid: int) -> Tensor:
    """The image around every `grid`-th pixel, (N, C, ceil(H / grid), ceil(W / grid))."""
    around = 2 * (grid // 2) + 1
    return F.avg_pool2d(image_NCHW, around, grid, grid // 2, count_include_pad=False)


def crf_loss(scores_NChw: Tensor, cells_NChw: Tensor, masks_Nhw: Tensor) -> Tensor:
    """How often neighbours that look alike have different labels, 0-1.

    All on one grid of cells: scores of the labels, the image (`at_cells`), and masks (uint8).
    Pairs count of which one pixel at least is untouched and none void; 0 if there are none.
    """
    is_open, counts = masks_Nhw == UNTOUCHED, masks_Nhw != VOID
    if not is_open.any():  # as in each step of learning from whole masks
        return scores_NChw.new_zeros((), dtype=torch.float32)
    labels = scores_NChw.float().softmax(1)
    differing, pairs = labels.new_zeros(()), labels.new_zeros(())
    for here, there, distance in _neighbours(*masks_Nhw.shape[1:]):
        with torch.no_grad():
            colors = (cells_NChw[here] - cells_NChw[there]).square().sum(1)
            alike = torch.exp(-colors / (2 * ALIKE**2) - distance**2 / (2 * NEAR**2))
            asked = (is_open[here] | is_open[there]) & counts[here] & counts[there]
            weight = alike * asked
        same = (labels[here] * labels[there]).sum(1)
        differing = differing + (weight * (1 - same)).sum()
        pairs = pairs + weight.sum()
    return differing / pairs.clamp(min=1e-6)


Cells = tuple[slice | EllipsisType, ...]


def _neighbours(height: int, width: int) -> Iterator[tuple[Cells, Cells, float]]:
    """Each pair of cells within `RADIUS` once: both as slices of all but the pixels' last two
    dimensions, and how far apart they are.
    """
    for down in range(min(RADIUS, height - 1) + 1):
        for right in range(-min(RADIUS, width - 1), min(RADIUS, width - 1) + 1):
            distance = math.hypot(down, right)
            if distance > RADIUS or (down == 0 and right <= 0):
                continue
            here = (slice(0, height - down), slice(max(0, -right), width - max(0, right)))
            there = (slice(down, height), slice(max(0, right), width + min(0, right)))
            yield (..., *here), (..., *there), distance
