"""A data set whose masks are drawn from what a file says: shapes, outlines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fcn_core.data.dataset import Sample
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header, read_image
from fcn_core.imaging.pixels import Size
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask

Read = Callable[[Size], Mask]
"""Gives the mask (uint8, H x W) of an image of this height and width. Raises `FcnError`."""


@dataclass(frozen=True)
class OfFile:
    """What reads a file that knows the size itself."""

    read: Callable[[Path], Mask]
    path: Path

    def __call__(self, _: Size) -> Mask:
        return self.read(self.path)


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One image, and what draws its mask."""

    image_id: str
    image: Path
    read: Read


class Drawings:
    """Images with masks, drawn when asked for; sizes are checked."""

    def __init__(self, labels: LabelSet, drawings: Sequence[Drawing]) -> None:
        self.labels, self._drawings = labels, drawings

    def __len__(self) -> int:
        return len(self._drawings)

    def sample(self, index: int) -> Sample:
        """Read one image and draw its mask. Raises `FcnError`."""
        drawing = self._drawings[index]
        image = read_image(drawing.image)
        mask = _fitting(drawing, (image.shape[0], image.shape[1]))
        return Sample(image_id=drawing.image_id, image=image, mask=mask)

    def mask(self, index: int) -> Mask:
        """Draw one mask alone. Raises `FcnError`."""
        drawing = self._drawings[index]
        header = read_header(drawing.image)
        return _fitting(drawing, (header.height, header.width))


def _fitting(drawing: Drawing, size: Size) -> Mask:
    mask = drawing.read(size)
    if mask.shape != size:
        raise FcnError(
            "{image} has {size} pixels, its annotations say {shape}.",
            "Replace the one that is wrong.",
            image=drawing.image,
            size=size,
            shape=mask.shape,
        )
    return mask
