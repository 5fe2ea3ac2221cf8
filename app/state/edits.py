"""Edits: one change to the corrections that can be undone, and the stroke that records it.

A stroke copies each tile before it is first written (copy on first write), so recording costs
what was touched, not what the image measures. Tiles are kept compressed, before and after; the
after-images make replaying an edit twice harmless.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from app.state.corrections import Corrections
from app.state.tiles import NOWHERE, Rect, TileIndex, tile_slices, tiles_in, tiles_rect
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
    """One change to the corrections. `title` is what undo calls it; `rect` bounds the change."""

    title: str
    rect: Rect
    deltas: tuple[TileDelta, ...]

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

    def fits(self, corrections: Corrections) -> bool:
        """True if the pixels are now as they were before the edit, so that it may be applied."""
        values = corrections.values_HW
        return all(
            values[tile_slices(delta.tile)].tobytes() == zlib.decompress(delta.before)
            for delta in self.deltas
        )


class Stroke:
    """Records one edit while it is made. Call `touch` before pixels change, `finish` at the end."""

    def __init__(self, corrections: Corrections, title: str) -> None:
        self.title = title
        self._corrections = corrections
        self._saved: dict[TileIndex, bytes] = {}
        self._touched = NOWHERE

    def touch(self, rect: Rect) -> None:
        """Save the tiles under `rect` (inside the image), those not saved yet."""
        self._touched = self._touched.united(rect)
        values = self._corrections.values_HW
        for tile in tiles_in(rect):
            if tile not in self._saved:
                self._saved[tile] = values[tile_slices(tile)].tobytes()

    def finish(self) -> Edit | None:
        """The edit that was made, or None if every pixel is as it was."""
        values = self._corrections.values_HW
        deltas = []
        for tile, before in self._saved.items():
            after = values[tile_slices(tile)].tobytes()
            if before != after:
                deltas.append(TileDelta(tile, _compressed(before), _compressed(after)))
        if not deltas:
            return None
        rect = tiles_rect([delta.tile for delta in deltas]).intersected(self._touched)
        return Edit(title=self.title, rect=rect, deltas=tuple(deltas))

    def cancel(self) -> Rect:
        """Put every pixel back. Returns the rectangle to paint anew."""
        self.restore_into(self._corrections.values_HW)
        self._saved.clear()
        return self._touched

    def restore_into(self, values_HW: Mask) -> None:
        """Write the saved tiles into `values_HW`, the corrections or a copy of them."""
        for tile, before in self._saved.items():
            part = values_HW[tile_slices(tile)]
            part[:] = np.frombuffer(before, np.uint8).reshape(part.shape)


def _write_tile(corrections: Corrections, tile: TileIndex, data: bytes) -> None:
    part = corrections.values_HW[tile_slices(tile)]
    part[:] = np.frombuffer(zlib.decompress(data), np.uint8).reshape(part.shape)


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
