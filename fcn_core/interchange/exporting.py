"""What every export is made of: images with their masks, and what was proved by reading back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from fcn_core.errors import FcnError
from fcn_core.images import read_header
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, LabelSet
from fcn_core.masks import UNTOUCHED, VOID, Mask, unlabelled

OnImage = Callable[[int], object]
"""Told of each image that is done, by how many are."""


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
                f"The mask of {self.image} is {mask.shape[1]} x {mask.shape[0]} pixels, the image "
                f"{header.width} x {header.height}.",
                "Make the mask anew from this image.",
            )
        strange = mask[unlabelled(mask, len(labels))]
        if strange.size:
            raise FcnError(
                f"The mask of {self.image} holds the value {strange[0]}, but there are "
                f"{len(labels)} labels.",
                "Name all labels, one a line.",
            )
        return np.where(mask == UNTOUCHED, np.uint8(VOID), mask)


@dataclass(frozen=True, kw_only=True)
class ExportResult:
    """What was written, and checked by reading it back."""

    folder: Path
    images: int
    pixels: int
    """Mask pixels compared: all, or all but void where a format has none."""
    same: int
    """Of these, those that a reader gets back as they are."""
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

    def add(self, item: ExportItem, mask: Mask, read: Mask, *, has_void: bool) -> None:
        """Compare a mask with what a reader gets; without `has_void` its void pixels are lost."""
        (self.val if item.held_out else self.train).append(item.image_id)
        counts = np.ones(mask.shape, np.bool_) if has_void else mask != VOID
        self.pixels += int(np.count_nonzero(counts))
        self.same += int(np.count_nonzero((mask == read) & counts))
        self.void += 0 if has_void else int(np.count_nonzero(mask == VOID))

    def add_exact(self, item: ExportItem, mask: Mask, read: Mask, *, has_void: bool) -> None:
        """The same, where every pixel has to be right. Raises `FcnError`."""
        before = self.pixels - self.same
        self.add(item, mask, read, has_void=has_void)
        if self.pixels - self.same > before:
            raise FcnError(
                f"The mask of {item.image_id} does not hold what was written.",
                "Check the disk, export again.",
            )

    def result(self, folder: Path, *notes: str) -> ExportResult:
        """What became of it."""
        lost = f"{self.void:,} void pixels are background there: the format has no void."
        return ExportResult(
            folder=folder,
            images=len(self.train) + len(self.val),
            pixels=self.pixels,
            same=self.same,
            notes=tuple(note for note in (lost if self.void else "", *notes) if note),
        )


def each(items: Iterable[ExportItem], on_image: OnImage) -> Iterator[ExportItem]:
    """The items; `on_image` is told of each when the next one is asked for."""
    for count, item in enumerate(items, start=1):
        yield item
        on_image(count)


def background_note(labels: LabelSet) -> str:
    """What to tell of a first label that is a thing, in a format that has only objects."""
    first = labels.names[BACKGROUND] if len(labels) else ""
    if not first or first in BACKGROUND_NAMES:
        return ""
    return f"{first!r}, the first label, is the background there: it is written as no object."


def refuse_names(labels: LabelSet, reserved: tuple[str, ...], format_name: str) -> None:
    """Raise `FcnError` for a label, behind the first, whose name means something in a format."""
    found = [name for name in labels.names[BACKGROUND + 1 :] if name in reserved]
    if found:
        raise FcnError(
            f"A label is called {found[0]!r}, which has a meaning of its own in {format_name}.",
            "Rename it, then export again.",
        )


@dataclass(frozen=True, kw_only=True)
class Region:
    """Pixels of one label that hang together, corners included: bool (h, w) at (y, x)."""

    label: int
    x: int
    y: int
    inside: NDArray[np.bool_]


def regions(mask: Mask, labels: int) -> Iterator[Region]:
    """The connected regions of all labels but the background, in the order of their labels."""
    for label in range(BACKGROUND + 1, labels):
        where = (mask == label).view(np.uint8)
        count, numbers, boxes, _ = cv2.connectedComponentsWithStats(where, connectivity=8)
        for number in range(1, count):
            x, y, width, height = (int(value) for value in boxes[number, :4])
            inside = numbers[y : y + height, x : x + width] == number
            yield Region(label=label, x=x, y=y, inside=inside)
