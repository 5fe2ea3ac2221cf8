"""The nets of other projects, which a project may have, too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.state.place import project_folder
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
        family = Family.of(project_folder(images))
        records = family.registry.records()
    except (FcnError, OSError):  # its folder is gone, or its project damaged: opening it tells
        return ()
    nets = [
        OtherNet(record=record, file=file, in_use=record.model_id == family.in_use)
        for record in reversed(records)
        if record.state is ModelState.KEPT
        and (file := family.registry.path(record.model_id)).is_file()
    ]
    return tuple(sorted(nets, key=lambda net: not net.in_use)[:MOST])
