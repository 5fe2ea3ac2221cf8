"""Ultralytics' semantic segmentation as a data set: images/, masks/ and data.yaml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fcn_core.data.annotations import Annotations, unique
from fcn_core.data.drawn import OfFile
from fcn_core.data.pairs import Pair, Pairs, named
from fcn_core.data.yaml_settings import YamlSettings, settings_for
from fcn_core.data.yolo import images_of, mirrored, split_settings
from fcn_core.errors import FcnError
from fcn_core.interchange.ultralytics import is_thing_alone
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import VOID, Mask, read_mask
from fcn_core.sentences import said

SUFFIXES = (".png", ".bmp", ".tif")
UNKNOWN = -1
USUAL = "masks"
"""Where masks are if data.yaml does not say it."""


def ultralytics(root: Path, split: str = "") -> Pairs:
    """The images of one split of data.yaml, with the masks in its masks_dir.

    Labels are the classes, 255 is void. Raises `FcnError`.
    """
    settings = split_settings(root)
    labels, read = _reading(settings)
    folder = settings.masks_dir or USUAL
    pairs = []
    for image in images_of(settings, named(split, list(settings.splits), "train", root)):
        mask = mirrored(image, folder, ".png")
        if mask == image or not mask.is_file():
            raise FcnError(
                "The mask {mask} of {image} is missing.", "Restore it.", mask=mask, image=image
            )
        pairs.append(Pair(image_id=image.stem, image=image, mask=mask))
    return Pairs(labels, pairs, read)


def ultralytics_annotations(folder: Path) -> Annotations | None:
    """The masks that a data.yaml in a folder, or above it, tells of; None if it tells of none."""
    settings = settings_for(folder, is_sure=False)
    if settings is None or not (settings.masks_dir or settings.splits):
        return None
    here, masks = folder.resolve(), (settings.root / (settings.masks_dir or USUAL)).resolve()
    place = here if here.is_relative_to(masks) else masks
    if not place.is_relative_to(here):
        return None
    paths = [p for p in sorted(place.rglob("*")) if p.suffix.lower() in SUFFIXES]
    if not paths:
        return None
    labels, read = _reading(settings)
    found, shared = unique((path.stem, OfFile(read, path)) for path in paths)
    return Annotations(
        kind=said("Ultralytics semantic segmentation"), labels=labels, masks=found, shared=shared
    )


def _reading(settings: YamlSettings) -> tuple[LabelSet, Callable[[Path], Mask]]:
    """The labels, and what turns a file into a mask of their ids. It raises `FcnError`.

    A single class is a thing before a background, as Ultralytics has it.
    """
    numbers = sorted(settings.names)
    names, ids = [settings.names[n] for n in numbers], {n: id for id, n in enumerate(numbers)}
    if is_thing_alone(names):
        names, ids = ["background", *names], {0: BACKGROUND, 1: BACKGROUND + 1}
    table = np.full(VOID + 1, UNKNOWN, np.int16)
    for value in range(len(table)):
        number = settings.mapping.get(value, value)
        table[value] = VOID if number == VOID else ids.get(number, UNKNOWN)
    return LabelSet.from_names(names), lambda path: _translated(path, table, settings.path)


def _translated(path: Path, table: NDArray[np.int16], named_in: Path) -> Mask:
    values = read_mask(path)
    mask = table[values]
    if (mask == UNKNOWN).any():
        raise FcnError(
            "{path} holds the value {value}, which is no class.",
            "Add it to the names in {file}.",
            path=path,
            value=values[mask == UNKNOWN][0],
            file=named_in,
        )
    return mask.astype(np.uint8)
