"""Files that lie: what a program meets that opens what people send each other."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    """One PNG chunk with a right checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width: int, height: int, depth: int = 8, color: int = 2) -> bytes:
    """A PNG that claims a size and holds next to nothing."""
    ihdr = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    palette = chunk(b"PLTE", bytes(768)) if color == 3 else b""
    data = chunk(b"IDAT", zlib.compress(bytes(100)))
    return SIGNATURE + chunk(b"IHDR", ihdr) + palette + data + chunk(b"IEND", b"")


def tiff_header(width: int, height: int) -> bytes:
    """A little-endian grey TIFF that claims a size; its strip lies beyond the file's end."""
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 200),
        (277, 3, 1, 1),
        (278, 4, 1, height),
        (279, 4, 1, min(width * height, 2**32 - 1)),
    ]
    directory = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + directory + bytes(4)
