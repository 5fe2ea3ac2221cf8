"""Objects of one picture pasted onto another: more surroundings than were photographed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fcn_core.imaging.pixels import RGB
from fcn_core.masks import UNTOUCHED, Mask

Crop = tuple[RGB, Mask]


def pasted(crops: Sequence[Crop], share: float, seed: Sequence[int]) -> list[Crop]:
    """Crops (equally large) of which about `share` bear the objects of the next one as well.

    Objects are all labels but 0, the background; they keep their place (Ghiasi et al., Simple
    Copy-Paste, 2021, without their rescaling, which the crops have been through already).
    """
    if not share:
        return list(crops)
    rng = np.random.default_rng((*seed, len(crops), 1))
    chosen = rng.random(len(crops)) < share
    following = [*crops[1:], *crops[:1]]
    return [
        _over(below, above) if take else below
        for below, above, take in zip(crops, following, chosen, strict=True)
    ]


def _over(below: Crop, above: Crop) -> Crop:
    image, mask = below
    objects = (above[1] > 0) & (above[1] < UNTOUCHED)
    return np.where(objects[..., None], above[0], image), np.where(objects, above[1], mask)
