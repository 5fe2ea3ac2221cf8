"""The formats that masks leave in, by name."""

from __future__ import annotations

from fcn_core.interchange.cityscapes import CityscapesWriter, place
from fcn_core.interchange.coco import CocoWriter
from fcn_core.interchange.cvat import CvatWriter
from fcn_core.interchange.labelme import LabelmeWriter
from fcn_core.interchange.objects import ENDING, ObjectsWriter
from fcn_core.interchange.pictures import PicturesWriter
from fcn_core.interchange.plain import PlainWriter
from fcn_core.interchange.shapes import IGNORE
from fcn_core.interchange.ultralytics import UltralyticsWriter
from fcn_core.interchange.voc import VocWriter
from fcn_core.interchange.writing import Format
from fcn_core.interchange.yolo import YoloWriter
from fcn_core.labels import BACKGROUND_NAMES
from fcn_core.sentences import said

FORMATS: dict[str, Format] = {
    "voc": Format(
        title="PASCAL VOC",
        note=said(
            "Palette PNGs and image lists, as torchvision's VOCSegmentation and most trainers "
            "read them."
        ),
        folder="VOCdevkit/VOC2012",
        writer=VocWriter,
        masks_alone=True,
        reserved=(IGNORE,),
    ),
    "coco": Format(
        title="COCO",
        note=said(
            "Each connected region as an object with run lengths, as pycocotools and MMDetection "
            "read them (Detectron2 with INPUT.MASK_FORMAT bitmask). No void."
        ),
        folder="coco",
        writer=CocoWriter,
        masks_last=True,
        of_objects=True,
        reserved=BACKGROUND_NAMES,
        has_void=False,
    ),
    "labelme": Format(
        title="labelme",
        note=said("A JSON file of masks beside each image, to go on with in labelme."),
        folder="labelme",
        writer=LabelmeWriter,
        of_objects=True,
        reserved=(IGNORE, *BACKGROUND_NAMES),
    ),
    "cvat": Format(
        title=said("CVAT for images"),
        note=said(
            "An XML file (version 1.1) of masks for all images, to go on with in CVAT. No void."
        ),
        folder="cvat",
        writer=CvatWriter,
        masks_last=True,
        of_objects=True,
        reserved=BACKGROUND_NAMES,
        has_void=False,
    ),
    "yolo": Format(
        title=said("YOLO segmentation"),
        note=said("Polygons and data.yaml, as Ultralytics reads them. No void, no holes."),
        folder="yolo",
        writer=YoloWriter,
        of_objects=True,
        is_exact=False,
        reserved=BACKGROUND_NAMES,
        has_void=False,
    ),
    "ultralytics": Format(
        title=said("Ultralytics semantic segmentation"),
        note=said(
            "Greyscale PNGs of class ids and data.yaml with masks_dir, as Ultralytics' models "
            "for semantic segmentation read them."
        ),
        folder="ultralytics",
        writer=UltralyticsWriter,
        masks_alone=True,
    ),
    "cityscapes": Format(
        title="Cityscapes",
        note=said(
            "PNGs of label ids and of train ids, as torchvision's Cityscapes and MMSegmentation "
            "read them; images as PNG. No instances, no polygons."
        ),
        folder="cityscapes",
        writer=CityscapesWriter,
        masks_alone=True,
        name_of=lambda image_id: place(image_id)[1],
    ),
    "objects": Format(
        title=said("Numbered objects and a table"),
        note=said(
            "TIFFs in which each connected region has a number, as Cellpose, napari and ImageJ "
            "read them, and tables (CSV) of all objects and labels: area, place, light. No void."
        ),
        folder="objects",
        writer=ObjectsWriter,
        numbered=True,
        keeps_depth=True,
        masks_alone=True,
        of_objects=True,
        endings=(ENDING,),
        reserved=BACKGROUND_NAMES,
        has_void=False,
    ),
    "plain": Format(
        title=said("Images and masks"),
        note=said(
            "A folder of images, a folder of PNGs whose pixel values are label ids, and "
            "labels.json. The masks of a stack also as one TIFF."
        ),
        folder="plain",
        writer=PlainWriter,
        keeps_depth=True,
        masks_alone=True,
        reserved=(IGNORE,),
    ),
    "pictures": Format(
        title=said("Pictures for people"),
        note=said(
            "JPEGs of the images with their masks laid over, with a scale bar where the size of a "
            "pixel is known, and a legend (SVG). No program reads masks back from them."
        ),
        folder="pictures",
        writer=PicturesWriter,
        is_read=False,
    ),
}
