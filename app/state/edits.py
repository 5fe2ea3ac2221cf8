"""Edits: one change to the corrections that can be undone, and the stroke that records it.

A stroke copies each tile before it is first written (copy on first write), so recording costs
what was touched, not what the image measures. Tiles are kept compressed, before and after; the
after-images make replaying an edit twice harmless.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np

from app.state.corrections import Corrections
from app.state.picture import Picture, Turn
from app.state.rect import NOWHERE, Rect
from app.state.tiles import TILE, TileIndex, tile_slices, tiles_in, tiles_rect
from fcn_core.masks import Mask

# Masks are runs of one value: run lengths alone are smaller and faster here than level 6.
COMPRESSION = 1
# What Python's objects cost beside the compressed bytes themselves.
DELTA_OVERHEAD = 250


@dataclass(frozen=True)
class TileDelta:
    """One tile before and after an edit, zlib-compressed row by row."""

    tile: TileIndex
    before: bytes
    after: bytes


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One change to the corrections. `title` is what undo calls it; `rect` bounds the change.

    `pixels` is how many changed (0: nobody counted), `label` what all of them were given, None
    if that was not one label. `turn`: which picture it turned the corrections to, if it did.
    """

    title: str
    rect: Rect
    deltas: tuple[TileDelta, ...]
    pixels: int = 0
    label: int | None = None
    turn: Turn | None = None

    @cached_property
    def nbytes(self) -> int:
        """Memory this edit holds."""
        stored = sum(len(delta.before) + len(delta.after) for delta in self.deltas)
        return stored + DELTA_OVERHEAD * len(self.deltas)

    def apply(self, corrections: Corrections) -> None:
        """Write the pixels as they were after the edit. Doing so twice changes nothing more."""
        for delta in self.deltas:
            _write_tile(corrections, delta.tile, delta.after)

    def revert(self, corrections: Corrections) -> None:
        """Write the pixels as they were before the edit."""
        for delta in self.deltas:
            _write_tile(corrections, delta.tile, delta.before)

    def repeat(self, corrections: Corrections) -> None:
        """Write the pixels that the edit changed, and no others, into whatever is there now."""
        for delta in self.deltas:
            part = corrections.values_HW[tile_slices(delta.tile)]
            before, after = _tile(delta.before, part.shape), _tile(delta.after, part.shape)
            np.copyto(part, after, where=before != after)

    def of_pictures(self, before: Picture | None, now: Picture | None) -> Edit:
        """The same edit; where corrections of one picture become another's by it, it knows that."""
        if before is None or now is None or before.is_same(now):
            return self
        return replace(self, turn=Turn(before, now))

    def fits(self, corrections: Corrections) -> bool:
        """True if the pixels are now as they were before the edit, so that it may be applied."""
        return all(_holds(corrections, delta.tile, delta.before) for delta in self.deltas)

    def is_made(self, corrections: Corrections) -> bool:
        """True if the pixels are now as they were after the edit."""
        return all(_holds(corrections, delta.tile, delta.after) for delta in self.deltas)


class Stroke:
    """Records one edit while it is made. Call `touch` before pixels change, `finish` at the end."""

    def __init__(self, corrections: Corrections, title: str) -> None:
        self.title = title
        self._corrections = corrections
        self._saved: dict[TileIndex, bytes] = {}
        self._sealed: dict[TileIndex, bytes] = {}
        self._deltas: list[TileDelta] = []
        self._pixels = 0
        self._labels: set[int | None] = set()
        self._touched = NOWHERE

    def touch(self, rect: Rect, label: int | None = None) -> None:
        """Save the tiles under `rect` (inside the image), those not saved yet.

        `label` is what pixels there are given, None if it is not one.
        """
        self._touched = self._touched.united(rect)
        self._labels.add(label)
        missing = [tile for tile in tiles_in(rect) if tile not in self._saved]
        self._saved.update(zip(missing, _tile_bytes(self._corrections, missing), strict=True))

    def seal(self) -> None:
        """Compress what was touched so far. Those tiles may not be touched again."""
        tiles = list(self._saved)
        for tile, after in zip(tiles, _tile_bytes(self._corrections, tiles), strict=True):
            before = self._saved[tile]
            if before != after:
                self._deltas.append(TileDelta(tile, _compressed(before), _compressed(after)))
                self._pixels += _differing(before, after)
        self._sealed.update(self._saved)
        self._saved.clear()

    def finish(self) -> Edit | None:
        """The edit that was made, or None if every pixel is as it was."""
        self.seal()
        if not self._deltas:
            return None
        rect = tiles_rect([delta.tile for delta in self._deltas]).intersected(self._touched)
        return Edit(
            title=self.title,
            rect=rect,
            deltas=tuple(self._deltas),
            pixels=self._pixels,
            label=self._labels.pop() if len(self._labels) == 1 else None,
        )

    def cancel(self) -> Rect:
        """Put every pixel back. Returns the rectangle to paint anew."""
        self.restore_into(self._corrections.values_HW)
        self._saved.clear()
        self._sealed.clear()
        self._deltas.clear()
        return self._touched

    def restore_into(self, values_HW: Mask) -> None:
        """Write the saved tiles into `values_HW`, the corrections or a copy of them."""
        for tile, before in chain(self._sealed.items(), self._saved.items()):
            part = values_HW[tile_slices(tile)]
            part[:] = np.frombuffer(before, np.uint8).reshape(part.shape)


def _tile_bytes(corrections: Corrections, tiles: Sequence[TileIndex]) -> list[bytes]:
    """The pixels of tiles, row by row each. Neighbours in a row of tiles are copied in one go."""
    values = corrections.values_HW
    whole = values.shape[1] // TILE
    found: list[bytes] = []
    at = 0
    while at < len(tiles):
        row, column = tiles[at]
        count = 1
        while at + count < len(tiles) and tiles[at + count] == (row, column + count):
            count += 1
        count = max(1, min(count, whole - column))
        band = values[row * TILE : row * TILE + TILE, column * TILE : (column + count) * TILE]
        size = band.size // count
        data = band.reshape(len(band), count, -1).swapaxes(0, 1).tobytes()
        found += [data[start : start + size] for start in range(0, band.size, size)]
        at += count
    return found


def _differing(before: bytes, after: bytes) -> int:
    """How many bytes differ."""
    return int(np.count_nonzero(np.frombuffer(before, np.uint8) != np.frombuffer(after, np.uint8)))


def _holds(corrections: Corrections, tile: TileIndex, data: bytes) -> bool:
    return corrections.values_HW[tile_slices(tile)].tobytes() == zlib.decompress(data)


def _write_tile(corrections: Corrections, tile: TileIndex, data: bytes) -> None:
    part = corrections.values_HW[tile_slices(tile)]
    part[:] = _tile(data, part.shape)


def _tile(data: bytes, shape: tuple[int, ...]) -> Mask:
    return np.frombuffer(zlib.decompress(data), np.uint8).reshape(shape)


def _compressed(data: bytes) -> bytes:
    """Zlib bytes. Most tiles hold one value: those are compressed once and shared."""
    if data == _constant(data[0], len(data)):
        return _constant_compressed(data[0], len(data))
    packer = zlib.compressobj(COMPRESSION, strategy=zlib.Z_RLE)
    return packer.compress(data) + packer.flush()


@lru_cache(maxsize=1024)
def _constant(value: int, size: int) -> bytes:
    return bytes([value]) * size


@lru_cache(maxsize=1024)
def _constant_compressed(value: int, size: int) -> bytes:
    return zlib.compress(_constant(value, size), COMPRESSION)
