"""Images that have another name now: what was corrected is found by its picture, and goes along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.language import QT_TR_NOOP
from app.state.draft import read_draft
from app.state.journal import Journal
from app.state.listing import Entries, ImageEntry, list_names
from app.state.on_disk import ids_in, recovered, with_corrections, with_journals
from app.state.paths import ProjectPaths
from app.state.picture import KnownPictures, Picture
from app.state.place import is_same
from app.state.recovery import Recovered
from app.state.snapshot import read_stamp
from fcn_core.cancelling import Cancelled
from fcn_core.errors import FcnError
from fcn_core.imaging.pages import TIFF_SUFFIXES, file_of, has_pages
from fcn_core.masks import UNTOUCHED

TITLE = QT_TR_NOOP("Corrections under another name")
"""Of the edit by which an open image gets what was corrected under its old name."""

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

    Raises `FcnError`, or `OSError` if the project is gone. Only files of the same size are read,
    and stacks, which may have grown, where one of a TIFF is away. Where copies lie about, nobody
    knows whose the corrections are: such an image is missing. One that has nothing but an open
    outline, or steps to take back, is followed and never missing.
    """
    corrected, others = _really_away(search)
    away = (*corrected, *others)
    pictures = {i: picture for i in away if (picture := _picture(search, i))}
    known = KnownPictures(pictures)
    halves = {*with_corrections(search.paths)} - {*with_journals(search.paths)}
    found: list[tuple[str, ImageEntry]] = []
    for entry in _may_show(search, pictures):
        if stopped():
            break
        is_half = entry.image_id in halves
        found += [(old, entry) for old in _olds_of(search, known, entry, is_half)]
    olds, news = Counter(old for old, _ in found), Counter(new.image_id for _, new in found)
    renamed = {old: new for old, new in found if olds[old] == news[new.image_id] == 1}
    return Away(renamed=renamed, missing=tuple(i for i in corrected if i not in renamed))


def follow(paths: ProjectPaths, old: str, new: str) -> bool:
    """Give an image's files its new name, all or none; False if what is there says more.

    For any thread; both images must be closed. Corrections in which nothing is left are set aside
    for those that follow. The corrections go first: alone, they are whole. If the program ends
    behind them, the journal goes along when the project is opened next. Raises `OSError`.
    """
    paths.check()
    kinds = [file for file in (paths.corrections, paths.journal) if file(old).exists()]
    # Beside other corrections a journal would tell of them.
    places = (paths.corrections, paths.journal) if paths.corrections in kinds else kinds
    taken = [file(new) for file in places if _is_another(file(new), file(old))]
    if taken and has_joined(paths, old, new):
        set_aside(paths, old, new)
        return True
    if taken and (_may_be_touched(paths, new) or not _may_be_touched(paths, old)):
        return False
    moves = [(file, _aside(file)) for file in taken]
    moves += [(file(old), file(new)) for file in kinds]
    if paths.draft(old).exists() and not _is_another(paths.draft(new), paths.draft(old)):
        moves.append((paths.draft(old), paths.draft(new)))
    moved: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.rename(target)
            moved.append((source, target))
    except OSError:
        for source, target in reversed(moved):
            target.rename(source)
        raise
    return bool(moves)


def has_joined(paths: ProjectPaths, old: str, new: str) -> bool:
    """Whether an image got another one's corrections by an edit, and the program ended before the
    old ones were set aside. Raises `OSError`.
    """
    if is_one_file(paths, old, new):
        return False
    now, before = _recovered(paths, new), _recovered(paths, old)
    if now is None or before is None or not before.is_touched:
        return False
    if all(edit.title != TITLE for edit in now.done):
        return False
    then_HW, now_HW = before.corrections_HW, now.corrections_HW
    return then_HW.shape == now_HW.shape and bool(
        ((then_HW == UNTOUCHED) | (now_HW != UNTOUCHED)).all()
    )


def is_one_file(paths: ProjectPaths, old: str, new: str) -> bool:
    """Whether both names lead to the same files, as where the disk knows no case."""
    kinds = (paths.corrections, paths.journal, paths.draft)
    return any(is_same(file(old), file(new)) for file in kinds)


def set_aside(paths: ProjectPaths, old: str, new: str) -> None:
    """An image has these corrections now, as an edit of its own, and gets the open outline.

    The corrections go last: alone, they can be found again. Raises `OSError`.
    """
    paths.check()
    move_draft(paths, old, new)
    for file in (paths.journal(old), paths.corrections(old)):
        if file.exists():
            file.rename(_aside(file))


def move_draft(paths: ProjectPaths, old: str, new: str) -> bool:
    """Give an open outline to its image's new name, unless that has one. Raises `OSError`."""
    paths.check()
    moves = paths.draft(old).exists() and not paths.draft(new).exists()
    if moves:
        paths.draft(old).rename(paths.draft(new))
    return moves


def _aside(file: Path) -> Path:
    """A free name for it: what was set aside before stays."""
    number, aside = 1, file.with_name(file.name + ASIDE)
    while aside.exists():
        number += 1
        aside = file.with_name(f"{file.name}{ASIDE}-{number}")
    return aside


def _is_another(there: Path, file: Path) -> bool:
    return there.exists() and not is_same(there, file)


def _recovered(paths: ProjectPaths, image_id: str) -> Recovered | None:
    """None also for what is damaged."""
    with suppress(FcnError):
        return recovered(paths, image_id)
    return None


def _may_be_touched(paths: ProjectPaths, image_id: str) -> bool:
    found = _recovered(paths, image_id)
    return found is None or found.is_touched


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


def _may_show(search: Search, pictures: Mapping[str, Picture]) -> Iterable[ImageEntry]:
    """Listed images in whose files one of these may be."""
    if not pictures:
        return
    sizes = {picture.size for picture in pictures.values()}
    from_tiffs = any(end in old.casefold() for old in pictures for end in TIFF_SUFFIXES)
    stacks = _stacks(search.entries.names) if from_tiffs else ()
    for place, name in enumerate(search.entries.names):
        entry = search.entries[place]
        with suppress(OSError):  # it is gone again
            if name in stacks or file_of(entry.path).stat().st_size in sizes:
                yield entry


def _stacks(names: Iterable[str]) -> set[str]:
    """The names of all images that lie in files of more than one."""
    parts = ((name, *name.rpartition("/")) for name in names)
    pages = ((name, file) for name, file, _, page in parts if page.isdecimal() and has_pages(file))
    return {each for both in pages for each in both}


def _olds_of(
    search: Search, known: KnownPictures, entry: ImageEntry, is_half: bool
) -> Iterable[str]:
    """Those whose files an image may get: nobody corrected it, its journal was left behind under
    another name, or it has their corrections already.
    """
    paths, new = search.paths, entry.image_id
    try:
        if new in search.corrected and not is_half:
            picture = _picture(search, new)
            found = [] if picture is None else known.same_as(picture)
            return [old for old in found if has_joined(paths, old, new)]
        found = known.in_file(entry.path)
    except (FcnError, OSError):  # who opens it is told what is wrong
        return []
    is_new = new not in search.corrected
    return [old for old in found if is_new or not paths.corrections(old).exists()]
