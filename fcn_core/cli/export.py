"""`fcn export IMAGES MASKS --labels FILE --format coco --out DIR`: masks as a data set."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from fcn_core.cli.options import Commands, add_json, print_json
from fcn_core.cli.progress import progress_bar
from fcn_core.errors import FcnError
from fcn_core.imaging.listing import list_images
from fcn_core.imaging.pages import stem_of
from fcn_core.masks import read_mask
from fcn_core.names import export_names, image_id

NAMES = (
    "voc", "coco", "labelme", "cvat", "yolo", "ultralytics", "cityscapes", "objects", "plain",
    "pictures",
)  # fmt: skip
"""Of `fcn_core.interchange.formats`, which takes long to import."""


def register(commands: Commands) -> None:
    """Add this command and its options."""
    parser = commands.add_parser("export", help="masks as training data", description=__doc__)
    parser.add_argument("images", type=Path, help="folder of images")
    parser.add_argument("masks", type=Path, help="folder of index masks with the same names")
    parser.add_argument("--labels", type=Path, help="one name a line (default: PASCAL VOC's)")
    parser.add_argument("--format", choices=NAMES, default="voc", help="(default: voc)")
    parser.add_argument(
        "--masks-alone", action="store_true", help="leave the images out, where a format can"
    )
    parser.add_argument(
        "--pixel-size",
        metavar="SIZE",
        help='"0.5 um": for tables, where an image does not say how large a pixel is',
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it; returns the exit status."""
    from fcn_core.data.label_lists import names_in
    from fcn_core.data.page_counts import need_same_pages
    from fcn_core.data.pairs import masks_by_stem
    from fcn_core.imaging.pixel_size import PixelSize
    from fcn_core.interchange.exporting import ExportItem
    from fcn_core.interchange.formats import FORMATS
    from fcn_core.labels import VOC, LabelSet

    pixel = PixelSize.parse(options.pixel_size) if options.pixel_size is not None else None
    labels = VOC
    if options.labels:
        labels = LabelSet.from_names(names_in(options.labels))
    chosen = FORMATS[options.format]
    if options.masks.resolve().is_relative_to((options.out / chosen.folder).resolve()):
        raise FcnError(
            f"{options.masks} lies in the folder that would be written.",
            "Export into another folder.",
        )
    images = list_images(options.images)
    masks = masks_by_stem(options.masks) if options.masks.is_dir() else {}
    pairs = [(i, masks[stem_of(i)]) for i in images if stem_of(i) in masks]
    need_same_pages([(stem_of(i), i) for i in images], masks, [mask for _, mask in pairs])
    ids = [image_id(image.relative_to(options.images)) for image, _ in pairs]
    names = export_names([(image, name) for (image, _), name in zip(pairs, ids, strict=True)])
    items = [
        ExportItem(image_id=name, image=image, mask=partial(read_mask, mask))
        for name, (image, mask) in zip(names, pairs, strict=True)
    ]
    if not items:
        raise FcnError(
            f"No image in {options.images} has a mask in {options.masks}.",
            "Masks are PNGs or TIFFs with their image's name.",
        )
    with progress_bar(total=len(items), desc="export", unit="image", disable=options.json) as bar:
        result = chosen.write(
            options.out,
            items,
            labels,
            lambda _: bar.update(),
            masks_alone=options.masks_alone,
            pixel=pixel,
        )
    found = {"images": result.images, "pixels": result.pixels, "same": result.same}
    if options.json:
        print_json({"folder": str(result.folder), **found, "notes": list(result.notes)})
    else:
        read = ""
        if result.pixels:
            read = f"; {100 * result.same / result.pixels:.2f} % of the pixels read back"
        print(f"{result.images} images in {result.folder}{read}")
        for note in result.notes:
            print(note)
    return 0
