"""COCO: a file of objects for each split, as masks of one label a pixel."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from fcn_core.data.annotations import no_area_note
from fcn_core.data.dataset import Sample
from fcn_core.data.pairs import named, need_folders
from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_image
from fcn_core.imaging.pixels import Size
from fcn_core.imaging.refusing import check_size
from fcn_core.interchange import run_lengths
from fcn_core.interchange.run_lengths import Counts
from fcn_core.interchange.shapes import UNREADABLE
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, LabelSet
from fcn_core.masks import VOID, Mask
from fcn_core.sentences import said

log = logging.getLogger(__name__)
PREFIX = "instances_"
Json = Mapping[str, Any]


def coco(root: Path, split: str = "") -> CocoMasks:
    """`annotations/instances_SPLIT.json` and its images in `images/`, `SPLIT/` or both.

    Labels are the categories by id, behind the background. Boxes without an outline are left out,
    which is logged. Raises `FcnError`.
    """
    need_folders(root, ("annotations",), "COCO")
    files = sorted((root / "annotations").glob(f"{PREFIX}*.json"))
    splits = [path.stem.removeprefix(PREFIX) for path in files]
    split = named(split, splits, splits[0] if len(splits) == 1 else "train", root)
    path = root / "annotations" / f"{PREFIX}{split}.json"
    found = read_coco(path, [root / "images" / split, root / split, root / "images", root])
    if found.boxes:
        log.warning("%s: %s", path, no_area_note({"box": found.boxes}))
    return found


def read_coco(path: Path, folders: Sequence[Path]) -> CocoMasks:
    """The objects of a file, whose images lie in the first of `folders` that has them.

    Raises `FcnError`.
    """
    try:
        return CocoMasks(json.loads(path.read_text(encoding="utf-8-sig")), folders, path)
    except UNREADABLE as error:
        raise FcnError(
            "{path} cannot be read as COCO's ({kind}: {reason}).",
            "It needs images, categories and annotations. Export it anew.",
            path=path,
            kind=type(error).__name__,
            reason=error,
        ) from error


@dataclass(frozen=True, kw_only=True)
class _Image:
    name: str
    size: Size
    """Height and width."""
    objects: tuple[Json, ...]
    boxes: int
    """Objects that are left out: they have a box, but no outline."""


class CocoMasks:
    """Images with masks drawn from their objects, the largest first; crowds are void."""

    def __init__(self, data: Json, folders: Sequence[Path], path: Path) -> None:
        """Raises `FcnError`, or one of `UNREADABLE` for what is not COCO's."""
        categories = {int(c["id"]): str(c["name"]).strip() for c in data["categories"]}
        things = [id for id in sorted(categories) if categories[id] not in BACKGROUND_NAMES]
        self.labels = LabelSet.from_names(["background", *(categories[id] for id in things)])
        self._ids = dict.fromkeys(categories, BACKGROUND)
        self._ids |= {id: value for value, id in enumerate(things, start=BACKGROUND + 1)}
        self._folders, self._path = folders, path
        objects: dict[int, list[Json]] = {}
        for annotation in data["annotations"]:
            objects.setdefault(int(annotation["image_id"]), []).append(annotation)
        self._images = []
        for image in data["images"]:
            name, size = str(image["file_name"]), (int(image["height"]), int(image["width"]))
            if min(size) < 1:
                raise ValueError(
                    said(
                        "{name} has {width} x {height} pixels",
                        name=name,
                        width=size[1],
                        height=size[0],
                    )
                )
            check_size(path / name, size[1], size[0])
            held = objects.get(int(image["id"]), [])
            found = tuple(each for each in held if not _is_box(each))
            boxes = len(held) - len(found)
            self._images.append(_Image(name=name, size=size, objects=found, boxes=boxes))

    @property
    def names(self) -> tuple[str, ...]:
        """The images' names without suffix, in their order."""
        return tuple(PurePosixPath(image.name).stem for image in self._images)

    @property
    def boxes(self) -> int:
        """How many objects are left out, as they have a box alone."""
        return sum(image.boxes for image in self._images)

    def has_boxes_alone(self, index: int) -> bool:
        """Whether an image has objects, but none whose outline is known: it is not empty."""
        image = self._images[index]
        return bool(image.boxes and not image.objects)

    def used(self, index: int) -> set[str]:
        """The labels of an image's objects."""
        asked = (each.get("category_id") for each in self._images[index].objects)
        found = (self._ids.get(category) for category in asked if isinstance(category, int))
        return {self.labels.names[value] for value in found if value}

    def __len__(self) -> int:
        return len(self._images)

    def sample(self, index: int) -> Sample:
        """Read one image and draw its mask. Raises `FcnError`."""
        found, mask = self._images[index], self.mask(index)
        places = [folder / found.name for folder in self._folders]
        path = next((place for place in places if place.is_file()), None)
        if path is None:
            tried = ", ".join(str(folder) for folder in self._folders)
            raise FcnError(
                "{name} of {path} is in none of {tried}.",
                "Put it there.",
                name=found.name,
                path=self._path,
                tried=tried,
            )
        image = read_image(path)
        if image.shape[:2] != mask.shape:
            raise FcnError(
                "{path} has {size} pixels, its annotations say {shape}.",
                "Replace the one that is wrong.",
                path=path,
                size=image.shape[:2],
                shape=mask.shape,
            )
        return Sample(image_id=self.names[index], image=image, mask=mask)

    def mask(self, index: int) -> Mask:
        """Draw one mask alone. Raises `FcnError`."""
        image = self._images[index]
        try:
            drawn = [(self._value(each), _counts(each, image.size)) for each in image.objects]
        except (*UNREADABLE, MemoryError) as error:
            raise FcnError(
                "An object of {image} in {path} cannot be drawn: {reason}.",
                "Mend it, or take it out.",
                image=image.name,
                path=self._path,
                reason=error,
            ) from error
        height, width = image.size
        columns = np.full(height * width, BACKGROUND, np.uint8)
        # What is void lies over all, and of the others the smaller over the larger.
        for value, counts in sorted(drawn, key=lambda d: (d[0] == VOID, -run_lengths.area(d[1]))):
            run_lengths.fill(columns, counts, value)
        return np.ascontiguousarray(columns.reshape(width, height).T)

    def _value(self, annotation: Json) -> int:
        if annotation.get("iscrowd"):
            return VOID
        category = annotation.get("category_id")
        if not isinstance(category, int) or category not in self._ids:
            raise ValueError(
                said("its category {category!r} is not named in the file", category=category)
            )
        return self._ids[category]


def _is_box(annotation: Json) -> bool:
    outline = annotation.get("segmentation")
    is_none = not any(outline) if isinstance(outline, list) else not outline
    return is_none and bool(annotation.get("bbox"))


def _counts(annotation: Json, size: Size) -> Counts:
    """An object's run lengths, which fill its image. Raises `ValueError`, `TypeError`, ..."""
    outline = annotation.get("segmentation")
    if not outline:
        raise ValueError(said("it has no outline (segmentation)"))
    if isinstance(outline, Mapping):
        if list(outline["size"]) != list(size):
            raise ValueError(
                said(
                    "its size is {size}, the image's {other}",
                    size=outline["size"],
                    other=list(size),
                )
            )
        counts = outline["counts"]
        return run_lengths.checked(
            run_lengths.unpacked(counts) if isinstance(counts, str) else counts, size
        )
    return run_lengths.of_polygons(outline, size)
