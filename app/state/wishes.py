"""What people ask of an export: plain values that dialogs hand out and flows carry out.

A project remembers what was asked of it last.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.state.project_file import Json

SETTING = "export"


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
    `separated` cuts what touches in the exported masks, and `named` are the images' ids where the
    scope is `LISTED` or `SELECTED`.
    """

    folder: Path
    format: str = "voc"
    scope: Scope = Scope.CORRECTED
    composite: bool = True
    split: bool = True
    masks_alone: bool = False
    separated: bool = False
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
        }

    @classmethod
    def from_json(cls, found: Json, usual: Path) -> ExportWish:
        """The inverse. What no version of this program has written is as it is at first."""
        kept = found if isinstance(found, dict) else {}
        folder, scope = kept.get("folder"), kept.get("scope")
        return cls(
            folder=Path(folder) if isinstance(folder, str) and folder else usual,
            format=str(kept.get("format", "voc")),
            scope=Scope(scope) if scope in list(Scope) else Scope.ALL,
            composite=kept.get("composite", True) is True,
            split=kept.get("split", True) is True,
            masks_alone=kept.get("masks_alone") is True,
            separated=kept.get("separated") is True,
        )
