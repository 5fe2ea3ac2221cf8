"""Journal records: each change of a document as a value, and as bytes.

A record on disk: the magic `FCNJ`, length and crc32 of the payload (both uint32, little endian),
then the payload: length of the header (uint32), a JSON header, and the compressed tiles.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from app.state.edits import Edit, TileDelta
from app.state.picture import Picture, Turn
from app.state.rect import Rect
from fcn_core.masks import Mask

MAGIC = b"FCNJ"
PREFIX = struct.Struct("<4sII")
LENGTH = struct.Struct("<I")


class RecordKind(StrEnum):
    """What a record says."""

    BASE = "base"  # where the journal starts
    DONE = "done"  # an edit made before the base that can be undone
    UNDONE = "undone"  # an edit undone before the base that can be made again
    EDIT = "edit"  # an edit was made
    UNDO = "undo"  # the newest edit was taken back
    REDO = "redo"  # the edit taken back last was made again


CARRIES_EDIT = frozenset({RecordKind.DONE, RecordKind.UNDONE, RecordKind.EDIT})
STEPS = frozenset({RecordKind.EDIT, RecordKind.UNDO, RecordKind.REDO})
"""Records that lead from one revision to the next."""


@dataclass(frozen=True, kw_only=True)
class Base:
    """The raster a journal starts from: its shape (H, W) and crc32."""

    shape: tuple[int, int]
    crc32: int

    @classmethod
    def of(cls, corrections_HW: Mask) -> Base:
        height, width = corrections_HW.shape
        return cls(shape=(height, width), crc32=zlib.crc32(corrections_HW.data))


@dataclass(frozen=True, kw_only=True)
class Record:
    """One line of a journal. `revision` is the document's after it.

    `picture`: the one that is corrected from this step on; None if it is the one before.
    """

    kind: RecordKind
    revision: int
    edit: Edit | None = None
    base: Base | None = None
    picture: Picture | None = None


def encode_record(record: Record) -> bytes:
    """The record as it stands in the journal."""
    header: dict[str, Any] = {"kind": record.kind, "revision": record.revision}
    blobs: list[bytes] = []
    if record.edit is not None:
        edit = record.edit
        header |= {"title": edit.title, "rect": [*_numbers(edit.rect)]}
        header |= {"pixels": edit.pixels, "label": edit.label}
        if edit.turn is not None:
            header["turn"] = [asdict(edit.turn.before), asdict(edit.turn.after)]
        header["tiles"] = [[*d.tile, len(d.before), len(d.after)] for d in edit.deltas]
        blobs.extend(chain.from_iterable((d.before, d.after) for d in edit.deltas))
    if record.base is not None:
        header |= {"shape": record.base.shape, "crc32": record.base.crc32}
    if record.picture is not None:
        header["picture"] = asdict(record.picture)
    text = json.dumps(header, separators=(",", ":")).encode()
    payload = b"".join((LENGTH.pack(len(text)), text, *blobs))
    return PREFIX.pack(MAGIC, len(payload), zlib.crc32(payload)) + payload


def encode_records(records: Iterable[Record]) -> bytes:
    """Records one after the other."""
    return b"".join(encode_record(record) for record in records)


def decode_payload(payload: bytes) -> Record:
    """The inverse of `encode_record`, for a payload whose crc is right.

    Raises `ValueError` or `KeyError` for what this version cannot read.
    """
    start = LENGTH.size + LENGTH.unpack_from(payload)[0]
    header = json.loads(payload[LENGTH.size : start])
    kind = RecordKind(header["kind"])
    base = edit = None
    if kind is RecordKind.BASE:
        height, width = header["shape"]
        base = Base(shape=(height, width), crc32=header["crc32"])
    if kind in CARRIES_EDIT:
        edit = _edit(header, payload, start)
    # Journals of earlier versions do not know their picture.
    picture = Picture.parse(header["picture"]) if "picture" in header else None
    return Record(kind=kind, revision=header["revision"], edit=edit, base=base, picture=picture)


def _edit(header: dict[str, Any], payload: bytes, start: int) -> Edit:
    deltas = []
    for row, column, before, after in header["tiles"]:
        middle, end = start + before, start + before + after
        deltas.append(TileDelta((row, column), payload[start:middle], payload[middle:end]))
        start = end
    return Edit(
        title=header["title"],
        rect=Rect(*header["rect"]),
        deltas=tuple(deltas),
        # Journals of the first version do not have them.
        pixels=header.get("pixels", 0),
        label=header.get("label"),
        turn=Turn(*map(Picture.parse, header["turn"])) if "turn" in header else None,
    )


def _numbers(rect: Rect) -> tuple[int, int, int, int]:
    return rect.x, rect.y, rect.width, rect.height
