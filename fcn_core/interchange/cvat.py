"""CVAT for images 1.1: a file of masks for all images, to go on with in CVAT.

OUT/cvat/images/<id>.jpg or .png
OUT/cvat/annotations.xml         a mask for each connected region
OUT/cvat/labels.json             for the raw editor of a task's labels
OUT/cvat/{train,val}.txt

Label 0 is the background, which needs no mask. There is no void.
"""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from fcn_core.interchange import run_lengths
from fcn_core.interchange.cvat_file import parse_cvat
from fcn_core.interchange.cvat_shapes import mask_of
from fcn_core.interchange.exporting import ExportItem, Ledger
from fcn_core.interchange.regions import Region, regions
from fcn_core.interchange.writing import Job, write_lists
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import Mask

FIRST = BACKGROUND + 1
BEGIN = '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n'
END = "</annotations>\n"


class CvatWriter:
    """Images, and one file that grows with each: all of it would fill the memory."""

    def __init__(self, job: Job) -> None:
        self._target, self._labels, self._count = job.target, job.labels, 0
        self._described = [
            {"name": label.name, "color": "#{:02x}{:02x}{:02x}".format(*label.color), "type": "any"}
            for label in job.labels.labels[FIRST:]
        ]
        self._file = job.target.open("annotations.xml")
        self._write(BEGIN + _text(_meta(self._described, job.images)))

    def add(self, item: ExportItem, mask: Mask) -> Mask:
        file = self._target.add_image(item.image, "images", item.image_id)
        text = _text(_image(self._count, file, mask, self._labels))
        self._count += 1
        self._write(text)
        return _read(text, self._labels, mask, file)

    def finish(self, written: Ledger) -> tuple[str, ...]:
        self._write(END)
        raw = [{**label, "attributes": []} for label in self._described]
        self._target.write("labels.json", json.dumps(raw, indent=1, ensure_ascii=False))
        write_lists(self._target, written)
        return ()

    def _write(self, text: str) -> None:
        self._file.write(text.encode())


def _image(number: int, file: str, mask: Mask, labels: LabelSet) -> Element:
    height, width = mask.shape
    about = {"id": str(number), "name": file, "width": str(width), "height": str(height)}
    image = Element("image", about)
    for region in regions(mask, len(labels)):
        SubElement(image, "mask", _mask(region, labels))
    return image


def _mask(region: Region, labels: LabelSet) -> dict[str, str]:
    height, width = region.inside.shape
    return {
        "label": labels.names[region.label],
        "source": "manual",
        "occluded": "0",
        "rle": ", ".join(map(str, run_lengths.along_rows(region.inside))),
        "left": str(region.x),
        "top": str(region.y),
        "width": str(width),
        "height": str(height),
        "z_order": "0",
    }


def _meta(described: list[dict[str, str]], images: int) -> Element:
    """What CVAT and its readers want to know of a task."""
    meta = Element("meta")
    task = SubElement(meta, "task")
    for key, value in (("name", "masks"), ("size", str(images)), ("mode", "annotation")):
        SubElement(task, key).text = value
    found = SubElement(task, "labels")
    for described_label in described:
        label = SubElement(found, "label")
        for key, value in described_label.items():
            SubElement(label, key).text = value
        SubElement(label, "attributes")
    return meta


def _text(element: Element) -> str:
    """An element on its lines, inside the outermost one."""
    indent(element, level=1)
    return f"  {tostring(element, encoding='unicode')}\n"


def _read(text: str, labels: LabelSet, mask: Mask, file: str) -> Mask:
    """The mask that a reader makes of an image's part of the file."""
    ids = {name: index for index, name in enumerate(labels.names)}
    (image,) = parse_cvat(f"{BEGIN}{text}{END}".encode(), Path(file)).images
    return mask_of(image, ids, Path(file), (mask.shape[0], mask.shape[1]))
