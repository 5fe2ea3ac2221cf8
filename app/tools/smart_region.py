"""Smart region: a rough stroke over a thing, and the rest of the thing is found."""

from __future__ import annotations

from dataclasses import dataclass

from app.language import QT_TR_NOOP
from app.state.corrections import PaintLimits
from app.state.document import Document
from app.state.edits import Edit
from app.state.painting import Painting
from app.tools.brush import Brush
from app.tools.grab_cut import Thing, thing_under, united
from app.tools.snap import StartRegion
from app.tools.stamps import Area
from app.tools.tool import Point, ToolContext

TITLE = QT_TR_NOOP("Smart region")
KEPT = 64
"""Pieces of a stroke: those of a wide brush fill the memory."""


@dataclass(frozen=True, kw_only=True)
class RoughStroke:
    """A stroke that was let go, with the tool as it was then.

    `edit` is the stroke in the document's history, None if it changed nothing; `area` what it
    covered, `brush` its width in pixels, `region` what it had to stay in.
    """

    document: Document
    edit: Edit | None
    area: Area
    brush: int
    label: int
    limits: PaintLimits
    region: StartRegion | None

    def thing(self) -> Thing:
        """The stroke and the rest of the thing. Takes long: for any one thread.

        Whoever paints meanwhile is seen, or not; the thing says what was.
        """
        image_HWC, corrections = self.document.image_HWC, self.document.corrections
        thing = thing_under(self.area, self.brush, self.label, image_HWC, corrections.values_HW)
        return thing if self.region is None else thing.within(self.region)


class SmartRegion(Brush):
    """A brush that hands on its stroke, when it is let go, for the thing under it to be found.

    The stroke itself is painted as any brush's: it is meant, whatever is found, and the next one
    may go on from it.
    """

    def __init__(self) -> None:
        super().__init__("smart-region", TITLE)
        self._covered: list[Area] = []

    def press(self, at: Point, ctx: ToolContext) -> None:
        self._covered = []
        super().press(at, ctx)

    def release(self, at: Point, ctx: ToolContext) -> Edit | None:
        area, self._covered = united(self._covered), []
        was_painting, region = self._painting is not None, self._region
        edit = self._finish()
        if was_painting and area.inside_HW.any():
            session = ctx.session
            stroke = RoughStroke(
                document=ctx.document,
                edit=edit,
                area=area,
                brush=session.brush_size,
                label=session.label,
                limits=session.limits,
                region=region,
            )
            session.rough_stroke_made.emit(stroke)
        return edit

    def _cover(self, area: Area, painting: Painting, ctx: ToolContext) -> None:
        self._covered.append(area)
        if len(self._covered) > KEPT:
            self._covered = [united(self._covered)]
        super()._cover(area, painting, ctx)
