"""`synthetic:roads`: streets, lanes and highways from above."""

from __future__ import annotations

from fcn_core.data.synthetic.aerial.seen import seen
from fcn_core.data.synthetic.aerial.town import Town, town
from fcn_core.data.synthetic.images import Computed
from fcn_core.data.synthetic.shapes import Rng
from fcn_core.imaging.pixels import RGB
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask


class SyntheticRoads(Computed[Town]):
    """Masks: 0 background, 1 road, also where a crown, a car or a shadow is on it."""

    name = "roads"
    labels = LabelSet.from_names(("background", "road"))

    def _scene(self, rng: Rng, size: int) -> Town:
        return town(rng, size)

    def _shown(self, rng: Rng, scene: Town) -> RGB:
        return seen(rng, scene)

    def _mask(self, scene: Town) -> Mask:
        return scene.mask
