"""Pieces of cached taps: what the heads learn from where a whole image would make long steps."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from fcn_core.finetune.taps_cache import CachedTaps
from fcn_core.nets.fcn import FCN


def window(item: CachedTaps, net: FCN, side: int, rng: np.random.Generator) -> CachedTaps:
    """A piece of at most `side` pixels squared, or all of `item` if it is no larger.

    Pieces begin at multiples of the coarsest stride, where all grids meet. Of nets whose padding
    makes the maps reach beyond the image (the paper's 100 pixels) images stay whole.
    """
    height, width = item.mask.shape[-2:]
    step = net.strides[0]
    if max(height, width) <= side or _reaches_out(net):
        return item
    top, left = (
        int(rng.integers(0, max(0, length - side) // step + 1)) * step for length in (height, width)
    )

    def cut(cells: Tensor, stride: int) -> Tensor:
        rows, columns = (slice(s // stride, (s + side) // stride) for s in (top, left))
        return cells[..., rows, columns]

    return CachedTaps(
        taps={stride: cut(tap, stride) for stride, tap in item.taps.items()},
        mask=cut(item.mask, 1),
        old={stride: cut(scores, stride) for stride, scores in item.old.items()},
    )


def _reaches_out(net: FCN) -> bool:
    places = [net.backbone.placement[stride] for stride in net.strides]
    return not all(0 <= place.offset < place.stride for place in places)
