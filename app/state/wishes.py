"""What people ask of an export: plain values that dialogs hand out and flows carry out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Scope(StrEnum):
    """Which images leave."""

    ALL = "all"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    LISTED = "listed"
    """Those that the list of images shows, by its filter."""
    SELECTED = "selected"
    """Those that are selected in it."""


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
