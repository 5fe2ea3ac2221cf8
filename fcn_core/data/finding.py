"""Masks that other programs made, found in a folder and known by their image's name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from fcn_core.data.annotations import Annotations, no_area_note, unique
from fcn_core.data.cityscapes import cityscapes_annotations
from fcn_core.data.coco import PREFIX, CocoMasks, read_coco
from fcn_core.data.cvat import cvat_annotations
from fcn_core.data.drawn import OfFile
from fcn_core.data.labelme import reader_of, shape_labels
from fcn_core.data.objects import objects_annotations
from fcn_core.data.painted import painted_annotations
from fcn_core.data.pairs import by_stem
from fcn_core.data.ultralytics import ultralytics_annotations
from fcn_core.data.yaml_settings import damaged_settings
from fcn_core.data.yolo import yolo_annotations
from fcn_core.errors import FcnError
from fcn_core.imaging.pixels import Size
from fcn_core.interchange.shapes import UNREADABLE, label_names, read_document
from fcn_core.masks import Mask
from fcn_core.sentences import said

JsonFiles = Mapping[Path, frozenset[str]]
"""JSON objects, with their keys."""


def annotations_in(folder: Path, images: Path | None = None) -> Annotations:
    """What a folder holds: files that say what they are first, index masks last.

    A folder that holds nothing but another stands for that one. Pictures in `images` itself are the
    images. Raises `FcnError` if there is nothing.
    """
    if not folder.is_dir():
        raise FcnError(
            "{folder} is no folder.", "Choose the folder that holds the masks.", folder=folder
        )
    folder = _unwrapped(folder)
    files, damaged = _json_in(folder)
    damaged += damaged_settings(folder)
    found = (
        _of_labelme(folder, files)
        or _of_coco(files)
        or cvat_annotations(folder)
        or cityscapes_annotations(folder)
        or objects_annotations(folder)
        or ultralytics_annotations(folder)
        or yolo_annotations(folder)
        or painted_annotations(folder, images)
    )
    if found is None:
        problem = said("There are no masks in {folder}.", folder=folder)
        if damaged:
            problem += " " + said("{files} cannot be read.", files=", ".join(damaged[:3]))
        raise FcnError(
            problem,
            "It needs files of labelme, COCO, CVAT (unpacked) or YOLO, Cellpose's *_masks, or PNGs "
            "or TIFFs whose pixel values are label ids.",
        )
    return replace(found, damaged=(*damaged, *found.damaged))


def _unwrapped(folder: Path) -> Path:
    """What an export was written into, or an archive unpacked into, holds one folder alone."""
    held = [path for path in folder.iterdir() if not path.name.startswith(".")]
    return held[0] if len(held) == 1 and held[0].is_dir() else folder


def _json_in(folder: Path) -> tuple[JsonFiles, tuple[str, ...]]:
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


def _of_labelme(folder: Path, files: JsonFiles) -> Annotations | None:
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
    masks, shared = unique((path.stem, OfFile(read, path)) for path in documents)
    return Annotations(
        kind="labelme",
        labels=labels,
        masks=masks,
        used={path.stem: used for path, used in documents.items()},
        shared=shared,
        damaged=tuple(broken),
    )


def _of_coco(files: JsonFiles) -> Annotations | None:
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
    places = [(p, i) for p in parts for i in range(len(p)) if not p.has_boxes_alone(i)]
    boxes = sum(part.boxes for part in parts)
    masks, shared = unique((p.names[i], partial(_object_mask, p, i)) for p, i in places)
    return Annotations(
        kind="COCO",
        labels=parts[0].labels,
        masks=masks,
        used={part.names[index]: part.used(index) for part, index in places},
        shared=shared,
        notes=(no_area_note({"box": boxes}),) if boxes else (),
    )


def _object_mask(part: CocoMasks, index: int, _: Size) -> Mask:
    return part.mask(index)
