"""`synthetic:nuclei#COUNT`: microscopy in many ways of preparing and recording, computed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from fcn_core.data.dataset import Sample
from fcn_core.data.synthetic.cells import Scene, scene
from fcn_core.data.synthetic.fluorescence import fluorescence
from fcn_core.data.synthetic.shapes import Rng, chance, drawn
from fcn_core.data.synthetic.stained import grey_smear, smear, tissue
from fcn_core.data.transforms import brightened, is_grey
from fcn_core.errors import FcnError
from fcn_core.images import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask

LABELS = LabelSet.from_names(("background", "nucleus"))
COUNT = 6000
SIZE = 320
"""Pixels a side."""
WAYS: tuple[tuple[float, Callable[[Rng, Scene], RGB]], ...] = (
    (0.40, fluorescence),
    (0.30, tissue),
    (0.15, smear),
    (0.15, grey_smear),
)
"""Ways of recording, and how often each comes."""
COMPRESSED = 0.2
"""Share that has been a JPEG."""


class SyntheticNuclei:
    """`count` images, each computed from its index alone; masks: 0 background, 1 nucleus."""

    labels = LABELS

    def __init__(self, count: int = COUNT, size: int = SIZE) -> None:
        self._count, self._size = count, size

    def __len__(self) -> int:
        return self._count

    def sample(self, index: int) -> Sample:
        """Image and mask. Images without colour come brightened, as nets see them."""
        rng = np.random.default_rng(index)
        found = scene(rng, self._size)
        shares, ways = zip(*WAYS, strict=True)
        image = ways[rng.choice(len(ways), p=shares)](rng, found)
        if chance(rng, COMPRESSED):
            image = _compressed(image, int(rng.integers(40, 95)))
        shown = brightened(image) if is_grey(image) else image
        return Sample(image_id=f"nuclei-{index}", image=shown, mask=_mask(found))

    def mask(self, index: int) -> Mask:
        """The mask alone: the scene is drawn first, before anything that shows it."""
        return _mask(scene(np.random.default_rng(index), self._size))


def synthetic(what: Path, split: str) -> SyntheticNuclei:
    """`synthetic:nuclei` or `synthetic:nuclei#COUNT`. Raises `FcnError`."""
    if str(what) != "nuclei":
        raise FcnError(f"There are no synthetic images of {str(what)!r}.", "Write nuclei.")
    if split and not (split.isdecimal() and int(split) > 0):
        raise FcnError(f"{split!r} is no number of images.", "Write synthetic:nuclei#2000, say.")
    return SyntheticNuclei(int(split) if split else COUNT)


def _mask(found: Scene) -> Mask:
    return drawn(found.size, found.nuclei, [1.0] * len(found.nuclei)).astype(np.uint8)


def _compressed(image: RGB, quality: int) -> RGB:
    file = io.BytesIO()
    Image.fromarray(image).save(file, "JPEG", quality=quality)
    return np.array(Image.open(file))
