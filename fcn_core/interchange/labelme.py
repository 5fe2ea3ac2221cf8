"""labelme: a JSON file beside each image, with a shape of type "mask" for each connected region.

OUT/labelme/<id>.jpg or .png
OUT/labelme/<id>.json
OUT/labelme/labels.txt          for labelme2voc: __ignore__, _background_, then the labels
OUT/labelme/{train,val}.txt

Label 0 is the background, which needs no shape; void is the label `__ignore__`.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image

from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.regions import Region, regions
from fcn_core.interchange.shapes import IGNORE, mask_of, read_document
from fcn_core.interchange.writing import Job, write_lists
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import VOID, Mask

VERSION = "5.5.0"
"""Of labelme's file format."""


class LabelmeWriter:
    """Images and their shapes."""

    def __init__(self, job: Job) -> None:
        self._target, self._labels = job.target, job.labels
        self._ids = {name: index for index, name in enumerate(job.labels.names)}

    def add(self, item: ExportItem, mask: Mask) -> Mask:
        file = self._target.add_image(item.image, "", item.image_id)
        shapes = [_shape(each, self._labels) for each in _with_void(mask, len(self._labels))]
        text = json.dumps(_document(file, mask, shapes), indent=1, ensure_ascii=False)
        path = self._target.write(f"{item.image_id}.json", text)
        return mask_of(read_document(path), self._ids, path)

    def finish(self, written: Ledger) -> tuple[str, ...]:
        things = self._labels.names[BACKGROUND + 1 :]
        write_lists(self._target, written)
        self._target.write_lines("labels.txt", (IGNORE, "_background_", *things))
        return ()


def _with_void(mask: Mask, labels: int) -> Iterator[Region]:
    """All regions; those that are void come last."""
    yield from regions(mask, labels)
    for region in regions((mask == VOID).view(np.uint8), 2):
        yield Region(label=VOID, x=region.x, y=region.y, inside=region.inside)


def _shape(region: Region, labels: LabelSet) -> dict[str, Any]:
    height, width = region.inside.shape
    picture = io.BytesIO()
    Image.fromarray(region.inside).save(picture, "PNG")
    return {
        "label": IGNORE if region.label == VOID else labels.names[region.label],
        # The box's corners are its first and its last pixel.
        "points": [
            [float(region.x), float(region.y)],
            [float(region.x + width - 1), float(region.y + height - 1)],
        ],
        "group_id": None,
        "description": "",
        "shape_type": "mask",
        "flags": {},
        "mask": base64.b64encode(picture.getvalue()).decode("ascii"),
    }


def _document(file: str, mask: Mask, shapes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "version": VERSION,
        "flags": {},
        "shapes": shapes,
        "imagePath": file,
        "imageData": None,
        "imageHeight": mask.shape[0],
        "imageWidth": mask.shape[1],
    }
