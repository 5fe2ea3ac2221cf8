"""Masks that other programs made, found in a folder and known by their image's name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fcn_core.data.coco import PREFIX, CocoMasks, read_coco
from fcn_core.data.labelme import reader_of, shape_labels
from fcn_core.data.pairs import by_stem, read_lines
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask, read_mask

MASK_FOLDERS = ("masks", "SegmentationClass", "mask", "labels", "annotations")
NAME_LISTS = ("labels.txt", "classes.txt")
NOTHING = "labelme's or COCO's .json files, or PNGs whose pixel values are label ids"


@dataclass(frozen=True, kw_only=True)
class Annotations:
    """Masks by the name of their image without its suffix; label 0 is the background.

    Without `labels` the masks hold ids of whoever reads them. A mask (uint8, H x W) is read when
    it is asked for, which raises `FcnError`.
    """

    kind: str
    """For people: labelme, COCO, masks."""
    labels: LabelSet | None
    masks: Mapping[str, Callable[[], Mask]]


def annotations_in(folder: Path, images: Path | None = None) -> Annotations:
    """What a folder holds: labelme's files, else COCO's, else index masks.

    PNGs in `images` itself are the images. Raises `FcnError` if there is nothing.
    """
    if not folder.is_dir():
        raise FcnError(f"{folder} is no folder.", "Choose the folder that holds the masks.")
    found = _of_json(folder) or _of_masks(folder, images)
    if found is None:
        raise FcnError(f"There are no masks in {folder}.", f"It needs {NOTHING}.")
    return found


def _of_json(folder: Path) -> Annotations | None:
    inside = folder / "annotations"
    places = (folder, inside) if inside.is_dir() else (folder,)
    files = {path.stem: path for place in places for path in by_stem(place, (".json",)).values()}
    shapes = {name: path for name, path in files.items() if _holds(path, "shapes")}
    if shapes:
        labels = shape_labels(folder, list(shapes.values()))
        read = reader_of(labels)
        masks = {name: partial(read, path) for name, path in shapes.items()}
        return Annotations(kind="labelme", labels=labels, masks=masks)
    objects = [read_coco(path, ()) for path in files.values() if _holds(path, "annotations")]
    return _joined(objects) if objects else None


def _holds(path: Path, key: str) -> bool:
    """Whether a JSON file is an object with this key."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False  # somebody else's: what is missing in the end is said
    return isinstance(data, dict) and key in data


def _joined(files: list[CocoMasks]) -> Annotations:
    """All splits together. Raises `FcnError` if their categories differ."""
    first = files[0]
    if any(other.labels.names != first.labels.names for other in files):
        raise FcnError(
            f"The {PREFIX}*.json files have different categories.",
            "Put those that belong together into a folder of their own.",
        )
    masks = {
        name: partial(part.mask, index) for part in files for index, name in enumerate(part.names)
    }
    return Annotations(kind="COCO", labels=first.labels, masks=masks)


def _of_masks(folder: Path, images: Path | None) -> Annotations | None:
    places = [folder, *(folder / name for name in MASK_FOLDERS)]
    for place in places:
        if place.is_dir() and (images is None or not place.samefile(images)):
            found = by_stem(place, (".png",))
            if found:
                masks = {name: partial(read_mask, path) for name, path in found.items()}
                return Annotations(kind="masks", labels=_names(place), masks=masks)
    return None


def _names(place: Path) -> LabelSet | None:
    """The labels that a list beside the masks, or one folder up, names."""
    for folder in (place, place.parent):
        for name in NAME_LISTS:
            if (folder / name).is_file():
                return LabelSet.from_names(read_lines(folder / name))
    return None
