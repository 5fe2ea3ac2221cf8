"""Masks of a file with several pages as one TIFF, as viewers of stacks want them.

OUT/plain/stacks/<name>.tif      label ids, a page for each of the file's pages, in its axes (T, Z);
                                 255 void, also all over pages that did not leave
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BufferedWriter
from itertools import chain, count
from pathlib import Path

import numpy as np
import tifffile

from fcn_core.errors import FcnError
from fcn_core.imaging.images import read_header
from fcn_core.imaging.listing import pages_of
from fcn_core.imaging.pages import file_of, has_pages, page_of
from fcn_core.imaging.tiffs import stack_axes
from fcn_core.interchange.exporting import ExportItem
from fcn_core.interchange.target import Target
from fcn_core.masks import VOID, Mask, read_mask


@dataclass(frozen=True, kw_only=True)
class _Stack:
    """A file that may have several pages, and the masks of those that leave, by page."""

    name: str
    masks: dict[int, Path] = field(default_factory=dict)

    def pages(self, file: Path) -> Iterator[Mask]:
        for number, page in enumerate(pages_of(file), start=1):
            if number in self.masks:
                yield read_mask(self.masks[number])
            else:
                header = read_header(page)
                yield np.full((header.height, header.width), VOID, np.uint8)


class Stacks:
    """Notes which masks were written for which pages; at the end stacks are made of them."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._stacks: dict[Path, _Stack] = {}

    def add(self, item: ExportItem, mask: Path) -> None:
        """The mask of an image lies in this file."""
        file = file_of(item.image)
        if not has_pages(file.name):
            return
        if file not in self._stacks:
            self._stacks[file] = _Stack(name=self._name(item))
        self._stacks[file].masks[page_of(item.image)] = mask

    def write(self) -> None:
        """Write and prove a stack for each file of several pages. Raises as `Target.write`."""
        for file, stack in self._stacks.items():
            if len(pages_of(file)) > 1:
                name = f"stacks/{stack.name}.tif"
                with self._target.making(name, partial(_prove, file, stack)) as made:
                    _write(made, file, stack)

    def _name(self, item: ExportItem) -> str:
        """The file's, as its pages are called; with a number where another one is called so."""
        page = page_of(item.image)
        name = item.image_id if page == 1 else item.image_id.removesuffix(f"_{page}")
        taken = {stack.name.casefold() for stack in self._stacks.values()}
        names = chain([name], (f"{name}~{number}" for number in count(2)))
        return next(each for each in names if each.casefold() not in taken)


def _write(made: BufferedWriter, file: Path, stack: _Stack) -> None:
    axes = stack_axes(file)
    with tifffile.TiffWriter(made) as writer:
        if axes:
            header = read_header(file)
            _add(
                writer,
                stack.pages(file),
                shape=(*axes.values(), header.height, header.width),
                metadata={"axes": "".join((*axes, "YX"))},
            )
        else:  # pages of several sizes
            for mask in stack.pages(file):
                _add(writer, mask, shape=mask.shape, metadata=None)


def _add(
    writer: tifffile.TiffWriter,
    masks: Mask | Iterator[Mask],
    shape: tuple[int, ...],
    metadata: dict[str, str] | None,
) -> None:
    writer.write(
        masks,
        shape=shape,
        dtype=np.uint8,
        compression="zlib",
        photometric="minisblack",
        metadata=metadata,
    )


def _prove(file: Path, stack: _Stack, made: Path) -> None:
    """Raise `FcnError` unless a reader finds all pages."""
    with tifffile.TiffFile(made) as found:
        same = [
            np.array_equal(page.asarray(), mask)
            for page, mask in zip(found.pages, stack.pages(file), strict=True)
        ]
    if not all(same):
        raise FcnError(
            "The stack {name} does not hold what was written.",
            "Check the disk, export again.",
            name=stack.name,
        )
