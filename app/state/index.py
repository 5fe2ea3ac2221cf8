"""The index: what is known of every image, so that a list of thousands opens at once.

It is a cache: all of it can be found again from the corrections, and a damaged one is rebuilt.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from app.state import on_disk
from app.state.paths import ProjectPaths
from fcn_core import files
from fcn_core.imaging.pages import file_of

VERSION = 4
SCHEMA = """
CREATE TABLE images (
    image_id TEXT PRIMARY KEY, status TEXT NOT NULL, reason TEXT NOT NULL,
    touched INTEGER NOT NULL, doubt REAL, hash TEXT NOT NULL, stat TEXT NOT NULL,
    labels TEXT NOT NULL DEFAULT '', failed TEXT NOT NULL DEFAULT ''
)
"""
NO_FILE = "-"
"""The state of a file that is not there."""
# What leads from a version to the next. Before the fourth, what could not be read was no longer
# known as corrected.
CHANGES = {
    1: "ALTER TABLE images ADD COLUMN labels TEXT NOT NULL DEFAULT ''",
    2: f"ALTER TABLE images ADD COLUMN failed TEXT NOT NULL DEFAULT '{NO_FILE}'",
    3: "UPDATE images SET status = 'corrected' WHERE status = 'unreadable' AND touched > 0",
}
COLUMNS = "image_id, status, reason, touched, doubt, hash, stat, labels, failed"


class ImageStatus(StrEnum):
    """How far the work on an image has come."""

    NEW = "new"  # nobody has corrected anything
    CORRECTED = "corrected"  # some pixels are corrected or confirmed
    ACCEPTED = "accepted"  # every pixel is
    UNREADABLE = "unreadable"  # nobody has, and it cannot be read


CORRECTED = (ImageStatus.CORRECTED, ImageStatus.ACCEPTED)
"""Somebody has worked on these."""


def status_of(touched: int, pixels: int) -> ImageStatus:
    """The status of an image of which `touched` of `pixels` have been spoken about."""
    if touched == 0:
        return ImageStatus.NEW
    return ImageStatus.ACCEPTED if touched >= pixels else ImageStatus.CORRECTED


@dataclass(frozen=True, kw_only=True)
class ImageFacts:
    """One row. `doubt` is the mean doubt 0-1; `hash` counts only while `stat` is the file's;
    `labels` are the ids that were shown when the image was open last.

    `reason` says why the image or its corrections cannot be read, whatever the status; it counts
    only while their files are as `failed` says, or until somebody reads them if that is empty.
    """

    image_id: str
    status: ImageStatus = ImageStatus.NEW
    reason: str = ""
    touched: int = 0
    doubt: float | None = None
    hash: str = ""
    stat: str = ""
    labels: frozenset[int] = frozenset()
    failed: str = ""


def file_state(path: Path) -> str:
    """What changes with the content of an image's file. Raises `OSError`."""
    return files.file_state(file_of(path))


class Index:
    """The facts of all images, in memory and in `index.sqlite`. For one thread.

    If the file cannot be written it is removed, where that can be, and the facts live in memory:
    better no cache at the next start than a stale one.
    """

    def __init__(self, paths: ProjectPaths) -> None:
        self._paths = paths
        self._facts: dict[str, ImageFacts] = {}
        self._unreadable: set[str] = set()
        self._highest, self._is_new = -1, False
        self._database: sqlite3.Connection | None = None
        self._open()
        corrections, journals = on_disk.with_corrections(paths), on_disk.with_journals(paths)
        self._find_corrections(corrections)
        self._find_journals(journals)
        self._forget_all_but({*corrections, *journals})

    def __getitem__(self, image_id: str) -> ImageFacts:
        return self._facts.get(image_id) or ImageFacts(image_id=image_id)

    def status(self, image_id: str) -> ImageStatus:
        """The status alone: cheap enough to ask it of 100,000 images."""
        facts = self._facts.get(image_id)
        return ImageStatus.NEW if facts is None else facts.status

    def corrected(self) -> tuple[str, ...]:
        """The ids of all images with corrections, listed or not."""
        return tuple(i for i, facts in self._facts.items() if facts.status in CORRECTED)

    def every(self) -> tuple[ImageFacts, ...]:
        return tuple(self._facts.values())

    def unreadable(self) -> tuple[ImageFacts, ...]:
        """Those that have a reason, without a look at all the others."""
        return tuple(self._facts[image_id] for image_id in self._unreadable)

    def highest_label(self) -> int:
        """Of all that images showed when they were open last, or were found to; -1 if none did."""
        shown = (max(facts.labels) for facts in self._facts.values() if facts.labels)
        return max(self._highest, max(shown, default=-1))

    def put(self, *facts: ImageFacts) -> None:
        """Remember the facts of images; of many at once much faster than one by one."""
        news = [each for each in facts if self._facts.get(each.image_id) != each]
        if news:
            self._store(news)

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _open(self) -> None:
        try:
            found = self._read()
        except (sqlite3.DatabaseError, ValueError):
            # Nothing in it is the only copy: start again from the corrections.
            self._give_up()
            found = []
        self._keep(found)
        if self._database is None:
            self._create()

    def _read(self) -> list[ImageFacts]:
        """The rows of a sound index. Raises `DatabaseError` or `ValueError` for any other."""
        if not self._paths.index_file.exists():
            raise sqlite3.DatabaseError("no index yet")
        self._connect()
        version = self._run("PRAGMA user_version").fetchone()[0]
        while version in CHANGES:
            self._run(CHANGES[version])
            version += 1
            self._run(f"PRAGMA user_version = {version}")
        if version != VERSION:
            raise sqlite3.DatabaseError(f"index of version {version}")
        return [_facts(row) for row in self._run(f"SELECT {COLUMNS} FROM images")]

    def _create(self) -> None:
        try:
            self._connect()
            self._run(SCHEMA)
            self._run(f"PRAGMA user_version = {VERSION}")
        except sqlite3.DatabaseError:
            self._give_up()
        self._is_new = True
        self._store(map(self._on_disk, sorted(on_disk.with_corrections(self._paths))))

    def _connect(self) -> None:
        self._database = sqlite3.connect(self._paths.index_file, isolation_level=None)
        # Losing the last rows in a power cut costs nothing: do not wait for the disk.
        self._run("PRAGMA synchronous = OFF")

    def _run(self, statement: str) -> sqlite3.Cursor:
        assert self._database is not None
        return self._database.execute(statement)

    def _give_up(self) -> None:
        self.close()
        _remove(self._paths.index_file)

    def _find_corrections(self, ids: Iterable[str]) -> None:
        """Somebody may have put files there while nobody had the project open."""
        found = [self._on_disk(i) for i in ids if self.status(i) not in CORRECTED]
        self._store(
            replace(
                self[each.image_id],
                status=each.status,
                touched=each.touched,
                reason=each.reason or self[each.image_id].reason,
            )
            for each in found
            if each.status in CORRECTED
        )

    def _find_journals(self, ids: Iterable[str]) -> None:
        """After a crash a journal may know of strokes, and of labels, that the index does not."""
        paths, is_new = self._paths, self._is_new
        known = {image_id: self.status(image_id) in CORRECTED for image_id in ids}
        found = [i for i, is_known in known.items() if on_disk.adds(paths, i, is_known, is_new)]
        if is_new:
            drawn = (on_disk.highest_drawn(paths, image_id) for image_id in found)
            self._highest = max(self._highest, max(drawn, default=-1))
        self._store(
            replace(self[image_id], status=ImageStatus.CORRECTED)
            for image_id in found
            if not known[image_id]
        )

    def _forget_all_but(self, ids: Collection[str]) -> None:
        """A crash may have come before an image's first file, or just after its last was renamed,
        or somebody has taken the files away: where there are none, nothing is corrected.
        """
        self._store(
            replace(facts, status=ImageStatus.NEW, touched=0, reason="")
            for facts in self.every()
            if facts.status in CORRECTED and facts.image_id not in ids
        )

    def _on_disk(self, image_id: str) -> ImageFacts:
        found = on_disk.read(self._paths, image_id)
        self._highest = max(self._highest, found.highest)
        status = status_of(found.touched, found.pixels)
        return ImageFacts(
            image_id=image_id,
            status=ImageStatus.CORRECTED if found.reason else status,
            touched=found.touched,
            reason=found.reason,
        )

    def _keep(self, rows: Iterable[ImageFacts]) -> None:
        for facts in rows:
            self._facts[facts.image_id] = facts
            if facts.reason:
                self._unreadable.add(facts.image_id)
            else:
                self._unreadable.discard(facts.image_id)

    def _store(self, rows: Iterable[ImageFacts]) -> None:
        rows = list(rows)
        if not rows:
            return
        self._keep(rows)
        if self._database is None:
            return
        values = [_row(facts) for facts in rows]
        places = ", ".join("?" * len(COLUMNS.split(",")))
        try:
            self._run("BEGIN")
            self._database.executemany(
                f"INSERT OR REPLACE INTO images ({COLUMNS}) VALUES ({places})", values
            )
            self._run("COMMIT")
        except sqlite3.DatabaseError:
            self._give_up()


Row = tuple[str, str, str, int, float | None, str, str, str, str]


def _row(f: ImageFacts) -> Row:
    labels = " ".join(map(str, sorted(f.labels)))
    image_id, reason = _storable(f.image_id), _storable(f.reason)
    return image_id, f.status, reason, f.touched, f.doubt, f.hash, f.stat, labels, f.failed


def _storable(text: str) -> str:
    """A text that names a file whose name is no UTF-8, as a database takes it."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _facts(row: Row) -> ImageFacts:
    image_id, status, reason, touched, doubt, hash_hex, stat, labels, failed = row
    return ImageFacts(
        image_id=image_id,
        status=ImageStatus(status),
        reason=reason,
        touched=touched,
        doubt=doubt,
        hash=hash_hex,
        stat=stat,
        labels=frozenset(map(int, labels.split())),
        failed=failed,
    )


def _remove(file: Path) -> None:
    for leftover in (file, *(file.with_name(file.name + s) for s in ("-journal", "-wal", "-shm"))):
        # A disk that refuses this takes no corrections either: what is said there stays true.
        with suppress(OSError):
            leftover.unlink(missing_ok=True)
