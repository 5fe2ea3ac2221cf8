"""The wide frame of zeros around an image, which Caffe's nets see, without computing it.

With a padding of 100 the first map of a 500 x 500 image is 698 x 698, and far from the image all
that a layer says is one value a channel, whatever the image. So only the window of each map that
depends on the image is computed, with that value around it. Near a map's own border the zeros that
pad it matter as well: what stands there is that of a small image of zeros whose size leaves the
same rest in each pooling.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Groups = Sequence[Sequence[nn.Conv2d]]
"""3 x 3 convolutions, each followed by a ReLU and each group by 2 x 2 pooling."""
BORDER = 4
"""Cells of a pooled map, on each side, that its border reaches into: of VGG16's first four groups
1, 2, 3 and 3, and one more where the last cell is a part of one."""


@dataclass(frozen=True)
class Window:
    """The part of a map that depends on the image, before its ReLU, and the value around it.

    `cells` (N, C, h, w) lie from row `top` and column `left` of the map on; `around` is
    (1, C, 1, 1).
    """

    cells: Tensor
    top: int
    left: int
    around: Tensor


def pools(groups: Groups, image_NCHW: Tensor, wanted: Container[int]) -> list[Tensor]:
    """The maps of the `wanted` groups, counted from 0, and of the last one.

    What `plain_pools` gives, but for rounding; without a gradient.
    """
    (first, *others), *further = groups
    later = [others, *further]
    pad, last = int(first.padding[0]), len(groups) - 1
    border = plain_pools(later, _map_of_zeros(first, image_NCHW, len(groups)))
    seen = _first(first, image_NCHW)
    size, found = [length + 2 * pad - 2 for length in image_NCHW.shape[-2:]], []
    for group, convs in enumerate(later):
        for conv in convs:
            seen = _convolved(conv, seen, for_pooling=conv is convs[-1])
        seen, size = _pooled(seen), [-(-length // 2) for length in size]
        if group in wanted or group == last:
            found.append(_in_place(seen, border[group], size))
    return found


def plain_pools(groups: Groups, x: Tensor) -> list[Tensor]:
    """The maps of all groups after their pooling."""
    found = []
    for convs in groups:
        for conv in convs:
            x = F.relu(conv(x), inplace=True)
        x = F.max_pool2d(x, 2, 2, ceil_mode=True)
        found.append(x)
    return found


def is_wide(first: nn.Conv2d, groups: int) -> bool:
    """Whether the frame is so wide that border and image do not meet in so many groups."""
    return int(first.padding[0]) >= 100 and groups <= 4


def _map_of_zeros(first: nn.Conv2d, image_NCHW: Tensor, groups: int) -> Tensor:
    """What the first layer makes of zeros: as small as may be for the later maps to be those of
    the image but for whole last cells.
    """
    coarse = 2**groups
    height, width = (
        length - max(0, length // coarse - 2 * BORDER - 1) * coarse
        for length in (side + 2 * int(first.padding[0]) - 2 for side in image_NCHW.shape[-2:])
    )
    assert first.bias is not None
    return F.relu(first.bias).view(1, -1, 1, 1).expand(1, -1, height, width)


def _first(conv: nn.Conv2d, image_NCHW: Tensor) -> Window:
    """The first map: two cells larger than the image, in the midst of the padding."""
    assert conv.bias is not None
    start = int(conv.padding[0]) - 2
    cells = F.conv2d(image_NCHW, conv.weight, conv.bias, padding=2)
    return Window(cells, start, start, conv.bias.view(1, -1, 1, 1))


def _convolved(conv: nn.Conv2d, seen: Window, for_pooling: bool) -> Window:
    """The next map: its window is a cell larger on each side, or of whole squares of cells."""
    rows, cols = seen.cells.shape[-2:]
    top, height = _reached(seen.top, rows, for_pooling)
    left, width = _reached(seen.left, cols, for_pooling)
    given = torch.empty(
        (*seen.cells.shape[:2], height + 2, width + 2),
        dtype=seen.cells.dtype,
        device=seen.cells.device,
        memory_format=torch.channels_last,
    )
    down, right, around = seen.top - top + 1, seen.left - left + 1, F.relu(seen.around)
    given[:, :, :down], given[:, :, down + rows :] = around, around
    given[:, :, :, :right], given[:, :, :, right + cols :] = around, around
    torch.clamp_min(seen.cells, 0, out=given[:, :, down : down + rows, right : right + cols])
    same = F.linear(around.flatten(1), conv.weight.sum((2, 3)), conv.bias)
    cells = F.conv2d(given, conv.weight, conv.bias)
    return Window(cells, top, left, same.view(1, -1, 1, 1))


def _reached(start: int, length: int, for_pooling: bool) -> tuple[int, int]:
    """From where, and how far, a 3 x 3 convolution carries what `length` cells say."""
    start, stop = start - 1, start + length + 1
    if for_pooling:
        start, stop = start - start % 2, stop + stop % 2
    return start, stop - start


def _pooled(seen: Window) -> Window:
    """The map after pooling: its ReLU can wait, for there it has a quarter of the cells."""
    return Window(F.max_pool2d(seen.cells, 2, 2), seen.top // 2, seen.left // 2, seen.around)


def _in_place(seen: Window, border_1Chw: Tensor, size: Sequence[int]) -> Tensor:
    """The whole map of `size`: the window, and around it what its border is like."""
    whole = border_1Chw
    for dim, (length, part) in enumerate(zip(size, border_1Chw.shape[-2:], strict=True), start=2):
        middle = [BORDER] * (length - 2 * BORDER)
        order = [*range(BORDER), *middle, *range(part - BORDER, part)]
        if length != part:
            whole = whole.index_select(dim, torch.tensor(order, device=whole.device))
    whole = whole.repeat(len(seen.cells), 1, 1, 1)
    rows, cols = seen.cells.shape[-2:]
    here = whole[:, :, seen.top : seen.top + rows, seen.left : seen.left + cols]
    torch.clamp_min(seen.cells, 0, out=here)
    return whole
