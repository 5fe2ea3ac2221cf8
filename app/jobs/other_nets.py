"""The nets of other projects, which a project may have, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.state.net_words import NET_NAMES, known_by
from app.state.paths import ProjectPaths
from app.state.place import project_folder
from app.state.project_file import ProjectData, read_project
from fcn_core.errors import FcnError
from fcn_core.lineage import Family
from fcn_core.registry import ModelRecord, ModelState

MOST = 9
"""Nets of one project: older ones were replaced by these."""


@dataclass(frozen=True, kw_only=True)
class OtherNet:
    """A net of another project. `file` is its weights."""

    record: ModelRecord
    file: Path
    names: Mapping[str, str]
    """What labels are called there that the net knows by older names."""
    in_use: bool


@dataclass(frozen=True, kw_only=True)
class OtherProject:
    """A project by its folder of images, and its nets: the one in use first, then the newest."""

    images: Path
    nets: tuple[OtherNet, ...]


def other_projects(folders: Iterable[Path]) -> tuple[OtherProject, ...]:
    """Those of these folders whose projects keep nets of their own."""
    found = (OtherProject(images=folder, nets=_nets_of(folder)) for folder in folders)
    return tuple(project for project in found if project.nets)


def _nets_of(images: Path) -> tuple[OtherNet, ...]:
    try:
        root = project_folder(images)
        names, family = _renamed(read_project(ProjectPaths(root))), Family.of(root)
        records = family.registry.records()
    except (FcnError, OSError):  # its folder is gone, or its project damaged: opening it tells
        return ()
    nets = [
        OtherNet(record=record, file=file, names=names, in_use=record.model_id == family.in_use)
        for record in reversed(records)
        if record.state is ModelState.KEPT
        and (file := family.registry.path(record.model_id)).is_file()
    ]
    return tuple(sorted(nets, key=lambda net: not net.in_use)[:MOST])


def _renamed(project: ProjectData | None) -> dict[str, str]:
    if project is None:
        return {}
    old = known_by(project.labels, project.settings.get(NET_NAMES)).names
    return {was: now for was, now in zip(old, project.labels.names, strict=True) if was != now}
