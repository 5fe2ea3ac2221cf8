"""`synthetic:nuclei`: microscopy in many ways of preparing and recording."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from fcn_core.data.synthetic.images import Computed
from fcn_core.data.synthetic.microscopy.cells import Scene, scene
from fcn_core.data.synthetic.microscopy.fluorescence import fluorescence
from fcn_core.data.synthetic.microscopy.stained import grey_smear, smear, tissue
from fcn_core.data.synthetic.shapes import Rng, drawn
from fcn_core.imaging.greys import brightened, is_grey
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask

WAYS: tuple[tuple[float, Callable[[Rng, Scene], RGB]], ...] = (
    (0.40, fluorescence),
    (0.30, tissue),
    (0.15, smear),
    (0.15, grey_smear),
)
"""Ways of recording, and how often each comes."""


class SyntheticNuclei(Computed[Scene]):
    """Masks: 0 background, 1 nucleus. Images without colour come brightened, as nets see them."""

    name = "nuclei"
    labels = LabelSet.from_names(("background", "nucleus"))

    def _scene(self, rng: Rng, size: int) -> Scene:
        return scene(rng, size)

    def _shown(self, rng: Rng, scene: Scene) -> RGB:
        shares, ways = zip(*WAYS, strict=True)
        way: Callable[[Rng, Scene], RGB] = ways[rng.choice(len(ways), p=shares)]
        return way(rng, scene)

    def _prepared(self, image: RGB) -> RGB:
        return brightened(image) if is_grey(image) else image

    def _mask(self, scene: Scene) -> Mask:
        inside = drawn(scene.size, scene.nuclei, [1.0] * len(scene.nuclei))
        return np.asarray(inside, np.uint8)
