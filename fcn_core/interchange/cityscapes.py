"""Cityscapes' layout: masks of ids, of train ids and of colours beside folders of images.

OUT/cityscapes/leftImg8bit/{train,val}/<city>/<id>_leftImg8bit.png
OUT/cityscapes/gtFine/{train,val}/<city>/<id>_gtFine_labelIds.png        0 void
OUT/cityscapes/gtFine/{train,val}/<city>/<id>_gtFine_labelTrainIds.png   255 void
OUT/cityscapes/gtFine/{train,val}/<city>/<id>_gtFine_color.png           for people
OUT/cityscapes/cityscapes_labels.json             name, id, train id and colour of each label

Labels of Cityscapes' names have its ids, others those from 34 on; train ids are ours. Images of
Cityscapes keep their city, others are in "images".
"""

from __future__ import annotations

import io
import re

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fcn_core.interchange.cityscapes_labels import LABEL_LIST, numbered
from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.writing import Job
from fcn_core.masks import UNTOUCHED, VOID, Mask, encode_mask, read_mask

IMAGE, IDS, TRAIN_IDS, COLORS = (
    "_leftImg8bit", "_gtFine_labelIds", "_gtFine_labelTrainIds", "_gtFine_color"
)  # fmt: skip
"""What the files' names end with, before .png."""
THEIRS = re.compile(rf"([a-z-]+)_\d{{6}}_\d{{6}}({IMAGE})?")
CITY = "images"


class CityscapesWriter:
    """Images as PNGs, and three masks of each; they are compared in ids and in train ids."""

    def __init__(self, job: Job) -> None:
        self._target, self._known = job.target, numbered(job.labels)
        self._palette = job.labels.palette()
        self._palette[VOID] = 0

    def add(self, item: ExportItem, mask: Mask) -> Mask:
        city, name = place(item.image_id)
        split = f"{'val' if item.held_out else 'train'}/{city}"
        target, truth = self._target, f"gtFine/{split}/{name}"
        ids = target.write(f"{truth}{IDS}.png", encode_mask(self._known.write_table[mask], None))
        trained = target.write(f"{truth}{TRAIN_IDS}.png", encode_mask(mask, None))
        target.write(f"{truth}{COLORS}.png", _colored(mask, self._palette))
        target.add_image(item.image, f"leftImg8bit/{split}", f"{name}{IMAGE}", ("PNG",))
        read = self._known.mask_of(ids)
        # No mask that leaves holds UNTOUCHED.
        return np.where(read == read_mask(trained), read, np.uint8(UNTOUCHED))

    def finish(self, written: Ledger) -> tuple[str, ...]:
        self._target.write(LABEL_LIST, self._known.to_json())
        return ()


def place(image_id: str) -> tuple[str, str]:
    """An image's city and its name there: its own if it is of Cityscapes."""
    theirs = THEIRS.fullmatch(image_id)
    return (theirs[1], image_id.removesuffix(IMAGE)) if theirs else (CITY, image_id)


def _colored(mask: Mask, palette: NDArray[np.uint8]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(palette[mask]).save(out, "PNG", compress_level=4)
    return out.getvalue()
