"""Patches of images and masks for RootPainter's way of training, and what augmentation does."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.imaging.pixels import RGB
from fcn_core.masks import VOID, Mask


def cut_image(image_HWC: RGB, top: int, left: int, side: int) -> RGB:
    """A square that may leave the image, which goes on as its mirror image without end."""
    height, width = image_HWC.shape[:2]
    rows = _mirrored(np.arange(top, top + side), height)
    return image_HWC[rows][:, _mirrored(np.arange(left, left + side), width)]


def cut_mask(mask_HW: Mask, top: int, left: int, side: int) -> Mask:
    """A square that may leave the mask; void there."""
    square = np.full((side, side), VOID, np.uint8)
    part = mask_HW[max(0, top) : max(0, top + side), max(0, left) : max(0, left + side)]
    row, column = max(0, -top), max(0, -left)
    square[row : row + part.shape[0], column : column + part.shape[1]] = part
    return square


def _mirrored(places: NDArray[np.int_], length: int) -> NDArray[np.int_]:
    """Where places along an endless axis lie on one of so many pixels."""
    if length == 1:
        return np.zeros_like(places)
    folded = places % (2 * (length - 1))
    return np.minimum(folded, 2 * (length - 1) - folded)


def normalized(image_HWC: RGB) -> NDArray[np.float32]:
    """Mean 0 and deviation 1 over the patch, float32 (3, H, W)."""
    values = image_HWC.astype(np.float32)
    values = (values - values.mean()) / max(float(values.std()), 1.0)
    return np.ascontiguousarray(values.transpose(2, 0, 1))


def augmented(image_HWC: RGB, mask_HW: Mask, rng: np.random.Generator) -> tuple[RGB, Mask]:
    """Elastic deformation, noise, salt and pepper, brightness and contrast, mirror."""
    if rng.random() < 0.8:
        image_HWC, mask_HW = _deformed(image_HWC, mask_HW, rng)
    values = image_HWC.astype(np.float32)
    if rng.random() < 0.8:
        values += rng.normal(0, 255 * abs(rng.normal(0, 0.09)), values.shape).astype(np.float32)
    if rng.random() < 0.8:
        chance = rng.random(values.shape[:2])
        amount = abs(rng.normal(0, 0.008))
        values[chance < amount / 2] = 0
        values[chance > 1 - amount / 2] = 255
    if rng.random() < 0.8:
        brightness, contrast = rng.uniform(0.7, 1.3, 2)
        mean = values.mean()
        values = ((values - mean) * contrast + mean) * brightness
    if rng.random() < 0.5:
        values, mask_HW = values[:, ::-1], mask_HW[:, ::-1]
    return np.clip(values, 0, 255).astype(np.uint8), np.ascontiguousarray(mask_HW)


def _deformed(image: RGB, mask: Mask, rng: np.random.Generator) -> tuple[RGB, Mask]:
    """Both moved by a smooth random field of up to a few pixels."""
    height, width = mask.shape
    strength, sigma = rng.uniform(2, 10), rng.uniform(8, 24)
    grid = np.stack(np.meshgrid(np.arange(width), np.arange(height))).astype(np.float32)
    for axis in range(2):
        field = cv2.GaussianBlur(rng.uniform(-1, 1, mask.shape).astype(np.float32), (0, 0), sigma)
        grid[axis] += strength * field / max(float(np.abs(field).max()), 1e-6)
    moved = cv2.remap(image, grid[0], grid[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    labels = cv2.remap(
        mask, grid[0], grid[1], cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=VOID
    )
    return moved.astype(np.uint8, copy=False), labels.astype(np.uint8, copy=False)
