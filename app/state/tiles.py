"""The 64 x 64 tiles in which changes to a raster are remembered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.state.rect import Rect

TILE = 64
PIXELS_PER_BAND = 1 << 20
"""About five milliseconds of work on a whole image."""
TileIndex = tuple[int, int]
"""(row, column) of a tile: it covers rows row * 64 to row * 64 + 63, and columns alike."""


def tiles_in(rect: Rect) -> Iterator[TileIndex]:
    """The tiles that `rect` (inside its image) reaches, row by row."""
    if rect.is_empty:
        return
    columns = range(rect.x // TILE, (rect.right - 1) // TILE + 1)
    for row in range(rect.y // TILE, (rect.bottom - 1) // TILE + 1):
        for column in columns:
            yield row, column


def bands_of(within: Rect) -> list[Rect]:
    """Bands of whole rows of tiles, top to bottom, cut off at the rectangle's edges."""
    height = max(1, PIXELS_PER_BAND // (within.width * TILE)) * TILE
    tops = range(within.y // TILE * TILE, within.bottom, height)
    return [Rect(within.x, top, within.width, height).intersected(within) for top in tops]


def tile_slices(tile: TileIndex) -> tuple[slice, slice]:
    """Index of a tile in an array; slicing cuts it off at the array's edges."""
    row, column = tile
    return (
        slice(row * TILE, row * TILE + TILE),
        slice(column * TILE, column * TILE + TILE),
    )


def tiles_rect(tiles: Sequence[TileIndex]) -> Rect:
    """The rectangle around some tiles, at least one; it may reach beyond the image."""
    rows, columns = [row for row, _ in tiles], [column for _, column in tiles]
    x, y = min(columns) * TILE, min(rows) * TILE
    return Rect(x, y, (max(columns) + 1) * TILE - x, (max(rows) + 1) * TILE - y)
