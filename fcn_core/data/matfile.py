"""Reads the masks in MATLAB's version 5 .mat files: numeric arrays, and structs that hold them.

SBD, SIFT Flow, PASCAL-Context and NYUDv2 publish their labels so. Cells, sparse arrays and text
are skipped. Nothing in the format can run code. Why not SciPy: docs/decisions/0069-matlab-files.md.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fcn_core.errors import FcnError

NUMBERS = {1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8"}  # fmt: skip # noqa: E501
MATRIX, COMPRESSED = 14, 15
CLASSES = {6: "f8", 7: "f4", 8: "i1", 9: "u1", 10: "i2", 11: "u2", 12: "i4", 13: "u4", 14: "i8", 15: "u8"}  # fmt: skip # noqa: E501
STRUCT = 2
MAX_INFLATED = 1 << 30
Value = NDArray[Any] | dict[str, Any] | None


def read_mat(path: Path, *keys: str) -> NDArray[Any]:
    """The array called `keys[0]`, or inside structs by the further keys. Raises `FcnError`."""
    try:
        value: Value = _variables(path.read_bytes()).get(keys[0])
        for key in keys[1:]:
            value = value.get(key) if isinstance(value, dict) else None
    except (OSError, struct.error, zlib.error, ValueError, KeyError, IndexError) as error:
        raise FcnError(
            f"{path} cannot be read as a MATLAB file ({error}).", "Restore it from the archive."
        ) from error
    if not isinstance(value, np.ndarray):
        raise FcnError(f"{path} has no array {'.'.join(keys)}.", "It belongs to another data set.")
    return value


def _variables(data: bytes) -> dict[str, Value]:
    if data[126:128] != b"IM":
        raise ValueError("not version 5, little endian")
    found: dict[str, Value] = {}
    for outer in _elements(memoryview(data)[128:]):
        kind, content = _inflated(outer[1]) if outer[0] == COMPRESSED else outer
        if kind == MATRIX:
            name, value = _matrix(content)
            found[name] = value
    return found


def _inflated(content: memoryview) -> tuple[int, memoryview]:
    """The element inside a compressed one."""
    body = zlib.decompressobj().decompress(content, MAX_INFLATED)
    for element in _elements(memoryview(body)):
        return element
    raise ValueError("a compressed part is empty")


def _elements(data: memoryview) -> Iterator[tuple[int, memoryview]]:
    """(type, bytes) of each data element; small ones keep their bytes in the tag."""
    at = 0
    while at + 8 <= len(data):
        word, size = struct.unpack_from("<II", data, at)
        if word >> 16:
            kind, size, start, end = word & 0xFFFF, word >> 16, at + 4, at + 8
        else:
            kind, start = word, at + 8
            end = start + size if kind == COMPRESSED else start + -(-size // 8) * 8
        if start + size > len(data):
            raise ValueError("it ends too early")
        yield kind, data[start : start + size]
        at = end


def _matrix(data: memoryview) -> tuple[str, Value]:
    parts = list(_elements(data))
    if len(parts) < 3:
        return "", None
    kind = bytes(parts[0][1])[0]
    shape = np.frombuffer(parts[1][1], "<i4")
    name = bytes(parts[2][1]).decode("latin-1")
    if kind == STRUCT:
        return name, _struct(parts)
    if kind not in CLASSES or len(parts) < 4:
        return name, None
    numbers = np.frombuffer(parts[3][1], f"<{NUMBERS[parts[3][0]]}")
    return name, numbers.astype(CLASSES[kind]).reshape(shape, order="F")


def _struct(parts: list[tuple[int, memoryview]]) -> dict[str, Value]:
    """The fields of a 1 x 1 struct (of more, the first one's)."""
    length = int(np.frombuffer(parts[3][1], "<i4")[0])
    text = bytes(parts[4][1])
    names = [
        text[i : i + length].split(b"\0")[0].decode("latin-1") for i in range(0, len(text), length)
    ]
    return {name: _matrix(body)[1] for name, (_, body) in zip(names, parts[5:], strict=False)}
