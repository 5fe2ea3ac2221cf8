"""Predictions as files: index masks, and overlays to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fcn_core.images import RGB, read_image
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask, write_mask
from fcn_core.predict import Predictor


def predict_file(
    predictor: Predictor, path: Path, out: Path, *, all_strides: bool, overlay: bool
) -> dict[str, Any]:
    """Predict one image and write `<stem>.png` (and `_32s`, `_16s`, `_overlay.jpg`) to `out`.

    Returns what was written: `image`, `mask`, `labels` and each label's share of the pixels.
    """
    image, labels = read_image(path), predictor.info.labels
    mask: Mask = np.zeros(image.shape[:2], np.uint8)
    for prediction in predictor.predict(image):
        mask = prediction.labels
        if all_strides:
            write_mask(out / f"{path.stem}_{prediction.stride}s.png", mask)
    target = out / f"{path.stem}.png"
    write_mask(target, mask)
    if overlay:
        Image.fromarray(overlaid(image, mask, labels)).save(out / f"{path.stem}_overlay.jpg")
    share = np.bincount(mask.ravel(), minlength=256)[: len(labels)] / mask.size
    return {
        "image": str(path),
        "mask": str(target),
        "labels": {labels.names[i]: round(float(share[i]), 4) for i in np.flatnonzero(share)},
    }


def overlaid(image_HWC: RGB, mask_HW: Mask, labels: LabelSet, opacity: float = 0.55) -> RGB:
    """The image with its labels' colours laid over; the background (label 0) stays clear."""
    colors: NDArray[np.float32] = labels.palette()[mask_HW].astype(np.float32)
    mixed = image_HWC * np.float32(1 - opacity) + colors * np.float32(opacity)
    return np.where(mask_HW[..., None] > 0, mixed, image_HWC).astype(np.uint8)
