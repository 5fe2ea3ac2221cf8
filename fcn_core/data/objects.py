"""Numbered objects: what Cellpose leaves beside its images, and what an export of ours wrote."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fcn_core.data.annotations import Annotations, unique
from fcn_core.data.drawn import of_file
from fcn_core.data.pairs import Pair, Pairs, by_stem, named
from fcn_core.errors import FcnError
from fcn_core.interchange.objects import ENDING, TABLE
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import MASK_SUFFIXES, Mask, read_values

ENDINGS = ("_cp_masks", ENDING)
"""What Cellpose calls the masks that it made, and those that it learns from."""
UNNAMED = LabelSet.from_names(("background", "object"))
"""Labels where no table says what the objects are."""


@dataclass(frozen=True, kw_only=True)
class _Table:
    """objects.csv: the label of each object, by its mask's folder and image."""

    path: Path
    labels: LabelSet
    objects: Mapping[tuple[str, str], Mapping[int, int]]


def objects(root: Path, split: str = "") -> Pairs:
    """The images of one split, a folder of `root` or else `root` itself, with their objects.

    Labels are the table's in the order in which they come, behind the background; without one, all
    that has a number is an `object`. Raises `FcnError`.
    """
    if not root.is_dir():
        raise FcnError(f"{root} is no folder.", "Choose the folder that holds the masks.")
    table = _table(root)
    folders = [place.name for place in sorted(root.iterdir()) if place.is_dir() and _masks(place)]
    place = root / named(split, folders, "train", root) if folders or split else root
    images, masks = by_stem(place), _masks(place)
    missing = [name for name in masks if name not in images]
    if missing or not masks:
        raise FcnError(
            f"The image of {masks[missing[0]]} is missing."
            if missing
            else f"There is no mask (*{ENDING}.tif) in {place}.",
            "Put images and masks side by side, as in cell.png and cell_masks.tif.",
        )
    pairs = [Pair(image_id=name, image=images[name], mask=mask) for name, mask in masks.items()]
    return Pairs(UNNAMED if table is None else table.labels, pairs, partial(_mask, table))


def objects_annotations(folder: Path) -> Annotations | None:
    """The masks of a folder and of those in it; None if it has neither a table nor masks that lie
    beside their images or are called as Cellpose calls its own.
    """
    table = _table(folder)
    places = [folder, *(place for place in sorted(folder.iterdir()) if place.is_dir())]
    found = [(name, mask) for place in places for name, mask in _masks(place).items()]
    if table is None:
        found = [(name, mask) for name, mask in found if _is_sure(name, mask)]
    if not found:
        return None
    masks, shared = unique((name, of_file(partial(_mask, table), mask)) for name, mask in found)
    labels = UNNAMED if table is None else table.labels
    return Annotations(kind="numbered objects", labels=labels, masks=masks, shared=shared)


def _is_sure(name: str, mask: Path) -> bool:
    return mask.stem == name + ENDINGS[0] or name in by_stem(mask.parent)


def _masks(folder: Path) -> dict[str, Path]:
    """By the name of their image. An image may be called as a mask is: then it has one itself."""
    files = by_stem(folder, MASK_SUFFIXES)
    found: dict[str, Path] = {}
    for stem, path in files.items():
        name, is_image = _image_of(stem), any(stem + ending in files for ending in ENDINGS)
        if name and not is_image and (name not in found or stem.endswith(ENDINGS[0])):
            found[name] = path  # of two, the one that Cellpose made
    return found


def _image_of(stem: str) -> str:
    """The image that a file of this name numbers the objects of; empty if it is none."""
    ending = next((end for end in ENDINGS if stem.endswith(end)), stem)
    return stem.removesuffix(ending)


def _table(folder: Path) -> _Table | None:
    """That of a folder, or of the one above, of which the folder is a part."""
    path = next(
        (p for p in (folder / TABLE, folder.absolute().parent / TABLE) if p.is_file()), None
    )
    if path is None:
        return None
    names = [UNNAMED.names[BACKGROUND]]
    objects: dict[tuple[str, str], dict[int, int]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["label"] not in names:
                    names.append(row["label"])
                of_image = objects.setdefault((row["set"], row["image"]), {})
                of_image[int(row["object"])] = names.index(row["label"])
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError, TypeError) as error:
        raise FcnError(
            f"{path} cannot be read ({error}).",
            "Export anew, or take it away: then all that has a number is an object.",
        ) from error
    return _Table(path=path, labels=LabelSet.from_names(names), objects=objects)


def _mask(table: _Table | None, path: Path) -> Mask:
    """A file of numbers as label ids. Raises `FcnError`."""
    numbers = _numbers(path)
    if table is None:
        return (numbers > 0).astype(np.uint8)
    labels = table.objects.get((path.parent.name, _image_of(path.stem)), {})
    known = np.array([BACKGROUND, *sorted(labels)], np.int64)
    values = np.array([BACKGROUND, *(labels[number] for number in sorted(labels))], np.uint8)
    places = np.searchsorted(known, numbers).clip(max=len(known) - 1)
    strange = numbers[known[places] != numbers]
    if strange.size:
        raise FcnError(
            f"{path} holds the number {strange[0]}, which {table.path} does not list.",
            "Export anew, or take the table away: then all that has a number is an object.",
        )
    mask: Mask = values[places]
    return mask


def _numbers(path: Path) -> NDArray[np.int64]:
    values = read_values(path)
    with np.errstate(invalid="ignore"):
        numbers = values.astype(np.int64)
    strange = values[(numbers != values) | (numbers < 0)]
    if strange.size:
        raise FcnError(
            f"{path} holds the value {strange[0]}, which numbers no object.",
            "Objects are numbered from 1 on; 0 is the background.",
        )
    return numbers
