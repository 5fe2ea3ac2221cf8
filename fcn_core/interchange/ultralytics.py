"""Ultralytics' semantic segmentation: masks of class ids in folders that mirror the images'.

OUT/ultralytics/images/{train,val}/<id>.jpg or .png
OUT/ultralytics/masks/{train,val}/<id>.png     greyscale, 255 void
OUT/ultralytics/data.yaml                      with masks_dir, by which the masks are found

The classes are all labels by their ids, the background is one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fcn_core.interchange.exporting import ExportItem, ExportResult, Ledger, OnImage, each
from fcn_core.interchange.target import Target
from fcn_core.interchange.yolo import LONELY, yaml_names
from fcn_core.labels import LabelSet
from fcn_core.masks import encode_mask, read_mask


def write_ultralytics(
    out: Path,
    items: Iterable[ExportItem],
    labels: LabelSet,
    on_image: OnImage = lambda _: None,
) -> ExportResult:
    """Write images and masks, and compare every mask with what was written.

    Untouched pixels become void. Raises `FcnError` or `OSError`.
    """
    target, ledger = Target(out / "ultralytics"), Ledger()
    for item in each(items, on_image):
        mask, split = item.checked_mask(labels), "val" if item.held_out else "train"
        # A palette's colours would be taken for ids by readers that ask OpenCV for greys.
        path = target.write(f"masks/{split}/{item.image_id}.png", encode_mask(mask, None))
        ledger.add_exact(item, mask, read_mask(path), has_void=True)
        target.add_image(item.image, f"images/{split}", item.image_id)
    settings = "train: images/train\nval: images/val\nmasks_dir: masks\n"
    target.write("data.yaml", settings + yaml_names(labels.names))
    target.finish()
    alone = "" if ledger.val else LONELY.format("images/val")
    return ledger.result(target.folder, alone)
