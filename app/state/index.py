"""The index: what is known of every image, so that a list of thousands opens at once.

It is a cache: all of it can be found again from the corrections, and a damaged one is rebuilt.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from app.state.corrections import Corrections
from app.state.paths import ProjectPaths
from app.state.snapshot import read_snapshot, read_stamp
from fcn_core.errors import FcnError

VERSION = 1
SCHEMA = """
CREATE TABLE images (
    image_id TEXT PRIMARY KEY, status TEXT NOT NULL, reason TEXT NOT NULL,
    touched INTEGER NOT NULL, doubt REAL, hash TEXT NOT NULL, stat TEXT NOT NULL
)
"""
COLUMNS = "image_id, status, reason, touched, doubt, hash, stat"


class ImageStatus(StrEnum):
    """How far the work on an image has come."""

    NEW = "new"  # nobody has corrected anything
    CORRECTED = "corrected"  # some pixels are corrected or confirmed
    ACCEPTED = "accepted"  # every pixel is
    UNREADABLE = "unreadable"  # the image or its corrections cannot be read


def status_of(touched: int, pixels: int) -> ImageStatus:
    """The status of an image of which `touched` of `pixels` have been spoken about."""
    if touched == 0:
        return ImageStatus.NEW
    return ImageStatus.ACCEPTED if touched >= pixels else ImageStatus.CORRECTED


@dataclass(frozen=True, kw_only=True)
class ImageFacts:
    """One row. `doubt` is the mean doubt 0-1; `hash` counts only while `stat` is the file's."""

    image_id: str
    status: ImageStatus = ImageStatus.NEW
    reason: str = ""
    touched: int = 0
    doubt: float | None = None
    hash: str = ""
    stat: str = ""


class Index:
    """The facts of all images, in memory and in `index.sqlite`. For one thread."""

    def __init__(self, paths: ProjectPaths) -> None:
        self._paths = paths
        self._facts: dict[str, ImageFacts] = {}
        self._database = self._opened()
        self._find_journals()

    def __getitem__(self, image_id: str) -> ImageFacts:
        return self._facts.get(image_id) or ImageFacts(image_id=image_id)

    def put(self, facts: ImageFacts) -> None:
        """Remember the facts of one image."""
        if self._facts.get(facts.image_id) != facts:
            self._store([facts])

    def close(self) -> None:
        self._database.close()

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._read()
        except sqlite3.DatabaseError:
            # Nothing in it is the only copy: start again from the corrections.
            self._facts.clear()
            _remove(self._paths.index_file)
            database = self._read()
        return database

    def _read(self) -> sqlite3.Connection:
        is_new = not self._paths.index_file.exists()
        database = sqlite3.connect(self._paths.index_file, isolation_level=None)
        try:
            # Losing the last rows in a power cut costs nothing: do not wait for the disk.
            database.execute("PRAGMA synchronous = OFF")
            if is_new:
                database.execute(SCHEMA)
                database.execute(f"PRAGMA user_version = {VERSION}")
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version != VERSION:
                raise sqlite3.DatabaseError(f"index of version {version}")
            for row in database.execute(f"SELECT {COLUMNS} FROM images"):
                facts = _facts(row)
                self._facts[facts.image_id] = facts
        except (sqlite3.DatabaseError, ValueError) as error:
            database.close()
            raise sqlite3.DatabaseError(str(error)) from error
        self._database = database
        if is_new:
            self._store(_facts_on_disk(self._paths))
        return database

    def _find_journals(self) -> None:
        """After a crash a journal may know of strokes that the index does not."""
        found = [
            replace(self[log.stem], status=ImageStatus.CORRECTED)
            for log in self._paths.journal_folder.glob("*.log")
            if self[log.stem].status is ImageStatus.NEW
        ]
        self._store(found)

    def _store(self, rows: Iterable[ImageFacts]) -> None:
        rows = list(rows)
        self._facts.update((facts.image_id, facts) for facts in rows)
        places = ", ".join("?" * len(COLUMNS.split(",")))
        self._database.execute("BEGIN")
        self._database.executemany(
            f"INSERT OR REPLACE INTO images ({COLUMNS}) VALUES ({places})",
            [(f.image_id, f.status, f.reason, f.touched, f.doubt, f.hash, f.stat) for f in rows],
        )
        self._database.execute("COMMIT")


def _facts(row: tuple[str, str, str, int, float | None, str, str]) -> ImageFacts:
    image_id, status, reason, touched, doubt, hash_hex, stat = row
    return ImageFacts(
        image_id=image_id,
        status=ImageStatus(status),
        reason=reason,
        touched=touched,
        doubt=doubt,
        hash=hash_hex,
        stat=stat,
    )


def _facts_on_disk(paths: ProjectPaths) -> list[ImageFacts]:
    """What the corrections files say, from their headers wherever we wrote them."""
    return [_facts_of(file) for file in sorted(paths.corrections_folder.glob("*.png"))]


def _facts_of(file: Path) -> ImageFacts:
    try:
        stamp, (height, width) = read_stamp(file)
        touched = Corrections(read_snapshot(file)[0]).touched if stamp is None else stamp.touched
    except FcnError as error:
        return ImageFacts(image_id=file.stem, status=ImageStatus.UNREADABLE, reason=str(error))
    return ImageFacts(
        image_id=file.stem, status=status_of(touched, height * width), touched=touched
    )


def _remove(file: Path) -> None:
    for leftover in (file, *(file.with_name(file.name + s) for s in ("-journal", "-wal", "-shm"))):
        leftover.unlink(missing_ok=True)
