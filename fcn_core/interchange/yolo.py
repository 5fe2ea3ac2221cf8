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
from collections.abc import Iterable
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
from fcn_core.interchange.target import Target
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import Mask

LEAST_CORNERS = 3
FIRST = BACKGROUND + 1
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
    paths: dict[str, list[str]] = {"train": [], "val": []}
    for item in each(items, on_image):
        mask = item.checked_mask(labels)
        file = target.add_image(item.image, "images", item.image_id)
        paths["val" if item.held_out else "train"].append(f"./images/{file}")
        # The largest first: what lies in another's hole is drawn over it.
        found = sorted(regions(mask, len(labels)), key=lambda r: -int(r.inside.sum()))
        holes += sum(_has_holes(region) for region in found)
        lines = [_line(region, mask.shape) for region in found]
        path = target.write_lines(f"labels/{item.image_id}.txt", lines)
        ledger.add(item, mask, read_polygons(path, mask.shape), has_void=False)
    for split, listed in paths.items():
        target.write_lines(f"{split}.txt", listed)
    target.write("data.yaml", _settings(labels))
    target.finish()
    objects = "1 object has holes" if holes == 1 else f"{holes:,} objects have holes"
    filled = f"{objects}, which polygons fill." if holes else ""
    alone = "" if ledger.val else "No image is held out: YOLO wants some in val.txt."
    return ledger.result(target.folder, background_note(labels), filled, alone)


def read_polygons(path: Path, shape: tuple[int, ...]) -> Mask:
    """The mask (uint8, H x W) that a file's polygons make, as Ultralytics fills them."""
    height, width = shape[:2]
    mask = np.full((height, width), BACKGROUND, np.uint8)
    for line in path.read_text(encoding="ascii").splitlines():
        number, *values = line.split()
        shares = np.array(values, np.float64).reshape(-1, 2)
        corners = (shares * (width, height)).astype(np.int32)
        cv2.fillPoly(mask, [corners], int(number) + FIRST)
    return mask


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


def _settings(labels: LabelSet) -> str:
    """data.yaml, without a path: then its own folder is meant. JSON's strings are YAML's."""
    names = "".join(
        f"  {index}: {json.dumps(name, ensure_ascii=False)}\n"
        for index, name in enumerate(labels.names[FIRST:])
    )
    return f"train: train.txt\nval: val.txt\nnames:\n{names}"
