"""Places where net and person disagree, in the image's own pixels, and which are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.state.document import Document
from app.state.project_file import Json
from app.state.tiles import Rect
from app.workers.checking import Compared
from fcn_core.suggest.check_labels import places

# Two boxes mean the same place if they share this much of the smaller one.
SAME_PLACE = 0.5
# A place is settled once less than this part of it is still called what it was.
STILL_SAID = 0.5


@dataclass(frozen=True, kw_only=True, eq=False)
class DoubtfulPlace:
    """Pixels that were called `said` and that the net calls `net`, `confidence` (0-1) sure.

    `inside_HW` (bool) has the size of `rect`, in image pixels. `picture` is a JPEG.
    """

    place_id: str
    image_id: str
    digest: str
    said: int
    net: int
    confidence: float
    rect: Rect
    inside_HW: NDArray[np.bool_]
    picture: bytes

    @property
    def pixels(self) -> int:
        return int(np.count_nonzero(self.inside_HW))

    def still_holds(self, document: Document) -> bool:
        """True while the open image says there what the place is about."""
        there = document.corrections.values_HW[self.rect.slices][self.inside_HW]
        return bool((there == self.said).mean() >= STILL_SAID)

    def to_json(self) -> Json:
        """What is remembered of a dismissed place."""
        box = self.rect
        return {
            "image": self.digest,
            "said": self.said,
            "net": self.net,
            "box": [box.x, box.y, box.width, box.height],
        }

    def is_meant_by(self, dismissed: Json) -> bool:
        """True if `dismissed` is what an earlier check remembered of this place."""
        if not isinstance(dismissed, dict):
            return False
        kind = (dismissed.get("image"), dismissed.get("said"), dismissed.get("net"))
        sides = dismissed.get("box")
        if kind != (self.digest, self.said, self.net) or not isinstance(sides, list):
            return False
        box = Rect(*(side for side in sides if isinstance(side, int)))
        shared = self.rect.intersected(box)
        smaller = min(box.width * box.height, self.rect.width * self.rect.height)
        return shared.width * shared.height >= SAME_PLACE * smaller


def doubtful_places(compared: Iterable[Compared]) -> list[DoubtfulPlace]:
    """All places of these images, the most telling first."""
    images = {image.comparison.image_id: image for image in compared}
    found = []
    for place in places(image.comparison for image in images.values()):
        image, region = images[place.image_id], place.region
        rect, inside = _enlarged(
            Rect(region.x, region.y, region.inside_HW.shape[1], region.inside_HW.shape[0]),
            region.inside_HW,
            place.shape,
            image.shape,
        )
        found.append(
            DoubtfulPlace(
                place_id=f"{place.image_id} {region.said} {region.net} {region.x} {region.y}",
                image_id=place.image_id,
                digest=image.digest,
                said=region.said,
                net=region.net,
                confidence=place.confidence,
                rect=rect,
                inside_HW=inside,
                picture=image.pictures[image.comparison.regions.index(region)],
            )
        )
    return found


def _enlarged(
    rect: Rect, inside_HW: NDArray[np.bool_], small: tuple[int, int], large: tuple[int, int]
) -> tuple[Rect, NDArray[np.bool_]]:
    """A region of an image of size `small` (H, W) in the same image at size `large`.

    It is made wider by what one pixel of the small image covers, so that no rim is left of it.
    """
    if small == large:
        return rect, inside_HW
    down, across = large[0] / small[0], large[1] / small[1]
    by = int(np.ceil(max(down, across)))
    x, y = max(0, int(rect.x * across) - by), max(0, int(rect.y * down) - by)
    right = min(large[1], int(np.ceil(rect.right * across)) + by)
    bottom = min(large[0], int(np.ceil(rect.bottom * down)) + by)
    # From pixel centres of the large box to those of the small one.
    left, top = (x + 0.5) / across - 0.5 - rect.x, (y + 0.5) / down - 0.5 - rect.y
    to_small = np.array([[1 / across, 0, left], [0, 1 / down, top]], np.float32)
    how = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    wide = cv2.warpAffine(inside_HW.astype(np.uint8), to_small, (right - x, bottom - y), flags=how)
    wide = cv2.dilate(wide, np.ones((2 * by + 1, 2 * by + 1), np.uint8))
    return Rect(x, y, right - x, bottom - y), wide.astype(np.bool_)
