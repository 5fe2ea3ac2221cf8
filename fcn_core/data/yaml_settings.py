"""What Ultralytics' data.yaml says of a data set: classes, splits, and where the masks are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from fcn_core.data.pairs import read_lines
from fcn_core.errors import FcnError
from fcn_core.interchange.shapes import UNREADABLE
from fcn_core.masks import VOID

USUAL = "data.yaml"
NAME_LISTS = ("classes.txt", "obj.names", "labels.txt")
"""Lists of classes, one a line, as other programs put them beside YOLO's files."""
ABOVE = 2
"""So many folders above the labels or masks (labels/train, say) the settings may lie."""
SPLITS = ("train", "val", "test")


@dataclass(frozen=True, kw_only=True)
class YamlSettings:
    """What the file `path` says; classes are named by their number."""

    path: Path
    names: Mapping[int, str]
    root: Path
    """What the splits' paths start from."""
    splits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folders of images, and lists of them, of train, val and test."""
    masks_dir: str = ""
    """What masks' paths have where images' have "images"."""
    mapping: Mapping[int, int] = field(default_factory=dict)
    """Classes of values in masks, where these differ."""


def settings_for(folder: Path, *places: Path) -> YamlSettings | None:
    """The settings in a folder, or a data.yaml above it, or a list of classes there or in `places`.

    Raises `FcnError` for a file that cannot be read.
    """
    above = folder.absolute().parents[:ABOVE]
    here = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
    for path in (*here, *(place / USUAL for place in above)):
        data = _read(path) if path.is_file() else None
        if isinstance(data, Mapping) and data.get("names"):
            return _settings(path, data)
    for path in (place / name for place in (folder, *places, *above) for name in NAME_LISTS):
        if path.is_file():
            return YamlSettings(
                path=path, names=dict(enumerate(read_lines(path))), root=path.parent
            )
    return None


def _read(path: Path) -> Any:
    """All scalars as they are written: a class may be called "no"."""
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), yaml.BaseLoader)
    except (*UNREADABLE, yaml.YAMLError) as error:
        why = " ".join(str(error).split())
        raise FcnError(f"{path} cannot be read ({why}).", "Mend it, or take it away.") from error


def _settings(path: Path, data: Mapping[str, Any]) -> YamlSettings:
    try:
        root = path.parent / _text(data.get("path", ""))
        return YamlSettings(
            path=path,
            # Many name a folder of the machine that they were written on.
            root=root if root.is_dir() else path.parent,
            names={int(number): _text(name).strip() for number, name in _pairs(data["names"])},
            splits={split: _texts(data[split]) for split in SPLITS if data.get(split)},
            masks_dir=_text(data.get("masks_dir", "")),
            mapping={int(v): _class(_text(c)) for v, c in _pairs(data.get("label_mapping") or {})},
        )
    except UNREADABLE as error:
        raise FcnError(
            f"{path} is no data.yaml of Ultralytics ({type(error).__name__}: {error}).",
            "It needs names: a list, or a number and a name a line.",
        ) from error


def _pairs(found: object) -> list[tuple[Any, Any]]:
    """What a mapping or a list says of each number."""
    if isinstance(found, Mapping):
        return list(found.items())
    if isinstance(found, list):
        return list(enumerate(found))
    raise TypeError(f"{found!r} is no list")


def _texts(found: object) -> tuple[str, ...]:
    return tuple(map(_text, found)) if isinstance(found, list) else (_text(found),)


def _text(found: object) -> str:
    """Words alone: what aliases make of each other may be endless."""
    if not isinstance(found, str):
        raise TypeError("a list or mapping where a word should be")
    return found


def _class(text: str) -> int:
    """A class that a value is mapped to; "ignore_label" and nothing are void."""
    return VOID if text in ("ignore_label", "null", "~", "") else int(text)
