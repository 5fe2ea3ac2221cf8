"""Changing a whole image step by step, so that nobody waits for twelve megapixels at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from app.state.edits import Edit
from app.state.painting import Painting
from app.state.tiles import TILE, Rect
from fcn_core.masks import Mask

# What one step takes on: about five milliseconds of work.
PIXELS_PER_STEP = 1 << 20


class WholeImage:
    """Puts `values` of each band into the corrections, as one edit."""

    def __init__(
        self, painting: Painting, values: Callable[[Rect], Mask], shape: tuple[int, int]
    ) -> None:
        self._painting, self._values = painting, values
        self._bands = deque(_bands(*shape))

    def step(self) -> bool:
        """Take on one more band; True while some are left."""
        if self._bands:
            band = self._bands.popleft()
            self._painting.put(band, self._values(band))
            self._painting.seal()
        return bool(self._bands)

    def finish(self) -> Edit | None:
        """Do all that is left; the edit that was made, None if nothing changed."""
        while self.step():
            pass
        return self._painting.finish()


def _bands(height: int, width: int) -> Iterator[Rect]:
    """Bands of whole tiles, top to bottom."""
    rows = max(1, PIXELS_PER_STEP // (width * TILE)) * TILE
    for y in range(0, height, rows):
        yield Rect(0, y, width, min(rows, height - y))
