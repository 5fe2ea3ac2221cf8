"""Masks that are pictures of ids or of colours: PASCAL VOC's, and any others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from fcn_core.colors import Color
from fcn_core.data.annotations import Annotations, unique
from fcn_core.data.drawn import OfFile
from fcn_core.data.label_lists import listed_labels
from fcn_core.data.pairs import MASK_FOLDERS, VOC_IMAGES, VOC_MASKS, named_files, read_lines
from fcn_core.errors import FcnError
from fcn_core.imaging.refusing import check_size
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, MAX_LABELS, VOC, LabelSet, voc_color
from fcn_core.masks import MASK_SUFFIXES, UNTOUCHED, VOID, Mask, read_mask

VOC_PLACES = ("VOC20*/", "VOCdevkit/VOC20*/")
"""Where VOC's own archives have their folders."""
BESIDE = (VOC_IMAGES, "ImageSets")
"""What a folder of masks is VOC's beside."""
COLORS = "labelmap.txt"
"""CVAT's and datumaro's list of colours: a line of name:r,g,b:: for each label."""
IGNORED = ("ignored", "void", "ignore")
COLOR_CODES = 1 << 24
COLOR_MODES = ("RGB", "RGBA")
MOST_READ = 300
"""Of so many masks colours are looked up, where nothing lists them."""
Read = Callable[[Path], Mask]
Item = TypeVar("Item")


def painted_annotations(folder: Path, images: Path | None) -> Annotations | None:
    """Masks in a folder of a usual name, else right there; files in `images` are the images."""
    voc = [place / VOC_MASKS for part in VOC_PLACES for place in sorted(folder.glob(part))]
    for place in (*(folder / name for name in MASK_FOLDERS), *voc, folder):
        if not place.is_dir() or (images is not None and place.samefile(images)):
            continue
        found = named_files(place, MASK_SUFFIXES)
        if found:
            painted = _kind(place, [path for _, path in found])
            masks, shared = unique((name, OfFile(painted.read, path)) for name, path in found)
            return Annotations(
                kind=painted.kind,
                labels=painted.labels,
                masks=masks,
                shared=shared,
                colors=painted.colors,
            )
    return None


@dataclass(frozen=True, kw_only=True)
class _Painted:
    """What the masks in a folder are called, their labels, what reads them, and their colours."""

    kind: str
    labels: LabelSet | None
    read: Read
    colors: Mapping[int, Color] = field(default_factory=dict)


def _kind(place: Path, files: Sequence[Path]) -> _Painted:
    is_voc = place.name == VOC_MASKS and any((place.parent / name).is_dir() for name in BESIDE)
    is_png = any(path.suffix.lower() == ".png" for path in files)
    kind = "PASCAL VOC" if is_voc else "PNG" if is_png else "TIFF"
    for around in (place, place.parent):
        if (around / COLORS).is_file():
            labels, table = read_colors(around / COLORS)
            return _Painted(kind=kind, labels=labels, read=partial(of_colors, table))
    names = listed_labels(place) or listed_labels(place.parent)
    if names is not None:
        return _Painted(kind=kind, labels=LabelSet.from_names(names), read=read_mask)
    if is_voc:
        return _Painted(kind=kind, labels=VOC, read=read_mask)
    mode, palette = _look_of(files[0])
    if mode not in COLOR_MODES:
        return _Painted(kind=kind, labels=None, read=read_mask, colors=palette)
    colors = found_colors(sampled(files, MOST_READ))
    table = _table({color: value for value, color in colors.items()})
    return _Painted(kind=kind, labels=None, read=partial(of_colors, table), colors=colors)


def _look_of(path: Path) -> tuple[str, dict[int, Color]]:
    """Pillow's mode of a picture and the colours of its palette; nothing of what it cannot open."""
    try:
        with Image.open(path) as image:
            colors = (image.getpalette("RGB") or []) if image.mode == "P" else []
            return image.mode, dict(enumerate(zip(*(colors[c::3] for c in range(3)), strict=True)))
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError):
        return "", {}  # who reads it as a mask says what is wrong


def sampled(found: Sequence[Item], most: int) -> Sequence[Item]:
    """At most so many of them, from all over."""
    return found[:: -(-len(found) // most)] if found else found


def found_colors(files: Sequence[Path]) -> dict[int, Color]:
    """The colours of masks that nothing describes, numbered from the darkest on as values.

    Raises `FcnError` for more than masks have: then they are photos, or smoothed.
    """
    seen = np.zeros(COLOR_CODES, np.bool_)
    for path in files:
        seen[_codes(_rgb(path))] = True
        if seen.sum() > MAX_LABELS:
            raise FcnError(
                "{path} and others hold more than {most} colours: these are no masks.",
                "Choose the folder of the masks, and save them as PNGs without smoothing.",
                path=path,
                most=MAX_LABELS,
            )
    codes = seen.nonzero()[0].tolist()
    return {value: (c >> 16, c >> 8 & 255, c & 255) for value, c in enumerate(codes)}


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
                "{path} names no colour for {label!r}.",
                "Write name:red,green,blue:: in each line.",
                path=path,
                label=name,
            ) from error
    names = [name for name in colors if name not in (*BACKGROUND_NAMES, *IGNORED)]
    labels = LabelSet.from_names(["background", *names])
    values = {voc_color(VOID): VOID, (0, 0, 0): BACKGROUND}
    values |= {colors[name]: value for value, name in enumerate(labels.names) if name in colors}
    values |= {colors[name]: BACKGROUND for name in BACKGROUND_NAMES if name in colors}
    values |= {colors[name]: VOID for name in IGNORED if name in colors}
    return labels, _table(values)


def _table(values: Mapping[Color, int]) -> Mask:
    """The value of each colour's code; UNTOUCHED for those that have none."""
    table = np.full(COLOR_CODES, UNTOUCHED, np.uint8)
    table[[red << 16 | green << 8 | blue for red, green, blue in values]] = [*values.values()]
    return table


def of_colors(table: Mask, path: Path) -> Mask:
    """A picture of labels' colours as a mask (uint8, H x W), by what `read_colors` returned.

    Raises `FcnError`.
    """
    pixels = _rgb(path)
    mask: Mask = table[_codes(pixels)]
    if (mask == UNTOUCHED).any():
        y, x = np.argwhere(mask == UNTOUCHED)[0]
        raise FcnError(
            "{path} has the colour {color}, which {file} lacks.",
            "Add it there. Masks of colours are PNGs without smoothing.",
            path=path,
            color=tuple(int(v) for v in pixels[y, x]),
            file=COLORS,
        )
    return mask


def _rgb(path: Path) -> NDArray[np.uint8]:
    """A picture's colours (H, W, 3). Raises `FcnError`."""
    try:
        with Image.open(path) as image:
            check_size(path, *image.size)
            return np.array(image.convert("RGB"), np.uint8)
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError) as error:
        raise FcnError(
            "The mask {path} cannot be read ({reason}).", "Export it anew.", path=path, reason=error
        ) from error


def _codes(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    codes = pixels[..., 0].astype(np.uint32)
    for channel in (1, 2):
        codes <<= 8
        codes |= pixels[..., channel]
    return codes
