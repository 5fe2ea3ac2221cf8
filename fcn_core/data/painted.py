"""Masks that are pictures of ids or of colours: PASCAL VOC's, and any others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from fcn_core.colors import Color
from fcn_core.data.annotations import Annotations, unique
from fcn_core.data.drawn import of_file
from fcn_core.data.label_lists import listed_labels
from fcn_core.data.pairs import MASK_FOLDERS, VOC_IMAGES, VOC_MASKS, named_files, read_lines
from fcn_core.errors import FcnError
from fcn_core.images import check_size
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, VOC, LabelSet, voc_color
from fcn_core.masks import MASK_SUFFIXES, UNTOUCHED, VOID, Mask, read_mask

VOC_PLACES = ("VOC20*/", "VOCdevkit/VOC20*/")
"""Where VOC's own archives have their folders."""
BESIDE = (VOC_IMAGES, "ImageSets")
"""What a folder of masks is VOC's beside."""
COLORS = "labelmap.txt"
"""CVAT's and datumaro's list of colours: a line of name:r,g,b:: for each label."""
IGNORED = ("ignored", "void", "ignore")
COLOR_CODES = 1 << 24
Read = Callable[[Path], Mask]


def painted_annotations(folder: Path, images: Path | None) -> Annotations | None:
    """Masks in a folder of a usual name, else right there; files in `images` are the images."""
    voc = [place / VOC_MASKS for part in VOC_PLACES for place in sorted(folder.glob(part))]
    for place in (*(folder / name for name in MASK_FOLDERS), *voc, folder):
        if not place.is_dir() or (images is not None and place.samefile(images)):
            continue
        found = named_files(place, MASK_SUFFIXES)
        if found:
            kind, labels, read = _kind(place, {path.suffix.lower() for _, path in found})
            masks, shared = unique((name, of_file(read, path)) for name, path in found)
            return Annotations(kind=kind, labels=labels, masks=masks, shared=shared)
    return None


def _kind(place: Path, suffixes: set[str]) -> tuple[str, LabelSet | None, Read]:
    """What the masks in a folder are called, their labels, and what reads them."""
    is_voc = place.name == VOC_MASKS and any((place.parent / name).is_dir() for name in BESIDE)
    kind = "PASCAL VOC" if is_voc else "PNG" if ".png" in suffixes else "TIFF"
    for around in (place, place.parent):
        if (around / COLORS).is_file():
            labels, table = read_colors(around / COLORS)
            return kind, labels, partial(of_colors, table)
    names = listed_labels(place) or listed_labels(place.parent)
    if names is not None:
        return kind, LabelSet.from_names(names), read_mask
    return kind, VOC if is_voc else None, read_mask


def read_colors(path: Path) -> tuple[LabelSet, Mask]:
    """The labels of a labelmap.txt, the background first, and the value of each colour's code.

    UNTOUCHED stands for colours that it lacks. Raises `FcnError`.
    """
    colors: dict[str, Color] = {}
    for line in read_lines(path):
        if line.startswith("#"):
            continue
        name, _, rest = line.partition(":")
        try:
            # Bytes refuse what is beyond 255.
            red, green, blue = bytes(int(value) for value in rest.partition(":")[0].split(","))
            colors[name.strip()] = (red, green, blue)
        except ValueError as error:
            raise FcnError(
                f"{path} names no colour for {name!r}.", "Write name:red,green,blue:: in each line."
            ) from error
    names = [name for name in colors if name not in (*BACKGROUND_NAMES, *IGNORED)]
    labels = LabelSet.from_names(["background", *names])
    values = {voc_color(VOID): VOID, (0, 0, 0): BACKGROUND}
    values |= {colors[name]: value for value, name in enumerate(labels.names) if name in colors}
    values |= {colors[name]: BACKGROUND for name in BACKGROUND_NAMES if name in colors}
    values |= {colors[name]: VOID for name in IGNORED if name in colors}
    table = np.full(COLOR_CODES, UNTOUCHED, np.uint8)
    table[[red << 16 | green << 8 | blue for red, green, blue in values]] = [*values.values()]
    return labels, table


def of_colors(table: Mask, path: Path) -> Mask:
    """A picture of labels' colours as a mask (uint8, H x W), by what `read_colors` returned.

    Raises `FcnError`.
    """
    try:
        with Image.open(path) as image:
            check_size(path, *image.size)
            pixels = np.asarray(image.convert("RGB"))
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError) as error:
        raise FcnError(f"The mask {path} cannot be read ({error}).", "Export it anew.") from error
    codes = pixels[..., 0].astype(np.uint32)
    for channel in (1, 2):
        codes <<= 8
        codes |= pixels[..., channel]
    mask: Mask = table[codes]
    if (mask == UNTOUCHED).any():
        y, x = np.argwhere(mask == UNTOUCHED)[0]
        raise FcnError(
            f"{path} has the colour {tuple(int(v) for v in pixels[y, x])}, which {COLORS} lacks.",
            "Add it there. Masks of colours are PNGs without smoothing.",
        )
    return mask
