"""One small, quick look at an image with a net: all that ranking needs, in one pass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from fcn_core.finetune.twins import is_blank, look_of
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import Mask
from fcn_core.predict import Predictor
from fcn_core.suggest.candidates import GLANCED_SIDE, Candidate, Vector, candidate


@torch.inference_mode()
def glance(
    predictor: Predictor, image_id: str, image_HWC: RGB, side: int = GLANCED_SIDE
) -> Candidate:
    """What the net makes of an image (uint8 RGB) at most `side` pixels long; ids are the net's.

    `features` are the mean activations of the backbone's coarsest stage.
    """
    net, info = predictor.net, predictor.info
    small = np.ascontiguousarray(info.preprocessing.working(image_HWC, at_most=side))
    size = (small.shape[0], small.shape[1])
    taps = net.taps(info.preprocessing(torch.from_numpy(small)[None].to(predictor.device)))
    scores = dict(net.stages(taps))
    masks: dict[int, Mask] = {}
    for stride in (max(scores), min(scores)):
        pixels = net.by_task(net.upsample(scores[stride], stride, size))[0]
        masks[stride] = pixels.argmax(1)[0].to(torch.uint8).cpu().numpy()
    labels = net.by_task(scores[min(scores)])[0].shape[1]
    found = candidate(image_id, masks, _doubt(pixels), labels, _pooled(taps[max(taps)]))
    return replace(found, look=look_of(image_HWC), blank=is_blank(image_HWC))


def _doubt(scores_1CHW: Tensor) -> Mask:
    """1 - the probability of the best label, as 0-255."""
    doubt = 1 - scores_1CHW.softmax(1).amax(1)[0]
    mask: Mask = (doubt * 255).to(torch.uint8).cpu().numpy()
    return mask


def _pooled(tap_1Chw: Tensor) -> Vector:
    pooled: Vector = tap_1Chw.float().mean((2, 3))[0].cpu().numpy()
    return pooled
