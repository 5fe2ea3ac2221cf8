"""Compares a person's masks with the net's, one image at a time, at a size that is quick."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.jobs.corrected import CorrectionsSource, corrections_of
from app.jobs.hashing import hash_of
from app.jobs.looking import as_seen
from app.state.index import ImageFacts
from app.state.listing import ImageEntry
from app.workers.orders import ScaleOf
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pixels import RGB
from fcn_core.masks import Mask, confirmed
from fcn_core.outputs import StridePrediction
from fcn_core.suggest.check_labels import Comparison, Region, compare
from fcn_core.tiling import nearest, resized, working_size

# Long side in pixels at which masks are compared: larger images are shrunk.
SIDE = 1024
# Of the pictures of places: width, height; a place fills about half of it.
PICTURE = (224, 168)
AROUND, LEAST_SIDE = 0.5, 48
WHITE, BLACK = (255, 255, 255), (0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """An image (uint8 RGB) and what people said about it, both at most `SIDE` pixels long.

    `seen_HWC` is the image as the net needs it, `said_HW` (0 or 1) where people said something.
    `shape` is the (H, W) of the image itself, `digest` and `state` are its file's.
    """

    entry: ImageEntry
    digest: str
    state: str
    shape: tuple[int, int]
    image_HWC: RGB
    corrections_HW: Mask
    seen_HWC: RGB
    said_HW: Mask


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One image compared, with a picture (the bytes of a JPEG) of each region."""

    comparison: Comparison
    shape: tuple[int, int]
    digest: str
    pictures: tuple[bytes, ...]


def read_pair(
    source: CorrectionsSource, entry: ImageEntry, facts: ImageFacts, scale_of: ScaleOf
) -> Pair:
    """What is to be compared. Raises `FcnError` or `OSError`."""
    digest, state = hash_of(entry, facts)
    image, corrections = read_image(entry.path), corrections_of(source, entry)
    size, seen = working_size(image.shape, SIDE), as_seen(image, scale_of)
    return Pair(
        entry=entry,
        digest=digest,
        state=state,
        shape=(image.shape[0], image.shape[1]),
        image_HWC=resized(image, size),
        corrections_HW=nearest(corrections, size),
        seen_HWC=seen,
        said_HW=nearest(confirmed(corrections), seen.shape),
    )


def compare_pair(
    pair: Pair, said: StridePrediction, table: NDArray[np.uint8], known: Collection[int]
) -> Compared:
    """Compare; `table` (256) brings the net's ids to the project's, `known` are those it has."""
    shape = pair.corrections_HW.shape
    net_HW, doubt_HW = (nearest(mask, shape) for mask in (said.labels, said.doubt))
    found = compare(pair.entry.image_id, pair.corrections_HW, table[net_HW], doubt_HW, known)
    return Compared(
        comparison=found,
        shape=pair.shape,
        digest=pair.digest,
        pictures=tuple(picture(pair.image_HWC, region) for region in found.regions),
    )


def picture(image_HWC: RGB, region: Region) -> bytes:
    """The region and its surroundings, outlined in white on black: a JPEG of 224 x 168 pixels."""
    height, width = region.inside_HW.shape
    whole = max(image_HWC.shape[1] / PICTURE[0], image_HWC.shape[0] / PICTURE[1])
    wanted = max(width / PICTURE[0], height / PICTURE[1]) * (1 + AROUND)
    scale = min(whole, max(wanted, LEAST_SIDE / PICTURE[1]))
    # From the picture's pixels to the image's: the region's centre in the middle, if it can be.
    left = _kept_inside(region.x + width / 2, scale * PICTURE[0], image_HWC.shape[1])
    top = _kept_inside(region.y + height / 2, scale * PICTURE[1], image_HWC.shape[0])
    to_image = np.array([[scale, 0, left], [0, scale, top]], np.float32)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shown = cv2.warpAffine(image_HWC, to_image, PICTURE, flags=how).astype(np.uint8)
    to_image[:, 2] -= (region.x, region.y)
    inside = cv2.warpAffine(region.inside_HW.astype(np.uint8), to_image, PICTURE, flags=how)
    outlines, _ = cv2.findContours(inside, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    for color, thickness in ((BLACK, 4), (WHITE, 2)):
        cv2.drawContours(shown, outlines, -1, color, thickness, cv2.LINE_AA)
    return cv2.imencode(".jpg", shown[:, :, ::-1])[1].tobytes()


def _kept_inside(centre: float, length: float, whole: float) -> float:
    """Where a stretch about `centre` starts so that it lies inside `whole`, or around it."""
    if length >= whole:
        return (whole - length) / 2
    return min(max(centre - length / 2, 0.0), whole - length)
