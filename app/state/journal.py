"""The stroke journal: one append-only file an image, written when a stroke is finished.

A finished stroke is safe once `Journal.append` has returned: it writes, flushes and fsyncs. What
is read back is checked record by record; a torn tail or a damaged stretch is skipped and
reported, and everything else is kept, so a failed append never hides what follows it. See
`app.state.recovery` for how journal and snapshot agree.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from app.state.records import MAGIC, PREFIX, Record, decode_payload
from fcn_core.files import write_atomic


@dataclass(frozen=True, kw_only=True)
class JournalContent:
    """The readable records of a journal, in order, each with its bytes as they stand there.

    `torn` counts the bytes of an unfinished tail, `damaged` unreadable bytes before it.
    """

    records: tuple[Record, ...]
    raw: tuple[bytes, ...]
    torn: int
    damaged: int


@dataclass(frozen=True)
class Journal:
    """One image's journal. It holds no state beside the file; any one thread may use it."""

    path: Path

    def append(self, records: bytes) -> None:
        """Add encoded records; on return they are on disk.

        Raises `OSError` (no space, no permission); nothing was added then.
        """
        if not self.path.exists():
            write_atomic(self.path, records)
            return
        with self.path.open("ab", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            try:
                _write_all(file.fileno(), records)
                os.fsync(file.fileno())
            except OSError:
                file.truncate(end)
                raise

    @property
    def size(self) -> int:
        """Bytes on disk; 0 if there is no journal yet."""
        return self.path.stat().st_size if self.path.exists() else 0

    def read(self) -> JournalContent:
        """Every record whose checksum is right. A missing journal is an empty one."""
        return parse_journal(self.path.read_bytes() if self.path.exists() else b"")

    def rewrite(self, start: bytes, revision: int) -> None:
        """Replace everything up to `revision` by `start`; later records stay.

        Whole or not at all: raises `OSError` and leaves the old journal.
        """
        content = self.read()
        later = [
            raw
            for record, raw in zip(content.records, content.raw, strict=True)
            if record.revision > revision
        ]
        write_atomic(self.path, start + b"".join(later))


def parse_journal(data: bytes) -> JournalContent:
    """The records in a journal's bytes; what is not one is skipped and counted."""
    records: list[Record] = []
    raws: list[bytes] = []
    position = end = damaged = 0
    while (position := data.find(MAGIC, position)) >= 0:
        found = _record_at(data, position)
        if found is None:
            position += 1
            continue
        record, size = found
        damaged += position - end
        records.append(record)
        raws.append(data[position : position + size])
        position = end = position + size
    return JournalContent(
        records=tuple(records), raw=tuple(raws), torn=len(data) - end, damaged=damaged
    )


def _record_at(data: bytes, position: int) -> tuple[Record, int] | None:
    """The record that starts at `position` and its size in bytes, or None if it is not whole."""
    start = position + PREFIX.size
    if start > len(data):
        return None
    _, length, crc32 = PREFIX.unpack_from(data, position)
    if start + length > len(data):
        return None
    payload = data[start : start + length]
    if zlib.crc32(payload) != crc32:
        return None
    try:
        return decode_payload(payload), PREFIX.size + length
    except (ValueError, KeyError, TypeError, struct.error):
        # Whole, but not of a kind this version writes: counted as damaged.
        return None


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
