"""Masks that other programs made, as they are known before they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from fcn_core.colors import Color
from fcn_core.data.drawn import OfFile, Read
from fcn_core.data.page_counts import REMEDY, misfits
from fcn_core.imaging.pages import file_of, stem_of
from fcn_core.labels import LabelSet
from fcn_core.sentences import said

KINDS = {
    "box": (said("box"), said("boxes")),
    "points": (said("set of points"), said("sets of points")),
    "polyline": (said("polyline"), said("polylines")),
    "cuboid": (said("cuboid"), said("cuboids")),
    "skeleton": (said("skeleton"), said("skeletons")),
    "tag": (said("tag"), said("tags")),
}
"""Shapes that do not tell which pixels are meant: what one is called, and several."""


@dataclass(frozen=True, kw_only=True)
class Annotations:
    """Masks by the name of their image without its suffix, each read when it is asked for."""

    kind: str
    """For people: labelme, COCO, PNG."""
    labels: LabelSet | None
    """Of the masks' values; without it nothing says what they mean."""
    masks: Mapping[str, Read]
    used: Mapping[str, set[str]] | None = None
    """The labels that each mask shows, where that is known without reading it."""
    shared: int = 0
    """Masks that are left out, since others have the same name."""
    damaged: tuple[str, ...] = ()
    """Files that cannot be read at all."""
    notes: tuple[str, ...] = ()
    """What is not taken over, in sentences."""
    colors: Mapping[int, Color] = field(default_factory=dict)
    """What values look like in the files, as far as these say it, where nothing names them."""
    image_ending: str = ""
    """What the images' names may end with besides."""

    def name_of(self, image: Path) -> str:
        """What an image is called here."""
        name = stem_of(image)
        return name if name in self.masks else name.removesuffix(self.image_ending)

    def fitting(self, images: Iterable[tuple[str, Path]]) -> Annotations:
        """Without the files of several masks whose images, known by their names here, have another
        number of pages. These are all images there are.
        """
        files = {name: m.path for name, m in self.masks.items() if isinstance(m, OfFile)}
        wrong = misfits(images, files)
        if not wrong:
            return self
        left = {
            n: m for n, m in self.masks.items() if n not in files or file_of(files[n]) not in wrong
        }
        return replace(self, masks=left, notes=(*self.notes, *wrong.values(), REMEDY))


def no_area_note(left_out: Mapping[str, int]) -> str:
    """What to say of so many shapes of some kinds."""
    found = (
        f"{number:,} {KINDS.get(kind, (kind, kind))[number > 1]}"
        for kind, number in sorted(left_out.items())
    )
    return said("Left out, as they outline no area: {shapes}.", shapes=", ".join(found))


def unique(found: Iterable[tuple[str, Read]]) -> tuple[dict[str, Read], int]:
    """Those whose name no other has, and how many were left out."""
    pairs = list(found)
    times = Counter(name for name, _ in pairs)
    masks = {name: read for name, read in pairs if times[name] == 1}
    return masks, len(pairs) - len(masks)
