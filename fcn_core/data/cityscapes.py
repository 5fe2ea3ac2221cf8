"""Cityscapes' layout as a data set: leftImg8bit/ and gtFine/, a folder for each split and city."""

from __future__ import annotations

from pathlib import Path

from fcn_core.data.annotations import Annotations, unique
from fcn_core.data.drawn import OfFile
from fcn_core.data.pairs import Pair, Pairs, named, need_folders
from fcn_core.errors import FcnError
from fcn_core.interchange.cityscapes import IDS, IMAGE
from fcn_core.interchange.cityscapes_labels import (
    LABEL_LIST,
    CityscapesLabels,
    listed,
    published,
)

IMAGES, TRUTHS = "leftImg8bit", "gtFine"
ABOVE = 3
"""So many folders above the masks (gtFine/train/city) the list of labels may lie."""


def cityscapes(root: Path, split: str = "") -> Pairs:
    """The images of one split. What is none of the labels is void.

    Labels are those of `cityscapes_labels.json` where there is one, else the 19 that nets are
    trained on. Raises `FcnError`.
    """
    need_folders(root, (IMAGES, TRUTHS), "Cityscapes")
    splits = [place.name for place in sorted((root / TRUTHS).iterdir()) if place.is_dir()]
    split = named(split, splits, "train", root)
    pairs = []
    for mask in _masks(root / TRUTHS / split):
        name = mask.stem.removesuffix(IDS)
        image = root / IMAGES / split / mask.parent.name / f"{name}{IMAGE}.png"
        if not image.is_file():
            raise FcnError(
                "The image {image} of {name} is missing.",
                "Restore it.",
                image=image,
                name=mask.name,
            )
        pairs.append(Pair(image_id=name, image=image, mask=mask))
    if not pairs:
        raise FcnError(
            "There is no mask (*{ids}.png) in {folder}.",
            "Restore it.",
            ids=IDS,
            folder=root / TRUTHS / split,
        )
    known = _labels(root) or published(trained=True)
    return Pairs(known.labels, pairs, known.mask_of)


def cityscapes_annotations(folder: Path) -> Annotations | None:
    """The masks of ids in a folder's gtFine, or below it; None if there are none."""
    truths = folder / TRUTHS
    if not truths.is_dir() and TRUTHS not in folder.absolute().parts[-ABOVE:]:
        return None
    paths = _masks(truths if truths.is_dir() else folder)
    if not paths:
        return None
    known = _labels(folder) or published(trained=False)
    named_masks = ((p.stem.removesuffix(IDS), OfFile(known.mask_of, p)) for p in paths)
    masks, shared = unique(named_masks)
    return Annotations(
        kind="Cityscapes",
        labels=known.labels,
        masks=masks,
        shared=shared,
        image_ending=IMAGE,
    )


def _masks(folder: Path) -> list[Path]:
    """In a folder below gtFine, in their order."""
    return sorted(folder.rglob(f"*{IDS}.png"))


def _labels(folder: Path) -> CityscapesLabels | None:
    for place in (folder, *folder.absolute().parents[:ABOVE]):
        if (place / LABEL_LIST).is_file():
            return listed(place / LABEL_LIST)
    return None
