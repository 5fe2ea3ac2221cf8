"""A folder of labelme's files: a JSON of shapes beside each image."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PureWindowsPath
from typing import Any

from fcn_core.data.label_lists import NAME_LISTS, listed_labels
from fcn_core.data.pairs import Pair, Pairs, by_stem, named, read_lines
from fcn_core.errors import FcnError
from fcn_core.interchange.shapes import label_names, mask_of, read_document
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask


def labelme(root: Path, split: str = "") -> Pairs:
    """Every image with its JSON, or those that `SPLIT.txt` lists.

    `labels.txt` names the labels, one a line, as labelme2voc wants them; without it they are all
    that occur, by name. Label 0 is the background, `__ignore__` void. Raises `FcnError`.
    """
    found = by_stem(root, (".json",)) if root.is_dir() else {}
    if split:
        lists = [path.stem for path in sorted(root.glob("*.txt")) if path.name not in NAME_LISTS]
        listed = read_lines(root / f"{named(split, lists, '', root)}.txt")
        missing = [name for name in listed if name not in found]
        if missing:
            raise FcnError(
                "{file}.json is missing.", "Restore it, or unlist it.", file=root / missing[0]
            )
        found = {name: found[name] for name in listed}
    if not found:
        raise FcnError(
            "There is no labelme file (.json) in {folder}.", "Name their folder.", folder=root
        )
    used, pairs = [], []
    for name, path in found.items():
        document = read_document(path)
        used.append(label_names(document))
        pairs.append(Pair(image_id=name, image=_image_of(document, path), mask=path))
    labels = shape_labels(root, used)
    return Pairs(labels, pairs, reader_of(labels))


def reader_of(labels: LabelSet) -> Callable[[Path], Mask]:
    """What turns a labelme file into a mask of these labels' ids. It raises `FcnError`."""
    ids = {name: index for index, name in enumerate(labels.names)}
    return lambda path: mask_of(read_document(path), ids, path)


def shape_labels(root: Path, used: Iterable[set[str]]) -> LabelSet:
    """Labels behind the background: those that a list in `root` names, else all `used`, by name."""
    listed = listed_labels(root)
    if listed is not None:
        behind = listed if listed[0] == "background" else ["background", *listed]
        return LabelSet.from_names(behind)
    return LabelSet.from_names(["background", *sorted(set().union(*used))])


def _image_of(document: Mapping[str, Any], path: Path) -> Path:
    """The image that a file names, from its own folder; labelme on Windows writes backslashes."""
    named_there = str(document.get("imagePath") or "")
    image = path.parent / PureWindowsPath(named_there).as_posix()
    if not named_there or not image.is_file():
        raise FcnError(
            "The image {name!r} of {path} is not there.",
            "Put it back beside its file.",
            name=named_there,
            path=path,
        )
    return image
