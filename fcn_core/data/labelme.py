"""A folder of labelme's files: a JSON of shapes beside each image."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PureWindowsPath

from fcn_core.data.pairs import Pair, Pairs, by_stem, named, read_lines
from fcn_core.errors import FcnError
from fcn_core.interchange.shapes import (
    BACKGROUND,
    IGNORE,
    UNLABELLED,
    label_names,
    mask_of,
    read_document,
)
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask

LABELS = "labels.txt"


def labelme(root: Path, split: str = "") -> Pairs:
    """Every image with its JSON, or those that `SPLIT.txt` lists.

    `labels.txt` names the labels, one a line, as labelme2voc wants them; without it they are all
    that occur, by name. Label 0 is the background, `__ignore__` void. Raises `FcnError`.
    """
    found = by_stem(root, (".json",)) if root.is_dir() else {}
    if not found:
        raise FcnError(f"There is no labelme file (.json) in {root}.", "Name their folder.")
    if split:
        lists = [path.stem for path in sorted(root.glob("*.txt")) if path.name != LABELS]
        listed = read_lines(root / f"{named(split, lists, '', root)}.txt")
        missing = [name for name in listed if name not in found]
        if missing:
            raise FcnError(f"{root / missing[0]}.json is missing.", "Restore it, or unlist it.")
        found = {name: found[name] for name in listed}
    labels = shape_labels(root, list(found.values()))
    pairs = [Pair(image_id=name, image=_image_of(path), mask=path) for name, path in found.items()]
    return Pairs(labels, pairs, reader_of(labels))


def reader_of(labels: LabelSet) -> Callable[[Path], Mask]:
    """What turns a labelme file into a mask of these labels' ids. It raises `FcnError`."""
    ids = {name: index for index, name in enumerate(labels.names)}
    return lambda path: mask_of(read_document(path), ids, path)


def shape_labels(root: Path, paths: list[Path]) -> LabelSet:
    """The labels of some labelme files: those of `labels.txt`, else all that occur, by name."""
    if (root / LABELS).is_file():
        names = [n for n in read_lines(root / LABELS) if n not in (IGNORE, UNLABELLED)]
    else:
        names = sorted(set().union(*(label_names(read_document(path)) for path in paths)))
    if "background" in names:
        names.remove("background")
    names.insert(BACKGROUND, "background")
    return LabelSet.from_names(names)


def _image_of(path: Path) -> Path:
    """The image that a file names, from its own folder; labelme on Windows writes backslashes."""
    named_there = str(read_document(path).get("imagePath") or "")
    image = path.parent / PureWindowsPath(named_there).as_posix()
    if not named_there or not image.is_file():
        raise FcnError(
            f"The image {named_there!r} of {path} is not there.", "Put it back beside its file."
        )
    return image
