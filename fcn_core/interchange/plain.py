"""A plain folder: images, and beside them masks whose pixel values are label ids.

OUT/plain/images/<id>.jpg or .png
OUT/plain/masks/<id>.png         8-bit palette PNG in the labels' colours, 255 void
OUT/plain/labels.json            id, name and colour of each label, and what void is
OUT/plain/labels.txt             one name a line, by id
OUT/plain/{train,val}.txt

`fcn evaluate ... folder:OUT/plain#val` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from fcn_core.interchange.exporting import ExportItem, ExportResult, Ledger, OnImage, each
from fcn_core.interchange.target import Target
from fcn_core.labels import LabelSet
from fcn_core.masks import VOID, encode_mask, read_mask


def write_plain(
    out: Path,
    items: Iterable[ExportItem],
    labels: LabelSet,
    on_image: OnImage = lambda _: None,
) -> ExportResult:
    """Write images and index masks, and compare every mask with what was written.

    Untouched pixels become void. Raises `FcnError` or `OSError`.
    """
    target, ledger, palette = Target(out / "plain"), Ledger(), labels.palette()
    for item in each(items, on_image):
        mask = item.checked_mask(labels)
        path = target.write(f"masks/{item.image_id}.png", encode_mask(mask, palette))
        ledger.add_exact(item, mask, read_mask(path), has_void=True)
        target.add_image(item.image, "images", item.image_id)
    target.write_lines("train.txt", ledger.train)
    target.write_lines("val.txt", ledger.val)
    known = [{"id": index, **label} for index, label in enumerate(labels.to_json())]
    text = json.dumps({"labels": known, "void": VOID}, indent=1, ensure_ascii=False)
    target.write("labels.json", text)
    target.write_lines("labels.txt", labels.names)
    target.finish()
    return ledger.result(target.folder)
