"""A document's corrections as a file: a palette PNG that knows its revision and checksum."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.state.edits import Edit
from app.state.picture import Picture
from app.state.records import Base, Record, RecordKind
from fcn_core.errors import FcnError
from fcn_core.labels import MAX_LABELS, VOC_PALETTE
from fcn_core.masks import UNTOUCHED, Mask, encode_mask, read_mask, value_counts
from fcn_core.sentences import said

KEYWORD = "fcn-gui"
# A PNG's signature (8 bytes) and its first chunk, IHDR (25): ours is put behind them.
AFTER_IHDR = 33


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A document at one revision, for the writer thread. Nothing in it changes any more.

    `picture` is the one that was corrected; None if nobody knows.
    """

    image_id: str
    revision: int
    corrections_HW: Mask
    done: tuple[Edit, ...]
    undone: tuple[Edit, ...]
    picture: Picture | None = None

    def encode(self, palette: NDArray[np.uint8] = VOC_PALETTE) -> bytes:
        """The corrections file: a PNG that `fcn_core.masks.read_mask` reads."""
        return encode_snapshot(self.corrections_HW, self.revision, palette, self.picture)

    def records(self) -> list[Record]:
        """A journal that starts here and holds what undo and redo need."""
        revision, base = self.revision, Base.of(self.corrections_HW)
        return [
            # A journal that is alone, as between two names, is found by its picture.
            Record(kind=RecordKind.BASE, revision=revision, base=base, picture=self.picture),
            *(Record(kind=RecordKind.DONE, revision=revision, edit=e) for e in self.done),
            *(Record(kind=RecordKind.UNDONE, revision=revision, edit=e) for e in self.undone),
        ]


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What a corrections file says about itself, and of which picture it is.

    Files of earlier versions do not know their picture, nor their `highest` label: -1, as where
    there is none.
    """

    revision: int
    crc32: int
    touched: int
    highest: int = -1
    picture: Picture | None = None

    def text(self) -> str:
        text = f"revision={self.revision} crc32={self.crc32:08x} touched={self.touched}"
        text += f" highest={self.highest}"
        if self.picture is not None:
            text += f" pixels={self.picture.pixels} file={self.picture.file}"
            text += f" size={self.picture.size}"
            text += f" stored={self.picture.stored}" * bool(self.picture.stored)
        return text

    @classmethod
    def parse(cls, text: str) -> Stamp:
        """The inverse of `text`. Raises `ValueError` or `KeyError`."""
        fields = dict(word.split("=", 1) for word in text.split())
        picture = Picture.parse(fields) if "pixels" in fields else None
        return cls(
            revision=int(fields["revision"]),
            crc32=int(fields["crc32"], 16),
            touched=int(fields["touched"]),
            highest=int(fields.get("highest", -1)),
            picture=picture,
        )


def highest_label(values: Mask) -> int:
    """The highest label id in a mask, or a part of one of whatever shape; -1 if there is none."""
    return max(map(int, value_counts(values)[:MAX_LABELS].nonzero()[0]), default=-1)


def encode_snapshot(
    corrections_HW: Mask,
    revision: int,
    palette: NDArray[np.uint8] = VOC_PALETTE,
    picture: Picture | None = None,
) -> bytes:
    """PNG bytes of corrections, with their stamp in a text chunk."""
    stamp = Stamp(
        revision=revision,
        crc32=Base.of(np.ascontiguousarray(corrections_HW)).crc32,
        touched=int(np.count_nonzero(corrections_HW != UNTOUCHED)),
        highest=highest_label(corrections_HW),
        picture=picture,
    )
    png = encode_mask(corrections_HW, palette)
    body = b"tEXt" + f"{KEYWORD}\0{stamp.text()}".encode("latin-1")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:AFTER_IHDR] + chunk + png[AFTER_IHDR:]


def read_stamp(path: Path) -> tuple[Stamp | None, tuple[int, int]]:
    """The stamp of a corrections file, None if another program wrote it, and its shape (H, W).

    Reads the header only. Raises `FcnError` if the file is damaged.
    """
    return _stamp(path, path)


def _stamp(path: Path, source: Path | io.BytesIO) -> tuple[Stamp | None, tuple[int, int]]:
    try:
        with Image.open(source) as image:
            text = image.info.get(KEYWORD)
            stamp = None if text is None else Stamp.parse(str(text))
            return stamp, (image.height, image.width)
    except (OSError, SyntaxError, ValueError, KeyError) as error:
        raise damaged(path, str(error)) from error


def read_snapshot(path: Path) -> tuple[Mask, Stamp | None]:
    """The corrections in a file and its stamp. Raises `FcnError` if the file is damaged."""
    # Read once: a newer one may take the file's place in between.
    try:
        data = path.read_bytes()
    except OSError as error:
        raise damaged(path, str(error)) from error
    stamp, _ = _stamp(path, io.BytesIO(data))
    try:
        corrections = read_mask(path, data)
    except FcnError as error:
        raise damaged(path, error.problem) from error
    if stamp is not None and Base.of(corrections).crc32 != stamp.crc32:
        raise damaged(path, said("the pixels are not those that were saved"))
    return corrections, stamp


def damaged(path: Path, reason: str) -> FcnError:
    """The error for a corrections file that cannot be trusted."""
    return FcnError(
        "The corrections {path} are damaged ({reason}). They were not opened, so that they are "
        "not overwritten.",
        "Restore the file from a backup, or move it away (and the journal of the same name) to "
        "start this image anew.",
        path=path,
        reason=reason,
    )


def wrong_size(file: Path, found: tuple[int, ...], image: tuple[int, ...]) -> FcnError:
    """The error for a corrections file, or journal, of an image of another size (H, W)."""
    return FcnError(
        "{path} is for an image of {width} x {height} pixels, but the image has {columns} x "
        "{rows}.",
        "Restore the image that was corrected, or move this file (and the journal or corrections "
        "of the same name) away to start the image anew.",
        path=file,
        width=found[1],
        height=found[0],
        columns=image[1],
        rows=image[0],
    )
