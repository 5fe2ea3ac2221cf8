"""Snapshot and journal on disk, and how they make up a document again.

Order of writing, always: journal record, then (later) snapshot, then (rarely) a shorter journal.
A snapshot carries its revision. On opening, journal records up to that revision rebuild the
history only; later ones are also applied to the pixels. Hence a kill between any two writes
costs nothing and applies nothing twice; the journal's after-images would forgive even that.

A journal names the raster it starts from, and its edits the pixels before and after them. If a
corrections file was put there from outside, or taken from a backup, its person meant it: it is
opened as it is, and the journal set aside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.state.corrections import Corrections
from app.state.edits import Edit
from app.state.journal import Journal, JournalContent
from app.state.paths import ProjectPaths
from app.state.picture import Picture
from app.state.records import STEPS, Base, Record, RecordKind, encode_records
from app.state.snapshot import Snapshot, Stamp, read_snapshot, wrong_size
from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.masks import UNTOUCHED, Mask
from fcn_core.sentences import said

JOURNAL_LIMIT = 16 << 20


@dataclass(frozen=True, kw_only=True)
class Recovered:
    """The corrections of an image as they were left, and their history.

    `base` has to start the journal and is None if that has started. `notes` are sentences for
    the user about what was found damaged or set aside; empty when all was well. `picture` is what
    was corrected, None if that is not known.
    """

    corrections_HW: Mask
    revision: int
    done: tuple[Edit, ...]
    undone: tuple[Edit, ...]
    base: Record | None
    notes: tuple[str, ...]
    picture: Picture | None = None

    def other_than(self, picture: Picture) -> Picture | None:
        """What was corrected, if that is another picture. What can be undone counts as well."""
        if self.picture is None or self.picture.is_same(picture):
            return None
        return self.picture if self.done or self.undone or self.is_touched else None

    @property
    def is_touched(self) -> bool:
        return bool((self.corrections_HW != UNTOUCHED).any())


def save_snapshot(
    paths: ProjectPaths,
    snapshot: Snapshot,
    palette: NDArray[np.uint8],
    journal_limit: int = JOURNAL_LIMIT,
) -> None:
    """Write the corrections file, and shorten the journal once it is long. For any one thread.

    Raises `OSError` and leaves the old files.
    """
    paths.check()
    write_atomic(paths.corrections(snapshot.image_id), snapshot.encode(palette))
    journal = Journal(paths.journal(snapshot.image_id))
    needed = sum(edit.nbytes for edit in (*snapshot.done, *snapshot.undone))
    if journal.size > journal_limit + 2 * needed:
        journal.rewrite(encode_records(snapshot.records()), snapshot.revision)


def recover(
    paths: ProjectPaths, image_id: str, shape: tuple[int, int], *, tidies: bool = True
) -> Recovered:
    """The corrections of an image of `shape` (H, W) from snapshot and journal.

    A journal of another file is set aside, unless somebody else may be writing it just now.
    Raises `FcnError` if they are damaged, missing or of another size: never opened as empty; and
    if another project lies there by now: what is drawn over its corrections would go to the first.
    """
    paths.check_read()
    file = paths.corrections(image_id)
    journal = Journal(paths.journal(image_id))
    corrections_HW, stamp = _snapshot(file, shape)
    found = _recovered(file, journal, corrections_HW, stamp, tidies=tidies)
    paths.check_read()
    known = None if stamp is None else stamp.picture
    return replace(found, picture=found.picture or known)


def _recovered(
    file: Path, journal: Journal, corrections_HW: Mask, stamp: Stamp | None, *, tidies: bool
) -> Recovered:
    revision = None if stamp is None else stamp.revision
    content = journal.read()
    base = next((r for r in content.records[:1] if r.kind is RecordKind.BASE), None)
    start = revision or 0
    if base is not None:
        found = _start(base, file, journal.path, corrections_HW, revision)
        if found is None:
            return _foreign(file, journal, corrections_HW, start, tidies=tidies)
        start = found
    if not content.records:
        return _without_journal(corrections_HW, start, _torn_notes(content))
    replayed = _replayed(corrections_HW, start, content)
    return replayed or _foreign(file, journal, corrections_HW, start, tidies=tidies)


def _foreign(
    file: Path, journal: Journal, corrections_HW: Mask, revision: int, *, tidies: bool
) -> Recovered:
    """A corrections file as it is, whose journal tells of another one and is set aside."""
    if not tidies:
        return _without_journal(corrections_HW, revision, ())
    aside = _set_aside(journal.path)
    note = said(
        "{file} is not the one its journal belongs to. It was opened as it is; the journal "
        "is kept as {other}.",
        file=file.name,
        other=aside.name,
    )
    return _without_journal(corrections_HW, revision, (note,))


def _snapshot(file: Path, shape: tuple[int, int]) -> tuple[Mask, Stamp | None]:
    """The corrections file's pixels and stamp; untouched if there is no file."""
    if not file.exists():
        return Corrections.untouched(*shape).values_HW, None
    corrections_HW, stamp = read_snapshot(file)
    if corrections_HW.shape != shape:
        raise wrong_size(file, corrections_HW.shape, shape)
    return corrections_HW, stamp


def _start(
    base: Record, file: Path, journal: Path, corrections_HW: Mask, revision: int | None
) -> int | None:
    """The revision of `corrections_HW` in the journal that starts with `base`.

    None if the corrections file is older than the journal or no part of its story.
    """
    assert base.base is not None
    if base.base.shape != corrections_HW.shape:
        raise wrong_size(journal, base.base.shape, corrections_HW.shape)
    if revision is not None and revision != base.revision:
        return revision if revision > base.revision else None
    if Base.of(corrections_HW) == base.base:
        return base.revision
    if file.exists():
        return None
    raise FcnError(
        "The corrections {file} are missing; their journal says that they were there.",
        "Restore the file from a backup, or move {path} away to start this image anew.",
        file=file,
        path=journal,
    )


def _without_journal(corrections_HW: Mask, revision: int, notes: tuple[str, ...]) -> Recovered:
    base = Record(kind=RecordKind.BASE, revision=revision, base=Base.of(corrections_HW))
    return Recovered(
        corrections_HW=corrections_HW, revision=revision, done=(), undone=(), base=base, notes=notes
    )


def _replayed(corrections_HW: Mask, revision: int, content: JournalContent) -> Recovered | None:
    """Replay a journal over the snapshot of `revision`.

    None, and nothing is changed, if the journal had other pixels at that revision.
    """
    replay = _Replay(Corrections(corrections_HW), revision)
    for record in content.records:
        replay.step(record)
        if replay.is_foreign:
            return None
    done, undone = tuple(replay.done), tuple(replay.undone)
    if replay.last < revision:
        # The snapshot knows more than the journal: its edits no longer fit the pixels.
        done = undone = ()
    notes = _torn_notes(content)
    if replay.missing:
        notes += (
            said(
                "{count} finished changes could not be read from the journal.", count=replay.missing
            ),
        )
    return Recovered(
        corrections_HW=replay.corrections.values_HW,
        revision=max(revision, replay.last),
        done=done,
        undone=undone,
        base=None,
        notes=notes,
        picture=replay.picture,
    )


class _Replay:
    """Follows a journal record by record. `missing` counts changes that could not be made.

    Where it passes the snapshot's revision their pixels must agree: before the next change and
    after the last one. Later ones are not compared, so that a damaged record costs only itself.
    `picture` is what later ones say that they correct.
    """

    def __init__(self, corrections: Corrections, snapshot_revision: int) -> None:
        self.corrections = corrections
        self.snapshot_revision = snapshot_revision
        self.done: list[Edit] = []
        self.undone: list[Edit] = []
        self.last = -1
        self.missing = 0
        self.is_foreign = False
        self.picture: Picture | None = None

    def step(self, record: Record) -> None:
        if record.kind is RecordKind.BASE:
            self._begin(record)
        elif record.kind not in STEPS:
            self._start(record)
        elif record.revision > self.last:  # else written twice, after a failed fsync
            self._follow(record)
            self._change(record)
            self.last = record.revision

    def _begin(self, record: Record) -> None:
        if self.last < 0:  # else written twice, as above, and the changes before it are known
            self.last = record.revision

    def _start(self, record: Record) -> None:
        if record.edit is not None:
            (self.done if record.kind is RecordKind.DONE else self.undone).append(record.edit)
        self.last = record.revision

    def _follow(self, record: Record) -> None:
        """Notice revisions that are missing before this one: no undo reaches across them."""
        if self.last >= 0 and record.revision != self.last + 1:
            self.done.clear()
            self.undone.clear()
        known = max(self.last, self.snapshot_revision)
        self.missing += max(0, record.revision - known - 1)

    def _change(self, record: Record) -> None:
        is_new = record.revision > self.snapshot_revision
        if is_new:
            self.picture = record.picture or self.picture
        if record.kind is RecordKind.EDIT and record.edit is not None:
            self.undone.clear()
            self.undone.append(record.edit)
        source, target = self.undone, self.done
        if record.kind is RecordKind.UNDO:
            source, target = target, source
        if not source:
            self.missing += is_new
            return
        edit = source.pop()
        target.append(edit)
        is_undo = record.kind is RecordKind.UNDO
        if record.revision - self.snapshot_revision in (0, 1):
            agrees = edit.is_made if is_undo == is_new else edit.fits
            self.is_foreign = not agrees(self.corrections)
        if is_new and not self.is_foreign:
            (edit.revert if is_undo else edit.apply)(self.corrections)


def _torn_notes(content: JournalContent) -> tuple[str, ...]:
    if content.torn == 0:
        return ()
    return (
        said(
            "The last change was not saved whole and is left out ({count} bytes).",
            count=content.torn,
        ),
    )


def _set_aside(journal: Path) -> Path:
    number = 1
    while (aside := journal.with_name(f"{journal.name}.aside-{number}")).exists():
        number += 1
    return journal.replace(aside)
