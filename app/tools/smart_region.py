"""Smart region: a rough stroke over a thing, and the rest of the thing is found."""

from __future__ import annotations

from app.language import QT_TR_NOOP
from app.state.edits import Edit
from app.state.painting import Painting
from app.tools.brush import Brush
from app.tools.grab_cut import thing_under, united
from app.tools.stamps import Area
from app.tools.tool import Point, ToolContext

KEPT = 64
"""Pieces of a stroke: those of a wide brush fill the memory."""


class SmartRegion(Brush):
    """A brush whose stroke grows, when it is let go, to the thing that was painted over.

    Both are one edit. Where nothing is found the stroke stays, as any brush's would: what was
    painted is meant, and the next stroke may go on from it.
    """

    def __init__(self) -> None:
        super().__init__("smart-region", QT_TR_NOOP("Smart region"))
        self._covered: list[Area] = []

    def press(self, at: Point, ctx: ToolContext) -> None:
        self._covered = []
        super().press(at, ctx)

    def release(self, at: Point, ctx: ToolContext) -> Edit | None:
        stroke, self._covered = united(self._covered), []
        if self._painting is not None and not stroke.rect.is_empty:
            document, session = ctx.document, ctx.session
            thing = thing_under(
                stroke,
                session.brush_size,
                session.label,
                document.image_HWC,
                document.corrections.values_HW,
            )
            super()._cover(thing, self._painting, ctx)
        return super().release(at, ctx)

    def _cover(self, area: Area, painting: Painting, ctx: ToolContext) -> None:
        self._covered.append(area)
        if len(self._covered) > KEPT:
            self._covered = [united(self._covered)]
        super()._cover(area, painting, ctx)
