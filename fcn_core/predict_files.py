"""Predictions as files: index masks, and overlays to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fcn_core.dense import Method, predict_dense
from fcn_core.images import RGB, read_image
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask, write_mask
from fcn_core.pages import name_of, stem_of
from fcn_core.predict import Predictor
from fcn_core.tiling import nearest


@dataclass(frozen=True, kw_only=True)
class Output:
    """Where predictions go, and which files besides the mask `<name>.png`."""

    folder: Path
    strides: bool = False
    """Also `<name>_32s.png`, `<name>_16s.png` and so on."""
    overlay: bool = False
    """Also `<name>_overlay.jpg`."""
    dense: Method | None = None
    """Score densely by this method (section 3.2) instead of upsampling the finest stride."""
    step: int = 4
    """Dense scores are computed at every `step`-th pixel."""


def output_names(paths: Sequence[Path]) -> list[str]:
    """A file name (without suffix) for each image: its stem, or its whole name if two share it."""
    stems = [stem_of(path) for path in paths]
    times = Counter(stems)
    whole = [name_of(path).replace("/", "_") for path in paths]
    return [s if times[s] == 1 else name for s, name in zip(stems, whole, strict=True)]


def predict_file(predictor: Predictor, path: Path, name: str, output: Output) -> dict[str, Any]:
    """Predict one image and write its files under `name`.

    Returns what was written: `image`, `mask`, and the `labels` with their share of the pixels.
    Raises `FcnError` for an image that cannot be read.
    """
    image, labels = read_image(path), predictor.info.labels
    mask: Mask = np.zeros(image.shape[:2], np.uint8)
    for stride, mask in _masks(predictor, image, output):
        if output.strides and stride:
            write_mask(output.folder / f"{name}_{stride}s.png", mask)
    target = output.folder / f"{name}.png"
    write_mask(target, mask)
    if output.overlay:
        overlay = Image.fromarray(overlaid(image, mask, labels))
        overlay.save(output.folder / f"{name}_overlay.jpg")
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


def _masks(predictor: Predictor, image: RGB, output: Output) -> Iterator[tuple[int, Mask]]:
    """(stride, mask) from coarse to fine; a dense mask comes last, as stride 0."""
    if output.dense is None or output.strides:
        for prediction in predictor.predict(image):
            yield prediction.stride, prediction.labels
    if output.dense is not None:
        preprocessing = predictor.info.preprocessing
        work = preprocessing.working(image)
        mask = predict_dense(predictor.net, preprocessing, work, output.dense, output.step)
        yield 0, nearest(mask, image.shape)
