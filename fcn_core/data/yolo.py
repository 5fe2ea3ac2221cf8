"""YOLO's outlines as a data set: images/, labels/ and data.yaml, as Ultralytics finds them."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from fcn_core.data.annotations import Annotations, no_area_note, unique
from fcn_core.data.drawn import Drawing, Drawings
from fcn_core.data.moved import Moved
from fcn_core.data.pairs import by_stem, named, read_lines
from fcn_core.data.yaml_settings import YamlSettings, is_name_list, settings_for
from fcn_core.errors import FcnError
from fcn_core.imaging.kinds import SUFFIXES
from fcn_core.interchange.outlines import (
    LONGEST,
    Outline,
    begins_with_outline,
    mask_of,
    read_outlines,
)
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, LabelSet

log = logging.getLogger(__name__)
IMAGES = "images"


def yolo(root: Path, split: str = "") -> Drawings:
    """The images of one split of data.yaml, with the outlines in labels/ filled.

    An image without a file there has no objects. Labels are the classes, behind the background.
    Raises `FcnError`.
    """
    settings = split_settings(root)
    images = images_of(settings, named(split, list(settings.splits), "train", root))
    labels, ids = classes(settings)
    drawings, boxes = [], 0
    for image in images:
        path = mirrored(image, "labels")
        outlines = read_outlines(path) if path.exists() else ()
        boxes += _boxes(outlines)
        read = partial(mask_of, outlines, ids, path)
        drawings.append(Drawing(image_id=image.stem, image=image, read=read))
    if boxes:
        log.warning("%s: %s", root, no_area_note({"box": boxes}))
    return Drawings(labels, drawings)


def yolo_annotations(folder: Path) -> Annotations | None:
    """What the outlines in a folder, its labels/ or its splits' say; None if there are none."""
    paths = _label_files(folder)
    if not paths:
        return None
    settings = settings_for(folder, *dict.fromkeys(path.parent for path in paths))
    if settings is None and not any(map(_beginning, paths)):
        return None
    if settings is None:
        raise FcnError(
            "Nothing names the classes of the outlines in {folder}.",
            "Put data.yaml with their names, or classes.txt with one a line, into the folder.",
            folder=folder,
        )
    labels, ids = classes(settings)
    outlines: dict[Path, tuple[Outline, ...]] = {}
    damaged, boxes = [], 0
    for path in paths:
        try:
            found = read_outlines(path)
        except FcnError:
            damaged.append(path.name)
            continue
        boxes += _boxes(found)
        # An image with boxes alone is not empty.
        if not found or len(found) > _boxes(found):
            outlines[path] = found
    masks, shared = unique(
        (p.stem, partial(mask_of, found, ids, p)) for p, found in outlines.items()
    )
    return Annotations(
        kind="YOLO",
        labels=labels,
        masks=masks,
        used={path.stem: _used(found, labels, ids) for path, found in outlines.items()},
        shared=shared,
        damaged=tuple(damaged),
        notes=(no_area_note({"box": boxes}),) if boxes else (),
    )


def split_settings(root: Path) -> YamlSettings:
    """The data.yaml of a data set, with its splits. Raises `FcnError`."""
    settings = settings_for(root) if root.is_dir() else None
    if settings is None or not settings.splits:
        raise FcnError(
            "There is no data.yaml with names, train and val in {folder}.",
            "Name its folder.",
            folder=root,
        )
    return settings


def classes(settings: YamlSettings) -> tuple[LabelSet, dict[int, int]]:
    """Labels behind the background, and the id of each class."""
    things = [n for n, name in sorted(settings.names.items()) if name not in BACKGROUND_NAMES]
    labels = LabelSet.from_names(["background", *(settings.names[number] for number in things)])
    ids = dict.fromkeys(settings.names, BACKGROUND)
    return labels, ids | {n: i for i, n in enumerate(things, start=BACKGROUND + 1)}


def images_of(settings: YamlSettings, split: str) -> list[Path]:
    """The images of a split: of folders, or of lists. Raises `FcnError`."""
    places = Moved([settings.root], chain(*settings.splits.values()))
    found: list[Path] = []
    for entry in settings.splits[split]:
        place = places.need(entry)
        if place.is_dir():
            found += [p for p in sorted(place.rglob("*")) if p.suffix.lower() in SUFFIXES]
        else:
            lines = read_lines(place)
            listed = Moved([place.parent, settings.root], lines)
            found += [listed.need(line) for line in lines]
    if not found:
        raise FcnError(
            "{path} has no images for {split}.", "Mend its paths.", path=settings.path, split=split
        )
    return found


def mirrored(image: Path, folder: str, suffix: str = ".txt") -> Path:
    """An image's file in a folder beside images/ that is ordered alike.

    Of several folders above the image that are called so, the lowest is meant, as Ultralytics has
    it, unless there is a file beside a higher one alone.
    """
    parts = image.with_suffix(suffix).parts
    above = [index for index, part in enumerate(parts[:-1]) if part == IMAGES]
    files = [Path(*parts[:index], folder, *parts[index + 1 :]) for index in reversed(above)]
    return next((file for file in files if file.is_file()), (*files, Path(*parts))[0])


def _label_files(folder: Path) -> list[Path]:
    """Files of outlines in labels/, if they are any, and those in the folder itself."""
    places = (folder / "labels", *sorted(folder.glob("*/labels")))
    texts = dict.fromkeys(path for place in places for path in sorted(place.rglob("*.txt")))
    below = [path for path in texts if not is_name_list(path)]
    here = [path for path in by_stem(folder, (".txt",)).values() if _are_outlines([path])]
    return [
        *(below if _are_outlines(below) else ()),
        *(here if any(map(_beginning, here)) else ()),
    ]


def _are_outlines(paths: Sequence[Path]) -> bool:
    """Whether files that lie together are of outlines: one begins so, or all are empty."""
    beginnings = [_beginning(path) for path in paths]
    return any(map(begins_with_outline, beginnings)) or not any(beginnings)


def _beginning(path: Path) -> str:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.readline(LONGEST)


def _boxes(outlines: Sequence[Outline]) -> int:
    return sum(not len(outline.shares) for outline in outlines)


def _used(outlines: tuple[Outline, ...], labels: LabelSet, ids: Mapping[int, int]) -> set[str]:
    """The labels that outlines show."""
    shown = {ids.get(outline.number, BACKGROUND) for outline in outlines if len(outline.shares)}
    return {labels.names[value] for value in shown if value != BACKGROUND}
