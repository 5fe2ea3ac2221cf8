"""Numbered objects: what Cellpose leaves beside its images, and what an export of ours wrote."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fcn_core.data.annotations import Annotations, unique
from fcn_core.data.drawn import OfFile
from fcn_core.data.label_lists import listed_labels
from fcn_core.data.pairs import Pair, Pairs, by_stem, named
from fcn_core.errors import FcnError
from fcn_core.imaging.listing import pages_of
from fcn_core.imaging.pages import file_of, stem_of
from fcn_core.interchange.object_tables import COLUMNS, OBJECTS
from fcn_core.interchange.objects import ENDING, FOUND
from fcn_core.labels import BACKGROUND, LabelSet
from fcn_core.masks import MASK_SUFFIXES, UNTOUCHED, Mask, exactly, read_values
from fcn_core.sentences import said

IMAGE = "_img"
"""What Cellpose's images may be called besides, as in cell_img.png and cell_masks.png."""
NO_IMAGES = ("_outlines", "_flows", "_dP", "_cp_output")
"""What Cellpose saves beside the masks that it found, under names like theirs."""
UNNAMED = LabelSet.from_names(("background", "object"))
"""Labels where no table says what the objects are."""
MOST = 1 << 32


@dataclass(frozen=True, kw_only=True)
class _Table:
    """objects.csv: the label of each object by number, by its mask's folder and image."""

    path: Path
    labels: LabelSet
    objects: Mapping[tuple[str, str], Mapping[int, int]]


@dataclass(frozen=True, kw_only=True)
class _Numbered:
    """A file of numbers, or a page of one, and the name of the image whose objects they are."""

    name: str
    path: Path
    is_found: bool
    """Whether Cellpose found them; else they are what it learns from, or ours."""
    has_image: bool


Places = Mapping[Path, Sequence[_Numbered]]
"""Folders with files of numbers."""


def objects(root: Path, split: str = "") -> Pairs:
    """The images of one split, a folder of `root` or else `root` itself, with their objects.

    Labels are the export's; without a table all that has a number is an `object`. Raises
    `FcnError`.
    """
    if not root.is_dir():
        raise FcnError(
            "{folder} is no folder.", "Choose the folder that holds the masks.", folder=root
        )
    places, place = _places(root), root
    if split or root not in places:
        splits = [folder.name for folder in places if folder != root]
        place = root / named(split, splits, "train", root) if split or splits else root
    table = _table(root)
    found, images = _chosen(places.get(place, ()), table), by_stem(place)
    missing = [e.path for e in found if not {e.name, e.name + IMAGE} & images.keys()]
    if missing or not found:
        raise FcnError(
            "The image of {mask} is missing."
            if missing
            else "There is no mask (*{ending}.tif) in {folder}.",
            "Put images and masks side by side, as in cell.png and cell_masks.tif.",
            mask=next(iter(missing), None),
            ending=ENDING,
            folder=place,
        )
    pairs = [
        Pair(image_id=e.name, image=images.get(e.name) or images[e.name + IMAGE], mask=e.path)
        for e in found
    ]
    twice = [p for p, q in pairwise(pairs) if p.image_id == q.image_id]
    if twice:
        raise FcnError(
            "{path} is one of two masks of an image.", "Take one away.", path=twice[0].mask
        )
    labels, unlisted = _labels(table, found)
    return Pairs(labels, pairs, partial(_mask, table, unlisted))


def objects_annotations(folder: Path) -> Annotations | None:
    """The masks of a folder and of those in it; None if it has none that an export of ours wrote,
    that Cellpose found, or that lie beside their images.
    """
    places = _places(folder)
    if not places:
        return None
    table = _table(folder)
    found = [each for files in places.values() for each in _chosen(files, table)]
    found = [e for e in found if _entry(table, e.path) or e.is_found or e.has_image]
    if not found:
        return None
    labels, unlisted = _labels(table, found)
    read = partial(_mask, table, unlisted)
    masks, shared = unique((e.name, OfFile(read, e.path)) for e in found)
    return Annotations(
        kind=said("numbered objects"),
        labels=labels,
        masks=masks,
        shared=shared,
        image_ending=IMAGE,
    )


def _labels(table: _Table | None, found: Sequence[_Numbered]) -> tuple[LabelSet, int]:
    """The labels, and which of them is that of objects that Cellpose found and no table names."""
    if table is None:
        return UNNAMED, BACKGROUND + 1
    names, name = table.labels.names, UNNAMED.names[BACKGROUND + 1]
    if name not in names and any(each.is_found for each in found):
        names = (*names, name)
    return LabelSet.from_names(names), names.index(name) if name in names else BACKGROUND


# --- files ----------------------------------------------------------------------------------------


def _places(folder: Path) -> Places:
    """A folder and those in it that hold files of numbers, as far as one may look into them."""
    found = {folder: list(_numbered(folder))}
    for place in sorted(folder.iterdir()):
        try:
            if place.is_dir() and not place.name.startswith("."):
                found[place] = list(_numbered(place))
        except OSError:  # somebody else's, as lost+found is
            continue
    return {place: files for place, files in found.items() if files}


def _numbered(folder: Path) -> Iterator[_Numbered]:
    """Files of numbers by their names, in order."""
    files = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    stems = {path.stem for path in files}
    for path in files:
        if path.suffix.lower() not in MASK_SUFFIXES:
            continue
        image, is_found = _image_of(path.stem), path.stem.endswith(FOUND)
        is_image = any(path.stem + ending in stems for ending in (FOUND, ENDING))
        if not image or is_image or (is_found and image.endswith(NO_IMAGES)):
            continue
        has_image = image in stems or image + IMAGE in stems
        for page in pages_of(path):
            name = image + stem_of(page).removeprefix(path.stem)
            yield _Numbered(name=name, path=page, is_found=is_found, has_image=has_image)


def _image_of(stem: str) -> str:
    """The image that a file of this name numbers the objects of; empty if it is none."""
    ending = next((end for end in (FOUND, ENDING) if stem.endswith(end)), stem)
    return stem.removesuffix(ending)


def _chosen(files: Sequence[_Numbered], table: _Table | None) -> list[_Numbered]:
    """Of several files for one image those that the table lists, else those that Cellpose found."""
    by_name: dict[str, list[_Numbered]] = {}
    for each in files:
        by_name.setdefault(each.name, []).append(each)
    chosen = []
    for name in sorted(by_name):
        of_image = by_name[name]
        best = [e for e in of_image if _entry(table, e.path)] or [e for e in of_image if e.is_found]
        chosen += best or of_image
    return chosen


# --- the table ------------------------------------------------------------------------------------


def _table(folder: Path) -> _Table | None:
    """Our table in a folder, or in the one above if the folder is one of its sets."""
    own = _read_table(folder / OBJECTS)
    if own is not None:
        return own
    above = _read_table(folder.absolute().parent / OBJECTS)
    sets = {place for place, _ in above.objects} if above else set()
    return above if folder.absolute().name in sets else None


def _read_table(path: Path) -> _Table | None:
    """None if there is no such file, or if it is somebody else's. Raises `FcnError`."""
    objects: dict[tuple[str, str], dict[int, int]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if not {*COLUMNS[:4]} <= {*(rows.fieldnames or ())}:
                return None
            names = _listed(path.parent)
            for row in rows:
                number = int(row["object"])
                if not 0 < number < MOST or not row["label"]:
                    raise ValueError(said("object {number}", number=number))
                if row["label"] not in names:
                    names.append(row["label"])
                of_image = objects.setdefault((row["set"], row["image"]), {})
                of_image[number] = names.index(row["label"])
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    except (OSError, csv.Error, ValueError, TypeError) as error:
        raise FcnError(
            "{path} cannot be read ({reason}).",
            "Export anew, or take it away: then all that has a number is an object.",
            path=path,
            reason=error,
        ) from error
    return _Table(path=path, labels=LabelSet.from_names(names), objects=objects)


def _listed(folder: Path) -> list[str]:
    """The labels of an export of ours by their ids; the background alone if nothing lists them."""
    background = UNNAMED.names[BACKGROUND]
    names = listed_labels(folder) or []
    return names if names[:1] == [background] else [background]


def _entry(table: _Table | None, path: Path) -> Mapping[int, int] | None:
    """What the table says of a file. Of what Cellpose numbered itself it says nothing."""
    stem = file_of(path).stem
    if table is None or stem.endswith(FOUND) or not stem.endswith(ENDING):
        return None
    return table.objects.get((file_of(path).parent.name, _image_of(stem)))


# --- masks ----------------------------------------------------------------------------------------


def _mask(table: _Table | None, unlisted: int, path: Path) -> Mask:
    """A file of numbers as label ids; `unlisted` where no table can name them.

    Raises `FcnError`.
    """
    numbers = _numbers(path)
    if table is None or file_of(path).stem.endswith(FOUND):
        return np.where(numbers > 0, np.uint8(unlisted), np.uint8(BACKGROUND))
    labels = _entry(table, path) or {}
    most = int(numbers.max(initial=0))
    by_number = np.full(min(most, max(labels, default=0)) + 2, UNTOUCHED, np.uint8)
    by_number[BACKGROUND] = BACKGROUND
    for number, label in labels.items():
        if number < len(by_number) - 1:
            by_number[number] = label
    mask: Mask = by_number[np.minimum(numbers, len(by_number) - 1)]
    if (mask == UNTOUCHED).any():
        raise FcnError(
            "{path} holds the number {number}, which {table} does not list.",
            "Export anew, or take the table away: then all that has a number is an object.",
            path=path,
            number=numbers[mask == UNTOUCHED][0],
            table=table.path,
        )
    return mask


def _numbers(path: Path) -> NDArray[np.unsignedinteger]:
    """Whole numbers from 0 on, of the file's own type where that holds nothing else."""
    values = read_values(path)
    if np.issubdtype(values.dtype, np.unsignedinteger):
        return values  # type: ignore[return-value]
    numbers, strange = exactly(values, np.uint32)
    if strange.size:
        raise FcnError(
            "{path} holds the value {value}, which numbers no object.",
            "Objects are numbered from 1 on; 0 is the background.",
            path=path,
            value=strange[0],
        )
    return numbers
