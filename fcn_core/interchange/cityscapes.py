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
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.interchange.cityscapes_labels import LABEL_LIST, numbered
from fcn_core.interchange.exporting import ExportItem, ExportResult, Ledger, OnImage, each
from fcn_core.interchange.target import Target
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, encode_mask, read_mask

IMAGE, IDS, TRAIN_IDS, COLORS = (
    "_leftImg8bit", "_gtFine_labelIds", "_gtFine_labelTrainIds", "_gtFine_color"
)  # fmt: skip
"""What the files' names end with, before .png."""
THEIRS = re.compile(rf"([a-z-]+)_\d{{6}}_\d{{6}}({IMAGE})?")
CITY = "images"


def write_cityscapes(
    out: Path,
    items: Iterable[ExportItem],
    labels: LabelSet,
    on_image: OnImage = lambda _: None,
) -> ExportResult:
    """Write images and masks, and compare every mask with what was written, in ids and train ids.

    Untouched pixels become void. Raises `FcnError` or `OSError`.
    """
    known, target, ledger = numbered(labels), Target(out / "cityscapes"), Ledger()
    palette = labels.palette()
    palette[VOID] = 0
    names: set[str] = set()
    for item in each(items, on_image):
        mask, (city, name) = item.checked_mask(labels), place(item.image_id)
        if name in names:
            raise FcnError(f"Two images would be called {name}.", "Rename one, then export again.")
        names.add(name)
        split = f"{'val' if item.held_out else 'train'}/{city}"
        truth = f"gtFine/{split}/{name}"
        ids = target.write(f"{truth}{IDS}.png", encode_mask(known.write_table[mask], None))
        trained = target.write(f"{truth}{TRAIN_IDS}.png", encode_mask(mask, None))
        target.write(f"{truth}{COLORS}.png", _colored(mask, palette))
        read = known.mask_of(ids)
        # No mask that leaves holds UNTOUCHED.
        both = np.where(read == read_mask(trained), read, np.uint8(UNTOUCHED))
        ledger.add_exact(item, mask, both, has_void=True)
        target.add_image(item.image, f"leftImg8bit/{split}", f"{name}{IMAGE}", ("PNG",))
    target.write(LABEL_LIST, known.to_json())
    target.finish()
    return ledger.result(target.folder)


def place(image_id: str) -> tuple[str, str]:
    """An image's city and its name there: its own if it is of Cityscapes."""
    theirs = THEIRS.fullmatch(image_id)
    return (theirs[1], image_id.removesuffix(IMAGE)) if theirs else (CITY, image_id)


def _colored(mask: Mask, palette: NDArray[np.uint8]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(palette[mask]).save(out, "PNG", compress_level=4)
    return out.getvalue()
