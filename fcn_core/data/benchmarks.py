"""The paper's other data sets, in the layouts that they are published in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from fcn_core.data.dataset import Dataset
from fcn_core.data.label_sets import CONTEXT, CONTEXT_NAMES, GEOMETRIC, SIFTFLOW, SIFTFLOW_BOTH
from fcn_core.data.matfile import read_mat
from fcn_core.data.pairs import (
    LISTS,
    VOC_IMAGES,
    Pair,
    Pairs,
    by_stem,
    named,
    need_folders,
    paired,
    read_lines,
    split_list,
)
from fcn_core.errors import FcnError
from fcn_core.labels import VOC
from fcn_core.masks import VOID, Mask

SCENES = "spatial_envelope_256x256_static_8outdoorcategories"
# How PASCAL-Context's list of 59 calls what its list of 400 calls otherwise.
CONTEXT_ALIASES = {"diningtable": "table", "bedcloth": "bedclothes", "clothes": "cloth"}


def seg11valid() -> list[str]:
    """The 736 images of VOC 2011 val that are not in SBD's training set."""
    return read_lines(LISTS / "seg11valid.txt")


def sbd(root: Path, split: str) -> Dataset:
    """SBD: img/, cls/*.mat, train.txt, val.txt (`dataset/` may stand between).

    Splits: train (8,498 images), val, and trainval; images of seg11valid, on which nets are
    scored, are left out of all of them.
    """
    root = root / "dataset" if (root / "dataset/cls").is_dir() else root
    need_folders(root, ("img", "cls", "train.txt", "val.txt"), "SBD")
    split = named(split, ("train", "val", "trainval"), "train", root)
    lists = ("train", "val") if split == "trainval" else (split,)
    held_out = set(seg11valid())
    ids = [i for name in lists for i in read_lines(root / f"{name}.txt") if i not in held_out]
    images, masks = by_stem(root / "img"), by_stem(root / "cls", (".mat",))

    def read(path: Path) -> Mask:
        return read_mat(path, "GTcls", "Segmentation").astype(np.uint8)

    return Pairs(VOC, paired(images, masks, ids, root), read)


def siftflow(root: Path, split: str, task: str = "semantic") -> Dataset:
    """SIFT Flow: Images/, SemanticLabels/ and GeoLabels/; splits trainval and test.

    `task` is semantic (33 labels), geometric (3), or both: masks (H, W, 2) for two-headed nets.
    """
    folders = [f"{part}/{SCENES}" for part in ("Images", "SemanticLabels", "GeoLabels")]
    need_folders(root, folders, "SIFT Flow")
    split = named(split, ("trainval", "test"), "trainval", root)
    ids = split_list(root, split, "siftflow")
    images, semantic, geometric = (
        by_stem(root / part, (".jpg", ".png", ".mat")) for part in folders
    )
    paired(images, geometric, ids, root)
    pairs = paired(images, semantic, ids, root)
    if task == "semantic":
        return Pairs(SIFTFLOW, pairs, _rotated)
    chosen = [Pair(image_id=p.image_id, image=p.image, mask=geometric[p.image_id]) for p in pairs]
    if task == "geometric":
        return Pairs(GEOMETRIC, chosen, _rotated)

    def read(path: Path) -> Mask:
        return np.dstack([_rotated(path), _rotated(geometric[path.stem])])

    return Pairs(SIFTFLOW_BOTH, pairs, read, tasks=(len(SIFTFLOW), len(GEOMETRIC)))


def context(root: Path, split: str) -> Dataset:
    """PASCAL-Context over VOC 2010: JPEGImages/, ImageSets/Main/, trainval/*.mat, labels.txt.

    trainval/ and labels.txt may lie up to two folders above VOC 2010. The 400 labels become the
    59 of the task and background.
    """
    need_folders(root, (VOC_IMAGES, "ImageSets/Main"), "PASCAL-Context")
    near = (root, *root.resolve().parents[:2])
    marks = next((p for p in near if (p / "trainval").is_dir()), root)
    need_folders(marks, ("trainval", "labels.txt"), "PASCAL-Context")
    lists = {p.stem: p for p in (root / "ImageSets/Main").glob("*.txt")}
    split = named(split, sorted(lists), "train", root)
    masks = by_stem(marks / "trainval", (".mat",))
    ids = [i for i in read_lines(lists[split]) if i in masks]
    if not ids:
        raise FcnError(f"None of {lists[split]} has labels in {marks / 'trainval'}.")
    table = _context_table(marks / "labels.txt")

    def read(path: Path) -> Mask:
        fine = read_mat(path, "LabelMap").astype(np.int64)
        return table[np.clip(fine, 0, len(table) - 1)]

    return Pairs(CONTEXT, paired(by_stem(root / VOC_IMAGES), masks, ids, root), read)


siftflow_geometric = partial(siftflow, task="geometric")
siftflow_both = partial(siftflow, task="both")


def _rotated(path: Path) -> Mask:
    """SIFT Flow counts from 1; 0 and -1 are void."""
    values = read_mat(path, "S").astype(np.int16)
    return np.where(values <= 0, np.int16(VOID), values - 1).astype(np.uint8)


def _context_table(path: Path) -> Mask:
    """From ids of the 400 labels (1 on) to the 60 of the task; others are background."""
    names: dict[str, int] = {}
    for line in read_lines(path):
        number, _, name = line.partition(":")
        names[name.replace(" ", "")] = int(number)
    table = np.zeros(max(names.values()) + 1, np.uint8)
    for index, name in enumerate(CONTEXT_NAMES[1:], start=1):
        known = CONTEXT_ALIASES.get(name, name)
        if known not in names:
            raise FcnError(f"{path} has no label {known!r}.", "Use the data set's own labels.txt.")
        table[names[known]] = index
    return table
