"""Places where net and person disagree, in the image's own pixels, and which are settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from app.jobs.checking import Compared
from app.state.document import Document
from app.state.project_file import Json
from app.state.rect import Rect
from fcn_core.suggest.check_labels import MOST_REGIONS, Region, places

# Two boxes mean the same place if they share this much of the smaller one.
SAME_PLACE = 0.5
# A place is settled once less than this part of it is still called what it was.
STILL_SAID = 0.5
# Large masks are kept of as many places as two images have: they are asked for at each stroke.
KEPT_MASKS = 2 * MOST_REGIONS


@dataclass(frozen=True, kw_only=True, eq=False)
class DoubtfulPlace:
    """Pixels that were called `said` and that the net calls `net`, `confidence` (0-1) sure.

    `region` lies in an image of size `small` (H, W) that has `large` itself; what is asked of the
    latter is found when it is asked. `picture` is a JPEG.
    """

    place_id: str
    image_id: str
    digest: str
    region: Region
    small: tuple[int, int]
    large: tuple[int, int]
    picture: bytes

    @property
    def said(self) -> int:
        return self.region.said

    @property
    def net(self) -> int:
        return self.region.net

    @property
    def confidence(self) -> float:
        return self.region.confidence

    @cached_property
    def rect(self) -> Rect:
        """Its box in image pixels."""
        return _enlarged_box(self.region, self.small, self.large)

    @property
    def inside_HW(self) -> NDArray[np.bool_]:
        """Its pixels (bool) in an array of the size of `rect`."""
        return _enlarged(self.region, self.small, self.large)

    @cached_property
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


class Places:
    """The regions of compared images as places, each made once: ranks change, places do not."""

    def __init__(self) -> None:
        self._made: dict[Region, DoubtfulPlace] = {}

    def ranked(self, compared: Mapping[str, Compared]) -> list[DoubtfulPlace]:
        """Where the net is sure, the most telling first. `compared` are images by their ids."""
        found = places(image.comparison for image in compared.values())
        return [self._place(compared[place.image_id], place.region) for place in found]

    def of(self, image: Compared) -> list[DoubtfulPlace]:
        """All regions of an image, also where the net is not sure."""
        return [self._place(image, region) for region in image.comparison.regions]

    def forget(self) -> None:
        """Other images, or another net."""
        self._made.clear()

    def _place(self, image: Compared, region: Region) -> DoubtfulPlace:
        made = self._made.get(region)
        if made is None:
            compared = image.comparison
            made = self._made[region] = DoubtfulPlace(
                place_id=f"{compared.image_id} {region.said} {region.net} {region.x} {region.y}",
                image_id=compared.image_id,
                digest=image.digest,
                region=region,
                small=compared.shape,
                large=image.shape,
                picture=image.pictures[compared.regions.index(region)],
            )
        return made


def _widened(small: tuple[int, int], large: tuple[int, int]) -> tuple[float, float, int]:
    """How many large pixels a small one covers, down and across; and by how many regions grow.

    They grow by what one pixel of the small image covers, so that no rim is left of them.
    """
    down, across = large[0] / small[0], large[1] / small[1]
    return down, across, int(np.ceil(max(down, across)))


def _enlarged_box(region: Region, small: tuple[int, int], large: tuple[int, int]) -> Rect:
    """The box of a region of an image of size `small` (H, W) in the same image at size `large`."""
    height, width = region.inside_HW.shape
    rect = Rect(region.x, region.y, width, height)
    if small == large:
        return rect
    down, across, by = _widened(small, large)
    x, y = max(0, int(rect.x * across) - by), max(0, int(rect.y * down) - by)
    right = min(large[1], int(np.ceil(rect.right * across)) + by)
    bottom = min(large[0], int(np.ceil(rect.bottom * down)) + by)
    return Rect(x, y, right - x, bottom - y)


@lru_cache(maxsize=KEPT_MASKS)
def _enlarged(region: Region, small: tuple[int, int], large: tuple[int, int]) -> NDArray[np.bool_]:
    """The pixels of a region in that box."""
    if small == large:
        return region.inside_HW
    down, across, by = _widened(small, large)
    box = _enlarged_box(region, small, large)
    # From pixel centres of the large box to those of the small one.
    left, top = (box.x + 0.5) / across - 0.5 - region.x, (box.y + 0.5) / down - 0.5 - region.y
    to_small = np.array([[1 / across, 0, left], [0, 1 / down, top]], np.float32)
    how = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    size = (box.width, box.height)
    wide = cv2.warpAffine(region.inside_HW.astype(np.uint8), to_small, size, flags=how)
    wide = cv2.dilate(wide, np.ones((2 * by + 1, 2 * by + 1), np.uint8))
    return wide.astype(np.bool_)
