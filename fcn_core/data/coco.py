"""COCO: a file of objects for each split, as masks of one label a pixel."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as run_lengths

from fcn_core.data.dataset import Sample
from fcn_core.data.pairs import named, need_folders
from fcn_core.errors import FcnError
from fcn_core.images import read_image
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID, Mask

PREFIX = "instances_"
BACKGROUND = 0
Json = Mapping[str, Any]


def coco(root: Path, split: str = "") -> CocoMasks:
    """`annotations/instances_SPLIT.json` and its images in `images/`, `SPLIT/` or both.

    Labels are the categories by id, behind the background. Raises `FcnError`.
    """
    need_folders(root, ("annotations",), "COCO")
    files = sorted((root / "annotations").glob(f"{PREFIX}*.json"))
    splits = [path.stem.removeprefix(PREFIX) for path in files]
    split = named(split, splits, splits[0] if len(splits) == 1 else "train", root)
    path = root / "annotations" / f"{PREFIX}{split}.json"
    return read_coco(path, [root / "images" / split, root / split, root / "images", root])


def read_coco(path: Path, folders: Sequence[Path]) -> CocoMasks:
    """The objects of a file, whose images lie in the first of `folders` that has them.

    Raises `FcnError`.
    """
    try:
        return CocoMasks(json.loads(path.read_text(encoding="utf-8")), folders, path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FcnError(
            f"{path} cannot be read as COCO's ({type(error).__name__}: {error}).",
            "It needs images, categories and annotations. Export it anew.",
        ) from error


@dataclass(frozen=True, kw_only=True)
class _Image:
    name: str
    size: tuple[int, int]
    """Height and width."""
    objects: tuple[Json, ...]


class CocoMasks:
    """Images with masks drawn from their objects, the largest first; crowds are void."""

    def __init__(self, data: Json, folders: Sequence[Path], path: Path) -> None:
        categories = sorted(data["categories"], key=lambda c: int(c["id"]))
        self.labels = LabelSet.from_names(["background", *(str(c["name"]) for c in categories)])
        self._ids = {int(c["id"]): i for i, c in enumerate(categories, start=BACKGROUND + 1)}
        self._folders, self._path = folders, path
        objects: dict[int, list[Json]] = {}
        for annotation in data["annotations"]:
            objects.setdefault(int(annotation["image_id"]), []).append(annotation)
        self._images = [
            _Image(
                name=str(image["file_name"]),
                size=(int(image["height"]), int(image["width"])),
                objects=tuple(objects.get(int(image["id"]), ())),
            )
            for image in data["images"]
        ]

    @property
    def names(self) -> tuple[str, ...]:
        """The images' names without suffix, in their order."""
        return tuple(Path(image.name).stem for image in self._images)

    def __len__(self) -> int:
        return len(self._images)

    def sample(self, index: int) -> Sample:
        """Read one image and draw its mask. Raises `FcnError`."""
        found, mask = self._images[index], self.mask(index)
        places = [folder / found.name for folder in self._folders]
        path = next((place for place in places if place.is_file()), None)
        if path is None:
            tried = ", ".join(str(folder) for folder in self._folders)
            raise FcnError(f"{found.name} of {self._path} is in none of {tried}.", "Put it there.")
        image = read_image(path)
        if image.shape[:2] != mask.shape:
            raise FcnError(
                f"{path} has {image.shape[:2]} pixels, its annotations say {mask.shape}.",
                "Replace the one that is wrong.",
            )
        return Sample(image_id=Path(found.name).stem, image=image, mask=mask)

    def mask(self, index: int) -> Mask:
        """Draw one mask alone. Raises `FcnError`."""
        image = self._images[index]
        mask = np.full(image.size, BACKGROUND, np.uint8)
        drawn = [(self._value(each), self._inside(each, image)) for each in image.objects]
        for value, inside in sorted(drawn, key=lambda d: (d[0] == VOID, -np.count_nonzero(d[1]))):
            mask[inside] = value
        return mask

    def _value(self, annotation: Json) -> int:
        if annotation.get("iscrowd"):
            return VOID
        category = int(annotation["category_id"])
        if category not in self._ids:
            raise FcnError(
                f"{self._path} has an object of the category {category}, which it does not name.",
                "Add it to the categories, or take the object out.",
            )
        return self._ids[category]

    def _inside(self, annotation: Json, image: _Image) -> NDArray[np.bool_]:
        """An object's pixels, from polygons or run lengths, packed or plain."""
        shape = annotation.get("segmentation")
        try:
            inside: NDArray[np.bool_] = run_lengths.decode(_packed(shape, image.size)) > 0
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise FcnError(
                f"An object of {image.name} in {self._path} cannot be drawn: {error}.",
                "Mend it, or take it out.",
            ) from error
        if inside.shape != image.size:
            raise FcnError(
                f"An object of {image.name} in {self._path} is for {inside.shape} pixels, "
                f"the image has {image.size}.",
                "Export the file anew.",
            )
        return inside


def _packed(shape: Any, size: tuple[int, int]) -> Any:
    """Polygons, plain or packed run lengths, as packed ones. Raises `ValueError` and others."""
    if not shape or not isinstance(shape, list | Mapping):
        raise ValueError("it has no outline (segmentation)")
    if isinstance(shape, Mapping) and isinstance(shape["counts"], str):
        return dict(shape)
    outline: Any = shape
    parts = run_lengths.frPyObjects(outline, *size)
    return run_lengths.merge(parts) if isinstance(parts, list) else parts
