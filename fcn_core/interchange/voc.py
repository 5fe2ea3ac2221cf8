"""PASCAL VOC: palette masks that torchvision's `VOCSegmentation` and everyone else reads.

OUT/VOCdevkit/VOC2012/JPEGImages/<id>.jpg
OUT/VOCdevkit/VOC2012/SegmentationClass/<id>.png      0 background, 255 void
OUT/VOCdevkit/VOC2012/ImageSets/Segmentation/{train,val,trainval}.txt
OUT/VOCdevkit/VOC2012/labels.txt                      one name a line, by id
"""

from __future__ import annotations

import io

from PIL import Image

from fcn_core.imaging.images import read_header, read_image
from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.target import Target, is_plain
from fcn_core.interchange.writing import Job
from fcn_core.masks import Mask, encode_mask, read_mask

JPEG_QUALITY = 95


class VocWriter:
    """Palette masks, JPEGs and lists; held-out images go to `val`."""

    def __init__(self, job: Job) -> None:
        self._target, self._labels = job.target, job.labels

    def add(self, item: ExportItem, mask: Mask) -> Mask:
        path = self._target.write(f"SegmentationClass/{item.image_id}.png", encode_mask(mask))
        _add_jpeg(self._target, item)
        return read_mask(path)

    def finish(self, written: Ledger) -> tuple[str, ...]:
        lists = {
            "train": written.train,
            "val": written.val,
            "trainval": [*written.train, *written.val],
        }
        for split, names in lists.items():
            self._target.write_lines(f"ImageSets/Segmentation/{split}.txt", names)
        self._target.write_lines("labels.txt", self._labels.names)
        return ()


def _add_jpeg(target: Target, item: ExportItem) -> None:
    """Copy a JPEG that is upright already; encode anything else."""
    if target.rule.are_left_out:
        return
    header, name = read_header(item.image), f"JPEGImages/{item.image_id}.jpg"
    if header.format == "JPEG" and header.mode == "RGB" and is_plain(header):
        target.copy(item.image, name)
        return
    out = io.BytesIO()
    Image.fromarray(read_image(item.image)).save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    target.write(name, out.getvalue())
