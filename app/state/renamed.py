"""Images that have another name now: what was corrected is found by its picture, and goes along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.state.draft import read_draft
from app.state.journal import Journal
from app.state.listing import Entries, ImageEntry, list_names
from app.state.on_disk import ids_in, with_corrections, with_journals
from app.state.paths import ProjectPaths
from app.state.picture import Picture, shows
from app.state.snapshot import read_stamp
from fcn_core.cancelling import Cancelled
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import file_of

DRAWN = (".log", ".outline")
"""Files that an image may have which nobody corrected: any more, or yet."""
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
    """What is looked through: listed images, and the ids of all that somebody `corrected`."""

    paths: ProjectPaths
    images: Path
    entries: Entries
    corrected: Collection[str]
    has_subfolders: bool


def look_for(search: Search, stopped: Cancelled) -> Away:
    """Which of the images that are not listed are where. Asks the disk; for any thread.

    Raises `FcnError`, or `OSError` if the project is gone. Only files of the same size are read.
    Where copies lie about, nobody knows whose the corrections are: such an image is missing. One
    that has nothing but an open outline, or steps to take back, is followed and never missing.
    """
    corrected, others = _really_away(search)
    away = (*corrected, *others)
    known = {image_id: picture for image_id in away if (picture := _picture(search, image_id))}
    found: list[tuple[str, ImageEntry]] = []
    for entry in _of_sizes(search, {picture.size for picture in known.values()}):
        if stopped():
            break
        found += [
            (image_id, entry)
            for image_id, picture in known.items()
            if _is_free(search, image_id, entry) and _shows(entry, picture)
        ]
    olds, news = Counter(old for old, _ in found), Counter(new.image_id for _, new in found)
    renamed = {old: new for old, new in found if olds[old] == news[new.image_id] == 1}
    return Away(renamed=renamed, missing=tuple(i for i in corrected if i not in renamed))


def follow(paths: ProjectPaths, old: str, new: str) -> bool:
    """Give an image's files its new name, all or none; False if files of that name are there.

    For any thread; both images must be closed. The corrections go first: alone, they are whole. If
    the program ends behind them, the journal goes along when the project is opened next. Raises
    `OSError`.
    """
    paths.check()
    moving = [file for file in (paths.corrections, paths.journal) if file(old).exists()]
    is_taken = any(file(new).exists() for file in moving)
    if is_taken or (paths.corrections in moving and paths.journal(new).exists()):
        return False
    moved = []
    try:
        for file in (*moving, paths.draft):
            if file(old).exists() and not file(new).exists():
                file(old).rename(file(new))
                moved.append(file)
    except OSError:
        for file in reversed(moved):
            file(new).rename(file(old))
        raise
    return bool(moved)


def set_aside(paths: ProjectPaths, old: str, new: str) -> None:
    """An image has these corrections now, as an edit of its own, and gets the open outline.

    Raises `OSError`.
    """
    paths.check()
    move_draft(paths, old, new)
    for file in (paths.corrections(old), paths.journal(old)):
        if file.exists():
            file.replace(file.with_name(file.name + ASIDE))


def move_draft(paths: ProjectPaths, old: str, new: str) -> bool:
    """Give an open outline to its image's new name, unless that has one. Raises `OSError`."""
    paths.check()
    moves = paths.draft(old).exists() and not paths.draft(new).exists()
    if moves:
        paths.draft(old).rename(paths.draft(new))
    return moves


def _really_away(search: Search) -> tuple[list[str], list[str]]:
    """Corrected images that are not there, and others that have files of another kind.

    Images in subfolders are where they were, whether they are listed or not.
    """
    corrected = sorted(i for i in search.corrected if search.entries.place(i) < 0)
    known = {*corrected, *search.entries.ids}
    others = [i for i in ids_in(search.paths.journal_folder, *DRAWN) if i not in known]
    if search.has_subfolders or not (corrected or others):
        return corrected, others
    below = set(Entries(search.images, list_names(search.images, below=True)).ids)
    return [i for i in corrected if i not in below], [i for i in others if i not in below]


def _picture(search: Search, image_id: str) -> Picture | None:
    """What was corrected, or is to be: as the first of an image's files says that knows it."""
    paths = search.paths
    with suppress(
        FcnError, OSError, ValueError
    ):  # without it, or with a damaged one, it is missing
        if paths.corrections(image_id).exists():
            stamp, _ = read_stamp(paths.corrections(image_id))
            return None if stamp is None else stamp.picture
        # After a crash in the first seconds, or between two names.
        records = Journal(paths.journal(image_id)).read().records
        pictures = [record.picture for record in records if record.picture is not None]
        if pictures:
            return pictures[-1]
        draft = read_draft(paths.draft(image_id))
        return None if draft is None else draft.picture
    return None


def _candidates(search: Search) -> Iterable[ImageEntry]:
    """Listed images that nobody corrected, or whose journal was left behind under another name."""
    halves = {*with_corrections(search.paths)} - {*with_journals(search.paths)}
    entries = search.entries
    for place, image_id in enumerate(entries.ids):
        if image_id not in search.corrected or image_id in halves:
            yield entries[place]


def _of_sizes(search: Search, sizes: set[int]) -> Iterable[ImageEntry]:
    if not sizes:
        return
    for entry in _candidates(search):
        with suppress(OSError):  # it is gone again
            if file_of(entry.path).stat().st_size in sizes:
                yield entry


def _is_free(search: Search, old: str, entry: ImageEntry) -> bool:
    """Whether an image may get another one's files: if it lacks just those."""
    is_new = entry.image_id not in search.corrected
    return is_new or not search.paths.corrections(old).exists()


def _shows(entry: ImageEntry, picture: Picture) -> bool:
    try:
        return file_of(entry.path).stat().st_size == picture.size and shows(entry.path, picture)
    except (FcnError, OSError):  # who opens it is told what is wrong
        return False
