"""Which of the nets that come with the program was made for images like these.

The shipped net's backbone tells kinds of images apart although its labels do not: what it makes of
real images of each kind lies beside the nets, a mean vector for each.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from fcn_core.suggest.candidates import Candidate, Vector
from fcn_core.zoo import resource_folder

FITS = 0.55
"""Usual cosine of images with the mean of their kind. 98 of 100 draws of eight images of nuclei,
and all of roads, have it with the mean of the other images; photos, street scenes, rooms and 28 odd
pictures (coins, gravel, the moon) have 0.49 at most, in draws of three."""


def net_for(images: Sequence[Candidate]) -> str | None:
    """The built-in net that was made for such images, as the shipped net glanced at them.

    None where there is none, and of what another net saw, whose features are of another length.
    """
    usual = {
        name: float(np.median([image.features @ mean for image in images]))
        for name, mean in means().items()
        if images and mean.shape == images[0].features.shape
    }
    best = max(usual, key=usual.__getitem__, default=None)
    return best if best is not None and usual[best] >= FITS else None


@cache
def means() -> dict[str, Vector]:
    """The mean features of images of a built-in net's kind, of length 1, by its name."""
    known = json.loads(file_of_kinds().read_text(encoding="utf-8"))
    return {name: np.array(mean, np.float32) for name, mean in known["means"].items()}


def file_of_kinds() -> Path:
    """Where they are written, with the hash of the shipped net that saw the images."""
    return resource_folder() / "models" / "kinds.json"
