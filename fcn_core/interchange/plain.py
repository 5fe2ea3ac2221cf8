"""A plain folder: images, and beside them masks whose pixel values are label ids.

OUT/images/<id>.jpg or .png
OUT/masks/<id>.png         8-bit palette PNG in the labels' colours, 255 void
OUT/labels.json            id, name and colour of each label, and what void is
OUT/labels.txt             one name a line, by id
OUT/{train,val}.txt

`fcn evaluate ... folder:OUT#val` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from fcn_core.files import write_atomic
from fcn_core.interchange.exporting import (
    ExportItem,
    ExportResult,
    Ledger,
    OnImage,
    copy_image,
    each,
    folders,
)
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID, read_mask, write_mask


def write_plain(
    out: Path,
    items: Iterable[ExportItem],
    labels: LabelSet,
    on_image: OnImage = lambda _: None,
) -> ExportResult:
    """Write images and index masks, and compare every mask with what was written.

    Untouched pixels become void. Raises `FcnError` or `OSError`.
    """
    images, masks = out / "images", out / "masks"
    folders(images, masks)
    ledger, palette = Ledger(), labels.palette()
    for item in each(items, on_image):
        mask, target = item.void_mask(), masks / f"{item.image_id}.png"
        write_mask(target, mask, palette)
        ledger.add_exact(item, mask, read_mask(target), has_void=True)
        copy_image(item.image, images, item.image_id)
    ledger.write_lists(out)
    known = [{"id": index, **label} for index, label in enumerate(labels.to_json())]
    text = json.dumps({"labels": known, "void": VOID}, indent=1, ensure_ascii=False)
    write_atomic(out / "labels.json", text.encode())
    write_atomic(out / "labels.txt", "".join(f"{name}\n" for name in labels.names).encode())
    return ledger.result(out)
