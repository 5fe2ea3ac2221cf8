"""YOLO segmentation: a line of polygon corners for each connected region, as Ultralytics reads.

OUT/yolo/images/<id>.jpg or .png
OUT/yolo/labels/<id>.txt      <class> x1 y1 x2 y2 ..., as shares of width and height
OUT/yolo/{train,val}.txt      paths of images
OUT/yolo/data.yaml

Classes count from 0 without label 0, the background. A polygon has no holes, and there is no
void: how much of the masks survives is measured.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.interchange.exporting import (
    ExportItem,
    ExportResult,
    Ledger,
    OnImage,
    Region,
    background_note,
    each,
    regions,
)
from fcn_core.interchange.outlines import mask_of, read_outlines
from fcn_core.interchange.target import Target
from fcn_core.labels import BACKGROUND, LabelSet

LEAST_CORNERS = 3
FIRST = BACKGROUND + 1
LONELY = "No image is held out: YOLO wants some in {}."
Corners = NDArray[np.int32]


def write_yolo(
    out: Path,
    items: Iterable[ExportItem],
    labels: LabelSet,
    on_image: OnImage = lambda _: None,
) -> ExportResult:
    """Write images and polygons, and count how many pixels a reader gets back.

    Void and untouched pixels become background, holes are filled, and the result notes both.
    Raises `FcnError` or `OSError`.
    """
    target, ledger, holes = Target(out / "yolo"), Ledger(), 0
    ids = {index - FIRST: index for index in range(FIRST, len(labels))}
    paths: dict[str, list[str]] = {"train": [], "val": []}
    for item in each(items, on_image):
        mask = item.checked_mask(labels)
        file = target.add_image(item.image, "images", item.image_id)
        paths["val" if item.held_out else "train"].append(f"./images/{file}")
        found = list(regions(mask, len(labels)))
        holes += sum(_has_holes(region) for region in found)
        lines = [_line(region, mask.shape) for region in found]
        path = target.write_lines(f"labels/{item.image_id}.txt", lines)
        read = mask_of(read_outlines(path), ids, (mask.shape[0], mask.shape[1]), path)
        ledger.add(item, mask, read, has_void=False)
    for split, listed in paths.items():
        target.write_lines(f"{split}.txt", listed)
    settings = "train: train.txt\nval: val.txt\n"
    target.write("data.yaml", settings + yaml_names(labels.names[FIRST:]))
    target.finish()
    objects = "1 object has holes" if holes == 1 else f"{holes:,} objects have holes"
    filled = f"{objects}, which polygons fill." if holes else ""
    alone = "" if ledger.val else LONELY.format("val.txt")
    return ledger.result(target.folder, background_note(labels), filled, alone)


def yaml_names(names: Sequence[str]) -> str:
    """The classes in data.yaml, from 0 on. JSON's strings are YAML's.

    No path is named there: then the file's own folder is meant, wherever it is moved.
    """
    listed = (f"  {i}: {json.dumps(name, ensure_ascii=False)}\n" for i, name in enumerate(names))
    return f"names:\n{''.join(listed)}"


def _line(region: Region, shape: tuple[int, ...]) -> str:
    height, width = shape[:2]
    # The middle of a pixel survives being rounded down.
    corners = _outline(region) + np.array([region.x + 0.5, region.y + 0.5])
    shares = corners / (width, height)
    return " ".join([str(region.label - FIRST), *(f"{value:.6f}" for value in shares.ravel())])


def _outline(region: Region) -> Corners:
    """The corners (n, 2) of the outer outline, x and y from the region's box; at least three."""
    outlines, _ = cv2.findContours(
        region.inside.view(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    corners = max(outlines, key=len)[:, 0]
    missing = max(0, LEAST_CORNERS - len(corners))
    padded: Corners = np.pad(corners, ((0, missing), (0, 0)), mode="edge").astype(np.int32)
    return padded


def _has_holes(region: Region) -> bool:
    filled = np.zeros(region.inside.shape, np.uint8)
    cv2.fillPoly(filled, [_outline(region)], 1)
    return int(filled.sum()) > int(region.inside.sum())
