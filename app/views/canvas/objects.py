"""A colour for each object on the canvas, instead of its label's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.state.document import Document
from app.state.objects import COLORS, color_anew
from app.state.rect import Rect
from app.views.canvas.colors import Look
from app.views.canvas.overlay import Layers, Paint
from fcn_core.labels import BACKGROUND_NAMES, LabelSet
from fcn_core.masks import Mask

if TYPE_CHECKING:
    from app.views.canvas.canvas import Canvas

PALETTE = LabelSet.from_names((BACKGROUND_NAMES[0], *map(str, range(1, COLORS + 1))))
"""Colours of objects take the place of labels: they are easy to tell apart as well."""


class ObjectColors:
    """The colours of one document's objects, as they were found last, and painted over since."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.drop()

    def drop(self) -> None:
        """They are of another document."""
        self._colors_HW: Mask | None = None
        self._hidden: frozenset[int] = frozenset()

    def set(self, colors_HW: Mask | None, hidden: frozenset[int] = frozenset()) -> None:
        """Give each object a colour of its own, or each label with None.

        The colours (see `app.state.objects`), without `hidden` labels, are written into.
        """
        self._colors_HW, self._hidden = colors_HW, hidden
        self._canvas.refresh_overlay()

    def painted(self, document: Document | None, pixels: Rect) -> None:
        """Something has changed there: what is painted shows at once."""
        if self._colors_HW is not None and document is not None:
            color_anew(self._colors_HW, document.composite, pixels, self._hidden)

    def shown(
        self, layers: Layers, labels: LabelSet, look: Look, ratio: float
    ) -> tuple[Layers, Paint]:
        """What to lay over the photo, and how: with a colour for each object if there are any."""
        if self._colors_HW is None or layers.corrections is None:
            return layers, Paint.of(labels, look, ratio)
        look = replace(look, hidden=frozenset())
        return replace(layers, objects=self._colors_HW), Paint.of(PALETTE, look, ratio)
