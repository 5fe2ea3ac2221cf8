"""How good a coarse prediction can be: the mean IU of truth itself, downsampled (section 5)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import cv2
import numpy as np

from fcn_core.data.dataset import Dataset
from fcn_core.labels import BACKGROUND
from fcn_core.masks import Mask
from fcn_core.metrics import ConfusionMatrix, Scores

FACTORS = (128, 64, 32, 16, 8, 4)


def coarsened(mask_HW: Mask, factor: int, labels: int, void_as: int | None = None) -> Mask:
    """The mask as seen through cells of `factor` pixels: averaged, then upsampled bilinearly.

    Each label's indicator is averaged over the cells' pixels that have a label, and the largest
    of the upsampled shares decides. Void pixels get a label too; `void_as` counts them as one
    while averaging.
    """
    if void_as is not None:
        mask_HW = np.where(mask_HW < labels, mask_HW, np.uint8(void_as))
    height, width = mask_HW.shape
    present = [int(i) for i in np.unique(mask_HW) if i < labels]
    if not present:
        return np.zeros_like(mask_HW)
    rows, columns = (math.ceil(length / factor) for length in (height, width))
    frame = ((0, rows * factor - height), (0, columns * factor - width))
    known = _cells(np.pad(mask_HW < labels, frame), factor)
    best = np.full((height, width), -1.0, np.float32)
    result = np.zeros_like(mask_HW)
    for label in present:
        share = _cells(np.pad(mask_HW == label, frame), factor) / np.maximum(known, 1)
        size = (columns * factor, rows * factor)
        fine = cv2.resize(share.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
        wins = fine[:height, :width] > best
        result[wins], best = label, np.maximum(best, fine[:height, :width])
    return result


def upper_bounds(
    source: Dataset,
    factors: Sequence[int] = FACTORS,
    on_image: Callable[[int], object] = lambda _: None,
) -> dict[int, Scores]:
    """Scores of each factor's coarsened truth against the truth, over a data set.

    Void is background while averaging, where there is a background: VOC marks every boundary
    void, and without it nothing would be left to lose at fine factors, where the published
    bounds do lose some.
    """
    classes = len(source.labels)
    void_as = BACKGROUND if source.labels.has_background else None
    matrices = {factor: ConfusionMatrix(classes) for factor in factors}
    for index in range(len(source)):
        mask = source.mask(index)
        for factor, matrix in matrices.items():
            matrix.add(mask, coarsened(mask, factor, classes, void_as))
        on_image(index + 1)
    return {factor: matrix.scores() for factor, matrix in matrices.items()}


def _cells(
    values_HW: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], factor: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Sums over cells of factor x factor pixels."""
    rows, columns = (length // factor for length in values_HW.shape)
    cells = values_HW.reshape(rows, factor, columns, factor)
    return np.asarray(cells.sum((1, 3)), np.float64)
