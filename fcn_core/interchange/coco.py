"""COCO: one object for each connected region, as run lengths, as pycocotools reads them.

OUT/coco/images/<id>.jpg or .png
OUT/coco/annotations/instances_{train,val}.json

Categories are the labels by their ids, from 1 on: label 0 is the background, which COCO leaves
out. It has no void either.
"""

from __future__ import annotations

import json
from io import BufferedWriter
from typing import Any

import numpy as np

from fcn_core.imaging.pixels import Size
from fcn_core.interchange import run_lengths
from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.regions import Region, regions
from fcn_core.interchange.writing import Job
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import Mask


class CocoWriter:
    """Images, and a file of objects for each split."""

    def __init__(self, job: Job) -> None:
        self._target, self._labels = job.target, job.labels
        self._splits = {
            split: _Objects(job.target.open(f"annotations/instances_{split}.json"), job.labels)
            for split in ("train", "val")
        }

    def add(self, item: ExportItem, mask: Mask) -> Mask:
        file = self._target.add_image(item.image, "images", item.image_id)
        objects = self._splits["val" if item.held_out else "train"]
        height, width = size = (mask.shape[0], mask.shape[1])
        objects.add_image(file, size)
        columns = np.full(mask.size, BACKGROUND, np.uint8)
        for region in regions(mask, len(self._labels)):
            counts = objects.add(region, size)
            run_lengths.fill(columns, run_lengths.unpacked(counts), region.label)
        return columns.reshape(width, height).T

    def finish(self, written: Ledger) -> tuple[str, ...]:
        for objects in self._splits.values():
            objects.finish()
        return ()


class _Objects:
    """A split's file. Objects are written one by one: all of them would fill the memory."""

    def __init__(self, file: BufferedWriter, labels: LabelSet) -> None:
        self._file, self._count = file, 0
        self._images: list[dict[str, Any]] = []
        categories = [
            {"id": index, "name": name, "supercategory": ""}
            for index, name in enumerate(labels.names)
            if index != BACKGROUND
        ]
        self._write(f'{{"categories": {_json(categories)},\n"annotations": [')

    def add_image(self, file: str, size: Size) -> None:
        """An image, whose objects follow."""
        named = {"id": len(self._images) + 1, "file_name": file}
        self._images.append({**named, "width": size[1], "height": size[0]})

    def add(self, region: Region, size: Size) -> str:
        """An object of the last image; returns its run lengths as they are written."""
        self._count += 1
        numbers = {"id": self._count, "image_id": len(self._images)}
        annotation = numbers | _annotation(region, size)
        self._write(f"{',' if self._count > 1 else ''}\n{_json(annotation)}")
        counts: str = annotation["segmentation"]["counts"]
        return counts

    def finish(self) -> None:
        """The images come last: then they are known."""
        self._write(f'],\n"images": {_json(self._images)}}}\n')

    def _write(self, text: str) -> None:
        self._file.write(text.encode())


def _annotation(region: Region, size: Size) -> dict[str, Any]:
    counts = run_lengths.counts_of(region.inside, region.x, region.y, size)
    height, width = region.inside.shape
    return {
        "category_id": region.label,
        "segmentation": {"size": list(size), "counts": run_lengths.packed(counts, size)},
        "area": int(region.inside.sum()),
        "bbox": [region.x, region.y, width, height],
        "iscrowd": 0,
    }


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False)
