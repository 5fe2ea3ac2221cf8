"""Reads Caffe's .caffemodel files: protobuf's wire format, and the few fields that hold weights.

A caffemodel is a NetParameter message. Only its layers' names and blobs are read, in the new
encoding (`layer`, field 100) and the legacy one (`layers`, field 2); nothing in it can run code.
The arrays are views of the file's bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fcn_core.errors import FcnError

Blobs = dict[str, tuple[NDArray[np.float32], ...]]

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
# Field numbers of caffe.proto.
NET_LAYER, NET_LEGACY_LAYER = 100, 2
LAYER_NAME, LAYER_BLOBS = 1, 7
LEGACY_NAME, LEGACY_BLOBS = 4, 6
BLOB_DATA, BLOB_SHAPE, BLOB_DOUBLE_DATA = 5, 7, 8
BLOB_LEGACY_SHAPE = (1, 2, 3, 4)
SHAPE_DIM = 1


class _MalformedError(Exception):
    """The bytes are not a protobuf message."""


@dataclass(frozen=True)
class _Field:
    number: int
    kind: int
    value: int
    """Of a varint."""
    data: memoryview
    """Of everything else."""


def read_caffemodel(path: Path) -> Blobs:
    """The blobs of every layer that has some, by the layer's name. Raises `FcnError`.

    Convolutions hold (outputs, inputs / groups, h, w) and a bias (outputs,); fully connected
    layers of legacy files are (1, 1, outputs, inputs).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FcnError(f"{path} cannot be read ({error.strerror}).", "Check the file.") from error
    try:
        layers = dict(_layers(memoryview(data)))
    except (_MalformedError, UnicodeDecodeError, ValueError) as error:
        raise FcnError(
            f"{path} is not a whole .caffemodel file ({error}).",
            "It may have been cut off: download it again and compare the checksum.",
        ) from error
    if not any(layers.values()):
        raise FcnError(
            f"{path} holds no weights.", "Choose a .caffemodel file, not a solver state."
        )
    finite = {k: all(np.isfinite(blob).all() for blob in v) for k, v in layers.items()}
    require_numbers(path, finite)
    return {name: blobs for name, blobs in layers.items() if blobs}


def require_numbers(path: Path, finite: Mapping[str, bool]) -> None:
    """Raise `FcnError` where a layer or tensor of a file holds what is no number."""
    strange = [name for name, fine in finite.items() if not fine]
    if strange:
        raise FcnError(
            f"{path} holds values that are no numbers, first in {strange[0]}.",
            "The file is damaged: download it again, or choose an earlier state of the training.",
        )


def _layers(net: memoryview) -> Iterator[tuple[str, tuple[NDArray[np.float32], ...]]]:
    for field in _fields(net):
        if field.kind != BYTES:
            continue
        if field.number == NET_LAYER:
            yield _layer(field.data, LAYER_NAME, LAYER_BLOBS)
        elif field.number == NET_LEGACY_LAYER:
            yield _layer(field.data, LEGACY_NAME, LEGACY_BLOBS)


def _layer(
    message: memoryview, name_field: int, blobs_field: int
) -> tuple[str, tuple[NDArray[np.float32], ...]]:
    name, blobs = "", []
    for field in _fields(message):
        if field.number == name_field and field.kind == BYTES:
            name = bytes(field.data).decode()
        elif field.number == blobs_field and field.kind == BYTES:
            blobs.append(_blob(field.data))
    return name, tuple(blobs)


def _blob(message: memoryview) -> NDArray[np.float32]:
    parts: list[NDArray[np.float32]] = []
    shape: list[int] = []
    legacy = dict.fromkeys(BLOB_LEGACY_SHAPE, 0)
    for field in _fields(message):
        if field.number == BLOB_DATA:
            parts.append(np.frombuffer(field.data, "<f4"))
        elif field.number == BLOB_DOUBLE_DATA:
            parts.append(np.frombuffer(field.data, "<f8").astype(np.float32))
        elif field.number == BLOB_SHAPE and field.kind == BYTES:
            shape = _shape(field.data)
        elif field.number in legacy and field.kind == VARINT:
            legacy[field.number] = field.value
    values = parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.float32), *parts])
    if not shape and any(legacy.values()):
        shape = [max(1, size) for size in legacy.values()]
    if int(np.prod(shape)) != values.size:
        raise _MalformedError(f"a blob of shape {shape} has {values.size} values")
    return values.reshape(shape)


def _shape(message: memoryview) -> list[int]:
    sizes: list[int] = []
    for field in _fields(message):
        if field.number != SHAPE_DIM:
            continue
        if field.kind == VARINT:
            sizes.append(field.value)
            continue
        at = 0
        while at < len(field.data):
            value, at = _varint(field.data, at)
            sizes.append(value)
    return sizes


def _fields(message: memoryview) -> Iterator[_Field]:
    """The fields of a message in order; raises `_MalformedError`."""
    at, empty = 0, message[:0]
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == VARINT:
            value, at = _varint(message, at)
            yield _Field(number, kind, value, empty)
            continue
        if kind == BYTES:
            length, at = _varint(message, at)
        elif kind in (FIXED32, FIXED64):
            length = 4 if kind == FIXED32 else 8
        else:
            raise _MalformedError(f"field {number} has the unknown kind {kind}")
        if at + length > len(message):
            raise _MalformedError(f"field {number} ends beyond the file")
        yield _Field(number, kind, 0, message[at : at + length])
        at += length


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    """A base-128 number and the place after it."""
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise _MalformedError("it ends within a number")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise _MalformedError("a number is too long")
