"""Dense prediction: scores computed for every pixel instead of upsampled (section 3.2)."""

from __future__ import annotations

import math
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor

from fcn_core.data.transforms import Preprocessing
from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import Mask
from fcn_core.nets.fcn import FCN
from fcn_core.nets.rarefaction import rarefied, shift_and_stitch
from fcn_core.views import batches, together

Method = Literal["shift", "rarefy"]


@torch.inference_mode()
def dense_scores(net: FCN, x_NCHW: Tensor, method: Method = "shift", step: int = 8) -> Tensor:
    """Scores (N, labels, H, W) of the finest stride output, computed at every `step`-th pixel.

    Between the computed cells and beyond the outermost ones scores are interpolated. `shift`
    runs any net (stride / step)^2 times; `rarefy` runs a net without skips once, with the memory
    that undiminished maps take. Raises `FcnError` where that cannot be done.
    """
    finest = net.strides[-1]
    if step < 1 or finest % step:
        raise FcnError(
            f"A dense step of {step} does not divide the net's stride {finest}.",
            f"Choose {', '.join(str(s) for s in (1, 2, 4, 8, 16) if finest % s == 0)}.",
        )
    if method == "rarefy" and len(net.strides) > 1:
        raise FcnError(
            "Filter rarefaction is for nets without skips.",
            "Use the method 'shift', or a 32s net.",
        )
    offset = net.backbone.placement[finest].offset + finest * net.skip_crops.get(finest, 0)

    def scores(image_NCHW: Tensor) -> Tensor:
        result: Tensor = net(image_NCHW)[finest]
        return result

    if method == "rarefy":
        # Less than what the first cell sees of an image is not seen at all.
        whole = _at_least(x_NCHW, math.ceil(2 * offset + 1))
        # As learning computes it: a frame of zeros that is left out could not be spread apart.
        with torch.enable_grad():
            dense, first = rarefied(scores, whole, step), offset
    else:
        dense, first = shift_and_stitch(scores, x_NCHW, finest, step), offset - (finest - step)
    height, width = x_NCHW.shape[-2:]
    rows = _interpolated(dense, 2, height, first, step)
    return _interpolated(rows, 3, width, first, step)


def predict_dense(
    net: FCN,
    preprocessing: Preprocessing,
    image: RGB,
    method: Method = "shift",
    step: int = 8,
) -> Mask:
    """Label ids (uint8, H x W) of an image, densely scored; see `dense_scores`.

    Scores are the mean over the model's views. Of a net with several tasks, the first task's.
    """
    preprocessing.check(image)
    net.eval()
    device = next(net.parameters()).device
    seen = batches(torch.from_numpy(image.copy())[None].to(device), preprocessing.views)
    maps = [dense_scores(net, preprocessing(x), method, step) for x in seen]
    first_task = net.by_task(together(maps, preprocessing.views))[0]
    labels: Mask = first_task[0].argmax(0).to(torch.uint8).cpu().numpy()
    return labels


def _at_least(x_NCHW: Tensor, side: int) -> Tensor:
    """The image with zeros after its last row and column up to sides of so many pixels."""
    rows, columns = (max(0, side - length) for length in x_NCHW.shape[-2:])
    return F.pad(x_NCHW, (0, columns, 0, rows)) if rows or columns else x_NCHW


def _interpolated(cells: Tensor, dim: int, length: int, first: float, step: int) -> Tensor:
    """Values at pixels 0 ... length - 1 from cells at `first + step * i`, edges repeated."""
    pixels = torch.arange(length, device=cells.device, dtype=torch.float64)
    places = ((pixels - first) / step).clamp_(0, cells.shape[dim] - 1)
    low = places.floor().long()
    high = (low + 1).clamp_(max=cells.shape[dim] - 1)
    shape = [1] * cells.ndim
    shape[dim] = length
    share = (places - low).to(cells.dtype).view(shape)
    return torch.lerp(cells.index_select(dim, low), cells.index_select(dim, high), share)
