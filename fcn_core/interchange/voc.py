"""PASCAL VOC: palette masks that torchvision's `VOCSegmentation` and everyone else reads.

OUT/VOCdevkit/VOC2012/JPEGImages/<id>.jpg
OUT/VOCdevkit/VOC2012/SegmentationClass/<id>.png      0 background, 255 void
OUT/VOCdevkit/VOC2012/ImageSets/Segmentation/{train,val,trainval}.txt
OUT/VOCdevkit/VOC2012/labels.txt                      one name a line, by id
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from fcn_core.images import read_header, read_image
from fcn_core.interchange.exporting import ExportItem, ExportResult, Ledger, OnImage, each
from fcn_core.interchange.target import Target, is_plain
from fcn_core.labels import LabelSet
from fcn_core.masks import encode_mask, read_mask

JPEG_QUALITY = 95
INSIDE = Path("VOCdevkit") / "VOC2012"


def write_voc(
    out: Path,
    items: Iterable[ExportItem],
    labels: LabelSet,
    on_image: OnImage = lambda _: None,
) -> ExportResult:
    """Write the items as a VOC data set and compare every mask with what was written.

    Untouched pixels become void; held-out images go to `val`. `on_image(n)` is told of each
    one done. Raises `FcnError` (an image that cannot be read, a difference) or `OSError`.
    """
    target, ledger = Target(out / INSIDE), Ledger()
    for item in each(items, on_image):
        mask = item.checked_mask(labels)
        path = target.write(f"SegmentationClass/{item.image_id}.png", encode_mask(mask))
        ledger.add_exact(item, mask, read_mask(path), has_void=True)
        _add_jpeg(target, item)
    both = [*ledger.train, *ledger.val]
    for split, names in (("train", ledger.train), ("val", ledger.val), ("trainval", both)):
        target.write_lines(f"ImageSets/Segmentation/{split}.txt", names)
    target.write_lines("labels.txt", labels.names)
    target.finish()
    return ledger.result(target.folder)


def _add_jpeg(target: Target, item: ExportItem) -> None:
    """Copy a JPEG that is upright already; encode anything else."""
    header, name = read_header(item.image), f"JPEGImages/{item.image_id}.jpg"
    if header.format == "JPEG" and header.mode == "RGB" and is_plain(header):
        shutil.copyfile(item.image, target.path(name))
        return
    out = io.BytesIO()
    Image.fromarray(read_image(item.image)).save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    target.write(name, out.getvalue())
