"""Images that have another name now: what was corrected is found by its picture, and goes along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.state.journal import Journal
from app.state.listing import Entries, ImageEntry, list_names
from app.state.paths import ProjectPaths
from app.state.picture import Picture, shows
from app.state.snapshot import read_stamp
from fcn_core.cancelling import Cancelled
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import file_of

ASIDE = ".followed"
"""What the names of files get that nobody needs any more, but for looking something up."""


@dataclass(frozen=True, kw_only=True)
class Away:
    """Corrected images that are not there: `renamed` are there under another name, by old ids.

    The others are `missing`.
    """

    renamed: Mapping[str, ImageEntry]
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Search:
    """Corrected images that are `unlisted`, and listed ones, by name, that nobody corrected."""

    paths: ProjectPaths
    images: Path
    unlisted: Sequence[str]
    fresh: Sequence[str]
    has_subfolders: bool


def look_for(search: Search, stopped: Cancelled) -> Away:
    """Which of the unlisted images are where. Asks the disk; for any thread. Raises `FcnError`.

    Only files of the same size are read. Where copies lie about, nobody knows whose the
    corrections are: such an image is missing.
    """
    away = _really_away(search)
    known = {image_id: picture for image_id in away if (picture := _picture(search, image_id))}
    found: list[tuple[str, ImageEntry]] = []
    for entry in _of_sizes(search, {picture.size for picture in known.values()}):
        if stopped():
            break
        found += [(image_id, entry) for image_id in known if _shows(entry, known[image_id])]
    olds, news = Counter(old for old, _ in found), Counter(new for _, new in found)
    renamed = {old: new for old, new in found if olds[old] == news[new] == 1}
    return Away(renamed=renamed, missing=tuple(i for i in away if i not in renamed))


def follow(paths: ProjectPaths, old: str, new: str) -> bool:
    """Give an image's files its new name; False if files of that name are there. For any thread.

    Both images must be closed. The corrections go first: alone, they are whole. Raises `OSError`.
    """
    paths.check()
    if paths.corrections(new).exists() or paths.journal(new).exists():
        return False
    for file in (paths.corrections, paths.journal, paths.draft):
        if file(old).exists() and not file(new).exists():
            file(old).rename(file(new))
    return True


def set_aside(paths: ProjectPaths, old: str) -> None:
    """Another image has these corrections now, as an edit of its own. Raises `OSError`."""
    paths.check()
    for file in (paths.corrections(old), paths.journal(old)):
        if file.exists():
            file.replace(file.with_name(file.name + ASIDE))


def _really_away(search: Search) -> list[str]:
    """Images in subfolders are where they were, whether they are listed or not."""
    if search.has_subfolders:
        return [*search.unlisted]
    below = set(Entries(search.images, list_names(search.images, below=True)).ids)
    return [image_id for image_id in search.unlisted if image_id not in below]


def _picture(search: Search, image_id: str) -> Picture | None:
    """What was corrected. The journal knows it alone after a crash in the first seconds."""
    file, journal = search.paths.corrections(image_id), search.paths.journal(image_id)
    with suppress(FcnError, OSError):  # without its files, or with damaged ones, it is missing
        if not file.exists():
            pictures = [record.picture for record in Journal(journal).read().records]
            return next(filter(None, reversed(pictures)), None)
        stamp, _ = read_stamp(file)
        return None if stamp is None or stamp.touched == 0 else stamp.picture
    return None


def _of_sizes(search: Search, sizes: set[int]) -> Iterable[ImageEntry]:
    if not sizes:
        return
    for entry in Entries(search.images, search.fresh):
        with suppress(OSError):  # it is gone again
            if file_of(entry.path).stat().st_size in sizes:
                yield entry


def _shows(entry: ImageEntry, picture: Picture) -> bool:
    try:
        return file_of(entry.path).stat().st_size == picture.size and shows(entry.path, picture)
    except (FcnError, OSError):  # who opens it is told what is wrong
        return False
