"""Looks at images that are not open: reads them small, and says what to ask the net of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.jobs.corrected import CorrectionsSource, corrections_of
from app.jobs.hashing import hash_of
from app.state.glances import Glances
from app.state.index import ImageFacts
from app.state.listing import ImageEntry
from app.state.net_cache import seen_key
from app.workers.orders import Loaded, ScaleOf, Study
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_thumbnail
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import Mask, value_counts
from fcn_core.outputs import StridePrediction, last_of
from fcn_core.suggest.candidates import GLANCED_SIDE, Candidate
from fcn_core.tiling import resized, working_size

SIDE = 1024
"""Long side in pixels at which images that are not open are predicted, where that will do."""
Counts: TypeAlias = NDArray[np.int64]
"""Pixels of each value of a mask: 256 of them."""


@dataclass(frozen=True, kw_only=True)
class Small:
    """An image read for a glance. `seen`: the net has seen it before, and what; then no image.

    `digest` is the sha256 of the file, whose `file_state` is `state`; `key` is what the glance is
    known by, for a net sees something else through other channels.
    """

    digest: str
    key: str
    state: str
    seen: Candidate | None = None
    image_HWC: RGB | None = None


def read_small(entry: ImageEntry, facts: ImageFacts, glances: Glances) -> Small:
    """An image for a glance, unless it is known. Raises `FcnError` or `OSError`."""
    digest, state = hash_of(entry, facts)
    key = seen_key(digest, entry.path)
    seen = glances.get(key, entry.image_id)
    image = read_thumbnail(entry.path, GLANCED_SIDE) if seen is None else None
    return Small(digest=digest, key=key, state=state, seen=seen, image_HWC=image)


def open_glances(folder: Path, net: str) -> Glances:
    """What is known of a net's glances. Raises `OSError`."""
    glances = Glances(folder, net)
    glances.read()
    glances.remove_old()
    return glances


def glancing(image_id: str, image_HWC: RGB) -> Study:
    """Asks for a `Candidate`."""
    return lambda loaded, _: loaded.glance(image_id, image_HWC)


def as_seen(image_HWC: RGB, scale_of: ScaleOf) -> RGB:
    """The image at `SIDE` pixels where a net sees as much of that; else as it is.

    Bringing what a net says to the twelve megapixels of a photo takes twenty times as long as a net
    that sees it small.
    """
    shape = image_HWC.shape[:2]
    small = working_size(shape, SIDE)
    seen, of_small = (scale_of(size) * max(size) for size in (shape, small))
    return resized(image_HWC, small) if round(seen) == round(of_small) else image_HWC


def predicting(image_HWC: RGB, wanted_HW: Mask | None = None) -> Study:
    """Asks for the finest output, which need only be right where something is wanted (not 0)."""

    def study(loaded: Loaded, cancelled: Callable[[], bool]) -> StridePrediction | None:
        predict = loaded.predictor.predict
        finest = last_of(predict(image_HWC, cancelled, wanted_HW=wanted_HW, only_finest=True))
        return None if cancelled() else finest

    return study


def count_labels(source: CorrectionsSource, entries: Sequence[ImageEntry]) -> dict[str, Counts]:
    """Pixels of each of the 256 values in each image's corrections; unreadable ones left out."""
    counts = {}
    for entry in entries:
        try:
            counts[entry.image_id] = value_counts(corrections_of(source, entry))
        except FcnError:
            # It is listed as unreadable; here it merely counts for nothing.
            continue
    return counts
