"""COCO: one object for each connected region, as run lengths, as pycocotools reads them.

OUT/coco/images/<id>.jpg or .png
OUT/coco/annotations/instances_{train,val}.json

Categories are the labels by their ids, from 1 on: label 0 is the background, which COCO leaves
out. It has no void either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from fcn_core.interchange import run_lengths
from fcn_core.interchange.exporting import (
    ExportItem,
    ExportResult,
    Ledger,
    OnImage,
    Region,
    background_note,
    each,
    refuse_names,
    regions,
)
from fcn_core.interchange.target import Target
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, LabelSet
from fcn_core.masks import Mask

Split = dict[str, list[dict[str, Any]]]


def write_coco(
    out: Path,
    items: Iterable[ExportItem],
    labels: LabelSet,
    on_image: OnImage = lambda _: None,
) -> ExportResult:
    """Write images and annotations, and compare every mask with what its run lengths say.

    Void and untouched pixels become background, which the result notes. Raises `FcnError` or
    `OSError`.
    """
    refuse_names(labels, BACKGROUND_NAMES, "COCO")
    target, ledger = Target(out / "coco"), Ledger()
    splits = {"train": _empty(labels), "val": _empty(labels)}
    for item in each(items, on_image):
        mask = item.checked_mask(labels)
        file = target.add_image(item.image, "images", item.image_id)
        read = _add(splits["val" if item.held_out else "train"], file, mask, len(labels))
        ledger.add_exact(item, mask, read, has_void=False)
    for split, data in splits.items():
        text = json.dumps(data, ensure_ascii=False)
        target.write(f"annotations/instances_{split}.json", text)
    target.finish()
    return ledger.result(target.folder, background_note(labels))


def _empty(labels: LabelSet) -> Split:
    categories = [
        {"id": index, "name": name, "supercategory": ""}
        for index, name in enumerate(labels.names)
        if index != BACKGROUND
    ]
    return {"images": [], "annotations": [], "categories": categories}


def _add(data: Split, file: str, mask: Mask, labels: int) -> Mask:
    """One image and its objects; returns the mask that they make."""
    height, width = size = (mask.shape[0], mask.shape[1])
    image_id = len(data["images"]) + 1
    data["images"].append({"id": image_id, "file_name": file, "width": width, "height": height})
    columns = np.full(mask.size, BACKGROUND, np.uint8)
    for region in regions(mask, labels):
        annotation = _annotation(region, size)
        annotation |= {"id": len(data["annotations"]) + 1, "image_id": image_id}
        data["annotations"].append(annotation)
        read = run_lengths.unpacked(annotation["segmentation"]["counts"])
        run_lengths.fill(columns, read, region.label)
    return columns.reshape(width, height).T


def _annotation(region: Region, size: tuple[int, int]) -> dict[str, Any]:
    counts = run_lengths.counts_of(region.inside, region.x, region.y, size)
    height, width = region.inside.shape
    return {
        "category_id": region.label,
        "segmentation": {"size": list(size), "counts": run_lengths.packed(counts, size)},
        "area": int(region.inside.sum()),
        "bbox": [region.x, region.y, width, height],
        "iscrowd": 0,
    }
