"""What every export is made of: images with their masks, and what was proved by reading back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header
from fcn_core.labels import LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, unlabelled
from fcn_core.sentences import said


@dataclass(frozen=True, kw_only=True)
class ExportItem:
    """One image to export; `mask()` gives its mask (uint8, H x W) when it is needed."""

    image_id: str
    image: Path
    mask: Callable[[], Mask]
    held_out: bool = False

    def checked_mask(self, labels: LabelSet) -> Mask:
        """The mask, with void where nobody confirmed anything. Raises `FcnError`."""
        mask, header = self.mask(), read_header(self.image)
        if mask.shape != (header.height, header.width):
            raise FcnError(
                "The mask of {image} is {width} x {height} pixels, the image {columns} x {rows}.",
                "Make the mask anew from this image.",
                image=self.image,
                width=mask.shape[1],
                height=mask.shape[0],
                columns=header.width,
                rows=header.height,
            )
        strange = mask[unlabelled(mask, len(labels))]
        if strange.size:
            raise FcnError(
                "The mask of {image} holds the value {value}, but there are {count} labels.",
                "Name all labels, one a line.",
                image=self.image,
                value=strange[0],
                count=len(labels),
            )
        return np.where(mask == UNTOUCHED, np.uint8(VOID), mask)


@dataclass(frozen=True, kw_only=True)
class ExportResult:
    """What was written, and checked by reading it back."""

    folder: Path
    images: int
    pixels: int
    """Mask pixels compared: all, or all but void where a format has none; 0 where none reads it."""
    same: int
    """Of these, those that a reader gets back as they are."""
    objects: int | None = None
    """Objects in all images, of a format that numbers them."""
    masks_alone: bool = False
    notes: tuple[str, ...] = ()
    """What the format could not hold."""


@dataclass
class Ledger:
    """What an export has written so far."""

    train: list[str] = field(default_factory=list)
    val: list[str] = field(default_factory=list)
    pixels: int = 0
    same: int = 0
    void: int = 0
    objects: int | None = None

    def add(self, item: ExportItem, mask: Mask, read: Mask | None, *, has_void: bool) -> int:
        """Compare a mask with what a reader gets, if there is any; returns how many pixels differ.

        Without `has_void` the mask's void pixels are lost, and not compared.
        """
        (self.val if item.held_out else self.train).append(item.image_id)
        if read is None:
            return 0
        counts = np.ones(mask.shape, np.bool_) if has_void else mask != VOID
        pixels, same = np.count_nonzero(counts), np.count_nonzero((mask == read) & counts)
        self.pixels, self.same = self.pixels + int(pixels), self.same + int(same)
        self.void += 0 if has_void else int(np.count_nonzero(mask == VOID))
        return int(pixels - same)

    def result(self, folder: Path, notes: Iterable[str], *, masks_alone: bool) -> ExportResult:
        """What became of it. Empty notes are none."""
        lost = said(
            "{count:,} void pixels are background there: the format has no void.", count=self.void
        )
        return ExportResult(
            folder=folder,
            images=len(self.train) + len(self.val),
            pixels=self.pixels,
            same=self.same,
            objects=self.objects,
            masks_alone=masks_alone,
            notes=tuple(note for note in (lost if self.void else "", *notes) if note),
        )
