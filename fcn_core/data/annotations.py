"""Masks that other programs made, found in a folder and known by their image's name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fcn_core.data.coco import PREFIX, read_coco
from fcn_core.data.labelme import listed_labels, reader_of, shape_labels
from fcn_core.data.pairs import by_stem
from fcn_core.errors import FcnError
from fcn_core.interchange.shapes import UNREADABLE, label_names, read_document
from fcn_core.labels import LabelSet
from fcn_core.masks import Mask, read_mask

MASK_FOLDERS = ("masks", "SegmentationClass", "mask", "labels", "annotations")
NOTHING = "It needs labelme's or COCO's .json files, or PNGs whose pixel values are label ids."
Read = Callable[[], Mask]


@dataclass(frozen=True, kw_only=True)
class Annotations:
    """Masks by the name of their image without its suffix.

    A mask (uint8, H x W) is read when it is asked for, which raises `FcnError`.
    """

    kind: str
    """For people: labelme, COCO, PNG."""
    labels: LabelSet | None
    """Of the masks' values; without it they hold ids of whoever reads them."""
    masks: Mapping[str, Read]
    used: Mapping[str, set[str]] | None = None
    """The labels that each mask shows, where that is known without reading it."""
    shared: int = 0
    """Masks that are left out, since others have the same name."""
    damaged: tuple[str, ...] = ()
    """Files that cannot be read at all."""


def annotations_in(folder: Path, images: Path | None = None) -> Annotations:
    """What a folder holds: labelme's files, else COCO's, else index masks.

    PNGs in `images` itself are the images. Raises `FcnError` if there is nothing.
    """
    if not folder.is_dir():
        raise FcnError(f"{folder} is no folder.", "Choose the folder that holds the masks.")
    files, damaged = _json_in(folder)
    found = _of_labelme(folder, files, damaged) or _of_coco(files, damaged)
    found = found or _of_masks(folder, images, damaged)
    if found is None:
        why = f" {', '.join(damaged[:3])} cannot be read." if damaged else ""
        raise FcnError(f"There are no masks in {folder}.{why}", NOTHING)
    return found


def _json_in(folder: Path) -> tuple[dict[Path, frozenset[str]], tuple[str, ...]]:
    """JSON objects in a folder and its annotations/ with their keys, and what is damaged."""
    found, damaged = {}, []
    for place in (folder, folder / "annotations"):
        for path in by_stem(place, (".json",)).values() if place.is_dir() else ():
            try:
                data = json.loads(path.read_text(encoding="utf-8-sig"))
            except UNREADABLE:
                damaged.append(path.name)
                continue
            found[path] = frozenset(data) if isinstance(data, dict) else frozenset()
    return found, tuple(damaged)


def _of_labelme(
    folder: Path, files: Mapping[Path, frozenset[str]], damaged: tuple[str, ...]
) -> Annotations | None:
    paths = [path for path, keys in files.items() if "shapes" in keys]
    if not paths:
        return None
    documents, broken = {}, []
    for path in paths:
        try:
            documents[path] = label_names(read_document(path))
        except FcnError:
            broken.append(path.name)
    labels = shape_labels(folder, documents.values())
    read = reader_of(labels)
    masks, shared = _unique((path.stem, partial(read, path)) for path in documents)
    return Annotations(
        kind="labelme",
        labels=labels,
        masks=masks,
        used={path.stem: used for path, used in documents.items()},
        shared=shared,
        damaged=(*damaged, *broken),
    )


def _of_coco(files: Mapping[Path, frozenset[str]], damaged: tuple[str, ...]) -> Annotations | None:
    """All splits together. Raises `FcnError` if their categories differ."""
    paths = [path for path, keys in files.items() if {"annotations", "categories"} <= keys]
    instances = [path for path in paths if path.name.startswith(PREFIX)]
    parts = [read_coco(path, ()) for path in instances or paths]
    if not parts:
        return None
    if any(other.labels.names != parts[0].labels.names for other in parts):
        raise FcnError(
            "The COCO files there have different categories.",
            "Put those that belong together into a folder of their own.",
        )
    places = [(part, index) for part in parts for index in range(len(part))]
    masks, shared = _unique((p.names[i], partial(p.mask, i)) for p, i in places)
    return Annotations(
        kind="COCO",
        labels=parts[0].labels,
        masks=masks,
        used={part.names[index]: part.used(index) for part, index in places},
        shared=shared,
        damaged=damaged,
    )


def _of_masks(folder: Path, images: Path | None, damaged: tuple[str, ...]) -> Annotations | None:
    """Index masks: in a folder of a usual name, else right there."""
    for place in (*(folder / name for name in MASK_FOLDERS), folder):
        if not place.is_dir() or (images is not None and place.samefile(images)):
            continue
        found = by_stem(place, (".png",))
        if found:
            names = listed_labels(place) or listed_labels(place.parent)
            return Annotations(
                kind="PNG",
                labels=None if names is None else LabelSet.from_names(names),
                masks={name: partial(read_mask, path) for name, path in found.items()},
                damaged=damaged,
            )
    return None


def _unique(found: Iterable[tuple[str, Read]]) -> tuple[dict[str, Read], int]:
    """Those whose name no other has, and how many were left out."""
    pairs = list(found)
    times = Counter(name for name, _ in pairs)
    masks = {name: read for name, read in pairs if times[name] == 1}
    return masks, len(pairs) - len(masks)
