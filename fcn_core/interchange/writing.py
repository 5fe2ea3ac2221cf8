"""The one frame of all formats: what an export does, and the little that formats differ in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fcn_core.errors import FcnError
from fcn_core.imaging.pages import file_of
from fcn_core.imaging.pixel_size import PixelSize
from fcn_core.interchange.exporting import ExportItem, ExportResult, Ledger
from fcn_core.interchange.target import ImageRule, Target, exporting_into
from fcn_core.labels import BACKGROUND, BACKGROUND_NAMES, LabelSet
from fcn_core.masks import Mask
from fcn_core.sentences import said

OnImage = Callable[[int], object]
"""Told of each image that is done, by how many are."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a writer is to write, and where."""

    target: Target
    labels: LabelSet
    images: int
    """How many there will be."""
    pixel: PixelSize | None = None
    """How large a pixel is where an image's file does not say it."""


class Writer(Protocol):
    """What a format makes of an export's images. All may raise `FcnError` or `OSError`."""

    def add(self, item: ExportItem, mask: Mask) -> Mask | None:
        """Write an image and its mask, which has no UNTOUCHED; returns what a reader gets back, if
        there is any.
        """

    def finish(self, written: Ledger) -> Iterable[str]:
        """Write what all images share; returns what the format could not hold, in sentences."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format: its name for people, what reads it and what it can't hold, and its writer."""

    title: str
    note: str
    folder: str
    """Its own below the one that is chosen, with "/" between."""
    writer: Callable[[Job], Writer]
    has_void: bool = True
    """Whether it can say that pixels do not count; else they become background."""
    of_objects: bool = False
    """Whether the first label is whatever is no object."""
    is_exact: bool = True
    """Whether every pixel has to come back as it is."""
    is_read: bool = True
    """Whether any program gets masks back from it."""
    reserved: tuple[str, ...] = ()
    """Names that mean something there; the first label alone may be called as the background is."""
    endings: tuple[str, ...] = ()
    """What images' names may not end with: there it makes masks of them."""
    keeps_depth: bool = False
    """Whether images of more than eight bits leave as they are stored; else as they are shown."""
    numbered: bool = False
    """Whether each connected region is an object that is listed."""
    masks_alone: bool = False
    """Whether its masks make sense without the images."""
    masks_last: bool = False
    """Whether its masks are one file, which is whole once all images are written."""
    name_of: Callable[[str], str] = str
    """What an image of this id is called there."""

    def write(
        self,
        out: Path,
        items: Sequence[ExportItem],
        labels: LabelSet,
        on_image: OnImage = lambda _: None,
        *,
        masks_alone: bool = False,
        pixel: PixelSize | None = None,
    ) -> ExportResult:
        """Write a data set below `out`, and compare every mask with what a reader gets back.

        With `masks_alone` the images stay, where the format lets them. `pixel` is how large one is
        in images that do not say it, for formats that measure. Untouched pixels become
        void. Raises `FcnError` (before anything is written for names that
        cannot be, later for an image that cannot be read, or a difference) or `OSError`.
        """
        folder, written = out / self.folder, Ledger()
        self._check(folder, items, labels)
        left_out = masks_alone and self.masks_alone
        rule = ImageRule(are_left_out=left_out, keep_depth=self.keeps_depth)
        with exporting_into(folder, rule) as target:
            writer = self.writer(Job(target=target, labels=labels, images=len(items), pixel=pixel))
            for count, item in enumerate(items, start=1):
                mask = item.checked_mask(labels)
                read = writer.add(item, mask)
                if written.add(item, mask, read, has_void=self.has_void) and self.is_exact:
                    raise FcnError(
                        "The mask of {image} does not hold what was written.",
                        "Check the disk, export again.",
                        image=item.image_id,
                    )
                on_image(count)
            notes = [background_note(labels) if self.of_objects else "", *writer.finish(written)]
        return written.result(folder, notes, masks_alone=left_out)

    def _check(self, folder: Path, items: Sequence[ExportItem], labels: LabelSet) -> None:
        """Raise `FcnError` for what would go wrong."""
        names = [
            n for i, n in enumerate(labels.names) if i != BACKGROUND or n not in BACKGROUND_NAMES
        ]
        meant = [name for name in names if name in self.reserved]
        if meant:
            raise FcnError(
                "A label is called {name!r}, which has a meaning of its own in {format}.",
                "Rename it, then export again.",
                name=meant[0],
                format=self.title,
            )
        times = Counter(self.name_of(item.image_id) for item in items)
        twice = [name for name, number in times.items() if number > 1]
        if twice:
            raise FcnError(
                "Two images would be called {name}.",
                "Rename one, then export again.",
                name=twice[0],
            )
        taken = [item.image_id for item in items if item.image_id.endswith(self.endings)]
        if taken:
            raise FcnError(
                "The image {name} would be taken for a mask, by what its name ends with.",
                "Rename one, then export again.",
                name=taken[0],
            )
        places = {file_of(item.image).parent.resolve(): item.image for item in items}
        inside = [image for p, image in places.items() if p.is_relative_to(folder.resolve())]
        if inside:
            raise FcnError(
                "{path} lies in the folder that would be written.",
                "Export into another folder.",
                path=inside[0],
            )


def write_lists(target: Target, written: Ledger) -> None:
    """train.txt and val.txt, the images' names a line each."""
    target.write_lines("train.txt", written.train)
    target.write_lines("val.txt", written.val)


def background_note(labels: LabelSet) -> str:
    """What to tell of a first label that is a thing, in a format that has only objects."""
    if not len(labels) or labels.has_background:
        return ""
    first = labels.names[BACKGROUND]
    return said(
        "{name!r}, the first label, is the background there: it is written as no object.",
        name=first,
    )
