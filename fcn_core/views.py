"""An image seen several ways: what a net says of all is better than what it says of one.

The mirror image for photos; quarter turns where nothing stands upright, as under a microscope or
from above. Scores are brought together at the pixels, where it does not matter how cells lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import torch
from torch import Tensor

Views: TypeAlias = Literal["one", "mirror", "turns"]


@dataclass(frozen=True)
class View:
    """An image turned by so many quarters against the clock, or mirrored left to right."""

    quarters: int = 0
    mirrored: bool = False

    def of(self, image: Tensor, rows: int, columns: int) -> Tensor:
        """What is seen; `rows` and `columns` are the image's axes."""
        if self.mirrored:
            return image.flip(columns)
        return image.rot90(self.quarters, (rows, columns)) if self.quarters else image

    def back(self, maps_NCHW: Tensor) -> Tensor:
        """Maps of what is seen, as maps of the image."""
        return View(-self.quarters % 4, self.mirrored).of(maps_NCHW, 2, 3)


Batch: TypeAlias = tuple[View, ...]
"""Views of one shape, which go through a net together."""
BATCHES: dict[Views, tuple[Batch, ...]] = {
    "one": ((View(),),),
    "mirror": ((View(), View(mirrored=True)),),
    "turns": ((View(), View(2)), (View(1), View(3))),
}


def batches(images_NHWC: Tensor, views: Views) -> list[Tensor]:
    """The images' views, one image's after the other's: a tensor for each shape."""
    return [torch.cat([view.of(images_NHWC, 1, 2) for view in batch]) for batch in BATCHES[views]]


def together(maps: Sequence[Tensor], views: Views, count: int = 1) -> Tensor:
    """The mean (N, C, H, W) of the maps of all views, at the pixels of `count` images."""
    parts = [
        view.back(found[place * count : (place + 1) * count])
        for batch, found in zip(BATCHES[views], maps, strict=True)
        for place, view in enumerate(batch)
    ]
    return sum(parts[1:], parts[0]) / len(parts) if len(parts) > 1 else parts[0]
