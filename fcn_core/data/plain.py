"""A plain folder of images and masks, and CamVid, which is nearly that."""

from __future__ import annotations

from pathlib import Path

from fcn_core.data.dataset import Dataset
from fcn_core.data.label_lists import listed_labels
from fcn_core.data.label_sets import CAMVID
from fcn_core.data.pairs import (
    IMAGE_FOLDERS,
    MASK_FOLDERS,
    Pairs,
    by_stem,
    masks_by_stem,
    named,
    need_folders,
    paired,
    read_lines,
    replaced,
)
from fcn_core.errors import FcnError
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, read_mask

CAMVID_VOID = 11


def folder(root: Path, split: str) -> Dataset:
    """`images/` and `masks/` (or image, img; mask, labels, label, ...), matched by file name.

    Masks are PNGs or TIFFs. `labels.txt` or `classes.txt` may name the labels, one a line; else
    their number is the largest id of all masks. `SPLIT.txt` may list the names to use; without it
    all are.
    """
    images, masks = _first(root, IMAGE_FOLDERS), _first(root, MASK_FOLDERS)
    found, truths = by_stem(images), masks_by_stem(masks)
    if split:
        lists = sorted(p.stem for p in root.glob("*.txt"))
        ids = read_lines(root / f"{named(split, lists, '', root)}.txt")
    else:
        ids = sorted(found.keys() & truths.keys())
    if not ids:
        raise FcnError(
            f"No image in {images} has a mask in {masks}.", "Masks are .png or .tif files."
        )
    pairs = paired(found, truths, ids, root)
    return Pairs(_labels(root, [p.mask for p in pairs]), pairs)


def camvid(root: Path, split: str) -> Dataset:
    """CamVid as SegNet publishes it: SPLIT/ and SPLITannot/, 11 labels, 11 becomes void."""
    splits = [s for s in ("train", "val", "test") if (root / f"{s}annot").is_dir()]
    split = named(split, splits, "train", root)
    need_folders(root, (split, f"{split}annot"), "CamVid")
    images, masks = by_stem(root / split), by_stem(root / f"{split}annot", (".png",))

    def read(path: Path) -> Mask:
        return replaced(read_mask(path), CAMVID_VOID, VOID)

    return Pairs(CAMVID, paired(images, masks, list(images), root), read)


def _first(root: Path, names: tuple[str, ...]) -> Path:
    for name in names:
        if (root / name).is_dir():
            return root / name
    raise FcnError(
        f"{root} has none of the folders {', '.join(names)}.",
        "Put the images into images/ and the masks into masks/.",
    )


def _labels(root: Path, masks: list[Path]) -> LabelSet:
    names = listed_labels(root)
    if names is not None:
        return LabelSet.from_names(names)
    largest = 0
    for path in masks:
        mask = read_mask(path)
        known = mask[mask < UNTOUCHED]
        largest = max(largest, int(known.max()) if known.size else 0)
    return LabelSet.from_names(["background", *(f"label {i}" for i in range(1, largest + 1))])
