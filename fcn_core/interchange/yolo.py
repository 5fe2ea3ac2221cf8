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
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.outlines import mask_of, read_outlines
from fcn_core.interchange.regions import Region, regions
from fcn_core.interchange.writing import Job
from fcn_core.labels import BACKGROUND
from fcn_core.masks import Mask
from fcn_core.sentences import said

LEAST_CORNERS = 3
FIRST = BACKGROUND + 1
Corners = NDArray[np.int32]


class YoloWriter:
    """Polygons, and lists of images. Holes are filled, and counted."""

    def __init__(self, job: Job) -> None:
        self._target, self._labels, self._holes = job.target, job.labels, 0
        self._ids = {index - FIRST: index for index in range(FIRST, len(job.labels))}
        self._lists: dict[str, list[str]] = {"train": [], "val": []}

    def add(self, item: ExportItem, mask: Mask) -> Mask:
        file = self._target.add_image(item.image, "images", item.image_id)
        self._lists["val" if item.held_out else "train"].append(f"./images/{file}")
        found = list(regions(mask, len(self._labels)))
        self._holes += sum(_has_holes(region) for region in found)
        lines = [_line(region, mask.shape) for region in found]
        path = self._target.write_lines(f"labels/{item.image_id}.txt", lines)
        return mask_of(read_outlines(path), self._ids, path, (mask.shape[0], mask.shape[1]))

    def finish(self, written: Ledger) -> tuple[str, ...]:
        for split, listed in self._lists.items():
            self._target.write_lines(f"{split}.txt", listed)
        settings = "train: train.txt\nval: val.txt\n"
        self._target.write("data.yaml", settings + yaml_names(self._labels.names[FIRST:]))
        holes = self._holes
        filled = said(
            "1 object has holes, which polygons fill."
            if holes == 1
            else "{count:,} objects have holes, which polygons fill.",
            count=holes,
        )
        return filled if holes else "", "" if written.val else lonely("val.txt")


def lonely(path: str) -> str:
    """What to tell where no image is held out, of where it would be."""
    return said("No image is held out: YOLO wants some in {path}.", path=path)


def yaml_names(names: Sequence[str]) -> str:
    """The classes in data.yaml, from 0 on. JSON's strings are YAML's.

    No path is named there: then the file's own folder is meant, wherever it is moved.
    """
    listed = (f"  {i}: {json.dumps(name, ensure_ascii=False)}\n" for i, name in enumerate(names))
    return f"names:\n{''.join(listed)}" if names else "names: {}\n"


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
