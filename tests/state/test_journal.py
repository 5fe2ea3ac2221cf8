"""The journal's bytes: whatever befalls the file, whole records are found again."""

from __future__ import annotations

import errno
import os
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.state.edits import Edit, TileDelta
from app.state.journal import Journal, parse_journal
from app.state.picture import Picture, Turn
from app.state.records import (
    MAGIC,
    Base,
    Record,
    RecordKind,
    decode_payload,
    encode_record,
    encode_records,
)
from app.state.rect import Rect


def some_edit(number: int) -> Edit:
    deltas = tuple(
        TileDelta((row, number), b"before" * number, b"after" + MAGIC) for row in range(number % 3)
    )
    return Edit(title=f"Pinsel {number} ü", rect=Rect(number, 2, 3, 4), deltas=deltas)


TURN = Turn(Picture(pixels="ab"), Picture(pixels="cd", file="ef", size=3, stored="gh"))
RECORDS = (
    Record(kind=RecordKind.BASE, revision=0, base=Base(shape=(80, 130), crc32=12345)),
    Record(kind=RecordKind.EDIT, revision=1, edit=some_edit(1)),
    Record(kind=RecordKind.EDIT, revision=2, edit=some_edit(5)),
    Record(kind=RecordKind.UNDO, revision=3),
    Record(kind=RecordKind.REDO, revision=4),
    Record(kind=RecordKind.EDIT, revision=5, edit=replace(some_edit(2), turn=TURN)),
)
ENCODED = tuple(encode_record(record) for record in RECORDS)
DATA = b"".join(ENCODED)
ENDS = tuple(sum(map(len, ENCODED[: n + 1])) for n in range(len(ENCODED)))


def test_records_round_trip() -> None:
    content = parse_journal(DATA)
    assert content.records == RECORDS
    assert content.raw == ENCODED
    assert (content.torn, content.damaged) == (0, 0)


def test_cut_anywhere_every_complete_record_is_found() -> None:
    for length in range(len(DATA)):
        content = parse_journal(DATA[:length])
        complete = [record for record, end in zip(RECORDS, ENDS, strict=True) if end <= length]
        assert list(content.records) == complete
        assert content.torn == length - max((end for end in ENDS if end <= length), default=0)


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_a_damaged_byte_costs_one_record(position: int, change: int) -> None:
    data = bytearray(DATA)
    data[position] ^= change
    content = parse_journal(bytes(data))
    hit = next(n for n, end in enumerate(ENDS) if position < end)
    assert list(content.records) == [r for n, r in enumerate(RECORDS) if n != hit]
    assert content.torn + content.damaged == len(ENCODED[hit])


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_rubbish_between_records_is_skipped(one: bytes, other: bytes) -> None:
    content = parse_journal(one + ENCODED[0] + other + MAGIC + ENCODED[1])
    assert content.records == RECORDS[:2]
    assert content.damaged == len(one) + len(other) + len(MAGIC)


def test_a_whole_record_of_an_unknown_kind_is_counted_as_damaged() -> None:
    strange = ENCODED[3].replace(b'"undo"', b'"what"')
    payload = strange[12:]
    with pytest.raises(ValueError, match="what"):
        decode_payload(payload)
    resealed = strange[:8] + zlib.crc32(payload).to_bytes(4, "little") + payload
    content = parse_journal(resealed + ENCODED[4])
    assert content.records == (RECORDS[4],)
    assert content.damaged == len(resealed)


def test_append_and_read(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "cat.jpg.log")
    assert journal.read().records == ()
    assert journal.size == 0
    journal.append(encode_records(RECORDS[:2]))
    journal.append(encode_records(RECORDS[2:]))
    assert journal.read().records == RECORDS
    assert journal.size == len(DATA)
    assert list(tmp_path.iterdir()) == [journal.path]


def test_an_append_is_synced_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path / "log")
    journal.append(ENCODED[0])
    synced: list[int] = []

    def fsync(handle: int) -> None:
        synced.append(os.fstat(handle).st_size)

    monkeypatch.setattr(os, "fsync", fsync)
    journal.append(ENCODED[1])
    assert synced == [ENDS[1]]


def fail_after(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk take `room` more bytes, then be full."""
    real = os.write
    left = [room]

    def write(handle: int, data: Any) -> int:
        if left[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = real(handle, data[: left[0]])
        left[0] -= written
        return written

    monkeypatch.setattr(os, "write", write)


@pytest.mark.parametrize("room", [0, 1, 11, 12, 40])
def test_a_full_disk_leaves_the_journal_as_it_was(
    room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path / "log")
    journal.append(encode_records(RECORDS[:2]))
    with monkeypatch.context() as patch:
        fail_after(room, patch)
        with pytest.raises(OSError, match="No space left"):
            journal.append(ENCODED[2])
    assert journal.path.read_bytes() == encode_records(RECORDS[:2])
    journal.append(ENCODED[2])
    assert journal.read().records == RECORDS[:3]


def test_a_failed_fsync_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "log")
    journal.append(ENCODED[0])

    def fsync(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(OSError, match="Input/output"):
            journal.append(ENCODED[1])
    assert journal.read().records == RECORDS[:1]


def test_rewrite_keeps_later_records(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "log")
    journal.append(DATA)
    start = encode_record(
        Record(kind=RecordKind.BASE, revision=3, base=Base(shape=(80, 130), crc32=1))
    )
    journal.rewrite(start, 3)
    assert journal.path.read_bytes() == start + b"".join(ENCODED[4:])


def test_a_failed_rewrite_leaves_the_old_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path / "log")
    journal.append(DATA)

    def replace(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(OSError, match="No space"):
            journal.rewrite(b"", 3)
    assert journal.path.read_bytes() == DATA
    assert list(tmp_path.iterdir()) == [journal.path]
