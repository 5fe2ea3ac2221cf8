"""What people ask of an export or a run: plain values that dialogs hand out and flows carry out.

A project remembers which export was asked of it last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.state.project_file import Json

SETTING = "export"
MAX_LEAST = 1_000_000


class Scope(StrEnum):
    """Which images leave."""

    ALL = "all"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    LISTED = "listed"
    """Those that the list of images shows, by its filter."""
    SELECTED = "selected"
    """Those that are selected in it."""

    @property
    def is_of_the_moment(self) -> bool:
        """What is shown or selected another day is something else."""
        return self in (Scope.LISTED, Scope.SELECTED)


@dataclass(frozen=True, kw_only=True)
class ExportWish:
    """Where to and how, which images, and whether the net's word fills what nobody corrected.

    `split` writes the held-out images as the val split; `masks_alone` leaves the images out,
    `separated` cuts what touches in the exported masks, objects of fewer than `least` pixels become
    what surrounds them there, and `named` are the images' ids where the scope is `LISTED` or
    `SELECTED`.
    """

    folder: Path
    format: str = "voc"
    scope: Scope = Scope.CORRECTED
    composite: bool = True
    split: bool = True
    masks_alone: bool = False
    separated: bool = False
    least: int = 0
    named: frozenset[str] = frozenset()

    def to_json(self, usual: Path) -> Json:
        """As a project keeps it. The `usual` folder is not named: it moves with the project."""
        return {
            "folder": "" if self.folder == usual else str(self.folder),
            "format": self.format,
            "scope": (Scope.ALL if self.scope.is_of_the_moment else self.scope).value,
            "composite": self.composite,
            "split": self.split,
            "masks_alone": self.masks_alone,
            "separated": self.separated,
            "least": self.least,
        }

    @classmethod
    def from_json(cls, found: Json, usual: Path) -> ExportWish:
        """The inverse. What no version of this program has written is as it is at first."""
        kept = found if isinstance(found, dict) else {}
        folder, scope, least = kept.get("folder"), kept.get("scope"), kept.get("least")
        return cls(
            folder=Path(folder) if isinstance(folder, str) and folder else usual,
            format=str(kept.get("format", "voc")),
            scope=Scope(scope) if scope in list(Scope) else Scope.ALL,
            composite=kept.get("composite", True) is True,
            split=kept.get("split", True) is True,
            masks_alone=kept.get("masks_alone") is True,
            separated=kept.get("separated") is True,
            least=least if isinstance(least, int) and 0 <= least <= MAX_LEAST else 0,
        )


@dataclass(frozen=True, kw_only=True)
class Device:
    """Where a net can run: an id as torch writes it ("cpu", "cuda:0") and a readable title."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class TrainingWish:
    """How to train: time budget in seconds, a device's id, and overrides of the recipe.

    `forced`: in spite of what is missing. `go_on`: from the net in use; else from the base net,
    with all corrections, as ever. `keep_all`: what the net knows stays, even where nothing of it
    shows.
    """

    seconds: float = 60.0
    device: str = "auto"
    recipe: dict[str, Any] = field(default_factory=dict)
    forced: bool = False
    go_on: bool = False
    keep_all: bool = False


def recipe_of(
    *, rate_factor: float = 1.0, frozen_backbone: bool = False, augment: bool = True
) -> dict[str, Any]:
    """What people may change of the fine-tuning recipe, as overrides of it."""
    recipe: dict[str, Any] = {}
    if rate_factor != 1.0:
        recipe |= {"rate_factor": rate_factor}
    if frozen_backbone:
        recipe |= {"heads_share": 1.0, "whole_steps": 0}
    if not augment:
        recipe |= {"scale": [1.0, 1.0], "flip": False, "color": 0.0, "false_colors": 0.0}
    return recipe


@dataclass(frozen=True, kw_only=True)
class NetWish:
    """A net that somebody wants in a project. `origin` says where it was made, `note` is a
    person's; `names` has what labels are called that it knows by others.
    """

    file: Path
    origin: str
    note: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_file(cls, file: Path) -> NetWish:
        """A net that is called what its file is."""
        return cls(file=file, origin=file.name)
