"""PASCAL VOC: palette masks that torchvision's `VOCSegmentation` and everyone else reads.

OUT/VOCdevkit/VOC2012/JPEGImages/<id>.jpg
OUT/VOCdevkit/VOC2012/SegmentationClass/<id>.png      0 background, 255 void
OUT/VOCdevkit/VOC2012/ImageSets/Segmentation/{train,val,trainval}.txt
OUT/VOCdevkit/VOC2012/labels.txt                      one name a line, by id
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.images import read_header, read_image
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, read_mask, write_mask

JPEG_QUALITY = 95
INSIDE = Path("VOCdevkit") / "VOC2012"


@dataclass(frozen=True, kw_only=True)
class ExportItem:
    """One image to export; `mask()` gives its mask (uint8, H x W) when it is needed."""

    image_id: str
    image: Path
    mask: Callable[[], Mask]
    held_out: bool = False


@dataclass(frozen=True, kw_only=True)
class ExportResult:
    """What was written, and checked by reading it back."""

    folder: Path
    images: int
    pixels: int


def write_voc(
    out: Path,
    items: Iterable[ExportItem],
    labels: LabelSet,
    on_image: Callable[[int], object] = lambda _: None,
) -> ExportResult:
    """Write the items as a VOC data set and compare every mask with what was written.

    Untouched pixels become void; held-out images go to `val`. `on_image(n)` is told of each
    one done. Raises `FcnError` (an image that cannot be read, a difference) or `OSError`.
    """
    folder = out / INSIDE
    for part in ("JPEGImages", "SegmentationClass", "ImageSets/Segmentation"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    splits: dict[str, list[str]] = {"train": [], "val": []}
    pixels = 0
    for count, item in enumerate(items, start=1):
        pixels += _write_item(folder, item)
        splits["val" if item.held_out else "train"].append(item.image_id)
        on_image(count)
    splits["trainval"] = splits["train"] + splits["val"]
    for split, ids in splits.items():
        text = "".join(f"{image_id}\n" for image_id in ids)
        write_atomic(folder / "ImageSets/Segmentation" / f"{split}.txt", text.encode())
    names = "".join(f"{name}\n" for name in labels.names)
    write_atomic(folder / "labels.txt", names.encode())
    return ExportResult(folder=folder, images=len(splits["trainval"]), pixels=pixels)


def _write_item(folder: Path, item: ExportItem) -> int:
    mask = item.mask()
    mask = np.where(mask == UNTOUCHED, np.uint8(VOID), mask)
    target = folder / "SegmentationClass" / f"{item.image_id}.png"
    write_mask(target, mask)
    if not np.array_equal(read_mask(target), mask):
        raise FcnError(f"{target} does not hold what was written.", "Check the disk, export again.")
    _write_jpeg(item.image, folder / "JPEGImages" / f"{item.image_id}.jpg")
    return int(mask.size)


def _write_jpeg(source: Path, target: Path) -> None:
    """Copy a JPEG that is upright already; encode anything else."""
    header = read_header(source)
    if header.format == "JPEG" and header.mode == "RGB" and header.upright:
        shutil.copyfile(source, target)
        return
    out = io.BytesIO()
    Image.fromarray(read_image(source)).save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    write_atomic(target, out.getvalue())
