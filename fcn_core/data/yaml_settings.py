"""What Ultralytics' data.yaml says of a data set: classes, splits, and where the masks are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

import yaml

from fcn_core.data.moved import Moved
from fcn_core.data.pairs import read_lines
from fcn_core.errors import FcnError
from fcn_core.interchange.outlines import LONGEST, begins_with_outline
from fcn_core.interchange.shapes import UNREADABLE
from fcn_core.masks import VOID
from fcn_core.sentences import said

USUAL = "data.yaml"
NAME_LISTS = ("classes.txt", "obj.names", "labels.txt")
"""Lists of classes, one a line, as other programs put them beside YOLO's files."""
ABOVE = 2
"""So many folders above the labels or masks (labels/train, say) the settings may lie."""
SPLITS = ("train", "val", "test")
MAX_NAME = 255
"""Bytes of a folder's name, which systems allow."""
UNREADABLE_YAML = (*UNREADABLE, yaml.YAMLError)


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


def settings_for(folder: Path, *places: Path, is_sure: bool = True) -> YamlSettings | None:
    """The settings in a folder, or a data.yaml above it, or a list of classes there or in `places`.

    Other YAML files than data.yaml are passed over if they cannot be read, and so is a data.yaml
    above unless one `is_sure` that the folder needs it. Raises `FcnError` for one that counts.
    """
    above = folder.absolute().parents[:ABOVE]
    found = [_settings_in(path, is_claim=path.name == USUAL) for path in _yaml_files(folder)]
    here = [settings for settings in found if settings is not None]
    if here:
        return min(here, key=lambda settings: (settings.path.name != USUAL, not settings.splits))
    for path in (place / USUAL for place in above):
        settings = _settings_in(path, is_claim=is_sure) if path.is_file() else None
        if settings is not None:
            return settings
    for path in (place / name for place in (folder, *places, *above) for name in NAME_LISTS):
        if is_name_list(path):
            return YamlSettings(
                path=path, names=dict(enumerate(read_lines(path))), root=path.parent
            )
    return None


def damaged_settings(folder: Path) -> tuple[str, ...]:
    """YAML files in a folder that seem to name classes, but cannot be read."""
    damaged = []
    for path in _yaml_files(folder):
        try:
            _read(path)
        except UNREADABLE_YAML:
            damaged.append(path.name)
    return tuple(damaged)


def is_name_list(path: Path) -> bool:
    """Whether a file is a list of classes: an image may be called "labels", and have outlines."""
    if path.name not in NAME_LISTS or not path.is_file():
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        beginning = file.readline(LONGEST)
    return bool(beginning) and not begins_with_outline(beginning)


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(p for end in ("yaml", "yml") for p in folder.glob(f"*.{end}") if p.is_file())


def _settings_in(path: Path, *, is_claim: bool) -> YamlSettings | None:
    """What a file says of classes; None if that is nothing.

    Raises `FcnError` for what cannot be used, if the file claims to be a data set's.
    """
    try:
        data = _read(path)
    except UNREADABLE_YAML as error:
        if not is_claim:
            return None
        why = " ".join(str(error).split())
        raise FcnError(
            "{path} cannot be read ({reason}).", "Mend it, or take it away.", path=path, reason=why
        ) from error
    if not isinstance(data, Mapping) or not (data.get("names") or (is_claim and "names" in data)):
        return None
    try:
        return _settings(path, data)
    except UNREADABLE as error:
        if not is_claim and not any(data.get(split) for split in SPLITS):
            return None
        raise FcnError(
            "{path} is no data.yaml of Ultralytics ({kind}: {reason}).",
            "It needs names: a list, or a number and a name a line.",
            path=path,
            kind=type(error).__name__,
            reason=error,
        ) from error


def _read(path: Path) -> Any:
    """All scalars as they are written: a class may be called "no"."""
    text = path.read_text(encoding="utf-8-sig")
    # There may be thousands of others.
    return yaml.load(text, yaml.BaseLoader) if path.name == USUAL or "names" in text else None


def _settings(path: Path, data: Mapping[str, Any]) -> YamlSettings:
    """Raises what `UNREADABLE` lists."""
    named_root, masks_dir = _text(data.get("path", "")), _text(data.get("masks_dir", ""))
    # Many name a folder of the machine that they were written on.
    root = Moved([path.parent], [named_root]).find(named_root)
    root = root if root is not None and root.is_dir() else path.parent
    return YamlSettings(
        path=path,
        root=root,
        names={int(number): _text(name).strip() for number, name in _pairs(data["names"] or {})},
        splits={split: _texts(data[split]) for split in SPLITS if data.get(split)},
        masks_dir=_masks_dir(root, masks_dir),
        mapping={int(v): _class(_text(c)) for v, c in _pairs(data.get("label_mapping") or {})},
    )


def _masks_dir(root: Path, text: str) -> str:
    """From the root on, also where it is named from another's. `ValueError` if it cannot be one."""
    if "\0" in text or any(len(part.encode()) > MAX_NAME for part in PureWindowsPath(text).parts):
        raise ValueError(said("masks_dir is no name of a folder"))
    if not PureWindowsPath(text).anchor:
        return PureWindowsPath(text).as_posix() if text else ""
    found = Moved([root], [text]).find(text)
    return str(found) if found is not None else PureWindowsPath(text).name


def _pairs(found: object) -> list[tuple[Any, Any]]:
    """What a mapping or a list says of each number."""
    if isinstance(found, Mapping):
        return list(found.items())
    if isinstance(found, list):
        return list(enumerate(found))
    raise TypeError(said("{found!r} is no list", found=found))


def _texts(found: object) -> tuple[str, ...]:
    return tuple(map(_text, found)) if isinstance(found, list) else (_text(found),)


def _text(found: object) -> str:
    """Words alone: what aliases make of each other may be endless."""
    if not isinstance(found, str):
        raise TypeError(said("a list or mapping where a word should be"))
    return found


def _class(text: str) -> int:
    """A class that a value is mapped to; "ignore_label" and nothing are void."""
    return VOID if text in ("ignore_label", "null", "~", "") else int(text)
