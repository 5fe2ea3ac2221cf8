"""A plain folder: images, and beside them masks whose pixel values are label ids.

OUT/plain/images/<id>.jpg, .png or .tif
OUT/plain/masks/<id>.png         8-bit palette PNG in the labels' colours, 255 void
OUT/plain/masks/<id>.pgw         where it lies, of an image that lies on a map
OUT/plain/masks/<id>.png.aux.xml   and on which, if its file says that
OUT/plain/stacks/<name>.tif      the masks of a file with several pages once more: see stacks.py
OUT/plain/labels.json            id, name and colour of each label, and what void is
OUT/plain/labels.txt             one name a line, by id
OUT/plain/{train,val}.txt

`fcn evaluate ... folder:OUT/plain#val` reads it.
"""

from __future__ import annotations

import json

from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.stacks import Stacks
from fcn_core.interchange.world_files import place_of
from fcn_core.interchange.writing import Job, write_lists
from fcn_core.masks import VOID, Mask, encode_mask, read_mask


class PlainWriter:
    """Images, index masks in the labels' colours, and the list of labels."""

    def __init__(self, job: Job) -> None:
        self._target, self._labels = job.target, job.labels
        self._palette = job.labels.palette()
        self._stacks = Stacks(job.target)

    def add(self, item: ExportItem, mask: Mask) -> Mask:
        path = self._target.write(f"masks/{item.image_id}.png", encode_mask(mask, self._palette))
        self._target.add_image(item.image, "images", item.image_id)
        self._stacks.add(item, path)
        place = place_of(item.image)
        if place is not None:
            self._target.write(f"masks/{item.image_id}.pgw", place.to_text())
            if place.epsg is not None:
                name = f"masks/{item.image_id}.png.aux.xml"
                self._target.write(name, place.system_to_text())
        return read_mask(path)

    def finish(self, written: Ledger) -> tuple[str, ...]:
        target, described = self._target, enumerate(self._labels.to_json())
        self._stacks.write()
        write_lists(target, written)
        known = {"labels": [{"id": id, **label} for id, label in described], "void": VOID}
        target.write("labels.json", json.dumps(known, indent=1, ensure_ascii=False))
        target.write_lines("labels.txt", self._labels.names)
        return ()
