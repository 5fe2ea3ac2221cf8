"""Scores at the pixels of a large image, some rows at a time: all of them never exist at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from fcn_core.masks import Mask

BAND_PIXELS = 1 << 16
"""Some 20 labels of a band stay in a CPU's cache then: half the time of bands that do not."""


def labels_of(scores_1CHW: Tensor, size: tuple[int, int]) -> Mask:
    """The label with the highest score at each pixel of an image of `size`."""
    labels = np.empty(size, np.uint8)
    for rows, band in bands(scores_1CHW, size):
        labels[rows] = band.max(0).indices.to(torch.uint8).cpu().numpy()
    return labels


def bands(scores_1CHW: Tensor, size: tuple[int, int]) -> Iterator[tuple[slice, Tensor]]:
    """Scores resized to `size`, some rows at a time: (rows, (C, rows, width))."""
    source_height, source_width = scores_1CHW.shape[-2:]
    height, width = size
    if (height, width) == (source_height, source_width):
        yield slice(0, height), scores_1CHW[0]
        return
    step = max(1, BAND_PIXELS // width)
    for top in range(0, height, step):
        rows = torch.arange(top, min(top + step, height), device=scores_1CHW.device)
        place = ((rows + 0.5) * (source_height / height) - 0.5).clamp(0, source_height - 1)
        above = place.floor().long()
        below = (above + 1).clamp(max=source_height - 1)
        weight = (place - above).view(1, 1, -1, 1)
        band = torch.lerp(scores_1CHW[:, :, above], scores_1CHW[:, :, below], weight)
        wide = F.interpolate(band, size=(len(rows), width), mode="bilinear", align_corners=False)
        yield slice(top, top + len(rows)), wide[0]
