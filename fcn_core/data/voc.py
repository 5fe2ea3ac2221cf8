"""PASCAL VOC's layout: JPEGImages/, SegmentationClass/, ImageSets/Segmentation/<split>.txt."""

from __future__ import annotations

from pathlib import Path

from fcn_core.data.benchmarks import seg11valid
from fcn_core.data.label_lists import listed_labels
from fcn_core.data.pairs import (
    VOC_IMAGES,
    VOC_MASKS,
    Pairs,
    by_stem,
    named,
    need_folders,
    paired,
    read_lines,
)
from fcn_core.labels import VOC, LabelSet

SEG11VALID = "seg11valid"


def voc(root: Path, split: str = "") -> Pairs:
    """The images of one split, with masks of VOC label ids, 255 void.

    A single list needs no naming. The split seg11valid (736 images of VOC 2011 val, on which the
    paper scores) is known without a list. Labels come from a list beside the folders (labels.txt,
    or labelme2voc's class_names.txt) where there is one, else they are VOC's 21. Raises
    `FcnError` naming what is missing.
    """
    need_folders(root, (VOC_IMAGES, VOC_MASKS, "ImageSets/Segmentation"), "VOC")
    images = by_stem(root / VOC_IMAGES)
    masks = by_stem(root / "SegmentationClass", (".png",))
    names = listed_labels(root)
    labels = VOC if names is None else LabelSet.from_names(names)
    return Pairs(labels, paired(images, masks, _listed(root, split), root))


def _listed(root: Path, split: str) -> list[str]:
    lists = {p.stem: p for p in sorted((root / "ImageSets/Segmentation").glob("*.txt"))}
    if split == SEG11VALID and split not in lists:
        return seg11valid()
    only = next(iter(lists)) if len(lists) == 1 else ""
    return read_lines(lists[named(split, list(lists), only, root)])
