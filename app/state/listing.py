"""Which images a folder holds: names alone, found fast however many there are.

100,000 names take about a third of a second of work; making a path and an entry of each takes
two. So names are kept, and entries are made for those that somebody looks at.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import overload

from app.language import tr
from app.spoken import spoken
from fcn_core.errors import FcnError
from fcn_core.imaging.channels import Channels
from fcn_core.imaging.kinds import SUFFIXES, way_in
from fcn_core.imaging.listing import FOUND_MASKS, count_pages
from fcn_core.imaging.pages import file_of, has_pages, page_of, with_channels
from fcn_core.names import image_id
from fcn_core.project_names import PROJECT_FOLDER

ENDINGS = tuple(SUFFIXES)
DIGITS = re.compile(r"\d+")
# Numbers in names are compared as if they had so many digits.
WIDTH = 20
# A folder of so many images is put in order at once; of a larger one the first image is found
# within so many seconds, and the rest by somebody with more time.
FEW, PATIENCE = 2000, 0.25
BATCH = 1024


@dataclass(frozen=True)
class ImageEntry:
    """One image of a project."""

    image_id: str
    path: Path


class Entries(Sequence[ImageEntry]):
    """The images of a folder in their order. `names` are relative to it, with "/" between.

    `channels` are those through which images are seen that have them.
    """

    def __init__(
        self, folder: Path, names: Iterable[str] = (), channels: Channels | None = None
    ) -> None:
        self.folder, self.names, self.channels = folder, list(names), channels
        self.ids = [image_id(name) for name in self.names]
        self._places = {found: place for place, found in enumerate(self.ids)}

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, at: int) -> ImageEntry: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[ImageEntry, ...]: ...
    def __getitem__(self, at: int | slice) -> ImageEntry | tuple[ImageEntry, ...]:
        if isinstance(at, slice):
            return tuple(self[place] for place in range(*at.indices(len(self))))
        return self._entry(self.ids[at], self.names[at])

    def named(self, name: str) -> ImageEntry:
        """An image by its name, also before it is listed."""
        return self._entry(image_id(name), name)

    def seen_through(self, channels: Channels | None) -> Entries:
        """The same images, seen otherwise: nothing of 100,000 names is found anew."""
        others = copy(self)
        others.channels = channels
        return others

    def pages_beside(self, image_id: str) -> tuple[str, ...]:
        """The ids of the listed images that lie in one file with this one, it among them."""
        entry = self.find(image_id)
        if entry is None or not has_pages(file_of(entry.path).name):
            return (image_id,)
        name = file_of(entry.path).relative_to(self.folder).as_posix()
        found = [_id_of_page(name, page) for page in range(1, page_of(entry.path) + 1)]
        while (following := _id_of_page(name, len(found) + 1)) in self._places:
            found.append(following)
        return tuple(found)

    def find(self, image_id: str) -> ImageEntry | None:
        """The image with this id, if it is listed."""
        place = self._places.get(image_id)
        return None if place is None else self[place]

    def of(self, image_ids: Iterable[str]) -> Iterator[ImageEntry]:
        """Those of these images that are listed, made one by one."""
        return (self[self._places[i]] for i in image_ids if i in self._places)

    def place(self, image_id: str) -> int:
        """Where it stands in their order; -1 if it is not listed."""
        return self._places.get(image_id, -1)

    def dates(self) -> dict[str, float]:
        """When each file was changed last, in seconds since 1970, by image id. Asks the disk."""
        found = {}
        for entry in self:
            try:
                found[entry.image_id] = file_of(entry.path).stat().st_mtime
            except OSError:  # it is gone: it has no date
                continue
        return found

    def _entry(self, found: str, name: str) -> ImageEntry:
        return ImageEntry(found, with_channels(self.folder / name, self.channels))


@dataclass(frozen=True, kw_only=True)
class FirstLook:
    """Names found at once; unless they are all, the first one alone."""

    names: tuple[str, ...]
    is_complete: bool


def _id_of_page(name: str, page: int) -> str:
    return image_id(name if page == 1 else f"{name}/{page}")


def natural_key(name: str) -> str:
    """A key that puts "img2" before "img10"."""
    return DIGITS.sub(lambda digits: digits.group().zfill(WIDTH), name.casefold())


def list_names(folder: Path, below: bool) -> list[str]:
    """The names of all images, as people order them. Raises `FcnError`."""
    names = [name for batch in _batches(folder, below) for name in batch]
    return sorted((n for name in names for n in _pages(folder, name)), key=natural_key)


def first_look(folder: Path, below: bool) -> FirstLook:
    """What can be said of a folder's images without keeping anybody waiting. Raises `FcnError`."""
    deadline = time.monotonic() + PATIENCE
    names: list[str] = []
    is_complete = True
    for batch in _batches(folder, below):
        names += batch
        if time.monotonic() > deadline:
            is_complete = False
            break
    first = tuple(sorted(names)[:1])
    if not is_complete or len(names) > FEW:
        return FirstLook(names=first, is_complete=False)
    with_pages: list[str] = []
    for name in names:
        with_pages += _pages(folder, name)
        if time.monotonic() > deadline:
            return FirstLook(names=first, is_complete=False)
    return FirstLook(names=tuple(sorted(with_pages, key=natural_key)), is_complete=True)


def has_images(folder: Path, below: bool = False) -> bool:
    """Whether a look of at most `PATIENCE` seconds finds any image. Raises `FcnError`."""
    deadline = time.monotonic() + PATIENCE
    for batch in _batches(folder, below):
        if batch or time.monotonic() > deadline:
            return bool(batch)
    return False


def lacks_images(folder: Path) -> bool:
    """Whether there is surely none, below neither: a look of at most `PATIENCE` seconds has seen
    all there is. Raises `FcnError`.
    """
    deadline = time.monotonic() + PATIENCE
    return not any(batch or time.monotonic() > deadline for batch in _batches(folder, below=True))


def no_images(folder: Path) -> FcnError:
    """What is said of a folder without images, but maybe with what images can be made of."""
    with suppress(OSError):  # it was listed a moment ago
        for other in sorted(islice(folder.iterdir(), FEW)):
            if remedy := way_in(other):
                text = tr("There are no images in {folder}, but {file}.")
                return FcnError(text.format(folder=folder, file=other.name), spoken(remedy))
    return FcnError(
        tr("There are no images in {folder}.").format(folder=folder),
        tr("Choose a folder with JPEG, PNG, WebP, BMP or TIFF files."),
    )


def _pages(folder: Path, name: str) -> list[str]:
    """The names of a file's pages: its own, then those behind it."""
    if not has_pages(name):
        return [name]
    return [name, *(f"{name}/{page}" for page in range(2, count_pages(folder / name) + 1))]


def _batches(folder: Path, below: bool) -> Iterator[list[str]]:
    """Names of image files as they are found, some at a time; also when there are none among many.

    With `below` those in subfolders too. Links to folders, hidden folders, projects and
    subfolders that may not be opened are passed over.
    """
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(folder / prefix) as found:
                yield from _names_in(found, prefix, waiting if below else None)
        except OSError as error:
            if prefix:
                continue
            raise FcnError(
                tr("The folder {folder} cannot be opened ({reason}).").format(
                    folder=folder, reason=spoken(str(error.strerror))
                ),
                tr("Check that it exists and that you may read it."),
            ) from error


def _names_in(
    found: Iterator[os.DirEntry[str]], prefix: str, folders: list[str] | None
) -> Iterator[list[str]]:
    names: list[str] = []
    for seen, each in enumerate(found, start=1):
        name = each.name
        if name.startswith("."):
            continue
        if name.lower().endswith(ENDINGS):
            if FOUND_MASKS not in name:
                names.append(prefix + name)
        elif folders is not None and name != PROJECT_FOLDER and each.is_dir(follow_symlinks=False):
            folders.append(f"{prefix}{name}/")
        if seen % BATCH == 0:
            yield names
            names = []
    yield names
