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
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

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
from fcn_core.interchange.shapes import IGNORE, mask_of, read_document
from fcn_core.interchange.target import Target
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, LabelSet
from fcn_core.masks import VOID, Mask

VERSION = "5.5.0"
"""Of labelme's file format."""


def write_labelme(
    out: Path,
    items: Iterable[ExportItem],
    labels: LabelSet,
    on_image: OnImage = lambda _: None,
) -> ExportResult:
    """Write images and shapes, and compare every mask with what a reader makes of its shapes.

    Untouched pixels become void. Raises `FcnError` or `OSError`.
    """
    refuse_names(labels, (IGNORE, *BACKGROUND_NAMES), "labelme")
    target, ledger = Target(out / "labelme"), Ledger()
    ids = {name: index for index, name in enumerate(labels.names)}
    for item in each(items, on_image):
        mask = item.checked_mask(labels)
        file = target.add_image(item.image, "", item.image_id)
        shapes = [_shape(region, labels) for region in _with_void(mask, len(labels))]
        text = json.dumps(_document(file, mask, shapes), indent=1, ensure_ascii=False)
        path = target.write(f"{item.image_id}.json", text)
        read = mask_of(read_document(path), ids, path)
        ledger.add_exact(item, mask, read, has_void=True)
    target.write_lines("train.txt", ledger.train)
    target.write_lines("val.txt", ledger.val)
    target.write_lines("labels.txt", (IGNORE, "_background_", *labels.names[BACKGROUND + 1 :]))
    target.finish()
    return ledger.result(target.folder, background_note(labels))


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
