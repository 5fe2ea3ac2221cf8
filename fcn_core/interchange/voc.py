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

from fcn_core.files import write_atomic
from fcn_core.images import read_header, read_image
from fcn_core.interchange.exporting import (
    ExportItem,
    ExportResult,
    Ledger,
    OnImage,
    each,
    folders,
    is_plain,
)
from fcn_core.labels import LabelSet
from fcn_core.masks import read_mask, write_mask

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
    folder = out / INSIDE
    images, masks, lists = (
        folder / part for part in ("JPEGImages", "SegmentationClass", "ImageSets/Segmentation")
    )
    folders(images, masks, lists)
    ledger = Ledger()
    for item in each(items, on_image):
        mask, target = item.void_mask(), masks / f"{item.image_id}.png"
        write_mask(target, mask)
        ledger.add_exact(item, mask, read_mask(target), has_void=True)
        _write_jpeg(item.image, images / f"{item.image_id}.jpg")
    ledger.write_lists(lists)
    both = "".join(f"{name}\n" for name in (*ledger.train, *ledger.val))
    write_atomic(lists / "trainval.txt", both.encode())
    names = "".join(f"{name}\n" for name in labels.names)
    write_atomic(folder / "labels.txt", names.encode())
    return ledger.result(folder)


def _write_jpeg(source: Path, target: Path) -> None:
    """Copy a JPEG that is upright already; encode anything else."""
    header = read_header(source)
    if header.format == "JPEG" and header.mode == "RGB" and is_plain(header):
        shutil.copyfile(source, target)
        return
    out = io.BytesIO()
    Image.fromarray(read_image(source)).save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    write_atomic(target, out.getvalue())
