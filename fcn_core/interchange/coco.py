"""COCO: one object for each connected region, as run lengths, as pycocotools reads them.

OUT/images/<id>.jpg or .png
OUT/annotations/instances_{train,val}.json

Categories are the labels by their ids, from 1 on: label 0 is the background, which COCO leaves
out. It has no void either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from pycocotools import mask as run_lengths

from fcn_core.files import write_atomic
from fcn_core.interchange.exporting import (
    BACKGROUND,
    ExportItem,
    ExportResult,
    Ledger,
    OnImage,
    Region,
    copy_image,
    each,
    folders,
    regions,
)
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask


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
    images = out / "images"
    folders(images, out / "annotations")
    ledger = Ledger()
    splits = {"train": _empty(labels), "val": _empty(labels)}
    for item in each(items, on_image):
        mask = item.void_mask()
        file = copy_image(item.image, images, item.image_id)
        data = splits["val" if item.held_out else "train"]
        read = _add(data, file, mask, len(labels))
        ledger.add_exact(item, mask, read, has_void=False)
    for split, data in splits.items():
        target = out / "annotations" / f"instances_{split}.json"
        write_atomic(target, json.dumps(data, ensure_ascii=False).encode())
    return ledger.result(out)


def _empty(labels: LabelSet) -> dict[str, list[dict[str, Any]]]:
    categories = [
        {"id": index, "name": name, "supercategory": ""}
        for index, name in enumerate(labels.names)
        if index != BACKGROUND
    ]
    return {"images": [], "annotations": [], "categories": categories}


def _add(data: dict[str, list[dict[str, Any]]], file: str, mask: Mask, labels: int) -> Mask:
    """One image and its objects; returns the mask that they make."""
    height, width = mask.shape
    image_id = len(data["images"]) + 1
    data["images"].append({"id": image_id, "file_name": file, "width": width, "height": height})
    read = np.full_like(mask, BACKGROUND)
    for region in regions(mask, labels):
        annotation = _annotation(region, mask.shape)
        annotation |= {"id": len(data["annotations"]) + 1, "image_id": image_id}
        data["annotations"].append(annotation)
        read[run_lengths.decode(annotation["segmentation"]) > 0] = region.label
    return read


def _annotation(region: Region, shape: tuple[int, ...]) -> dict[str, Any]:
    whole = np.zeros(shape, np.uint8, order="F")
    region.put(whole, 1)
    counts = bytes(run_lengths.encode(whole)["counts"])  # type: ignore[arg-type]
    height, width = region.inside.shape
    return {
        "category_id": region.label,
        "segmentation": {"size": list(shape), "counts": counts.decode("ascii")},
        "area": int(region.inside.sum()),
        "bbox": [region.x, region.y, width, height],
        "iscrowd": 0,
    }
