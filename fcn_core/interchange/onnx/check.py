"""ONNX Runtime and the program label the same images: how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray

from fcn_core.bands import bands
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pixels import RGB
from fcn_core.interchange.onnx.graph import IMAGE, LABELS, SCORES
from fcn_core.predict import Predictor, finest_labels
from fcn_core.zoo import sample_photos

SAME_LABELS = 0.999
"""Share of pixels that must have the same label; between two labels with equal scores, anything
may decide."""
SAME_SCORES = 0.02
"""How far scores may differ, as a part of their range. OpenCV and ONNX round a level of the resized
image differently here and there."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What the two said of the same images."""

    images: int
    pixels: int
    same: int
    """Pixels of the same label."""
    difference: float
    """The largest difference between two scores."""
    span: float
    """The largest score less the smallest."""

    @property
    def share(self) -> float:
        """Of the pixels, those with the same label, 0 to 1."""
        return self.same / self.pixels

    @property
    def good(self) -> bool:
        """Whether the file can stand for the net."""
        return self.share >= SAME_LABELS and self.difference <= SAME_SCORES * self.span


def trial_images() -> Iterator[RGB]:
    """Images of different sizes, odd ones too, with colours and without."""
    photos = [read_image(path) for path in sample_photos()[:3]]
    yield photos[0]
    yield photos[1][:241, :333]
    yield photos[2][:, 100:229]
    grey = photos[0][100:311, 120:303, :1] // 4
    yield np.repeat(grey, 3, axis=2)


def agreement(file: Path, predictor: Predictor, images: Iterable[RGB]) -> Agreement:
    """Run both on the images, on the CPU."""
    session = open_session(file)
    count = pixels = same = 0
    difference, low, high = 0.0, np.inf, -np.inf
    for image_HWC in images:
        ours_CHW, our_labels = _ours(predictor, image_HWC)
        scores, labels = session.run([SCORES, LABELS], {IMAGE: image_HWC[None]})
        count, pixels = count + 1, pixels + our_labels.size
        same += int(np.count_nonzero(labels[0] == our_labels))
        difference = max(difference, float(np.abs(scores[0] - ours_CHW).max()))
        low, high = min(low, float(ours_CHW.min())), max(high, float(ours_CHW.max()))
    return Agreement(images=count, pixels=pixels, same=same, difference=difference, span=high - low)


def open_session(file: Path) -> onnxruntime.InferenceSession:
    """ONNX Runtime with this file, on the CPU, on as many threads as torch."""
    onnxruntime.disable_telemetry_events()  # nothing is sent anywhere
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])


@torch.inference_mode()
def _ours(predictor: Predictor, image_HWC: RGB) -> tuple[NDArray[np.float32], RGB]:
    """The program's finest scores (labels, H, W) and labels (H, W)."""
    work = predictor.info.preprocessing.working(image_HWC)
    *_, (stride, cells) = predictor.scores(work)
    pixels = predictor.at_pixels(stride, cells, (work.shape[0], work.shape[1]))
    scores = torch.cat([band for _, band in bands(pixels, image_HWC.shape[:2])], 1)
    return scores.numpy(), finest_labels(predictor, image_HWC)
