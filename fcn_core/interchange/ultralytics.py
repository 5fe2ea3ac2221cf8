"""Ultralytics' semantic segmentation: masks of class ids in folders that mirror the images'.

OUT/ultralytics/images/{train,val}/<id>.jpg or .png
OUT/ultralytics/masks/{train,val}/<id>.png     greyscale, 255 void
OUT/ultralytics/data.yaml                      with masks_dir, by which the masks are found

The classes are all labels by their ids, the background is one of them. A single one that is a
thing is 1 in the masks: there Ultralytics knows a background, 0, that it does not name.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.writing import Job
from fcn_core.interchange.yolo import lonely, yaml_names
from fcn_core.labels import BACKGROUND_NAMES
from fcn_core.masks import VOID, Mask, encode_mask, read_mask


class UltralyticsWriter:
    """Grey masks in folders of the splits."""

    def __init__(self, job: Job) -> None:
        self._target, self._labels = job.target, job.labels
        self._first = int(is_thing_alone(job.labels.names))

    def add(self, item: ExportItem, mask: Mask) -> Mask:
        split = "val" if item.held_out else "train"
        # A palette's colours would be taken for ids by readers that ask OpenCV for greys.
        data = encode_mask(np.where(mask == VOID, mask, mask + self._first), None)
        path = self._target.write(f"masks/{split}/{item.image_id}.png", data)
        self._target.add_image(item.image, f"images/{split}", item.image_id)
        read = read_mask(path)
        return np.where(read == VOID, read, read - self._first)

    def finish(self, written: Ledger) -> tuple[str, ...]:
        settings = "train: images/train\nval: images/val\nmasks_dir: masks\n"
        self._target.write("data.yaml", settings + yaml_names(self._labels.names))
        return () if written.val else (lonely("images/val"),)


def is_thing_alone(names: Sequence[str]) -> bool:
    """Whether the classes are a single thing, before a background that has no name."""
    return len(names) == 1 and names[0] not in BACKGROUND_NAMES
