"""CVAT's files as a data set: annotations.xml, or several, and the images in images/."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PureWindowsPath

from fcn_core.data.annotations import Annotations, no_area_note, unique
from fcn_core.data.drawn import Drawing, Drawings, Read
from fcn_core.data.pairs import named, read_lines
from fcn_core.errors import FcnError
from fcn_core.interchange.cvat_file import (
    CvatFile,
    CvatImage,
    is_cvat,
    label_names,
    read_cvat,
)
from fcn_core.interchange.cvat_shapes import mask_of
from fcn_core.labels import LabelSet
from fcn_core.sentences import said

log = logging.getLogger(__name__)
Found = tuple[CvatImage, Path]


def cvat(root: Path, split: str = "") -> Drawings:
    """All images of a folder's files, or those that `SPLIT.txt` lists or whose subset it is.

    Labels are those that the files list, behind the background. Raises `FcnError`.
    """
    files = {path: read_cvat(path) for path in _files(root)}
    if not files:
        raise FcnError(
            "There is no file of CVAT for images (.xml) in {folder}.",
            "Unpack what CVAT exported.",
            folder=root,
        )
    labels, found = _labels(files.values()), _images(files)
    drawings = [
        Drawing(image_id=_stem(image), image=_file(image, path), read=_reader(image, labels, path))
        for image, path in (_of_split(found, split, root) if split else found)
    ]
    left_out = _left_out(found)
    if left_out:
        log.warning("%s: %s", root, no_area_note(left_out))
    return Drawings(labels, drawings)


def cvat_annotations(folder: Path) -> Annotations | None:
    """What CVAT's files in a folder say of images; None if there are none.

    Raises `FcnError` if none of them can be read.
    """
    files: dict[Path, CvatFile] = {}
    damaged: dict[Path, FcnError] = {}
    for path in _files(folder):
        try:
            files[path] = read_cvat(path)
        except FcnError as error:
            damaged[path] = error
    if not files:
        if damaged:
            raise next(iter(damaged.values()))
        return None
    labels, found = _labels(files.values()), _images(files)
    # In a task that is half done, most images without shapes have not been looked at.
    shown = [each for each in found if each[0].shapes]
    masks, shared = unique((_stem(image), _reader(image, labels, path)) for image, path in shown)
    return Annotations(
        kind="CVAT",
        labels=labels,
        masks=masks,
        used={_stem(image): label_names(image) for image, _ in shown},
        shared=shared,
        damaged=tuple(path.name for path in damaged),
        notes=_notes(found),
    )


def _files(folder: Path) -> list[Path]:
    places = (folder, folder / "annotations")
    found = (path for place in places for path in sorted(place.glob("*.xml")))
    return [path for path in found if path.is_file() and is_cvat(path)]


def _images(files: dict[Path, CvatFile]) -> list[Found]:
    return [(image, path) for path, file in files.items() for image in file.images]


def _labels(files: Iterable[CvatFile]) -> LabelSet:
    names = dict.fromkeys(name for file in files for name in file.labels)
    return LabelSet.from_names(["background", *names])


def _left_out(found: list[Found]) -> Counter[str]:
    return sum((image.left_out for image, _ in found), Counter[str]())


def _notes(found: list[Found]) -> tuple[str, ...]:
    """What is not taken over."""
    left_out, empty = _left_out(found), sum(not image.shapes for image, _ in found)
    notes = [no_area_note(left_out)] if left_out else []
    if empty:
        many = said("{count:,} images without areas stay as they are.", count=empty)
        notes.append(said("1 image without areas stays as it is.") if empty == 1 else many)
    return tuple(notes)


def _stem(image: CvatImage) -> str:
    """CVAT on Windows writes backslashes."""
    return PureWindowsPath(image.name).stem


def _reader(image: CvatImage, labels: LabelSet, path: Path) -> Read:
    ids = {name: index for index, name in enumerate(labels.names)}
    return partial(mask_of, image, ids, path)


def _of_split(found: list[Found], split: str, root: Path) -> list[Found]:
    lists = [path.stem for path in sorted(root.glob("*.txt"))]
    if split in lists:
        listed = set(read_lines(root / f"{split}.txt"))
        return [each for each in found if _stem(each[0]) in listed]
    subsets = dict.fromkeys(image.subset for image, _ in found if image.subset)
    named(split, [*lists, *subsets], "", root)
    return [each for each in found if each[0].subset == split]


def _file(image: CvatImage, path: Path) -> Path:
    """The image beside its file, in images/ or, as CVAT exports projects, in a subset's folder.

    A name that leads elsewhere, to another computer perhaps, is not followed.
    """
    name, images = PureWindowsPath(image.name).as_posix(), path.parent / "images"
    asked = Path(image.subset, name)
    stays = not asked.anchor and ".." not in asked.parts
    places = (images / name, images / image.subset / name, path.parent / name) if stays else ()
    there = next((place for place in places if place.is_file()), None)
    if there is None:
        raise FcnError(
            "The image {name} of {path} is not in {images}.",
            "Put it there.",
            name=name,
            path=path,
            images=images,
        )
    return there
