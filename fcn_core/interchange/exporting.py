"""What every export is made of: images with their masks, and what was proved by reading back."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.images import ImageHeader, read_header, read_image
from fcn_core.masks import UNTOUCHED, VOID, Mask

OnImage = Callable[[int], object]
"""Told of each image that is done, by how many are."""
BACKGROUND = 0
"""The label that formats of objects leave out: whatever is no object."""
KEPT_FORMATS = {"JPEG": ".jpg", "PNG": ".png"}
KEPT_MODES = ("RGB", "L")


@dataclass(frozen=True, kw_only=True)
class ExportItem:
    """One image to export; `mask()` gives its mask (uint8, H x W) when it is needed."""

    image_id: str
    image: Path
    mask: Callable[[], Mask]
    held_out: bool = False

    def void_mask(self) -> Mask:
        """The mask, with void where nobody confirmed anything."""
        mask = self.mask()
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

    def write_lists(self, folder: Path) -> None:
        """train.txt and val.txt: a name a line."""
        for split in ("train", "val"):
            text = "".join(f"{name}\n" for name in getattr(self, split))
            write_atomic(folder / f"{split}.txt", text.encode())

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


def folders(*paths: Path) -> None:
    """Make them, with what they lie in."""
    for path in paths:
        path.mkdir(parents=True, exist_ok=True)


def copy_image(source: Path, folder: Path, name: str) -> str:
    """Put an image beside its mask; returns its file's name.

    Upright 8-bit JPEGs and PNGs are copied as they are; others become PNGs of what the program
    shows. Raises `FcnError` or `OSError`.
    """
    header = read_header(source)
    if header.format in KEPT_FORMATS and is_plain(header):
        file = name + KEPT_FORMATS[header.format]
        shutil.copyfile(source, folder / file)
        return file
    out = io.BytesIO()
    Image.fromarray(read_image(source)).save(out, "PNG", compress_level=4)
    write_atomic(folder / f"{name}.png", out.getvalue())
    return f"{name}.png"


def is_plain(header: ImageHeader) -> bool:
    """Whether any reader sees the same in the file as the program does."""
    return header.mode in KEPT_MODES and header.upright


@dataclass(frozen=True, kw_only=True)
class Region:
    """Pixels of one label that hang together, corners included: bool (h, w) at (y, x)."""

    label: int
    x: int
    y: int
    inside: NDArray[np.bool_]

    def put(self, mask: Mask, value: int) -> None:
        """Give these pixels of a mask a value."""
        height, width = self.inside.shape
        mask[self.y : self.y + height, self.x : self.x + width][self.inside] = value


def regions(mask: Mask, labels: int) -> Iterator[Region]:
    """The connected regions of all labels but the background, in the order of their labels."""
    for label in range(BACKGROUND + 1, labels):
        where = (mask == label).view(np.uint8)
        count, numbers, boxes, _ = cv2.connectedComponentsWithStats(where, connectivity=8)
        for number in range(1, count):
            x, y, width, height = (int(value) for value in boxes[number, :4])
            inside = numbers[y : y + height, x : x + width] == number
            yield Region(label=label, x=x, y=y, inside=inside)
