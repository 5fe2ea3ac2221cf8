"""What the core says of other programs' formats: a part of `app/sentences.py`, which says more."""

from __future__ import annotations

from app.language import QT_TR_NOOP

FORMATS = (
    QT_TR_NOOP("CVAT for images"),
    QT_TR_NOOP("YOLO segmentation"),
    QT_TR_NOOP("Ultralytics semantic segmentation"),
    QT_TR_NOOP("Numbered objects and a table"),
    QT_TR_NOOP("Images and masks"),
    QT_TR_NOOP(
        "Palette PNGs and image lists, as torchvision's VOCSegmentation and most trainers read "
        "them."
    ),
    QT_TR_NOOP(
        "Each connected region as an object with run lengths, as pycocotools and MMDetection read "
        "them (Detectron2 with INPUT.MASK_FORMAT bitmask). No void."
    ),
    QT_TR_NOOP("A JSON file of masks beside each image, to go on with in labelme."),
    QT_TR_NOOP(
        "An XML file (version 1.1) of masks for all images, to go on with in CVAT. No void."
    ),
    QT_TR_NOOP("Polygons and data.yaml, as Ultralytics reads them. No void, no holes."),
    QT_TR_NOOP(
        "Greyscale PNGs of class ids and data.yaml with masks_dir, as Ultralytics' models for "
        "semantic segmentation read them."
    ),
    QT_TR_NOOP(
        "PNGs of label ids and of train ids, as torchvision's Cityscapes and MMSegmentation read "
        "them; images as PNG. No instances, no polygons."
    ),
    QT_TR_NOOP(
        "TIFFs in which each connected region has a number, as Cellpose, napari and ImageJ read "
        "them, and a table (CSV) of all objects: label, area, place, light. No void."
    ),
    QT_TR_NOOP(
        "A folder of images, a folder of PNGs whose pixel values are label ids, and labels.json."
        " The masks of a stack also as one TIFF."
    ),
)
"""Those of their titles that are no names, and what reads them."""

EXPORT = (
    QT_TR_NOOP("The mask of {image} is {width} x {height} pixels, the image {columns} x {rows}."),
    QT_TR_NOOP("Make the mask anew from this image."),
    QT_TR_NOOP("The mask of {image} holds the value {value}, but there are {count} labels."),
    QT_TR_NOOP("Name all labels, one a line."),
    QT_TR_NOOP("The mask of {image} does not hold what was written."),
    QT_TR_NOOP("Check the disk, export again."),
    QT_TR_NOOP("{count} void pixels are background there: the format has no void."),
    QT_TR_NOOP("{name}, the first label, is the background there: it is written as no object."),
    QT_TR_NOOP("1 object has holes, which polygons fill."),
    QT_TR_NOOP("{count} objects have holes, which polygons fill."),
    QT_TR_NOOP("No image is held out: YOLO wants some in {path}."),
    QT_TR_NOOP("A label is called {name}, which has a meaning of its own in {format}."),
    QT_TR_NOOP("Two images would be called {name}."),
    QT_TR_NOOP("The image {name} would be taken for a mask, by what its name ends with."),
    QT_TR_NOOP("{path} is one of two masks of an image."),
    QT_TR_NOOP("Take one away."),
    QT_TR_NOOP("Rename it, then export again."),
    QT_TR_NOOP("Rename one, then export again."),
    QT_TR_NOOP("Cityscapes leaves {count} ids free, too few for these labels."),
    QT_TR_NOOP("Delete labels that are not used, or choose another format."),
    QT_TR_NOOP("{path} is there already, and no export has written it."),
    QT_TR_NOOP("{path} leads to another folder, whose files no export has written."),
    QT_TR_NOOP("Export into another folder, or take that link away."),
    QT_TR_NOOP("{path} was changed since it was exported."),
    QT_TR_NOOP("Export into another folder, or move that file away."),
    QT_TR_NOOP("{path} lies in the folder that would be written."),
    QT_TR_NOOP("{path} is damaged: what exports wrote there is not known."),
    QT_TR_NOOP("Export into another folder."),
    QT_TR_NOOP("The world file {path} cannot be read ({reason})."),
    QT_TR_NOOP("It holds six numbers, one a line. Mend it, or take it away."),
)
IMPORT = (
    QT_TR_NOOP("{folder} is no folder."),
    QT_TR_NOOP("Choose the folder that holds the masks."),
    QT_TR_NOOP("There are no masks in {folder}."),
    QT_TR_NOOP(
        "{masks} holds {count} masks, but the image {image} has {pages} pages: which is whose, "
        "nobody knows."
    ),
    QT_TR_NOOP("Replace the one that is wrong."),
    QT_TR_NOOP("{files} cannot be read."),
    QT_TR_NOOP(
        "It needs files of labelme, COCO, CVAT (unpacked) or YOLO, Cellpose's *_masks, or PNGs or "
        "TIFFs whose pixel values are label ids."
    ),
    QT_TR_NOOP("Left out, as they outline no area: {shapes}."),
    QT_TR_NOOP("1 image without areas stays as it is."),
    QT_TR_NOOP("{count} images without areas stay as they are."),
    QT_TR_NOOP("{path} cannot be read ({reason})."),
    QT_TR_NOOP("Restore it."),
    QT_TR_NOOP("Export it anew."),
    QT_TR_NOOP("{path} is no labelme file ({kind}: {reason})."),
    QT_TR_NOOP("Save it anew with labelme, or take it out of the folder."),
    QT_TR_NOOP("Shape {number} of {path} has the label {label}, which labels.txt lacks."),
    QT_TR_NOOP("Add it there, or rename it in labelme."),
    QT_TR_NOOP("Shape {number} of {path} ({label}) cannot be drawn: {reason}."),
    QT_TR_NOOP("Mend or delete it in labelme."),
    QT_TR_NOOP("The COCO files there have different categories."),
    QT_TR_NOOP("Put those that belong together into a folder of their own."),
    QT_TR_NOOP("{path} cannot be read as CVAT's ({kind}: {reason})."),
    QT_TR_NOOP("Export it anew, as CVAT for images 1.1."),
    QT_TR_NOOP("{path} is of CVAT for video: it has tracks instead of images."),
    QT_TR_NOOP("Export the task as CVAT for images 1.1."),
    QT_TR_NOOP("Shape {number} of {image} in {path} ({shape}, {label}) cannot be drawn: {reason}."),
    QT_TR_NOOP("Mend or delete it in CVAT, then export again."),
    QT_TR_NOOP("Nothing names the classes of the outlines in {folder}."),
    QT_TR_NOOP("Put data.yaml with their names, or classes.txt with one a line, into the folder."),
    QT_TR_NOOP("{path} is not there."),
    QT_TR_NOOP("Mend the paths in data.yaml."),
    QT_TR_NOOP("{path} has no images for {split}."),
    QT_TR_NOOP("Mend its paths."),
    QT_TR_NOOP("Line {number} of {path}: {reason}."),
    QT_TR_NOOP("Write class x1 y1 x2 y2 x3 y3 ..., as shares of width and height from 0 to 1."),
    QT_TR_NOOP("Line {number} of {path} is of the class {value}, which has no name."),
    QT_TR_NOOP("Add it to the names in data.yaml, or delete the line."),
    QT_TR_NOOP("{path} holds the value {value}, which is no class."),
    QT_TR_NOOP("Add it to the names in {path}."),
    QT_TR_NOOP("The list {path} cannot be read ({reason})."),
    QT_TR_NOOP("Mend it, or take it away."),
    QT_TR_NOOP("{path} is no data.yaml of Ultralytics ({kind}: {reason})."),
    QT_TR_NOOP("It needs names: a list, or a number and a name a line."),
    QT_TR_NOOP("{path} cannot be read as COCO's ({kind}: {reason})."),
    QT_TR_NOOP("It needs images, categories and annotations. Export it anew."),
    QT_TR_NOOP("An object of {image} in {path} cannot be drawn: {reason}."),
    QT_TR_NOOP("Mend it, or take it out."),
    QT_TR_NOOP("{path} is no list of labels ({kind}: {reason})."),
    QT_TR_NOOP("It needs name, id and trainId of each. Export it anew."),
    QT_TR_NOOP("{path} names no colour for {label}."),
    QT_TR_NOOP("Write name:red,green,blue:: in each line."),
    QT_TR_NOOP("{path} has the colour {color}, which {file} lacks."),
    QT_TR_NOOP("{path} and others hold more than {most} colours: these are no masks."),
    QT_TR_NOOP("Choose the folder of the masks, and save them as PNGs without smoothing."),
    QT_TR_NOOP("{path} holds the number {number}, which {table} does not list."),
    QT_TR_NOOP("Export anew, or take the table away: then all that has a number is an object."),
    QT_TR_NOOP("Export anew, or take it away: then all that has a number is an object."),
    QT_TR_NOOP("{path} holds the value {value}, which numbers no object."),
    QT_TR_NOOP("Objects are numbered from 1 on; 0 is the background."),
    QT_TR_NOOP("Add it there. Masks of colours are PNGs without smoothing."),
)
SHAPES = (
    QT_TR_NOOP("box"),
    QT_TR_NOOP("boxes"),
    QT_TR_NOOP("set of points"),
    QT_TR_NOOP("sets of points"),
    QT_TR_NOOP("polyline"),
    QT_TR_NOOP("polylines"),
    QT_TR_NOOP("cuboid"),
    QT_TR_NOOP("cuboids"),
    QT_TR_NOOP("skeleton"),
    QT_TR_NOOP("skeletons"),
    QT_TR_NOOP("tag"),
    QT_TR_NOOP("tags"),
)
"""What "{shapes}" counts: "3 boxes, 1 tag"."""
