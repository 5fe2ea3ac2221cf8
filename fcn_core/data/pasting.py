"""Objects of one picture pasted onto another: more surroundings than were photographed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fcn_core.imaging.pixels import RGB
from fcn_core.masks import UNTOUCHED, Mask

Crop = tuple[RGB, Mask]


def pasted(crops: Sequence[Crop], share: float, seed: Sequence[int]) -> list[Crop]:
    """Crops of which about `share` bear the objects of the next one, if it is as large, as well.

    Objects are all labels but 0, the background, of several labelings the first one's; they keep
    their place (Ghiasi et al., Simple Copy-Paste, 2021, without their rescaling, which the crops
    have been through already).
    """
    if not share:
        return list(crops)
    rng = np.random.default_rng((*seed, len(crops), 1))
    chosen = rng.random(len(crops)) < share
    following = [*crops[1:], *crops[:1]]
    return [
        _over(below, above) if take and below[1].shape == above[1].shape else below
        for below, above, take in zip(crops, following, chosen, strict=True)
    ]


def _over(below: Crop, above: Crop) -> Crop:
    image, mask = below[0].copy(), below[1].copy()
    things = np.atleast_3d(above[1])[..., 0]
    objects = (things > 0) & (things < UNTOUCHED)
    image[objects], mask[objects] = above[0][objects], above[1][objects]
    return image, mask
