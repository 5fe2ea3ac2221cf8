"""The formats that masks leave in, by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fcn_core.interchange.cityscapes import write_cityscapes
from fcn_core.interchange.coco import write_coco
from fcn_core.interchange.cvat import write_cvat
from fcn_core.interchange.exporting import ExportItem, ExportResult, OnImage
from fcn_core.interchange.labelme import write_labelme
from fcn_core.interchange.plain import write_plain
from fcn_core.interchange.ultralytics import write_ultralytics
from fcn_core.interchange.voc import write_voc
from fcn_core.interchange.yolo import write_yolo
from fcn_core.labels import LabelSet


class Write(Protocol):
    """Writes a data set into a folder and reads it back. Raises `FcnError` or `OSError`."""

    def __call__(
        self, out: Path, items: Iterable[ExportItem], labels: LabelSet, on_image: OnImage = ...
    ) -> ExportResult: ...


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format: its name for people, what reads it and what it can't hold, and its writer."""

    title: str
    note: str
    write: Write
    has_void: bool = True
    """Whether it can say that pixels do not count; else they become background."""


FORMATS: dict[str, Format] = {
    "voc": Format(
        title="PASCAL VOC",
        note="Palette PNGs and image lists, as torchvision's VOCSegmentation and most trainers "
        "read them.",
        write=write_voc,
    ),
    "coco": Format(
        title="COCO",
        note="Each connected region as an object with run lengths, as pycocotools and MMDetection "
        "read them (Detectron2 with INPUT.MASK_FORMAT bitmask). No void.",
        write=write_coco,
        has_void=False,
    ),
    "labelme": Format(
        title="labelme",
        note="A JSON file of masks beside each image, to go on with in labelme.",
        write=write_labelme,
    ),
    "cvat": Format(
        title="CVAT for images",
        note="An XML file (version 1.1) of masks for all images, to go on with in CVAT. No void.",
        write=write_cvat,
        has_void=False,
    ),
    "yolo": Format(
        title="YOLO segmentation",
        note="Polygons and data.yaml, as Ultralytics reads them. No void, no holes.",
        write=write_yolo,
        has_void=False,
    ),
    "ultralytics": Format(
        title="Ultralytics semantic segmentation",
        note="Greyscale PNGs of class ids and data.yaml with masks_dir, as Ultralytics' models for "
        "semantic segmentation read them.",
        write=write_ultralytics,
    ),
    "cityscapes": Format(
        title="Cityscapes",
        note="PNGs of label ids and of train ids, as torchvision's Cityscapes and MMSegmentation "
        "read them; images as PNG. No instances, no polygons.",
        write=write_cityscapes,
    ),
    "plain": Format(
        title="Images and masks",
        note="A folder of images, a folder of PNGs whose pixel values are label ids, and "
        "labels.json.",
        write=write_plain,
    ),
}
