"""Changing a whole image step by step, so that nobody waits for twelve megapixels at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from app.state.edits import Edit
from app.state.painting import Painting
from app.state.rect import Rect
from fcn_core.masks import Mask


class WholeImage:
    """Puts `values` of each band into the corrections, as one edit. No two bands share a tile."""

    def __init__(
        self, painting: Painting, values: Callable[[Rect], Mask], bands: Iterable[Rect]
    ) -> None:
        self._painting, self._values = painting, values
        self.label: int | None = None
        """What all pixels that change are given, if it is one label."""
        self.confirms = True
        """Whether somebody sees the image, who says so that it is the one that was corrected."""
        self._bands = deque(bands)
        self.edit: Edit | None = None
        """What was made, once all is done; None if nothing changed."""

    def step(self) -> bool:
        """Take on one more band; True while some are left."""
        if self._bands:
            band = self._bands.popleft()
            self._painting.put(band, self._values(band), self.label)
            self._painting.seal()
        return bool(self._bands)

    def finish(self) -> Edit | None:
        """Do all that is left; the edit that was made, None if nothing changed."""
        while self.step():
            pass
        if not self._painting.is_over:
            self.edit = self._painting.finish()
        return self.edit
